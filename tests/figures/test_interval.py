from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.figures.interval import Interval, decimal, logical, plain, pragmatic, rounded_to

WIDTHS = {"about": "0.1", "nearly": "0.1", "less_than": "0.2", "at_most": "0.2", "more_than": "0.1", "at_least": "0.1"}
numbers = st.decimals(-(10**6), 10**6, places=2, allow_nan=False)


def written(interval: Interval) -> str:
    left, right = "[" if interval.low_closed else "(", "]" if interval.high_closed else ")"
    ends = (str(end).replace("Infinity", "∞") if end.is_infinite() else plain(end) for end in interval[:2])
    return left + ", ".join(ends) + right


def near(value, qualifier, **options):
    return pragmatic(value, qualifier, WIDTHS.get(qualifier, "0"), **options)


@pytest.mark.parametrize("bad", [0.1, "five", "NaN", Decimal("NaN"), None, ""])
def test_what_is_no_exact_number_is_refused(bad):
    with pytest.raises(ValueError, match=r"no number|binary float"):
        decimal(bad)


@pytest.mark.parametrize(
    ("number", "text"), [("5.50", "5.5"), ("1e3", "1000"), ("0.050", "0.05"), ("-0", "0"), ("-1.40", "-1.4")]
)
def test_numbers_are_written_plainly(number, text):
    assert plain(Decimal(number)) == text


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
    assert written(logical(value, qualifier, **options)) == expected


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
        ("0", "more_than", {}, "(0, ∞)"),
        ("5900", "about", {"step": 1500}, "[5150, 6650)"),
        ("", "between", {"low": "5", "high": "10"}, "[5, 10]"),
    ],
)
def test_pragmatic_bounds(value, qualifier, options, expected):
    assert written(near(value, qualifier, **options)) == expected


@given(numbers, st.sampled_from(sorted(WIDTHS)), st.booleans())
def test_pragmatic_bounds_never_leave_the_logical_ones(value, qualifier, whole):
    inner, outer = near(value, qualifier, whole=whole), logical(value, qualifier, whole=whole)
    assert (outer.low, not outer.low_closed) <= (inner.low, not inner.low_closed)
    assert (inner.high, inner.high_closed) <= (outer.high, outer.high_closed)
    assert inner.low <= value <= inner.high


@pytest.mark.parametrize(
    ("count", "unit"),
    [("38500", "100"), ("140", "1"), ("139", "1"), ("37000", "1000"), ("3000", "300"), ("100", "10"), ("0", "1")],
)
def test_a_count_that_ends_in_hundreds_is_rounded_there_but_no_further_than_about_it(count, unit):
    assert rounded_to(count, "0.05") == Decimal(unit)


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
