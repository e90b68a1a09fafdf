import pytest

from scripts.check.consistency import adoption, tallies

UNITS = [
    {"unit": "ha", "kind": "area", "factor": "1", "whole": "false"},
    {"unit": "m2", "kind": "area", "factor": "0.0001", "whole": "false"},
    {"unit": "EUR_million", "kind": "money", "factor": "1000000", "whole": "false"},
    {"unit": "EUR_billion", "kind": "money", "factor": "1000000000", "whole": "false"},
]
SOURCES = [
    {"source_id": "x", "asserted_by": "X"},
    {"source_id": "y", "asserted_by": "Y"},
    {"source_id": "z", "asserted_by": "X"},
]


def trace(table, key, field, statement, role="adopted", n=1):
    return {
        "table": table,
        "key": key,
        "field": field,
        "n": str(n),
        "statement_id": statement,
        "role": role,
        "rule": "r",
    }


@pytest.mark.parametrize(
    ("field", "shown", "stated", "unit", "fine"),
    [
        ("area_ha", "12.5", "12.5", "ha", True),
        ("area_ha", "0.6", "6000", "m2", True),
        ("area_ha", "6000", "6000", "m2", False),
        ("opened_year", "2014", "2014-05", "", True),
        ("opened_year", "2015", "2014-05", "", False),
        ("website", "https://a.be", "https://a.be", "", True),
        ("website", "https://b.be", "https://a.be", "", False),
    ],
)
def test_a_cell_is_its_statement_after_conversion(fired, field, shown, stated, unit, fine):
    statement = {"statement_id": "s1", "source_id": "x", "value": stated, "unit": unit}
    found = fired(
        adoption,
        hubs=[{"hub_id": "a", field: shown}],
        statements=[statement],
        sources=SOURCES,
        units=UNITS,
        provenance=[trace("hubs", "a", field, "s1")],
    )
    assert found == ([] if fine else [("R511", 2, field)])


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"value": "5900"}, []),
        ({"value": "5.9"}, [("R513", 2, "value")]),
        ({"value": "5900", "value_high": "6000"}, [("R513", 2, "value")]),
        ({"value": "5900", "qualifier": "about"}, [("R513", 2, "value")]),
        ({"value": "5900", "statement_id": ""}, [("R514", 2, "statement_id")]),
    ],
)
def test_a_figure_is_its_statement_in_the_unit_of_the_table(fired, cells, found):
    row = {"observation_id": "i1", "unit": "EUR_million", "qualifier": "exact", "statement_id": "s1"} | cells
    statement = {"statement_id": "s1", "source_id": "x", "value": "5.9", "unit": "EUR_billion", "qualifier": "exact"}
    assert fired(
        adoption, national_indicators=[row], statements=[statement], sources=SOURCES, units=UNITS,
        provenance=[trace("national_indicators", "i1", "*", "s1")],
    ) == found  # fmt: skip


def test_an_event_without_date_is_as_stated_where_the_sources_are_undecided(fired):
    event = {"event_id": "e1", "entity_id": "a", "kind": "closed"}
    statement = {"statement_id": "s1", "source_id": "x", "entity_id": "a", "property": "closed", "period": "2020"}
    rows = {"events": [event], "statements": [statement], "sources": SOURCES, "units": UNITS}
    assert fired(adoption, provenance=[trace("events", "e1", "*", "s1", "rival")], **rows) == []
    assert fired(adoption, provenance=[trace("events", "e1", "*", "s1")], **rows) == [("R512", 2, "date")]


def test_a_predecessor_is_a_relation_seen_from_its_other_end(fired):
    relation = {"relation_id": "r1", "subject_id": "old", "kind": "successor", "object_id": "new"}
    statement = {
        "statement_id": "s1",
        "source_id": "x",
        "property": "predecessor",
        "entity_id": "new",
        "object_id": "old",
    }
    rows = {
        "statements": [statement],
        "sources": SOURCES,
        "provenance": [trace("relations", "r1", "*", "s1")],
        "units": UNITS,
    }
    assert fired(adoption, relations=[relation], **rows) == []
    turned = relation | {"subject_id": "new", "object_id": "old"}
    assert fired(adoption, relations=[turned], **rows) == [("R512", 2, "object_id")]


@pytest.mark.parametrize(("number", "found"), [("1", []), ("2", [("R516", 2, "n_independent")])])
def test_two_sources_with_one_voice_are_one_origin(fired, number, found):
    statements = [{"statement_id": s, "source_id": source} for s, source in (("s1", "x"), ("s2", "z"))]
    relation = {"relation_id": "r1", "n_independent": number}
    traces = [trace("relations", "r1", "*", "s1"), trace("relations", "r1", "*", "s2", n=2)]
    assert fired(tallies, relations=[relation], statements=statements, sources=SOURCES, provenance=traces) == found


def test_a_repetition_has_the_voice_of_its_original(fired):
    statements = [{"statement_id": "s1", "source_id": "x"}, {"statement_id": "s2", "source_id": "y", "origin_id": "s1"}]
    relation = {"relation_id": "r1", "n_independent": "1"}
    traces = [trace("relations", "r1", "*", "s1"), trace("relations", "r1", "*", "s2", n=2)]
    assert fired(tallies, relations=[relation], statements=statements, sources=SOURCES, provenance=traces) == []


@pytest.mark.parametrize(
    ("contested", "role", "fine"),
    [("true", "rival", True), ("false", "agrees", True), ("false", "rival", False), ("true", "agrees", False)],
)
def test_contested_is_what_provenance_says(fired, contested, role, fine):
    traces = [trace("companies", "a", "website", "s1"), trace("companies", "a", "website", "s2", role, 2)]
    company = {"company_id": "a", "n_sources": "0", "contested": contested}
    found = fired(tallies, companies=[company], provenance=traces, sources=SOURCES)
    assert found == ([] if fine else [("R515", 2, "contested")])
