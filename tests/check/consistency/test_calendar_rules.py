from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.consistency.views import is_date
from tests.check.consistency.rule_cases import Case

TODAY = {"today": "2026-11-22"}
DAYS = "date_statements.value companies.last_confirmed sites.last_seen events.date_earliest observations.as_of"
CASES = [
    Case("R301", "{column}", ["2020", "2020-02", "2020-02-29", "2013/2016", ""], ["2021-02-29", "2021-13", "2016/2013", "21"]),
    Case("R302", "{column}", ["2026", "1999", ""], ["2027", "2031"], TODAY),
    Case(f"R302 {DAYS}", "{column}", ["2026-11-22", "2026-11", "2026-02-30"], ["2026-11-23", "2026-12"], TODAY),
    Case("R303", "property period accessed", wrong=[("members", "2026-11-23", "2026-11-22"), ("members", "2027", "2026")],
         right=[("members", "2026-11", "2026-11-22"), ("funding_plan", "2026-11-23", "2026-11-22"),
                ("members", "2026-12-31", "2026"), ("funding_plan", "2024/2030", "2026"), ("members", "2030-02-30", "2026")]),
    Case("R304", "property period published state note", wrong=[("members", "2019-06", "2019-05", "used", "")],
         right=[("members", "2019", "2019-05", "used", ""), ("members", "2019-05-31", "2019-05", "used", ""),
                ("members", "2019-06", "2019-05", "used", "The source announces it."), ("members", "2030", "", "used", ""),
                ("members", "2019-06", "2019-05", "unused", ""), ("funding_plan", "2030", "2019-05", "used", "")]),
    Case("R305", "published accessed", [("2026-11-22", "2026-11-22"), ("2026", "2026-01-01"), ("", "2026")], [("2026-02", "2026-01")]),
    Case("R306", "period", ["1425", "2024/2030", "2026-11-22", "", "2021-02-29"], ["1424", "2027"],
         {"coverage": ("1425-01-01", "2026-12-31")}),
    Case("R307", "date_earliest date_latest",
         [("2020-01-01", "2020-01-01"), ("", "2020-01-01"), ("2020-01-01", "")], [("2020-01-02", "2020-01-01")]),
    Case("R309", "valid_from valid_until", [("2021-06", "2021"), ("", "2020"), ("2021", "")], [("2021", "2020-12")]),
    Case("R310", "period_basis period date_earliest date_latest",
         right=[("printed", "2020", "", ""), ("inferred", "2020", "", ""), ("inferred", "", "2020-01-01", ""),
                ("bounded", "", "", "2020-12-31"), ("", "2020", "", "")],
         wrong=[("printed", "", "", ""), ("printed", "", "2020-01-01", "2020-12-31"), ("inferred", "", "", ""),
                ("bounded", "", "", ""), ("bounded", "2020", "", "2020-12-31"), ("guessed", "2020", "", "")]),
    Case("R311", "received decided", [("2026-03-01", "2026-03-01"), ("2026-03-01", "")], [("2026-03-02", "2026-03-01")]),
    Case("R312", "period obs_status", [("2026", "A"), ("2027", "F"), ("2027", ""), ("2026-12-31/2027", "A")],
         [("2027", "A"), ("2026-11-23", "U")], TODAY),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


@pytest.mark.parametrize("text", ["2021-00-01", "21", "", "2021-2-3", "0000", "2021-02-29T00", "2020/", "/", "2013/2016/2019"])
def test_what_is_no_date(text):
    assert not is_date(text)


@given(st.dates(min_value=date(1500, 1, 1)))
def test_every_day_of_the_calendar_is_a_date(day):
    assert is_date(day.isoformat())
    assert is_date(day.isoformat()[:7])


@given(st.text(alphabet="0123456789-/ ") | st.text())
def test_whatever_is_typed_is_a_date_or_none_and_never_raises(text):
    assert is_date(text) in (True, False)


def test_only_values_of_date_properties_are_dates(found):
    properties = [{"property": "founded", "value_kind": "date"}, {"property": "members", "value_kind": "number"}]
    rows = [{"property": name, "value": "2019-13"} for name in ("founded", "members", "no_such")]
    assert found("R301", statements=rows, properties=properties) == [("R301", 2, "value")]


def test_a_statement_is_read_and_published_with_its_source_and_today_is_the_latest_access(found):
    sources = [{"source_id": "a", "published": "2019-05", "accessed": "2026-11-22"}, {"source_id": "b", "accessed": "2026-11"}]
    row = {"source_id": "a", "property": "members", "state": "used"}
    rows = [row | {"period": "2026-11-23"}, row | {"period": "2026-11-23", "source_id": "b"}, row | {"period": "2019-06"}]
    seen = found("R303 R304", statements=rows, sources=sources)
    assert seen == [("R303", 2, "period"), ("R304", 2, "period"), ("R304", 4, "period")]
    sites = [{"site_id": "s", "last_seen": day} for day in ("2026-11-22", "2026-11-23")]
    assert found("R302", sites=sites, sources=sources) == [("R302", 3, "last_seen")]


@pytest.mark.parametrize(
    ("temporal", "lines"),
    [({"start": "1425", "end": "2026"}, [2, 4]), ({"start": "1425"}, [2]), ({"end": "2026-11-22"}, [4]), ({}, [])],
)
def test_what_the_descriptor_does_not_declare_bounds_no_date(found, temporal, lines):
    rows = [{"period": period} for period in ("1424", "2020", "2027")]
    assert [line for _, line, _ in found("R306", statements=rows, more={"temporal": temporal})] == lines
