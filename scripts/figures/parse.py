"""All legal readings of a figure as a source writes it, in German, English, French, Italian, Dutch.

A wording may hold several numbers, and a number several readings: "36.956 emplois" is 36956 or
36.956. So nothing is decided here; the question that has an answer is whether *some* legal reading,
by the language's separators, the currency and the scale, is the value that was noted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest

from scripts.figures.interval import Number, decimal
from scripts.figures.scan import PART, Figure, scan, step
from scripts.figures.units import Unit, Units, find


@dataclass(frozen=True, slots=True)
class Reading:
    """One legal reading of one figure.

    number: as printed, with all its digits (5.90 keeps the 0); of a range, the lower end.
    scale: of the scale word, 1000000000 for "milliards"; 1 where there is none.
    hint: the unit that is printed: percent, percentage_points, rank, a currency code, `part` for
        "a third", or blank.
    qualifier: exact, about, nearly, less_than, at_most, more_than, at_least, between.
    high: upper end of a range, else None.
    """

    number: Decimal
    scale: Decimal = Decimal(1)
    hint: str = ""
    qualifier: str = "exact"
    high: Decimal | None = None

    @property
    def value(self) -> Decimal:
        """The number with its scale."""
        return self.number * self.scale

    @property
    def decimals(self) -> int:
        """Digits after the decimal sign, as printed."""
        return max(0, -int(self.number.as_tuple().exponent))

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit, with its scale: 100000000 for "5.9 billion".

        A number in words is good to one ("fifteen thousand") unless a scale word follows ("two
        million"), a part ("a third") to a hundredth.
        """
        return Decimal("0.01") if self.hint == PART else step(self.number, self.scale)


def readings(text: str, language: str, *, whole: bool = False) -> list[Reading]:
    """Every legal reading of every figure in `text`, in the order of the text.

    `language` is a BCP 47 code of de, en, fr, it or nl. A numeral that its language cannot read
    ("4,1" in an English text) is read by the other convention; with `whole`, for units that count
    whole things, so is one that would not be whole ("16.500 employees"). ValueError for a language
    without rules.
    """
    return list(_readings(text, language, whole))


def matching(
    text: str,
    language: str,
    value: Number | None,
    unit: str,
    units: Units,
    *,
    low: Number | None = None,
    high: Number | None = None,
) -> list[Reading]:
    """The readings of `text` that equal `value` in `unit`, or the range from `low` to `high`.

    A reading with a scale or a currency must have that very value; a bare number may also stand in
    the unit of a table's header. A rank may be a bare number; "a third" is 33 or 33.3 percent.
    `units` is the table of units by code; blank counts as None. ValueError for an unknown unit or
    language, for what is no number, and when there is nothing to match.
    """
    of = find(unit, units)
    legal = [r for r in _readings(text, language, of.whole) if _fits(r, of)]
    if low not in (None, "") and high not in (None, ""):
        ends = decimal(low), decimal(high)
        return [r for r in legal if r.high is not None and _is_range(r, *ends, of)]
    if value in (None, ""):
        raise ValueError("nothing to match: give a value, or low and high")
    wanted = decimal(value)
    return [r for r in legal if r.high is None and _size(r, wanted, of) is not None]


def matches(
    text: str,
    language: str,
    value: Number | None,
    unit: str,
    units: Units,
    *,
    low: Number | None = None,
    high: Number | None = None,
) -> bool:
    """Whether some legal reading of `text` equals the value or range: see `matching`."""
    return bool(matching(text, language, value, unit, units, low=low, high=high))


def precision(text: str, language: str, value: Number, unit: str, units: Units) -> Decimal | None:
    """One unit of the last printed digit of `value` in `text`, in `unit`; None where none matches.

    100 for "5.9 billion euros" as 5900 EUR_million: the `step` of `interval.logical`. Where the
    text prints the value twice, the finer one. Errors as `matching`.
    """
    of, wanted = find(unit, units), decimal(value)
    found = matching(text, language, wanted, unit, units)
    return min((r.step / r.scale * _size(r, wanted, of) for r in found), default=None)


def _fits(reading: Reading, unit: Unit) -> bool:
    """Whether what is printed with the figure allows the unit."""
    if reading.hint == PART:
        return unit.unit in ("percent", "ratio")
    if unit.whole and reading.step < 1:
        return False
    return not reading.hint or f"{unit.unit}_".startswith(f"{reading.hint}_")


def _size(reading: Reading, value: Decimal, unit: Unit) -> Decimal | None:
    """What one of the reading's number is in `unit`, if that makes it `value`; else None."""
    if reading.hint == PART:
        size = Decimal(100 if unit.unit == "percent" else 1)
        rounded = round(reading.number * size, max(0, -int(value.as_tuple().exponent)))
        return size if rounded == value else None
    size = reading.scale / unit.factor
    if reading.number * size == value:
        return size
    bare = reading.scale == 1 and not reading.hint
    return Decimal(1) if bare and reading.number == value else None


def _is_range(reading: Reading, low: Decimal, high: Decimal, unit: Unit) -> bool:
    upper = replace(reading, number=reading.high)
    return None not in (_size(reading, low, unit), _size(upper, high, unit))


@lru_cache(maxsize=65536)
def _readings(text: str, language: str, whole: bool) -> tuple[Reading, ...]:
    found: list[Reading] = []
    figures = scan(text, language, whole)
    for figure, following in zip_longest(figures, figures[1:]):
        found += _singles(figure)
        if following and figure.joint:
            shared = _shared(figure, following)
            found += _singles(shared)
            if figure.joint == "range":
                found += _ranges(shared, following)
    if figures and figures[0].falling:
        found += [replace(r, number=-r.number) for r in found if r.high is None]
    return tuple(dict.fromkeys(found))


def _singles(figure: Figure) -> list[Reading]:
    return [Reading(number, figure.scale, figure.hint, figure.qualifier) for number in figure.numbers]


def _shared(figure: Figure, following: Figure) -> Figure:
    """The first figure of "1,5 à 4,4 milliards d'euros" with the scale and unit of the second."""
    if figure.scale != 1 or figure.hint == PART or (figure.hint and following.hint not in ("", figure.hint)):
        return figure
    return replace(figure, scale=following.scale, hint=figure.hint or following.hint)


def _ranges(first: Figure, last: Figure) -> list[Reading]:
    if first.scale != last.scale:
        return []
    hint = first.hint or last.hint
    return [
        Reading(low, first.scale, hint, "between", high) for low in first.numbers for high in last.numbers if low < high
    ]
