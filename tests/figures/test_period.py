from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.figures import period

days = st.dates(date(1500, 1, 1), date(2099, 12, 31)).map(date.isoformat)
periods = st.one_of(
    days,
    days.map(lambda day: day[:7]),
    days.map(lambda day: day[:4]),
    st.integers(1500, 2098).flatmap(lambda first: st.integers(first + 1, 2099).map(lambda last: f"{first}/{last}")),
)


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        ("2019", "2019-01-01", "2019-12-31", 2019),
        ("2020-02", "2020-02-01", "2020-02-29", 2020),
        ("2019-02", "2019-02-01", "2019-02-28", 2019),
        ("2023-11-05", "2023-11-05", "2023-11-05", 2023),
        ("2005/2014", "2005-01-01", "2014-12-31", None),
    ],
)
def test_bounds_and_year(text, first, last, year):
    assert (period.earliest(text), period.latest(text)) == (first, last)
    assert period.year(text) == year


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019-13", "there is no month 13"),
        ("2019-00", "there is no month 00"),
        ("2019-02-29", "2019-02 has 28 days"),
        ("2019-02-00", "2019-02 has 28 days"),
        ("2014/2005", "the last year must come after the first"),
        ("2014/2014", "the last year must come after the first"),
        ("0000", "there is no year 0000"),
        ("2019-2020", "write YYYY, YYYY-MM"),
        ("19", "write YYYY, YYYY-MM"),
        ("2019-2", "write YYYY, YYYY-MM"),
        ("2019 ", "write YYYY, YYYY-MM"),
        ("٢٠١٩", "write YYYY, YYYY-MM"),
        ("", "write YYYY, YYYY-MM"),
    ],
)
def test_what_is_no_period_is_refused_in_words(text, message):
    with pytest.raises(ValueError, match=message):
        period.bounds(text)


@pytest.mark.parametrize(
    ("one", "other", "possible"),
    [
        ("2021", "2021-03", True),
        ("2021-03", "2021", True),
        ("2021-04", "2021-03", False),
        ("2021-03-02", "2021-03-01", False),
        ("2021-03-01", "2021-03-01", True),
        ("2020", "2021-03-01", True),
        ("2022", "2021", False),
        ("2013/2020", "2014", True),
    ],
)
def test_order_is_doubted_only_where_it_is_sure(one, other, possible):
    assert period.not_after(one, other) is possible


@given(periods, periods)
def test_laws_of_periods(one, other):
    first, last = period.span(one, other)
    assert first <= period.earliest(one) <= period.latest(one) <= last
    assert period.overlaps(one, other) == period.overlaps(other, one)
    assert period.overlaps(one, other) == (period.not_after(one, other) and period.not_after(other, one))
    assert period.not_after(one, other) or period.not_after(other, one)
    if period.contains(one, other):
        assert period.overlaps(one, other)
        assert period.span(one, other) == period.bounds(one)


@given(days)
def test_a_day_lies_in_its_month_and_its_year(day):
    assert period.contains(day[:7], day)
    assert period.contains(day[:4], day[:7])
    assert not period.contains(day, day[:4])
