"""Columns of intervals hold what their members make, one by one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.reconcile.bounds import Bounds

WHOLE = st.integers(-50, 50)
ENDS = st.tuples(WHOLE, WHOLE).map(sorted)


def columns(*intervals):
    low, high = zip(*intervals, strict=True)
    return Bounds(np.array(low, dtype="float64"), np.array(high, dtype="float64"))


@given(ENDS, ENDS, st.floats(0, 1), st.floats(0, 1))
def test_quotients_hold_those_of_the_members_and_reach_them_at_the_ends(one, other, x, y):
    found = columns(one).divide(columns(other))
    low, high = float(found.low[0]), float(found.high[0])
    if other[0] <= 0 <= other[1]:
        assert (low, high) == (-np.inf, np.inf)
        return
    corners = [a / b for a in one for b in other]
    assert (low, high) == pytest.approx((min(corners), max(corners)))
    member = (one[0] + x * (one[1] - one[0])) / (other[0] + y * (other[1] - other[0]))
    assert low - 1e-9 <= member <= high + 1e-9


@given(ENDS, ENDS)
def test_intervals_overlap_where_one_begins_before_the_other_ends(one, other):
    shared = set(range(one[0], one[1] + 1)) & set(range(other[0], other[1] + 1))
    assert columns(one).overlaps(columns(other))[0] == bool(shared)


@given(ENDS, st.integers(0, 100))
def test_widening_moves_each_end_by_a_share_of_its_own_size(ends, percent):
    found = columns(ends).widen(percent / 100)
    low, high = ends
    expected = (low - abs(low) * percent / 100, high + abs(high) * percent / 100)
    assert (found.low[0], found.high[0]) == pytest.approx(expected)


def test_a_missing_interval_overlaps_nothing_and_has_no_quotient():
    none, some = columns((np.nan, np.nan)), columns((1, 2))
    assert not none.overlaps(some)[0]
    assert none.divide(some).missing[0] and some.divide(none).missing[0]


def test_a_quotient_of_unbounded_figures_is_unbounded_where_it_must_be():
    found = columns((1, np.inf)).divide(columns((2, np.inf)))
    assert (found.low[0], found.high[0]) == (0, np.inf)
