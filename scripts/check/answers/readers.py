"""What each answer means: found by words, written as the evidence writes it, or refused in plain words.

A reader takes the text and the draft, and returns the answers that follow, by name.
"""

import re
from functools import partial
from typing import TYPE_CHECKING

from stdnum.be import vat

from scripts.check.answers.asking import choices, unit_of_indicator, words_matching
from scripts.check.answers.questions import OF_SOURCE, SEGMENT, STATUS
from scripts.check.consistency.identity_rules import bare_name
from scripts.evidence.add import Row, Unfit, company_row, known_source, source_row
from scripts.evidence.canonical import read_number
from scripts.evidence.named import find, folded
from scripts.evidence.pages import without_needless
from scripts.evidence.spreadsheet.locales import TRUTH
from scripts.evidence.written_dates import read_date, read_period
from scripts.package.tableschema import PATTERNS

if TYPE_CHECKING:
    from scripts.check.answers.draft import Draft

YES = {"yes", "oui", "ja", *(word for word, truth in TRUTH.items() if truth == "true")}
BLANKS_IN_NUMBERS = re.compile(r"(?<=[0-9])[\s’'](?=[0-9]{3}(?![0-9]))")
LOCATED = ("locality", "legal_seat")  # properties whose value is the name of a place in the gazetteer


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
    wanted = unit_of_indicator(draft)
    if wanted and units.at[unit, "kind"] != units.at[wanted, "kind"]:
        raise Unfit(f"{unit} is of another kind than {wanted}, the unit of {draft.answers['indicator_id']}.")
    return {"unit": unit}


def read_geography(text: str, draft: "Draft") -> Row:
    """A geography by code, or by its name in any language."""
    return {"geography": find(text, draft.known.geographies, "geography")}


def read_words(text: str, draft: "Draft") -> Row:
    """The words of the page, which must hold the number."""
    value, unit = draft.answers["value"], draft.answers.get("unit", "")
    if unit and not words_matching(text, draft):
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
