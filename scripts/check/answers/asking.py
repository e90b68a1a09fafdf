"""What a fact of some kind asks for: choices, wordings, further answers, defaults; and which cells its answers fill."""

from decimal import Decimal
from typing import TYPE_CHECKING

from scripts.check.answers.questions import SEGMENT, STATUS
from scripts.evidence.add import Row
from scripts.figures.read import Reading, matching
from scripts.figures.units import table as unit_table
from scripts.figures.vocabulary import LANGUAGES

if TYPE_CHECKING:
    from scripts.check.answers.draft import Draft

ACTIVITY = "What it does, in the words of the page; empty to skip"
TAKEN_OVER = ("period", "value", "unit", "counted", "note", "words", "object_id", "locator", "state")
DATED = ("events", "relations", "observations")


def choices(draft: "Draft", name: str) -> dict[str, list[str]]:
    """Codes with their names from which an answer is chosen; none where it is written freely, or from very many."""
    known, what = draft.known, draft.answers.get("what")
    if name == "kind":
        return known.options("source_kinds", "source_kind", "title", "description")
    if name == "what":
        return known.properties_of(known.kind_of(draft.answers["entity_id"]))
    if name == "value" and what == SEGMENT:
        return known.options("segments", "segment", "title", "description")
    if name == "value" and what == STATUS:
        return {code: names for code, names in known.properties_of("company").items() if code in known.statuses}
    if name == "unit" and not unit_of_indicator(draft):
        return known.options("units", "unit", "title")
    return {}


def wording(draft: "Draft", name: str) -> str:
    """The question as it is put for this fact; "" for the general one."""
    if draft.of == "company":
        return {"about": "Name of the company", "value": "Segment", "words": ACTIVITY}.get(name, "")
    if name == "about":
        return {"fact": "Company, by name or id", "figure": "Indicator, by name or id"}.get(draft.of, "")
    if name == "value" and draft.known.property(draft.answers.get("what", ""))["value_kind"] == "date":
        return "Date"
    return ""


def details(draft: "Draft") -> set[str]:
    """Which further answers a fact of its kind can have."""
    if "indicator_id" in draft.answers:
        return {"geography", "unit", "period", "qualifier", "counted"}
    of = draft.known.property(draft.answers.get("what", ""))
    found = {"unit", "qualifier"} if of["value_kind"] == "number" else set()
    found |= {"counted"} if of["compiled_into"] == "observations" else set()
    dated = of["compiled_into"] in DATED or of["value_kind"] == "flag"
    return found | ({"period"} if dated and of["value_kind"] != "date" else set())


def defaults(draft: "Draft", name: str) -> str:
    """What an empty answer means for this fact: the usual unit, the qualifier of the words, yes."""
    answers = draft.answers
    if name == "value" and draft.known.property(answers.get("what", ""))["value_kind"] == "flag":
        return "true"
    if name == "unit":
        rows = draft.known.tables["statements"]
        used = rows.loc[(rows["property"] == answers.get("what")) & (rows["unit"] != ""), "unit"].value_counts()
        return unit_of_indicator(draft) or (used.index[0] if len(used) else "")
    if name == "qualifier":
        found = words_matching(answers["words"], draft)
        return found[0].qualifier if found else "exact"
    return ""


def statement_cells(draft: "Draft") -> Row:
    """The answers by the columns of statements that they fill."""
    answers, known = draft.answers, draft.known
    cells = {name: answers[name] for name in TAKEN_OVER if name in answers}
    cells["qualifier"] = answers.get("qualifier") or "exact"
    if "indicator_id" in answers:
        indicators = known.tables["indicators"].set_index("indicator_id")
        is_rank = indicators.at[answers["indicator_id"], "formula"] == "rank"
        return cells | {
            "indicator_id": answers["indicator_id"], "geo_code": answers["geography"],
            "property": "rank" if is_rank else "figure",
        }  # fmt: skip
    name = answers.get("name_as_written") or known.entities[answers["entity_id"]][0]
    return cells | {"entity_id": answers["entity_id"], "property": answers["what"], "name_as_written": name}


def answers_of(statement: Row) -> Row:
    """The answers that a statement would have come from, but for its source."""
    answers = {name: statement[name] for name in ("value", "unit", "period", "qualifier", "counted")}
    answers |= {"geography": statement["geo_code"], "words": statement["as_written"]}
    subject = "entity_id" if statement["entity_id"] else "indicator_id"
    answers |= {"about": statement[subject], subject: statement[subject]}
    return answers | ({"what": statement["property"]} if subject == "entity_id" else {})


def subject(draft: "Draft") -> str:
    """What the fact is, to speak of it."""
    return f"“{draft.answers.get('what') or draft.answers.get('indicator_id') or 'it'}”"


def unit_of_indicator(draft: "Draft") -> str:
    """Unit of the indicator that the fact is about; "" where it is about none."""
    indicators = draft.known.tables["indicators"].set_index("indicator_id")["unit"]
    return indicators.get(draft.answers.get("indicator_id", ""), "")


def words_matching(words: str, draft: "Draft") -> tuple[Reading, ...]:
    """The readings of the words that are the value in its unit."""
    rows = draft.known.tables["units"]
    units = unit_table(rows[rows["factor"] != ""].to_dict("records"))
    unit, language = units.get(draft.answers.get("unit", "")), draft.answers.get("language", "").partition("-")[0]
    if unit is None:
        return ()
    return matching(words, language if language in LANGUAGES else "en", Decimal(draft.answers["value"]), unit)
