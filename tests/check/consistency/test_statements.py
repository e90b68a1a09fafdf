import pytest

from scripts.check.consistency import measurements, statements
from scripts.evidence.identifiers import statement_id

PROPERTIES = [
    {"property": "figure", "value_kind": "number"}, {"property": "founded", "value_kind": "date"},
    {"property": "active", "value_kind": "flag"}, {"property": "website", "value_kind": "address"},
    {"property": "activity", "value_kind": "text"},
]  # fmt: skip
UNITS = [
    {"unit": "EUR_million", "kind": "money_eur", "factor": "1000000", "whole": "false"},
    {"unit": "EUR_billion", "kind": "money_eur", "factor": "1000000000", "whole": "false"},
    {"unit": "percent", "kind": "share", "factor": "1", "whole": "false"},
]
INDICATORS = [{"indicator_id": "gva", "unit": "EUR_million"}]


def statement(**cells):
    row = {
        "source_id": "x", "ordinal": "1", "entity_id": "a", "property": "activity", "value": "vaccines",
        "as_written": "makes vaccines", "state": "used",
    } | cells  # fmt: skip
    parts = [
        row.get(name, "") for name in ("source_id", "locator", "name_as_written", "as_written", "transcribed_value")
    ]
    return {"statement_id": statement_id(*parts, row["ordinal"])} | row


@pytest.mark.parametrize(
    "change", [{"as_written": "makes drugs"}, {"source_id": "y"}, {"locator": "line 3"}, {"ordinal": "2"}]
)
def test_what_a_source_shows_makes_the_id(fired, change):
    assert fired(statements, statements=[statement() | change]) == [("R521", 2, "statement_id")]


@pytest.mark.parametrize("change", [{"value": "drugs"}, {"entity_id": "b"}, {"period": "2020"}])
def test_an_interpretation_does_not_make_the_id(fired, change):
    assert fired(statements, statements=[statement() | change]) == []


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"state": "unused"}, [("R522", 2, "reason")]),
        ({"state": "unused", "reason": "out of scope"}, []),
        ({"superseded_by": "s2"}, [("R523", 2, "superseded_by")]),
        ({"state": "superseded", "reason": "wrong", "superseded_by": "s2"}, [("R523", 2, "superseded_by")]),
        ({"state": "superseded", "reason": "withdrawn"}, []),
        ({"state": "under_test", "reason": "contested"}, [("R524", 2, "state")]),
        ({"indicator_id": "gva"}, [("R525", 2, "entity_id")]),
        ({"entity_id": "", "geo_code": "BE"}, []),
        ({"entity_id": "", "indicator_id": "gva", "geo_code": "BE"}, []),
        ({"entity_id": "", "indicator_id": "gva"}, [("R525", 2, "entity_id")]),
        ({"unit": "percent", "as_written": ""}, [("R528", 2, "as_written")]),
        ({"unit": "percent", "as_written": "", "locator": "B3", "transcribed_value": "5"}, []),
        ({"origin_id": "s9"}, [("R529", 2, "origin_id")]),
    ],
)
def test_a_statement_by_itself(fired, cells, found):
    assert fired(statements, statements=[statement(**cells)]) == found


def test_a_statement_under_test_is_one_that_a_reading_or_an_assessment_speaks_of(fired):
    row = statement(state="under_test", reason="contested")
    spoken = [{"statement_id": row["statement_id"]}]
    assert fired(statements, statements=[row], reading_assignments=spoken) == []
    assert fired(statements, statements=[row], assessments=spoken) == []


def test_a_repetition_says_the_same_of_the_same(fired):
    first = statement()
    repeated = statement(source_id="y", origin_id=first["statement_id"])
    other = statement(source_id="z", origin_id=first["statement_id"], value="drugs")
    chained = statement(source_id="w", origin_id=repeated["statement_id"])
    found = fired(statements, statements=[first, repeated, other, chained])
    assert found == [("R529", 4, "origin_id"), ("R529", 5, "origin_id")]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"indicator_id": "gva", "unit": "EUR_billion", "property": "figure", "value": "5.9"}, []),
        ({"indicator_id": "gva", "unit": "percent", "property": "figure", "value": "5.9"}, [("R526", 2, "unit")]),
        ({"property": "figure", "value": "5.9"}, [("R527", 2, "value")]),
        ({"property": "figure", "value": "5,9", "unit": "percent"}, [("R527", 2, "value")]),
        ({"property": "founded", "value": "2014-05"}, []),
        ({"property": "founded", "value": "May 2014"}, [("R527", 2, "value")]),
        ({"property": "active", "value": "yes"}, []),
        ({"property": "active", "value": "1"}, [("R527", 2, "value")]),
        ({"property": "website", "value": "a.be"}, [("R527", 2, "value")]),
        ({"period": "2020"}, [("R530", 2, "period_basis")]),
        ({"period": "2020", "period_basis": "bounded"}, [("R530", 2, "period_basis")]),
        ({"period": "2020", "period_basis": "inferred"}, [("R530", 2, "period_basis")]),
        ({"period": "2020", "period_basis": "inferred", "reason": "ten years later"}, []),
        ({"period": "2020", "period_basis": "printed", "date_latest": "2020-06-30"}, []),
        ({"period": "2020", "period_basis": "printed", "date_latest": "2021-06-30"}, [("R531", 2, "period")]),
        ({"period": "2020/2022", "period_basis": "printed", "date_earliest": "2019-01-01"}, [("R531", 2, "period")]),
        ({"value": "7", "value_low": "5", "value_high": "10"}, []),
        ({"value": "12", "value_low": "5", "value_high": "10"}, [("R532", 2, "value")]),
        ({"value": "7", "value_low": "10", "value_high": "5"}, [("R532", 2, "value")]),
    ],
)
def test_value_unit_and_time(fired, cells, found):
    rows = {"properties": PROPERTIES, "units": UNITS, "indicators": INDICATORS}
    assert fired(measurements, statements=[statement(**cells)], **rows) == found
