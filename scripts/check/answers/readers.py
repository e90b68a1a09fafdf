"""What each answer means: found by words, written as the evidence writes it, or refused in plain words.

A reader takes the text and the draft, and returns the answers that follow, by name.
"""

import re
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from stdnum.be import vat

from scripts.check.answers.questions import OF_SOURCE, SEGMENT, STATUS
from scripts.check.consistency.identity_rules import bare_name
from scripts.evidence.add import Row, Unfit, company_row, known_source, source_row
from scripts.evidence.canonical import read_number
from scripts.evidence.named import find, folded
from scripts.evidence.pages import without_needless
from scripts.evidence.spreadsheet.locales import TRUTH
from scripts.evidence.written_dates import read_date, read_period
from scripts.figures.read import Reading, matching
from scripts.figures.units import table as unit_table
from scripts.figures.vocabulary import LANGUAGES
from scripts.package.tableschema import PATTERNS

if TYPE_CHECKING:
    from scripts.check.answers.draft import Draft

YES = {"yes", "oui", "ja", *(word for word, truth in TRUTH.items() if truth == "true")}
BLANKS_IN_NUMBERS = re.compile(r"(?<=[0-9])[\s’'](?=[0-9]{3}(?![0-9]))")
LOCATED = ("locality", "legal_seat")  # properties whose value is the name of a place in the gazetteer
ACTIVITY = "What it does, in the words of the page; empty to skip"
TAKEN_OVER = ("period", "value", "unit", "counted", "note", "words", "object_id", "locator", "state")
DATED = ("events", "relations", "observations")


def read_url(text: str, draft: "Draft") -> Row:
    """The address of the page, and the source that the evidence has of it."""
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", text, re.IGNORECASE):
        raise Unfit(f"“{text}” is no web address: write it whole, https://… .")
    found = {"source_url": without_needless(text)}
    if known_source(draft.known.tables, text):
        source = source_row(draft.known.tables, found)
        found |= {name: source["accessed" if name == "seen" else name] for name in OF_SOURCE}
    return found


def read_language(text: str, draft: "Draft") -> Row:
    """A code of a language, in small letters but for a country: fr, fr-BE."""
    language, mark, country = text.partition("-")
    return {"language": language.lower() + mark + country.upper()}


def read_kind(text: str, draft: "Draft") -> Row:
    """A kind of source, by code or words."""
    return {"kind": find(text, choices(draft, "kind"), "kind of source")}


def read_dated(name: str, text: str, draft: "Draft") -> Row:
    """A date as people write it."""
    return {name: read_date(text)}


def read_about(text: str, draft: "Draft") -> Row:
    """A new company where one is added, else an entity or indicator by id, name or words."""
    known = draft.known
    if draft.of == "company":
        return _new_company(text, draft)
    kinds = {"fact": known.entities, "figure": known.indicators}
    what = {"fact": "company", "figure": "indicator"}.get(draft.of, "company or indicator")
    code = find(text, kinds.get(draft.of, known.entities | known.indicators), what)
    return {"about": text, "entity_id" if code in known.entities and draft.of != "figure" else "indicator_id": code}


def _new_company(name: str, draft: "Draft") -> Row:
    entities = draft.known.tables["entities"]
    same = entities.loc[entities["name"].map(bare_name) == bare_name(name), "entity_id"]
    if not same.empty:
        raise Unfit(f"{name} is there already, as {same.iloc[0]}: add a fact to it.")
    entity_id = company_row(draft.known.tables, name)["entity_id"]
    return {"about": name, "new_name": name, "entity_id": entity_id, "what": SEGMENT}


def read_what(text: str, draft: "Draft") -> Row:
    """A property of that kind of entity, by code or words."""
    return {"what": find(text, choices(draft, "what"), "property")}


def read_value(text: str, draft: "Draft") -> Row:
    """The value as the evidence writes values of this property."""
    known, what = draft.known, draft.answers.get("what", "")
    if what == SEGMENT:
        return {"value": find(text, choices(draft, "value"), "segment")}
    if what == STATUS:
        return {"what": find(text, choices(draft, "value"), "status"), "value": "true"}
    kind = "number" if "indicator_id" in draft.answers else known.property(what)["value_kind"]
    if kind == "relation":
        other = find(text, known.entities, "entity")
        return {"value": known.entities[other][0], "object_id": other}
    if what in LOCATED:
        places = {name: [] for name in known.tables["localities"]["name"]}
        return {"value": find(text, places, "place in data/evidence/localities.csv")}
    if kind == "text" and known.property(what)["compiled_into"] == "events":  # who bought it, may be known
        other = [code for code, names in known.entities.items() if folded(names[0]) == folded(text)]
        return {"value": text} | ({"object_id": other[0]} if len(other) == 1 else {})
    return {"value": VALUES.get(kind, str)(text) if what != "enterprise_number" else _enterprise_number(text)}


def _number(text: str) -> str:
    cell = read_number(BLANKS_IN_NUMBERS.sub("", text))
    if re.fullmatch(r"-?[0-9]+\.[0-9]+", cell):
        cell = cell.rstrip("0").rstrip(".")
    if not re.fullmatch(PATTERNS["number"], cell):
        raise Unfit(f"“{text}” is no number that can be read in one way: write digits with a point, 13400 or 5.9.")
    return cell


def _flag(text: str) -> str:
    if text.casefold() not in YES:
        raise Unfit(f"“{text}” is not yes: leave the fact out if the page does not show it.")
    return "true"


def _address(text: str) -> str:
    if not re.match("https?://", text, re.IGNORECASE):
        raise Unfit(f"“{text}” is no web address: write it whole, https://… .")
    return without_needless(text)


def _enterprise_number(text: str) -> str:
    digits = re.sub("[^0-9]", "", text)
    number = f"BE{digits.zfill(10)}" if len(digits) in (9, 10) else text
    if not vat.is_valid(number):
        raise Unfit(f"“{text}” is no enterprise number: ten digits, the last two check the others (modulo 97).")
    return number


VALUES = {"number": _number, "date": read_date, "flag": _flag, "address": _address}


def read_unit(text: str, draft: "Draft") -> Row:
    """A unit by code or words; that of an indicator must be of its kind."""
    units = draft.known.tables["units"].set_index("unit")
    unit = find(text, draft.known.options("units", "unit", "title"), "unit")
    wanted = _unit_of_indicator(draft)
    if wanted and units.at[unit, "kind"] != units.at[wanted, "kind"]:
        raise Unfit(f"{unit} is of another kind than {wanted}, the unit of {draft.answers['indicator_id']}.")
    return {"unit": unit}


def read_geography(text: str, draft: "Draft") -> Row:
    """A geography by code, or by its name in any language."""
    return {"geography": find(text, draft.known.geographies, "geography")}


def read_words(text: str, draft: "Draft") -> Row:
    """The words of the page, which must hold the number."""
    value, unit = draft.answers["value"], draft.answers.get("unit", "")
    if unit and not _matching(text, draft):
        said = draft.answers.get("language") or "en"
        raise Unfit(f"The words “{text}” cannot be read as {value} {unit}: check number, unit and language ({said}).")
    return {"words": text}


def read_qualifier(text: str, draft: "Draft") -> Row:
    """How the words limit the number: more_than, about …"""
    enum = draft.known.package.resources["statements"].schema.field("qualifier")["constraints"]["enum"]
    return {"qualifier": find(text.replace(" ", "_"), {code: [] for code in enum}, "qualifier")}


READERS = {
    "source_url": read_url, "language": read_language, "kind": read_kind, "about": read_about, "what": read_what,
    "value": read_value, "unit": read_unit, "geography": read_geography, "words": read_words,
    "qualifier": read_qualifier, "published": partial(read_dated, "published"), "seen": partial(read_dated, "seen"),
    "period": lambda text, draft: {"period": read_period(text)},
}  # fmt: skip


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
    if name == "unit" and not _unit_of_indicator(draft):
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
        return _unit_of_indicator(draft) or (used.index[0] if len(used) else "")
    if name == "qualifier":
        found = _matching(answers["words"], draft)
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


def _unit_of_indicator(draft: "Draft") -> str:
    indicators = draft.known.tables["indicators"].set_index("indicator_id")["unit"]
    return indicators.get(draft.answers.get("indicator_id", ""), "")


def _matching(words: str, draft: "Draft") -> tuple[Reading, ...]:
    """The readings of the words that are the value in its unit."""
    rows = draft.known.tables["units"]
    units = unit_table(rows[rows["factor"] != ""].to_dict("records"))
    unit, language = units.get(draft.answers.get("unit", "")), draft.answers.get("language", "").partition("-")[0]
    if unit is None:
        return ()
    return matching(words, language if language in LANGUAGES else "en", Decimal(draft.answers["value"]), unit)
