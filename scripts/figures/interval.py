"""Intervals of exact decimal numbers, and what a figure as printed says of the true value.

Bounds are `decimal.Decimal`. Where a result has no finite decimal form (a third) the bounds are
rounded outwards, so that an interval always holds every value that it should.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Context, Decimal, InvalidOperation

Number = Decimal | int | str

INFINITY = Decimal("Infinity")
ZERO = Decimal(0)
DOWN = Context(prec=40, rounding=ROUND_FLOOR)
UP = Context(prec=40, rounding=ROUND_CEILING)

QUALIFIERS = (
    "exact", "about", "nearly", "less_than", "at_most", "more_than", "at_least", "between"
)  # fmt: skip


def decimal(value: Number) -> Decimal:
    """The exact Decimal of `value`; ValueError when it is a float, a NaN or no number."""
    if isinstance(value, float):
        raise ValueError(f"{value!r} is a binary float: give a text or a Decimal, which are exact")
    try:
        number = Decimal(value)
    except (InvalidOperation, TypeError, ValueError) as error:
        raise ValueError(f"{value!r} is no number") from error
    if number.is_nan():
        raise ValueError(f"{value!r} is no number")
    return number


def plain(number: Decimal) -> str:
    """The number without exponent and without idle zeros: 5900, 0.05, ∞."""
    if number.is_infinite():
        return "∞" if number > 0 else "-∞"
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers from `low` to `high`, each end included or not. Bounds may be infinite.

    An infinite end is never included. All empty intervals are equal to `EMPTY`.
    """

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = True

    def __post_init__(self) -> None:
        low, high = decimal(self.low), decimal(self.high)
        low_closed = self.low_closed and low.is_finite()
        high_closed = self.high_closed and high.is_finite()
        if low > high or (low == high and not (low_closed and high_closed)):
            low, high, low_closed, high_closed = ZERO, ZERO, False, False
        object.__setattr__(self, "low", low)
        object.__setattr__(self, "high", high)
        object.__setattr__(self, "low_closed", low_closed)
        object.__setattr__(self, "high_closed", high_closed)

    def __str__(self) -> str:
        if self.is_empty:
            return "∅"
        left, right = "[" if self.low_closed else "(", "]" if self.high_closed else ")"
        return f"{left}{plain(self.low)}, {plain(self.high)}{right}"

    @property
    def is_empty(self) -> bool:
        """Whether no number lies in it."""
        return self.low == self.high and not self.low_closed

    def contains(self, other: Interval | Number) -> bool:
        """Whether the number, or every number of the interval, lies in this one."""
        if not isinstance(other, Interval):
            value = decimal(other)
            if value.is_infinite():
                return False
            other = Interval(value, value)
        return other.intersection(self) == other

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both."""
        return not self.intersection(other).is_empty

    def intersection(self, other: Interval) -> Interval:
        """The numbers that lie in both."""
        if self.is_empty or other.is_empty:
            return EMPTY
        low, low_open = max((self.low, not self.low_closed), (other.low, not other.low_closed))
        high, high_closed = min((self.high, self.high_closed), (other.high, other.high_closed))
        return Interval(low, high, not low_open, high_closed)

    def hull(self, other: Interval) -> Interval:
        """The smallest interval that holds both."""
        if self.is_empty or other.is_empty:
            return other if self.is_empty else self
        low, low_open = min((self.low, not self.low_closed), (other.low, not other.low_closed))
        high, high_closed = max((self.high, self.high_closed), (other.high, other.high_closed))
        return Interval(low, high, not low_open, high_closed)

    def add(self, other: Interval) -> Interval:
        """Every sum of a number of this and one of the other."""
        if self.is_empty or other.is_empty:
            return EMPTY
        return Interval(
            DOWN.add(self.low, other.low),
            UP.add(self.high, other.high),
            self.low_closed and other.low_closed,
            self.high_closed and other.high_closed,
        )

    def negate(self) -> Interval:
        """The interval mirrored at zero."""
        return Interval(self.high.copy_negate(), self.low.copy_negate(), self.high_closed, self.low_closed)

    def subtract(self, other: Interval) -> Interval:
        """Every difference of a number of this and one of the other."""
        return self.add(other.negate())

    def multiply(self, other: Interval) -> Interval:
        """Every product of a number of this and one of the other."""
        return self._at_corners(other, _product)

    def divide(self, other: Interval) -> Interval:
        """Every quotient of a number of this and one of the other.

        A divisor that holds zero leaves the quotient unbounded, (-∞, ∞), even where one side
        could be excluded: a figure over something that may be nothing says nothing.
        """
        if not self.is_empty and other.contains(ZERO):
            return EVERYTHING
        # At an open end at zero the quotient grows without bound, on the divisor's side of zero.
        beyond = INFINITY if other.high > 0 else -INFINITY
        return self._at_corners(other, lambda context, a, b: _quotient(context, a, b, beyond))

    def widen(self, relative: Number) -> Interval:
        """Both ends moved outwards by `relative` (0.05 for 5 %) of their own size."""
        share = decimal(relative)
        if share < 0 or share.is_infinite():
            raise ValueError(f"an interval cannot be widened by {share}: give 0 or a share above")
        if self.is_empty:
            return EMPTY
        return Interval(
            DOWN.subtract(self.low, _product(UP, self.low.copy_abs(), share)),
            UP.add(self.high, _product(UP, self.high.copy_abs(), share)),
            self.low_closed,
            self.high_closed,
        )

    def _at_corners(self, other: Interval, operation: Callable[[Context, Decimal, Decimal], Decimal]) -> Interval:
        """Hull of the operation at the four corners: exact where it is monotonic in each number."""
        if self.is_empty or other.is_empty:
            return EMPTY
        lows, highs = [], []
        for a, a_closed in ((self.low, self.low_closed), (self.high, self.high_closed)):
            for b, b_closed in ((other.low, other.low_closed), (other.high, other.high_closed)):
                # An included zero makes the result zero whatever the other number is.
                closed = (a_closed and (b_closed or a.is_zero())) or (b_closed and b.is_zero())
                lows.append((operation(DOWN, a, b), not closed))
                highs.append((operation(UP, a, b), closed))
        (low, low_open), (high, high_closed) = min(lows), max(highs)
        return Interval(low, high, not low_open, high_closed)


EMPTY = Interval(ZERO, ZERO, False, False)
EVERYTHING = Interval(-INFINITY, INFINITY)


def _product(context: Context, a: Decimal, b: Decimal) -> Decimal:
    return ZERO if a.is_zero() or b.is_zero() else context.multiply(a, b)


def _quotient(context: Context, a: Decimal, b: Decimal, beyond: Decimal) -> Decimal:
    if a.is_zero() or b.is_infinite():
        return ZERO
    return beyond * a if b.is_zero() else context.divide(a, b)


def logical(
    value: Number,
    qualifier: str,
    *,
    step: Number | None = None,
    whole: bool = False,
    low: Number | None = None,
    high: Number | None = None,
) -> Interval:
    """What the words of a figure exclude and nothing more, for tests of ≤ and ≥.

    `value` is the number with its digits as printed. `step` is one unit of the last printed
    digit: by default that of `value`; 100 for "5.9 billion" given as 5900 million. `low` and
    `high` are the ends of a figure `between` two numbers; `whole` says that the unit counts
    whole things.

    Rule of rounding: a measured quantity lies within half a unit of its last printed digit,
    "5 billion" in [4.5, 5.5) and "5.9" in [5.85, 5.95). Zeros that are printed are digits, so
    "36,500 million" is good to half a million: that a figure is rounder than it looks is for its
    qualifier to say. A whole count printed in full ("3,000 jobs") is exact; one printed with a
    scale ("43K jobs") is rounded like a measure.

    "More than 350" is (350, ∞), "nearly 350" (-∞, 350]; "about" excludes nothing; both ends of
    "5-10 %" belong to it. ValueError for an unknown qualifier or a range without its ends.
    """
    if qualifier == "between":
        return _between(low, high)
    number = decimal(value)
    if qualifier == "exact":
        return _printed(number, step, whole)
    if qualifier == "about":
        return EVERYTHING
    if qualifier in ("less_than", "at_most", "nearly"):
        return Interval(-INFINITY, number, False, qualifier != "less_than")
    if qualifier in ("more_than", "at_least"):
        return Interval(number, INFINITY, qualifier == "at_least", False)
    raise ValueError(f"unknown qualifier {qualifier!r}: use one of {', '.join(QUALIFIERS)}")


def pragmatic(
    value: Number,
    qualifier: str,
    widths: Mapping[str, Number],
    *,
    step: Number | None = None,
    whole: bool = False,
    low: Number | None = None,
    high: Number | None = None,
) -> Interval:
    """Where a sensible reader looks for the true value, for tests of agreement.

    As `logical`, but nobody writes "more than 54 %" of 90 %: the figure goes no further from the
    printed number than the relative width that `widths` holds for the qualifier. "More than 350"
    at a width of 0.1 is (350, 385], "about 350" [315, 385]. `exact` and `between` need no width.
    A whole count always reaches the next whole number. ValueError as `logical`, or for a
    qualifier without a width.
    """
    bounds = logical(value, qualifier, step=step, whole=whole, low=low, high=high)
    if qualifier in ("exact", "between"):
        return bounds
    if qualifier not in widths:
        raise ValueError(f"no width for the qualifier {qualifier!r}: add a row for it")
    number = decimal(value)
    reach = number.copy_abs() * decimal(widths[qualifier])
    reach = max(reach, Decimal(1)) if whole else reach
    near = Interval(number - reach, number + reach)
    if qualifier == "about":
        return near.hull(_printed(number, step, whole))
    return near.intersection(bounds)


def _printed(number: Decimal, step: Number | None, whole: bool) -> Interval:
    """The numbers that are printed as `number` when rounded half away from zero."""
    unit = Decimal(1).scaleb(number.as_tuple().exponent) if step is None else decimal(step)
    if whole and unit <= 1:
        return Interval(number, number)
    half = unit / 2
    return Interval(number - half, number + half, number >= 0, number < 0)


def _between(low: Number | None, high: Number | None) -> Interval:
    if low is None or high is None:
        raise ValueError("a figure between two numbers needs both, low and high")
    ends = Interval(decimal(low), decimal(high))
    if ends.is_empty:
        raise ValueError(f"a figure cannot lie between {low} and {high}: low is above high")
    return ends
