"""What a figure as printed says of the true value, as an interval of exact decimal numbers."""

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from scripts.figures.vocabulary import QUALIFIERS

Number = Decimal | int | str
INFINITY = Decimal("Infinity")


class Interval(NamedTuple):
    """All numbers from `low` to `high`, each end included or not; an infinite end never is."""

    low: Decimal
    high: Decimal
    low_closed: bool = True
    high_closed: bool = True


def decimal(value: Number) -> Decimal:
    """Return the exact Decimal of `value`; ValueError when it is a float, a NaN or no number."""
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
    """Return a finite number without exponent and without idle zeros: 5900, 0.05."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def logical(
    value: Number,
    qualifier: str,
    *,
    step: Number | None = None,
    whole: bool = False,
    low: Number | None = None,
    high: Number | None = None,
) -> Interval:
    """Return what the words of a figure exclude and nothing more, for tests of ≤ and ≥.

    A measured quantity lies within half a unit of its last printed digit, "5 billion" in
    [4.5, 5.5) and "5.9" in [5.85, 5.95). Zeros that are printed are digits: that a measure is
    rounder than it looks is for its qualifier to say. A whole count printed in full ("3,000 jobs")
    is exact; one printed with a scale ("43K jobs") is rounded like a measure. "More than 350" is
    (350, ∞), "nearly 350" (-∞, 350]; "about" excludes nothing; both ends of "5-10 %" belong to it.

    Parameters
    ----------
    value : the number with its digits as printed
    qualifier : one of `QUALIFIERS`
    step : one unit of the last printed digit, by default that of `value`; 100 for "5.9 billion"
        given as 5900 million
    whole : whether the unit counts whole things
    low, high : the ends of a figure `between` two numbers

    Raises
    ------
    ValueError : what is no number, an unknown qualifier, a range without its ends or upside down
    """
    if qualifier == "between":
        return _between(low, high)
    number = decimal(value)
    match qualifier:
        case "exact":
            return _printed(number, step, whole)
        case "about":
            return Interval(-INFINITY, INFINITY, False, False)
        case "less_than" | "at_most" | "nearly":
            return Interval(-INFINITY, number, False, qualifier != "less_than")
        case "more_than" | "at_least":
            return Interval(number, INFINITY, qualifier == "at_least", False)
    raise ValueError(f"unknown qualifier {qualifier!r}: use one of {', '.join(QUALIFIERS)}")


def pragmatic(value: Number, qualifier: str, width: Number, *, whole: bool = False, **more: Number) -> Interval:
    """Return where a sensible reader looks for the true value, for tests of agreement.

    As `logical`, but nobody writes "more than 54 %" of 90 %: a qualified figure goes no further
    from the printed number than the relative `width` of its qualifier, and a whole count always
    reaches the next one. "More than 350" at a width of 0.1 is (350, 385], "about 350" [315, 385].
    `exact` and `between` need no width. ValueError as `logical`.
    """
    limits = logical(value, qualifier, whole=whole, **more)
    if qualifier in ("exact", "between"):
        return limits
    number = decimal(value)
    reach = max(number.copy_abs() * decimal(width), Decimal(whole))
    if qualifier == "about":
        printed = _printed(number, more.get("step"), whole)
        return printed if reach < printed.high - number else Interval(number - reach, number + reach)
    if not reach:
        return limits
    if limits.high == number:
        return limits._replace(low=number - reach, low_closed=True)
    return limits._replace(high=number + reach, high_closed=True)


def rounded_to(count: Number, width: Number) -> Decimal:
    """Return the unit to which a whole count looks rounded, for tests of agreement: 100 of 38,500.

    "38,500 jobs" and "38,489" can be one figure, "140 members" and "139" are two: a count that ends
    in hundreds or thousands is rounded there, but goes no further than about it (`width`).
    """
    number = decimal(count)
    digits = plain(number)
    zeros = len(digits) - len(digits.rstrip("0"))
    return min(Decimal(10) ** zeros, 2 * decimal(width) * number.copy_abs()) if zeros > 1 else Decimal(1)


def _printed(number: Decimal, step: Number | None, whole: bool) -> Interval:
    """The numbers that are printed as `number` when rounded half away from zero."""
    unit = Decimal(1).scaleb(number.as_tuple().exponent) if step is None else decimal(step)
    if whole and unit <= 1:
        return Interval(number, number)
    half = unit / 2
    return Interval(number - half, number + half, number >= 0, number < 0)


def _between(low: Number | None, high: Number | None) -> Interval:
    if low in (None, "") or high in (None, ""):
        raise ValueError("a figure between two numbers needs both, low and high")
    ends = Interval(decimal(low), decimal(high))
    if ends.low > ends.high:
        raise ValueError(f"a figure cannot lie between {low} and {high}: low is above high")
    return ends
