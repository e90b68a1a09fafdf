"""All legal readings of a figure as a source writes it, in German, English, French, Italian, Dutch.

A wording may hold several numbers, and a number several readings: "36.956 emplois" is 36956 or
36.956. So nothing is decided here; the question that has an answer is whether *some* legal reading,
by the language's separators, the currency and the scale, is the value that was noted.
"""

from decimal import Decimal
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from scripts.figures.interval import Number, decimal
from scripts.figures.scan import PART, Figure, scan, step
from scripts.figures.units import Unit


class Reading(NamedTuple):
    """One legal reading of one figure.

    number: as printed, with all its digits (5.90 keeps the 0); of a range, the lower end.
    scale: of the scale word, 1000000000 for "milliards"; 1 where there is none.
    hint: the unit that is printed: percent, percentage_points, rank, a currency code, `part` for
        "a third", or blank.
    qualifier: one of `vocabulary.QUALIFIERS`.
    high: upper end of a range, else None.
    """

    number: Decimal
    scale: Decimal = Decimal(1)
    hint: str = ""
    qualifier: str = "exact"
    high: Decimal | None = None

    @property
    def step(self) -> Decimal:
        """One unit of the last printed digit, with its scale: 100000000 for "5.9 billion".

        A number in words is good to one ("fifteen thousand") unless a scale word follows ("two
        million"), a part ("a third") to a hundredth.
        """
        return Decimal("0.01") if self.hint == PART else step(self.number, self.scale)


@lru_cache(maxsize=65536)
def readings(text: str, language: str, *, whole: bool = False) -> tuple[Reading, ...]:
    """Return every legal reading of every figure in `text`, in the order of the text.

    `language` is a BCP 47 code of de, en, fr, it or nl. A numeral that its language cannot read
    ("4,1" in an English text) is read by the other convention; with `whole`, for units that count
    whole things, so is one that would not be whole ("16.500 employees"). ValueError for a language
    without rules.
    """
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
        found += [r._replace(number=-r.number) for r in found if r.high is None]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def matching(
    text: str, language: str, value: Number | None, unit: Unit, *, low: Number | None = None, high: Number | None = None
) -> tuple[Reading, ...]:
    """Return the readings of `text` that equal `value` in `unit`, or the range from `low` to `high`.

    A reading with a scale or a currency must have that very value; a bare number may also stand in
    the unit of a table's header. A rank may be a bare number; "a third" is 33 or 33.3 percent.
    Blank counts as None. ValueError for a language without rules, for what is no number, and when
    there is nothing to match.
    """
    legal = [r for r in readings(text, language, whole=unit.whole) if _fits(r, unit)]
    if low not in (None, "") and high not in (None, ""):
        ends = decimal(low), decimal(high)
        return tuple(r for r in legal if r.high is not None and _is_range(r, *ends, unit))
    if value in (None, ""):
        raise ValueError("nothing to match: give a value, or low and high")
    wanted = decimal(value)
    return tuple(r for r in legal if r.high is None and _size(r, wanted, unit) is not None)


def precision(text: str, language: str, value: Number, unit: Unit) -> Decimal | None:
    """Return one unit of the last printed digit of `value` in `text`, in `unit`; None where none matches.

    100 for "5.9 billion euros" as 5900 EUR_million: the `step` of `interval.logical`. Where the
    text prints the value twice, the finer one. Errors as `matching`.
    """
    found, wanted = matching(text, language, value, unit), decimal(value)
    return min((r.step / r.scale * _size(r, wanted, unit) for r in found), default=None)


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
    upper = reading._replace(number=reading.high)
    return None not in (_size(reading, low, unit), _size(upper, high, unit))


def _singles(figure: Figure) -> list[Reading]:
    return [Reading(number, figure.scale, figure.hint, figure.qualifier) for number in figure.numbers]


def _shared(figure: Figure, following: Figure) -> Figure:
    """The first figure of "1,5 à 4,4 milliards d'euros" with the scale and unit of the second."""
    if figure.scale != 1 or figure.hint == PART or (figure.hint and following.hint not in ("", figure.hint)):
        return figure
    return figure._replace(scale=following.scale, hint=figure.hint or following.hint)


def _ranges(first: Figure, last: Figure) -> list[Reading]:
    if first.scale != last.scale:
        return []
    hint = first.hint or last.hint
    pairs = [(low, high) for low in first.numbers for high in last.numbers if low < high]
    return [Reading(low, first.scale, hint, "between", high) for low, high in pairs]
