"""Where figures stand in a wording, with the scale, the unit and the qualifier around them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import zip_longest

from scripts.figures import numerals, words
from scripts.figures.spell import MARK, alternatives, digits

PART = "part"  # the hint of "a third": a share of some whole
RANK = "rank"


def step(number: Decimal, scale: Decimal) -> Decimal:
    """One unit of the last printed digit of a number with a scale: 100 for 5.9 thousand."""
    return scale.scaleb(min(0, int(number.as_tuple().exponent)))


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a text: the legal values of its number, and what stands around it.

    joint: how it is tied to the next figure: `range`, `list` or blank.
    falling: whether the text speaks of a fall.
    """

    numbers: tuple[Decimal, ...]
    scale: Decimal
    hint: str
    qualifier: str
    joint: str
    falling: bool


def scan(text: str, language: str, whole: bool) -> list[Figure]:
    """The figures of a text in order; see `parse.readings` for `language` and `whole`.

    ValueError for a language without rules.
    """
    primary = language.partition("-")[0]
    if primary not in words.LANGUAGES:
        known = ", ".join(words.LANGUAGES)
        raise ValueError(f"no rules for figures in the language {language!r}: known are {known}")
    clean = digits(_plain(text), primary)
    falling = bool(_FALL.search(clean))
    found = list(_figure(primary).finditer(clean))
    figures = []
    for match, following in zip_longest(found, found[1:]):
        scale = _scale(match, primary)
        joint = following and _JOINT.fullmatch(clean, match.end(), following.start())
        tie = joint and ("range" if joint["range"] or match["opener"] else "list")
        numbers = _numbers(match, primary, scale if whole else None)
        figures.append(Figure(numbers, scale, _hint(match), _qualifier(match, primary), tie or "", falling))
    return figures


_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ´`", "'"),
        **dict.fromkeys("–—‑‐−", "-"),
        **dict.fromkeys(f"{MARK}\u00ad\u200b\ufeff"),
        "~": "≈",
    }
)


def _plain(text: str) -> str:
    """Lower case with one kind of dash, of apostrophe and of space."""
    return " ".join(unicodedata.normalize("NFC", text).lower().translate(_PLAIN).split())


_FILLERS = rf"(?: (?:{alternatives(words.FILLERS)}) [ ]? )"
_FALL = re.compile(rf"\b(?:{alternatives(words.FALLS)})\b")
_JOINT = re.compile(
    rf"""
    [ ]? (?: (?P<range> {alternatives(words.RANGE_BY_ITSELF)} )
           | ,|{alternatives(words.RANGE_AFTER_OPENER)} )
    [ ]? {_FILLERS}*
    """,
    re.VERBOSE,
)


@cache
def _qualifiers(language: str) -> dict[str, str]:
    return words.SIGNS | {phrase: code for code, phrases in words.QUALIFIERS[language].items() for phrase in phrases}


@cache
def _scales(language: str) -> dict[str, int]:
    return words.SCALES | (words.SHORT_SCALE if language == "en" else words.LONG_SCALE)


@cache
def _figure(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"""
        (?: (?<!\w)
            (?: (?P<opener> {alternatives(words.OPENERS)} )
              | (?P<qualifier> {alternatives(_qualifiers(language))} ) )
            [ ]? {_FILLERS}*
        )?
        (?<!\w) (?<!\d[.,])
        (?: (?P<rank> {alternatives(words.RANK_BEFORE)} ) [ ]? )?
        (?: (?P<letter_before> [km] )? (?P<currency> {alternatives(words.CURRENCIES)} ) [ ]? )?
        (?P<about> ≈ )?
        (?: \# (?P<place> \d+ ) {MARK}
          | {MARK}? (?P<part> \d\d?/\d\d? ) {MARK}? (?: th|e|ème|de )? (?![\d/])
          | {MARK} (?P<spelled> \d+ (?:\.5)? ) {MARK}
          | (?P<minus> (?<![\w%€)]) (?<![\d%€][ ]) - )?
            (?P<digits> (?> [1-9]\d{{0,2}} (?: [ ']\d{{3}} (?!\d) )+ (?: [.,]\d+ )?
                          | \d+ (?: [.,]\d+ )* ) )
            (?P<ordinal> {alternatives(words.RANK_AFTER)} )?
        )
        (?: [ -]? {_FILLERS}? (?P<scale> {alternatives(_scales(language))} ) \b \.?
          | (?P<letter> [kmb] ) (?= \b | eur )
          | [ ] (?P<letter_apart> [mb] ) (?= [ ]? (?: €|eur ) )
        )?
        (?: [ -]? {_FILLERS}? (?P<unit> {alternatives((*words.CURRENCIES, *words.SHARES))} ) )?
        (?!\w)
        (?P<or_more> [ ]? (?: {alternatives(words.AT_LEAST_AFTER)} ) (?!\w) )?
        """,
        re.VERBOSE,
    )


def _scale(match: re.Match[str], language: str) -> Decimal:
    letter = match["letter"] or match["letter_apart"] or match["letter_before"]
    power = words.LETTERS[letter] if letter else _scales(language).get(match["scale"], 0)
    return Decimal(10) ** power


def _hint(match: re.Match[str]) -> str:
    if match["place"] or match["rank"] or match["ordinal"]:
        return RANK
    if match["part"]:
        return PART
    unit = match["unit"] or match["currency"]
    return words.CURRENCIES.get(unit) or words.SHARES.get(unit, "")


def _qualifier(match: re.Match[str], language: str) -> str:
    if match["qualifier"]:
        return _qualifiers(language)[match["qualifier"]]
    if match["or_more"]:
        return "at_least"
    return "about" if match["about"] or match["part"] else "exact"


def _numbers(match: re.Match[str], language: str, whole: Decimal | None) -> tuple[Decimal, ...]:
    """Legal values of the number; `whole` is the scale with which they must be whole, if any."""
    if match["part"]:
        times, parts = map(int, match["part"].split("/"))
        return (Decimal(times) / parts,) if 0 < times < parts else ()
    if match["digits"] is None:
        return (Decimal(match["place"] or match["spelled"]),)
    legal, foreign = numerals.values(match["digits"], language)
    if whole:
        # Nobody prints a count with decimals: what has some is another country's thousands.
        legal = tuple(number for number in legal if step(number, whole) >= 1)
    numbers = legal or foreign
    return tuple(-number for number in numbers) if match["minus"] else numbers
