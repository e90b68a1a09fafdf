"""Number words to digits, so that one grammar of figures serves both.

What comes out, each closed by a mark that no source prints: numbers (`300`), places (`#3`), parts
(`1/3`) and about so many (`≈50`).
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from text_to_num import find_numbers

from scripts.figures.vocabulary import LANGUAGES, WORDS, scales

# A character without width, U+2060: keeps spelled-out numbers apart from the digits around them.
MARK = "\u2060"


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


_TOKEN = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)
_THOUSANDS = set(WORDS["scales"]["3"])
_SCALES = {word for language in LANGUAGES for word in scales(language)} - _THOUSANDS
_COUNTED = WORDS["collectives"] | WORDS["collective_plurals"]
_STEMS = WORDS["german_ordinal_stems"]
_ONE = rf"\b(?:{alternatives(WORDS['articles'])})[ -]"

_ONE_SCALE = re.compile(rf"{_ONE}(?=(?:{alternatives(_SCALES)})\b)")
_HALF = re.compile(
    rf"(?:{_ONE})?\b(?:{alternatives(WORDS['halves'])})[ -](?:{_ONE})?"
    rf"(?=(?:{alternatives(_SCALES | set(_COUNTED))})\b)"
)
_ONE_AND_A_HALF = re.compile(rf"\b(?:{alternatives(WORDS['one_and_a_half'])})\b")
_COLLECTIVE = re.compile(
    rf"{MARK}?(?P<times>\b\d\d?(?:\.5)?){MARK}?[ -](?P<many>{alternatives(_COUNTED)})\b"
    rf"|(?:{_ONE})?\b(?P<one>{alternatives(WORDS['collectives'])})\b"
)
_PART = re.compile(
    rf"(?:{MARK}(?P<times>\d){MARK}|\b(?:{alternatives(WORDS['articles'])}))[ -]"
    rf"(?:#(?P<nth>\d+){MARK}|(?P<part>{alternatives(WORDS['parts'])})\b)"
    rf"|\b(?:{alternatives(WORDS['half_of'])})\b"
)
_GERMAN_PLACE = re.compile(rf"\b(?P<stem>{alternatives(_STEMS)})[^\W\d]+ste[nrs]?\b")
_FIRST = alternatives(WORDS["first_place"])
_FIRST_PLACE = re.compile(
    rf"\b(?:{alternatives(WORDS['one_of'])}) (?:[^\W\d]+ )?(?:{_FIRST})\b"
    rf"|#\d+{MARK}[ -](?:{_FIRST})\b"
    rf"|\b(?P<first>{_FIRST})\b"
)


# The longest word of each phrase, which no text that holds the phrase is without.
_PHRASES = ("halves", "one_and_a_half", "collectives", "collective_plurals", "parts", "half_of", "first_place")
_TELLING = _SCALES | {max(_TOKEN.findall(phrase), key=len) for name in _PHRASES for phrase in WORDS[name]}


class _Token(str):
    """A piece of text as text2num wants it."""

    __slots__ = ("foreign",)

    def text(self) -> str:
        return str(self)

    def nt_separated(self, previous: "_Token") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.foreign


def digits(text: str, language: str) -> str:
    """Return `text`, in lower case, with its number words written in digits."""
    pieces = _TOKEN.findall(text)
    if not any(_tells(piece, language) for piece in pieces):
        return text
    text = _numbers(pieces, language)
    text = _ONE_AND_A_HALF.sub(f"{MARK}1.5{MARK}", text)
    text = _HALF.sub(f"{MARK}0.5{MARK} ", text)
    text = _ONE_SCALE.sub(f"{MARK}1{MARK} ", text)
    text = _COLLECTIVE.sub(_collective, text)
    text = _PART.sub(_part, text)
    text = _GERMAN_PLACE.sub(lambda m: f"#{_STEMS[m['stem']]}{MARK}", text)
    return _FIRST_PLACE.sub(lambda m: f"#1{MARK}" if m["first"] else m[0], text)


@lru_cache(maxsize=65536)
def _tells(piece: str, language: str) -> bool:
    """Whether a piece of text can be what makes a number in words: no text without one has any."""
    token = _Token(piece)
    token.foreign = False
    known = piece in _TELLING or piece.startswith(tuple(_STEMS))
    return piece.isalpha() and (known or bool(find_numbers([token], language, 0.0)))


def _numbers(pieces: list[str], language: str) -> str:
    """Cardinals and ordinals in digits; scales stay words, for they tell the precision."""
    tokens, before, blank = [], "", True
    for piece in pieces:
        token = _Token(piece)
        blank = piece.isspace()
        token.foreign = (
            piece.isdigit()
            or piece in _SCALES
            or (piece in _THOUSANDS and before.isdigit())
            or (before in WORDS["indefinite"] and not blank)
        )
        before = before if blank else piece
        tokens.append(token)
    for found in reversed(find_numbers(tokens, language, 0.0)):
        if found.end - found.start == 1 and tokens[found.start] in WORDS["articles"]:
            continue
        number = f"{found.value:.0f}{MARK}"
        tokens[found.start : found.end] = [f"#{number}" if found.is_ordinal else MARK + number]
    return "".join(tokens)


def _collective(match: re.Match[str]) -> str:
    if match["one"]:
        return f"≈{MARK}{_COUNTED[match['one']]}{MARK}"
    number = float(match["times"]) * _COUNTED[match["many"]]
    return f"≈{MARK}{number:.0f}{MARK}"


def _part(match: re.Match[str]) -> str:
    whole = match["nth"] or WORDS["parts"].get(match["part"], 2)
    return f"{MARK}{match['times'] or 1}/{whole}{MARK}"
