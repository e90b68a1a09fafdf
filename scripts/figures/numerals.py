"""Numbers in digits: which values the separators of a language allow."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

# Thousands in groups of three, all parted alike; a leading zero is never parted.
_POINT = re.compile(r"(?:\d+|[1-9]\d{0,2}([, '])\d{3}(?:\1\d{3})*)(?:\.\d+)?", re.ASCII)
_COMMA = re.compile(r"(?:\d+|[1-9]\d{0,2}([. '])\d{3}(?:\1\d{3})*)(?:,\d+)?", re.ASCII)
_POINT_ONLY = re.compile(r"\d+\.\d+", re.ASCII)


@lru_cache(maxsize=65536)
def values(numeral: str, language: str) -> tuple[tuple[Decimal, ...], tuple[Decimal, ...]]:
    """Values of a numeral that are legal in the language, and those that another one would allow.

    English has a decimal point, and commas, spaces or apostrophes between thousands. German,
    French, Italian and Dutch have a decimal comma, and points, spaces or apostrophes between
    thousands; their press also takes over the decimal point: "36.956" is 36956 or 36.956 there.
    Digits after the decimal sign are kept, so that 5.90 stays 5.90.
    """
    point = comma = None
    if _POINT.fullmatch(numeral):
        point = Decimal(re.sub("[, ']", "", numeral))
    if _COMMA.fullmatch(numeral):
        comma = Decimal(re.sub("[. ']", "", numeral).replace(",", "."))
    native, foreign = (point, comma) if language == "en" else (comma, point)
    if language != "en" and _POINT_ONLY.fullmatch(numeral):
        legal, other = _distinct(native, point), ()
    else:
        legal, other = _distinct(native), _distinct(foreign)
    return legal, tuple(value for value in other if value not in legal)


def _distinct(*numbers: Decimal | None) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(number for number in numbers if number is not None))
