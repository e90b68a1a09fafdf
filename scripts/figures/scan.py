"""Where figures stand in a wording, with the scale, the unit and the qualifier around them."""

import re
import unicodedata
from decimal import Decimal
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from scripts.figures.spell import MARK, alternatives, digits
from scripts.figures.vocabulary import LANGUAGES, WORDS, by_phrase, qualifiers, scales

PART = "part"  # the hint of "a third": a share of some whole
RANK = "rank"
CURRENCIES, SHARES = by_phrase("currencies"), by_phrase("shares")


class Figure(NamedTuple):
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
    """Return the figures of a text in order; see `read.readings` for `language` and `whole`.

    ValueError for a language without rules.
    """
    primary = language.partition("-")[0]
    if primary not in LANGUAGES:
        raise ValueError(f"no rules for figures in the language {language!r}: known are {', '.join(LANGUAGES)}")
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


def step(number: Decimal, scale: Decimal) -> Decimal:
    """Return one unit of the last printed digit of a number with a scale: 100 for 5.9 thousand."""
    return scale.scaleb(min(0, int(number.as_tuple().exponent)))


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


_FILLERS = rf"(?: (?:{alternatives(WORDS['fillers'])}) [ ]? )"
_FALL = re.compile(rf"\b(?:{alternatives(WORDS['falls'])})\b")
_JOINT = re.compile(
    rf"""
    [ ]? (?: (?P<range> {alternatives(WORDS["range_by_itself"])} )
           | ,|{alternatives(WORDS["range_after_opener"])} )
    [ ]? {_FILLERS}*
    """,
    re.VERBOSE,
)


@cache
def _figure(language: str) -> re.Pattern[str]:
    openers = [phrase for phrases in WORDS["qualifiers"]["between"].values() for phrase in phrases]
    return re.compile(
        rf"""
        (?: (?<!\w)
            (?: (?P<opener> {alternatives(openers)} )
              | (?P<qualifier> {alternatives(qualifiers(language))} ) )
            [ ]? {_FILLERS}*
        )?
        (?<!\w) (?<!\d[.,])
        (?: (?P<rank> {alternatives(WORDS["rank_before"])} ) [ ]? )?
        (?: (?P<letter_before> [km] )? (?P<currency> {alternatives(CURRENCIES)} ) [ ]? )?
        (?P<about> ≈ )?
        (?: \# (?P<place> \d+ ) {MARK}
          | {MARK}? (?P<part> \d\d?/\d\d? ) {MARK}? (?: th|e|ème|de )? (?![\d/])
          | {MARK} (?P<spelled> \d+ (?:\.5)? ) {MARK}
          | (?P<minus> (?<![\w%€)]) (?<![\d%€][ ]) - )?
            (?P<digits> (?> [1-9]\d{{0,2}} (?: [ ']\d{{3}} (?!\d) )+ (?: [.,]\d+ )?
                          | \d+ (?: [.,]\d+ )* ) )
            (?P<ordinal> {alternatives(WORDS["rank_after"])} )?
        )
        (?: [ -]? {_FILLERS}? (?P<scale> {alternatives(scales(language))} ) \b \.?
          | (?P<letter> [kmb] ) (?= \b | eur )
          | [ ] (?P<letter_apart> [mb] ) (?= [ ]? (?: €|eur ) )
        )?
        (?: [ -]? {_FILLERS}? (?P<unit> {alternatives((*CURRENCIES, *SHARES))} ) )?
        (?!\w)
        (?P<or_more> [ ]? (?: {alternatives(WORDS["at_least_after"])} ) (?!\w) )?
        """,
        re.VERBOSE,
    )


def _scale(match: re.Match[str], language: str) -> Decimal:
    letter = match["letter"] or match["letter_apart"] or match["letter_before"]
    power = WORDS["letters"][letter] if letter else scales(language).get(match["scale"], 0)
    return Decimal(10) ** power


def _hint(match: re.Match[str]) -> str:
    if match["place"] or match["rank"] or match["ordinal"]:
        return RANK
    if match["part"]:
        return PART
    unit = match["unit"] or match["currency"]
    return CURRENCIES.get(unit) or SHARES.get(unit, "")


def _qualifier(match: re.Match[str], language: str) -> str:
    if match["qualifier"]:
        return qualifiers(language)[match["qualifier"]]
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
    legal, foreign = _values(match["digits"], language)
    if whole:
        # Nobody prints a count with decimals: what has some is another country's thousands.
        legal = [number for number in legal if step(number, whole) >= 1]
    numbers = legal or foreign
    return tuple(-number for number in numbers) if match["minus"] else tuple(numbers)


# Thousands in groups of three, all parted alike; a leading zero is never parted.
_POINT = re.compile(r"(?:\d+|[1-9]\d{0,2}([, '])\d{3}(?:\1\d{3})*)(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"(?:\d+|[1-9]\d{0,2}([. '])\d{3}(?:\1\d{3})*)(?:,\d+)?", re.ASCII)
_BY_POINT, _BY_COMMA = str.maketrans("", "", ", '"), str.maketrans(",", ".", ". '")
_POINT_ONLY = re.compile(r"\d+\.\d+", re.ASCII)


def _values(numeral: str, language: str) -> tuple[list[Decimal], list[Decimal]]:
    """Values of a numeral that are legal in the language, and those that another one would allow.

    English has a decimal point, and commas, spaces or apostrophes between thousands. German,
    French, Italian and Dutch have a decimal comma, and points, spaces or apostrophes between
    thousands; their press also takes over the decimal point: "36.956" is 36956 or 36.956 there.
    Digits after the decimal sign are kept, so that 5.90 stays 5.90.
    """
    point = [Decimal(numeral.translate(_BY_POINT))] if _POINT.fullmatch(numeral) else []
    comma = [Decimal(numeral.translate(_BY_COMMA))] if _COMMA.fullmatch(numeral) else []
    if language == "en":
        return point, comma
    return (comma + point, []) if _POINT_ONLY.fullmatch(numeral) else (comma, point)
