"""Number words to digits, so that one grammar of figures serves both.

What comes out, each closed by a mark that no source prints: numbers (`300`), places (`#3`), parts
(`1/3`) and about so many (`≈50`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from text_to_num import find_numbers

from scripts.figures import words

# A character without width, U+2060: keeps spelled-out numbers apart from the digits around them.
MARK = "\u2060"


def alternatives(phrases: Iterable[str]) -> str:
    """A regular expression for any of the phrases, the longest first."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


_TOKEN = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)
_THOUSANDS = {word for word, power in words.SCALES.items() if power == 3}
_SCALES = {*words.SCALES, *words.SHORT_SCALE, *words.LONG_SCALE} - _THOUSANDS
_COUNTED = words.COLLECTIVES | words.COLLECTIVE_PLURALS
_ONE = rf"\b(?:{alternatives(words.ARTICLES)})[ -]"

_ONE_SCALE = re.compile(rf"{_ONE}(?=(?:{alternatives(_SCALES)})\b)")
_HALF = re.compile(
    rf"(?:{_ONE})?\b(?:{alternatives(words.HALVES)})[ -](?:{_ONE})?"
    rf"(?=(?:{alternatives(_SCALES | set(_COUNTED))})\b)"
)
_ONE_AND_A_HALF = re.compile(rf"\b(?:{alternatives(words.ONE_AND_A_HALF)})\b")
_COLLECTIVE = re.compile(
    rf"{MARK}?(?P<times>\b\d\d?(?:\.5)?){MARK}?[ -](?P<many>{alternatives(_COUNTED)})\b"
    rf"|(?:{_ONE})?\b(?P<one>{alternatives(words.COLLECTIVES)})\b"
)
_PART = re.compile(
    rf"(?:{MARK}(?P<times>\d){MARK}|\b(?:{alternatives(words.ARTICLES)}))[ -]"
    rf"(?:#(?P<nth>\d+){MARK}|(?P<part>{alternatives(words.PARTS)})\b)"
    rf"|\b(?:{alternatives(words.HALF_OF)})\b"
)
_GERMAN_PLACE = re.compile(rf"\b(?P<stem>{alternatives(words.GERMAN_ORDINAL_STEMS)})[^\W\d]+ste[nrs]?\b")
_FIRST = alternatives(words.FIRST_PLACE)
_FIRST_PLACE = re.compile(
    rf"\b(?:{alternatives(words.ONE_OF)}) (?:[^\W\d]+ )?(?:{_FIRST})\b"
    rf"|#\d+{MARK}[ -](?:{_FIRST})\b"
    rf"|\b(?P<first>{_FIRST})\b"
)


class _Token(str):
    """A piece of text as text2num wants it."""

    __slots__ = ("foreign",)

    def text(self) -> str:
        return str(self)

    def nt_separated(self, previous: _Token) -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return self.foreign


def digits(text: str, language: str) -> str:
    """`text`, in lower case, with its number words written in digits."""
    text = _numbers(text, language)
    text = _ONE_AND_A_HALF.sub(f"{MARK}1.5{MARK}", text)
    text = _HALF.sub(f"{MARK}0.5{MARK} ", text)
    text = _ONE_SCALE.sub(f"{MARK}1{MARK} ", text)
    text = _COLLECTIVE.sub(_collective, text)
    text = _PART.sub(_part, text)
    text = _GERMAN_PLACE.sub(lambda m: f"#{words.GERMAN_ORDINAL_STEMS[m['stem']]}{MARK}", text)
    return _FIRST_PLACE.sub(lambda m: f"#1{MARK}" if m["first"] else m[0], text)


def _numbers(text: str, language: str) -> str:
    """Cardinals and ordinals in digits; scales stay words, for they tell the precision."""
    tokens, before, blank = [], "", True
    for piece in _TOKEN.findall(text):
        token = _Token(piece)
        blank = piece.isspace()
        token.foreign = (
            piece.isdigit()
            or piece in _SCALES
            or (piece in _THOUSANDS and before.isdigit())
            or (before in words.INDEFINITE and not blank)
        )
        before = before if blank else piece
        tokens.append(token)
    for found in reversed(find_numbers(tokens, language, 0.0)):
        if found.end - found.start == 1 and tokens[found.start] in words.ARTICLES:
            continue
        number = f"{found.value:.0f}{MARK}"
        tokens[found.start : found.end] = [f"#{number}" if found.is_ordinal else MARK + number]
    return "".join(tokens)


def _collective(match: re.Match[str]) -> str:
    if match["one"]:
        return f"≈{MARK}{words.COLLECTIVES[match['one']]}{MARK}"
    number = float(match["times"]) * _COUNTED[match["many"]]
    return f"≈{MARK}{number:.0f}{MARK}"


def _part(match: re.Match[str]) -> str:
    whole = match["nth"] or words.PARTS.get(match["part"], 2)
    return f"{MARK}{match['times'] or 1}/{whole}{MARK}"
