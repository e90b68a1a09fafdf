from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scripts.figures.interval import EMPTY, EVERYTHING, Interval, logical, pragmatic

WIDTHS = {
    "about": "0.1",
    "nearly": "0.1",
    "less_than": "0.2",
    "at_most": "0.2",
    "more_than": "0.1",
    "at_least": "0.1",
}
OPERATIONS = {
    "add": lambda x, y: x + y,
    "subtract": lambda x, y: x - y,
    "multiply": lambda x, y: x * y,
    "divide": lambda x, y: x / y,
}

numbers = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)
ends = numbers | st.sampled_from([Decimal("Infinity"), Decimal("-Infinity"), Decimal(0)])


@st.composite
def intervals(draw):
    low, high = sorted((draw(ends), draw(ends)))
    return Interval(low, high, draw(st.booleans()), draw(st.booleans()))


lengths = st.just(Decimal(0)) | st.decimals(0, 10**6, places=2) | st.just(Decimal("Infinity"))


@st.composite
def intervals_with_member(draw):
    member, below, above = draw(numbers), draw(lengths), draw(lengths)
    return (
        Interval(
            member - below,
            member + above,
            below == 0 or draw(st.booleans()),
            above == 0 or draw(st.booleans()),
        ),
        member,
    )


def holds(interval, number):
    """Whether an exact fraction lies in the interval."""
    above = number > interval.low or (number == interval.low and interval.low_closed)
    below = number < interval.high or (number == interval.high and interval.high_closed)
    return above and below


@given(intervals_with_member(), intervals_with_member(), st.sampled_from(sorted(OPERATIONS)))
def test_arithmetic_holds_the_result_of_its_members(first, second, name):
    (one, x), (other, y) = first, second
    assume(not (name == "divide" and y == 0))
    assert holds(getattr(one, name)(other), OPERATIONS[name](Fraction(x), Fraction(y)))


@given(intervals_with_member())
def test_an_interval_contains_its_member_and_no_number_beyond_an_end(drawn):
    interval, member = drawn
    assert interval.contains(member)
    assert interval.contains(interval.low) is interval.low_closed
    assert interval.contains(interval.high) is interval.high_closed
    assert not interval.contains(interval.high + 1)
    assert not interval.contains(interval.low - 1)


@given(intervals(), intervals(), intervals(), st.sampled_from(sorted(OPERATIONS)))
def test_arithmetic_of_a_part_lies_in_that_of_the_whole(one, other, cut, name):
    part = getattr(one.intersection(cut), name)(other)
    assert getattr(one, name)(other).contains(part)


@given(intervals(), intervals())
def test_intersection_and_hull_enclose(one, other):
    both, around = one.intersection(other), one.hull(other)
    assert one.contains(both)
    assert other.contains(both)
    assert around.contains(one)
    assert around.contains(other)
    assert one.overlaps(other) == other.overlaps(one) == (not both.is_empty)
    assert both == other.intersection(one)
    assert around == other.hull(one)


@given(intervals(), intervals(), numbers)
def test_a_number_lies_in_the_intersection_when_it_lies_in_both(one, other, number):
    assert one.intersection(other).contains(number) == (one.contains(number) and other.contains(number))


@given(intervals(), st.decimals(0, 2, places=2), st.decimals(0, 2, places=2))
def test_a_wider_tolerance_never_loses_a_number(interval, some, more):
    wide = interval.widen(some)
    assert wide.contains(interval)
    assert interval.widen(some + more).contains(wide)


@given(intervals())
def test_empty_swallows_arithmetic(interval):
    assert all(getattr(interval, name)(EMPTY) == EMPTY for name in OPERATIONS)
    assert all(getattr(EMPTY, name)(interval) == EMPTY for name in OPERATIONS)


@pytest.mark.parametrize(
    ("dividend", "divisor", "quotient"),
    [
        (Interval(1, 2), Interval(4, 8), "[0.125, 0.5]"),
        (Interval(-2, 1), Interval(-8, -4), "[-0.25, 0.5]"),
        (Interval(1, 2), Interval(-1, 1), "(-∞, ∞)"),
        (Interval(1, 2), Interval(0, 4), "(-∞, ∞)"),
        (Interval(1, 2), Interval(0, 4, False), "[0.25, ∞)"),
        (Interval(1, 2), Interval(-4, 0, True, False), "(-∞, -0.25]"),
        (Interval(0, 2), Interval(0, 4, False), "[0, ∞)"),
        (Interval(3, 6), Interval(2, "Infinity"), "(0, 3]"),
        (Interval(0, 0), Interval(1, "Infinity"), "[0, 0]"),
    ],
)
def test_division(dividend, divisor, quotient):
    assert str(dividend.divide(divisor)) == quotient


def test_a_third_is_enclosed_though_it_has_no_decimal_form():
    third = Interval(1, 1).divide(Interval(3, 3))
    assert third.low < third.high
    assert third.multiply(Interval(3, 3)).contains(1)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Interval(1, 2), Interval(2, 3), True),
        (Interval(1, 2, True, False), Interval(2, 3), False),
        (Interval(1, 2), Interval(2, 3, False), False),
        (EMPTY, EVERYTHING, False),
    ],
)
def test_ends_that_touch_overlap_only_when_both_are_included(one, other, overlap):
    assert one.overlaps(other) is overlap


@pytest.mark.parametrize(
    ("interval", "text"),
    [
        (Interval("4.5", "5.50", True, False), "[4.5, 5.5)"),
        (Interval(350, "Infinity", False), "(350, ∞)"),
        (Interval("1e3", "2e3"), "[1000, 2000]"),
        (Interval(3, 2), "∅"),
        (Interval(2, 2, True, False), "∅"),
    ],
)
def test_text(interval, text):
    assert str(interval) == text


@pytest.mark.parametrize("bad", [0.1, "five", "NaN", Decimal("NaN"), None, ""])
def test_what_is_no_exact_number_is_refused(bad):
    with pytest.raises(ValueError, match=r"no number|binary float"):
        Interval(bad, 1)


def test_widening_by_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match="cannot be widened"):
        Interval(1, 2).widen("-0.1")


@pytest.mark.parametrize(
    ("value", "qualifier", "options", "expected"),
    [
        ("5", "exact", {}, "[4.5, 5.5)"),
        ("5.9", "exact", {}, "[5.85, 5.95)"),
        ("5.90", "exact", {}, "[5.895, 5.905)"),
        ("100.1", "exact", {}, "[100.05, 100.15)"),
        ("-1.4", "exact", {}, "(-1.45, -1.35]"),
        ("36500", "exact", {}, "[36499.5, 36500.5)"),
        ("5900", "exact", {"step": 100}, "[5850, 5950)"),
        ("3000", "exact", {"whole": True}, "[3000, 3000]"),
        ("43000", "exact", {"whole": True, "step": 1000}, "[42500, 43500)"),
        ("350", "more_than", {"whole": True}, "(350, ∞)"),
        ("350", "at_least", {}, "[350, ∞)"),
        ("350", "less_than", {}, "(-∞, 350)"),
        ("350", "at_most", {}, "(-∞, 350]"),
        ("350", "nearly", {}, "(-∞, 350]"),
        ("350", "about", {}, "(-∞, ∞)"),
        ("", "between", {"low": "5", "high": "10"}, "[5, 10]"),
    ],
)
def test_logical_bounds(value, qualifier, options, expected):
    assert str(logical(value, qualifier, **options)) == expected


@pytest.mark.parametrize(
    ("value", "qualifier", "options", "expected"),
    [
        ("5.9", "exact", {}, "[5.85, 5.95)"),
        ("350", "more_than", {"whole": True}, "(350, 385]"),
        ("350", "at_least", {}, "[350, 385]"),
        ("350", "nearly", {}, "[315, 350]"),
        ("350", "less_than", {}, "[280, 350)"),
        ("350", "at_most", {}, "[280, 350]"),
        ("350", "about", {"whole": True}, "[315, 385]"),
        ("5", "more_than", {"whole": True}, "(5, 6]"),
        ("3", "about", {}, "[2.5, 3.5)"),
        ("-20", "more_than", {}, "(-20, -18]"),
        ("", "between", {"low": "5", "high": "10"}, "[5, 10]"),
    ],
)
def test_pragmatic_bounds(value, qualifier, options, expected):
    assert str(pragmatic(value, qualifier, WIDTHS, **options)) == expected


@given(numbers, st.sampled_from(sorted(WIDTHS)), st.booleans())
def test_pragmatic_bounds_never_leave_the_logical_ones(value, qualifier, whole):
    near = pragmatic(value, qualifier, WIDTHS, whole=whole)
    assert logical(value, qualifier, whole=whole).contains(near)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("5", "roughly"), "unknown qualifier 'roughly': use one of exact, about"),
        (("five", "exact"), "'five' is no number"),
        (("5", "between"), "needs both, low and high"),
    ],
)
def test_bounds_of_a_badly_described_figure(arguments, message):
    with pytest.raises(ValueError, match=message):
        logical(*arguments)


def test_a_range_upside_down_is_refused():
    with pytest.raises(ValueError, match="low is above high"):
        logical("", "between", low="10", high="5")


def test_a_qualifier_without_a_width_is_named():
    with pytest.raises(ValueError, match="no width for the qualifier 'nearly'"):
        pragmatic("5", "nearly", {"about": "0.1"})
