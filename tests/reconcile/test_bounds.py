"""Columns of intervals behave as the exact intervals do, one by one."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.figures.interval import Interval
from scripts.reconcile.bounds import Bounds, printed_bounds
from tests.reconcile.reconcile_frames import evidence, statement

WHOLE = st.integers(-50, 50)
ENDS = st.tuples(WHOLE, WHOLE).map(sorted)


def columns(*intervals):
    low, high = zip(*intervals, strict=True)
    return Bounds(np.array(low, dtype="float64"), np.array(high, dtype="float64"))


def printed(*statements):
    frames = evidence(statements)
    found = printed_bounds(frames["statements"], frames["units"], frames["tolerances"])
    return found.set_index(frames["statements"]["statement_id"])


@given(ENDS, ENDS)
def test_quotients_and_overlaps_are_those_of_exact_intervals(one, other):
    exact = Interval(*one).divide(Interval(*other))
    found = columns(one).divide(columns(other))
    assert found.low[0] == pytest.approx(float(exact.low))
    assert found.high[0] == pytest.approx(float(exact.high))
    assert columns(one).overlaps(columns(other))[0] == Interval(*one).overlaps(Interval(*other))


@given(ENDS, st.integers(0, 100))
def test_widening_is_that_of_exact_intervals(ends, percent):
    exact = Interval(*ends).widen(f"{percent / 100:.2f}")
    found = columns(ends).widen(percent / 100)
    assert (found.low[0], found.high[0]) == pytest.approx((float(exact.low), float(exact.high)))


def test_a_missing_interval_overlaps_nothing_and_has_no_quotient():
    none, some = columns((np.nan, np.nan)), columns((1, 2))
    assert not none.overlaps(some)[0]
    assert none.divide(some).missing[0] and some.divide(none).missing[0]


def test_a_quotient_of_unbounded_figures_is_unbounded_where_it_must_be():
    found = columns((1, np.inf)).divide(columns((2, np.inf)))
    assert (found.low[0], found.high[0]) == (0, np.inf)


def test_the_precision_of_a_figure_is_that_of_its_words():
    found = printed(
        statement(1, "5900", as_written="5.9 billion euro"),
        statement(2, "5900", as_written="5,900 million euro"),
        statement(3, "5.9", unit="EUR_billion"),
    )
    assert found["low"].tolist() == [5.85e9, 5.8995e9, 5.85e9]


def test_more_than_begins_above_its_number_and_has_no_logical_end():
    found = printed(statement(1, "350", "companies", qualifier="more_than"))
    assert found["low"].iloc[0] > 350 and found["logical_low"].iloc[0] > 350
    assert found["high"].iloc[0] == pytest.approx(385)
    assert found["logical_high"].iloc[0] == np.inf


def test_a_half_open_figure_does_not_touch_the_next_one():
    found = printed(statement(1, "5", unit="EUR_billion"), statement(2, "6", unit="EUR_billion"))
    below, above = (Bounds.of(found.iloc[[i]]) for i in (0, 1))
    assert not below.overlaps(above)[0]


def test_what_is_no_number_has_no_interval():
    found = printed(statement(1, "many"), statement(2, "5"))
    assert found.isna().all(axis=1).tolist() == [True, False]


def test_an_empty_evidence_has_no_intervals():
    assert isinstance(printed(), pd.DataFrame) and printed().empty
