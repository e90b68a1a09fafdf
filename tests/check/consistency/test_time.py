from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.consistency import time
from scripts.check.consistency.time import is_date

SOURCES = [
    {"source_id": "old", "published": "2019-05", "accessed": "2026-11-22"},
    {"source_id": "undated", "accessed": "2026"},
]
PROPERTIES = [{"property": "founded", "value_kind": "date"}, {"property": "members", "value_kind": "number"}]
MEMBERS = {
    "statement_id": "s1", "source_id": "old", "property": "members", "state": "used", "period": "2018",
    "period_basis": "printed", "value": "140",
}  # fmt: skip


def found_in(fired, **tables):
    covered = {"temporal": {"start": "1425", "end": "2026"}}
    return fired(time, more=covered, **{"sources": SOURCES, "properties": PROPERTIES} | tables)


@pytest.mark.parametrize("text", ["2020", "2020-02", "2020-02-29", "2013/2016"])
def test_dates_and_periods_of_the_calendar(text):
    assert is_date(text)


@pytest.mark.parametrize("text", ["2021-02-29", "2021-13", "2021-00-01", "2016/2013", "21", "", "2021-2-3", "0000"])
def test_what_is_no_date(text):
    assert not is_date(text)


@given(st.dates(min_value=date(1500, 1, 1)))
def test_every_day_of_the_calendar_is_a_date(day):
    assert is_date(day.isoformat())


def test_a_day_that_is_none_is_found_in_any_table(fired):
    rows = [{"event_id": "e1", "date": "2021-02-29"}, {"event_id": "e2", "date": "2021-02-28"}]
    assert found_in(fired, events=rows) == [("R301", 2, "date")]


def test_the_value_of_a_date_property_must_be_one(fired):
    rows = [MEMBERS | {"property": "founded", "value": "2019-31"}, MEMBERS | {"value": "2019-31"}]
    assert found_in(fired, statements=rows) == [("R301", 2, "value")]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"period": "2019"}, []),  # may have been before May
        ({"period": "2019-05-31"}, []),
        ({"period": "2019-06"}, ["R304"]),
        ({"period": "2019-06", "note": "The source announces it."}, []),
        ({"period": "2019-06", "state": "unused"}, []),
        ({"period": "2026-11-23"}, ["R303", "R304"]),
        ({"period": "2026-11-23", "property": "funding_plan"}, []),
        ({"period": "2026-12-31", "source_id": "undated"}, []),
        ({"period": "2027", "source_id": "undated"}, ["R303", "R306"]),
        ({"period": "2024/2030", "property": "funding_plan"}, []),
        ({"period": "1424"}, ["R306"]),
    ],
)
def test_a_statement_and_the_days_of_its_source(fired, change, found):
    assert [rule for rule, *_ in found_in(fired, statements=[MEMBERS | change])] == found


def test_a_source_published_after_it_was_read_is_found(fired):
    rows = [
        {"published": "2026-11-22", "accessed": "2026-11-22"},
        {"published": "2026", "accessed": "2026-01-01"},
        {"published": "2026-02", "accessed": "2026-01"},
    ]
    assert fired(time, sources=rows) == [("R305", 4, "published")]


@pytest.mark.parametrize(
    ("table", "row", "column"),
    [
        ("companies", {"last_confirmed": "2026-11-23"}, "last_confirmed"),
        ("companies", {"founded_year": "2027"}, "founded_year"),
        ("sites", {"last_seen": "2027"}, "last_seen"),
        ("events", {"date_earliest": "2026-12-01"}, "date_earliest"),
        ("national_indicators", {"period": "2027", "period_basis": "printed"}, "period"),
    ],
)
def test_what_is_done_and_dated_in_the_future_is_found(fired, table, row, column):
    assert ("R302", 2, column) in fired(time, sources=SOURCES, **{table: [row]})


def test_a_forecast_may_lie_ahead(fired):
    row = {"period": "2027", "period_basis": "printed", "obs_status": "F"}
    covered = {"temporal": {"start": "1425", "end": "2030"}}
    assert fired(time, more=covered, sources=SOURCES, national_indicators=[row]) == []


@pytest.mark.parametrize(
    ("table", "row", "found"),
    [
        ("events", {"date_earliest": "2020-01-02", "date_latest": "2020-01-01"}, [("R307", 2, "date_earliest")]),
        ("events", {"date": "2020", "date_earliest": "2019-12-31", "date_latest": "2020-12-31"}, [("R308", 2, "date")]),
        ("events", {"date": "2020", "date_earliest": "2020-01-01", "date_latest": "2020-12-31"}, []),
        ("names", {"valid_from": "2021", "valid_until": "2020-12"}, [("R309", 2, "valid_until")]),
        ("names", {"valid_from": "2021-06", "valid_until": "2021"}, []),
        ("disputes", {"received": "2026-03-02", "decided": "2026-03-01"}, [("R309", 2, "decided")]),
        ("statements", {"period_basis": "printed"}, [("R310", 2, "period_basis")]),
        ("observations", {"as_of_basis": "bounded", "as_of": "2020"}, [("R310", 2, "as_of_basis")]),
        ("statements", {"period_basis": "bounded", "date_latest": "2020-12-31"}, []),
        ("statements", {"period_basis": "inferred"}, [("R310", 2, "period_basis")]),
        ("observations", {"as_of_basis": "bounded"}, [("R310", 2, "as_of_basis")]),
        ("observations", {"as_of_basis": "inferred", "as_of": "2020"}, []),
    ],
)  # fmt: skip
def test_dates_of_one_row(fired, table, row, found):
    assert found_in(fired, **{table: [row]}) == found
