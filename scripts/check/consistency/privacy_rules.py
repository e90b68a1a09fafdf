"""What free text must not hold: personal data, trackers, and formulas for spreadsheets.

The package speaks of legal persons only. What marks a person is a reviewed list, what merely bears a person's name
another.
"""

import re
from collections.abc import Iterable
from functools import cache
from unicodedata import combining, normalize

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, entries, view
from scripts.evidence.pages import trackers
from scripts.package.csvio import write_rows

APART = ("provenance", "gaps", "inbox")  # tables of references; and the inbox, of whose cells its own rule speaks
# A signed number may open a text ("+17.9 % since 2005"): words after it calculate nothing, as long
# as none is called like a function and no character calls another program.
FORMULA = r"^[=+@\t\r-]"
SIGNED_NUMBER = r"^[+-] ?[0-9][0-9.,]*(?: ?%)?(?:[;,]? \pL(?:[^|!@(]| \()*)?$"

NAME_LENGTH = 60  # of a text that is a name as a whole
CAPITAL = "[A-ZÀ-ÖØ-Þ]"
NAME = rf"{CAPITAL}[\w’'-]+"
PARTICLES = r"(?:(?:de|du|des|la|le|les|van|von|der|den|di|da|ter|ten|De|Van|Le|La) |de l['’]|d['’]|l['’])*"
HOUSE_NUMBER = r"(?!(?:19|20)\d\d)\d{1,4} ?[a-zA-Z]?(?![\w%]| ?%)"
DATE = r"\d\d[./-]\d\d[./-](?:19|20)\d\d(?!\d)"
PROFILES = r"(?:linkedin\.com/in|facebook\.com/people|viadeo\.com/[a-z]+/profile)/"


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of some words, the longest first."""
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"


def _plain(text: str) -> str:
    """A text without accents in lower case, as addresses have it."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).lower()


@cache
def glances() -> dict[str, str]:
    """What a text must hold for a closer look at it, in the syntax of RE2, whose time is linear in the text."""
    words = {kind: _any_of(entries("person_words", "word", kind=kind)) for kind in ("given_name", "title", "role")}
    plain = _any_of({_plain(name) for name in entries("person_words", "word", kind="given_name")})
    return {
        "mail": r"@|\(at\)|\[at\]",
        "telephone": r"[0-9][0-9 ./()-]{5}",
        "street": f"(?i){_any_of(entries('street_words', 'word'))}",
        "person": f"{words['given_name']}|{words['title']}|(?i:{words['role']})",
        "personal_address": f"(?i)linkedin|facebook|viadeo|{plain}",
        "tracker": r"[?&#]",
    }


@cache
def patterns() -> dict[str, re.Pattern]:
    """What each kind of personal data looks like."""
    given, title, role = (entries("person_words", "word", kind=kind) for kind in ("given_name", "title", "role"))
    before, ending, after = (
        _any_of(entries("street_words", "word", position=position)) for position in ("before", "ending", "after")
    )
    street = rf"(?i:{before}) {PARTICLES}{NAME}"
    return {
        "mail": re.compile(r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"),
        "telephone": re.compile(
            r"(?<![\w.,])(?:\+|00)[1-9]\d{0,2}[ ./()-]{0,2}\d(?:[ ./()-]{0,2}\d){6,10}(?!\d)"
            rf"|(?<![\w.,/-])(?!{DATE})0\d{{1,3}}[ ./-]{{1,3}}\d{{2,3}}(?:[ .-]?\d\d){{2}}(?!\d)"
            r"|(?i:\b(?:tel|tél|téléphone|telefoon|phone|gsm|fax)\b)[ .:]{1,3}[+(]?\d[\d ./()-]{5,}"
        ),
        "street": re.compile(
            rf"\b{street}(?:[ -]{NAME}){{0,4}},? (?:n[°o] ?)?{HOUSE_NUMBER}"
            rf"|(?<![\w.,])\d{{1,4}}[a-zA-Z]?,? {street}"
            rf"|\b{CAPITAL}[\w-]*{ending} {HOUSE_NUMBER}"
            rf"|(?<![\w.,])\d{{1,4}} (?:{NAME} ){{1,3}}{after}\b"
        ),
        "person": re.compile(
            rf"(?<![\w.-])(?={CAPITAL})(?:{_any_of(given)}(?:-{NAME})?|{_any_of(title)}\.?(?: (?:dr|ir|ing)\.)?)"
            rf" {PARTICLES}{NAME}"
            rf"|(?i:\b{_any_of(role)}) {NAME} {PARTICLES}{NAME}"
        ),
        "personal_address": re.compile(
            rf"(?i:{PROFILES}|[/_=.+-]{_any_of(set(map(_plain, given)))}[-_+](?!(?:and|en|et)[-_])[a-z]{{2,}})"
        ),
        "tracker": re.compile(rf"(?i:[?&#]{_any_of(trackers())}=)"),
    }


@cache
def _eponyms() -> re.Pattern:
    """What bears a person's name and is none, with blanks or hyphens between the words."""
    texts = entries("eponyms", "text")
    return re.compile("(?i)" + _any_of({*texts, *map(_plain, texts)}).replace(r"\ ", "[ _+-]"))


def finds(kind: str, text: str) -> str:
    """What of a kind of personal data stands in a text apart from eponyms; "" for nothing."""
    found = patterns()[kind].search(text)
    if found and _eponyms().search(text):
        found = patterns()[kind].search(_eponyms().sub("…", text))
    return found.group() if found else ""


def person_in(text: str, kind: str = "person") -> str:
    """Say which person a text seems to name, and which line of which file lets it pass; "" where it names none."""
    found = finds(kind, text).strip("/_=.+-")
    if not found:
        return ""
    line = len(entries("eponyms", "text")) + 2
    eponym = write_rows([[text if kind == "person" and len(text) <= NAME_LENGTH else found, "what it is"]]).strip()
    return (
        f"“{found}” seems to be a person. If it is none, this line lets it pass, as line {line} of "
        f"scripts/check/consistency/eponyms.csv: {eponym}"
    )


def matches(texts: pd.Series, pattern: str) -> pd.Series:
    """Whether a pattern of RE2 is found in each text."""
    return pd.Series(pc.match_substring_regex(pa.array(texts), pattern).to_numpy(zero_copy_only=False), texts.index)


def free_of(kind: str, texts: pd.Series) -> pd.Series:
    """Whether each text holds nothing of a kind; only those that pass a glance are searched."""
    suspects = texts[matches(texts, glances()[kind])]
    found = suspects[[bool(finds(kind, text)) for text in suspects]]
    return pd.Series(~texts.index.isin(found.index), texts.index)


@view(of="")
def free_texts(world: World) -> pd.DataFrame:
    """Texts that no closed list, pattern, reference or address format binds: each once, with the columns."""
    return _texts(world, is_free)


@view(of="")
def addresses(world: World) -> pd.DataFrame:
    """Web addresses, each once, with the columns they may be in."""
    return _texts(world, lambda schema, field: field.get("format") == "uri")


@view(of="")
def opened_texts(world: World) -> pd.DataFrame:
    """All texts and addresses that people write freely."""
    return pd.concat([world.view("free_texts"), world.view("addresses")], ignore_index=True)


def is_free(schema, field: dict) -> bool:
    """Whether no closed list, pattern, reference or format binds a column."""
    bound = {column for key in schema.foreign_keys for column in key.fields}
    limits = field.get("constraints", {}).keys() & {"enum", "pattern"}
    return field["type"] == "string" and "format" not in field and field["name"] not in bound and not limits


def _texts(world: World, chosen) -> pd.DataFrame:
    schemas = {name: world.context.package.resources[name].schema for name in world.text if name not in APART}
    columns = tuple(
        (name, field["name"]) for name, schema in schemas.items() for field in schema.fields if chosen(schema, field)
    )
    none = pd.Series(dtype="str")
    texts = pd.concat([none, *(world.text[name][column] for name, column in columns)]).drop_duplicates()
    texts = texts[texts != ""].reset_index(drop=True)
    return pd.DataFrame({"text": texts}).assign(columns=[columns] * len(texts))


@rule("R801", "free_texts.text", needs="text", says="The cell holds a mail address.")
def no_mail_address(texts):
    """No cell holds a mail address.

    A mail address is personal data, and a gift to whoever sends spam.

    Leave it out: the package describes legal persons by public facts.
    """
    return free_of("mail", texts["text"])


@rule("R802", "free_texts.text", needs="text", says="The cell holds a telephone number.")
def no_telephone_number(texts):
    """No cell holds a telephone number.

    A telephone number leads to a person.

    Leave it out.
    """
    return free_of("telephone", texts["text"])


@rule("R803", "free_texts.text", needs="text", says="The cell holds a street address.")
def no_street_address(texts):
    """No cell holds a street address.

    Small companies are registered where their founders live; the municipality is enough.

    Give the locality alone.
    """
    return free_of("street", texts["text"])


@rule("R804", "free_texts.text", needs="text", says=lambda row: person_in(row["it"]))
def no_person(texts):
    """No cell names a natural person.

    The package describes legal persons only; names of people are personal data.

    Write the role without the name. What only bears a person's name (an institute, a street, a company) is added to
    scripts/check/consistency/eponyms.csv.
    """
    return free_of("person", texts["text"])


@rule("R805", "addresses.text", needs="text", says=lambda row: person_in(row["it"], "personal_address"))
def no_personal_address(addresses):
    """No web address holds a person's name.

    The name in an address is as personal as the name itself.

    Use another source, or an address of the page without the name; what only bears a person's name is added to
    scripts/check/consistency/eponyms.csv.
    """
    return free_of("personal_address", addresses["text"])


@rule("R806", "addresses.text", needs="text", says="The address holds a parameter that tracks readers.")
def no_tracker(addresses):
    """No web address holds a tracker.

    It says who clicked where, and one page gets many addresses.

    Cut the parameters such as utm_source and fbclid off the address.
    """
    return free_of("tracker", addresses["text"])


@rule("R811", "opened_texts.text", needs="text", says="A spreadsheet would run this cell.")
def no_formula(texts):
    """No cell is a formula for a spreadsheet.

    A cell that begins with = + - @ or a tab is run when the file is opened, and can call other programs.

    Begin the text with another character; numbers with a sign may stand.
    """
    return ~matches(texts["text"], FORMULA) | matches(texts["text"], SIGNED_NUMBER)
