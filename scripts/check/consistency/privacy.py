"""Privacy: legal persons only; no mail address, telephone, street or name of a natural person.

What marks a person is a reviewed list, what merely bears a person's name another.
"""

import re
from collections.abc import Iterable
from functools import cache
from unicodedata import combining, normalize

import pyarrow.compute as pc

from scripts.check.consistency.lists import entries
from scripts.check.consistency.pandera_rules import run
from scripts.check.consistency.texts import address_columns, checks_of_texts, every_text, free_columns
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

MAIL = Rule(
    "R801", "No cell holds a mail address",
    "A mail address is personal data, and a gift to whoever sends spam.",
    "error", "consistency", "pandera", "Leave it out: the package describes legal persons by public facts.",
)
TELEPHONE = Rule(
    "R802", "No cell holds a telephone number",
    "A telephone number leads to a person.",
    "error", "consistency", "pandera", "Leave it out.",
)
STREET = Rule(
    "R803", "No cell holds a street address",
    "Small companies are registered where their founders live; the municipality is enough.",
    "error", "consistency", "pandera", "Give the locality alone.",
)
PERSON = Rule(
    "R804", "No cell names a natural person",
    "The package describes legal persons only; names of people are personal data.",
    "error", "consistency", "pandera",
    "Write the role without the name. What only bears a person's name (an institute, a street) is added to the "
    "reviewed list of eponyms.",
)
PERSONAL_ADDRESS = Rule(
    "R805", "No web address holds a person's name",
    "The name in an address is as personal as the name itself.",
    "error", "consistency", "pandera",
    "Use another source, or an address of the page without the name; what only bears a person's name is added to "
    "the reviewed list of eponyms.",
)
TRACKER = Rule(
    "R806", "No web address holds a tracker",
    "It says who clicked where, and one page gets many addresses.",
    "error", "consistency", "pandera", "Cut the parameters such as utm_source and fbclid off the address.",
)
RULES = (MAIL, TELEPHONE, STREET, PERSON, PERSONAL_ADDRESS, TRACKER)

# What a text must hold for a closer look at it, in the syntax of RE2.
GLANCES = {
    MAIL: r"@|\(at\)|\[at\]",
    TELEPHONE: r"[0-9][0-9 ./()-]{5}",
    STREET: r"[0-9]",
    PERSON: r"\pL\.? (?:[\pL'’.]{1,5} ?)*\p{Lu}",
    PERSONAL_ADDRESS: r"[-_+]|linkedin|facebook|viadeo",
    TRACKER: r"[?&#]",
}
MESSAGES = {
    MAIL: "The cell holds a mail address.",
    TELEPHONE: "The cell holds a telephone number.",
    STREET: "The cell holds a street address.",
    PERSON: "The cell seems to name a person.",
    PERSONAL_ADDRESS: "The address seems to hold a person's name.",
    TRACKER: "The address holds a parameter that tracks readers.",
}

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
def patterns() -> dict[Rule, re.Pattern]:
    """What each rule looks for."""
    given, title, role = (entries("person_words", "word", kind=kind) for kind in ("given_name", "title", "role"))
    before, ending, after = (
        _any_of(entries("street_words", "word", position=position)) for position in ("before", "ending", "after")
    )
    street = rf"(?i:{before}) {PARTICLES}{NAME}"
    return {
        MAIL: re.compile(r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}"),
        TELEPHONE: re.compile(
            r"(?<![\w.,])(?:\+|00)[1-9]\d{0,2}[ ./()-]{0,2}\d(?:[ ./()-]{0,2}\d){6,10}(?!\d)"
            rf"|(?<![\w.,/-])(?!{DATE})0\d{{1,3}}[ ./-]{{1,3}}\d{{2,3}}(?:[ .-]?\d\d){{2}}(?!\d)"
            r"|(?i:\b(?:tel|tél|téléphone|telefoon|phone|gsm|fax)\b)[ .:]{1,3}[+(]?\d[\d ./()-]{5,}"
        ),
        STREET: re.compile(
            rf"\b{street}(?:[ -]{NAME}){{0,4}},? (?:n[°o] ?)?{HOUSE_NUMBER}"
            rf"|(?<![\w.,])\d{{1,4}}[a-zA-Z]?,? {street}"
            rf"|\b{CAPITAL}[\w-]*{ending} {HOUSE_NUMBER}"
            rf"|(?<![\w.,])\d{{1,4}} (?:{NAME} ){{1,3}}{after}\b"
        ),
        PERSON: re.compile(
            rf"(?<![\w.-])(?={CAPITAL})(?:{_any_of(given)}(?:-{NAME})?|{_any_of(title)}\.?(?: (?:dr|ir|ing)\.)?)"
            rf" {PARTICLES}{NAME}"
            rf"|(?i:\b{_any_of(role)}) {NAME} {PARTICLES}{NAME}"
        ),
        PERSONAL_ADDRESS: re.compile(
            rf"(?i:{PROFILES}|[/_=.+-]{_any_of(set(map(_plain, given)))}[-_+](?!(?:and|en|et)[-_])[a-z]{{2,}})"
        ),
        TRACKER: re.compile(rf"(?i:[?&#]{_any_of(entries('trackers', 'parameter'))}=)"),
    }


@cache
def _eponyms() -> re.Pattern:
    """What bears a person's name and is none, with blanks or hyphens between the words."""
    texts = entries("eponyms", "text")
    return re.compile("(?i)" + _any_of({*texts, *map(_plain, texts)}).replace(r"\ ", "[ _+-]"))


def finds(rule: Rule, text: str) -> str:
    """What a rule finds in a text apart from eponyms; "" for nothing."""
    found = patterns()[rule].search(text)
    if found and _eponyms().search(text):
        found = patterns()[rule].search(_eponyms().sub("…", text))
    return found.group() if found else ""


def check(context: Context) -> list[Finding]:
    """Search free text and web addresses; each text is looked at once, wherever it stands."""
    checks = []
    for searched, columns in [
        ((MAIL, TELEPHONE, STREET, PERSON), free_columns(context)),
        ((PERSONAL_ADDRESS, TRACKER), address_columns(context)),
    ]:
        texts = every_text(context, columns)
        for rule in searched:
            suspects = texts.filter(pc.match_substring_regex(texts, GLANCES[rule])).to_pylist()
            wrong = [text for text in suspects if finds(rule, text)]
            checks += checks_of_texts(context, rule, MESSAGES[rule], wrong, columns)
    return run(context, checks)
