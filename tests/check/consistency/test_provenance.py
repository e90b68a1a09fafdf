import pytest

from scripts.check.consistency import provenance

TRACED = {"table": "companies", "key": "a", "field": "name", "n": "1", "role": "derived_from", "rule": "r"}
PROPERTIES = [
    {"property": "website", "compiled_into": "entities"}, {"property": "population", "compiled_into": "geographies"},
]  # fmt: skip


def company(**cells):
    return {"company_id": "a", "name": "A"} | cells


def gap(field):
    return {"table": "companies", "key": "a", "field": field, "reason": "not_searched"}


def expected_blank(fired, **tables):
    """Findings but those of the many other blank columns of the one company."""
    return [found for found in fired(provenance, **tables) if found[0] != "R502" or found[2] == "website"]


def test_a_cell_is_covered_by_its_own_trace_or_by_its_row(fired):
    whole = TRACED | {"field": "*"}
    assert expected_blank(fired, companies=[company()], provenance=[TRACED], gaps=[gap("website")]) == []
    assert expected_blank(fired, companies=[company()], provenance=[whole], gaps=[gap("website")]) == []
    assert expected_blank(fired, companies=[company()], gaps=[gap("website")]) == [("R501", 2, "name")]


def test_a_blank_is_explained_and_a_gap_explains_a_blank(fired):
    filled = company(website="https://a.be")
    traces = [TRACED, TRACED | {"field": "website"}]
    assert expected_blank(fired, companies=[company()], provenance=[TRACED]) == [("R502", 2, "website")]
    assert expected_blank(fired, companies=[filled], provenance=traces, gaps=[gap("website")]) == [("R503", 2, "field")]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"key": "b"}, [("R501", 2, "name"), ("R504", 2, "key")]),
        ({"field": "nome"}, [("R501", 2, "name"), ("R504", 2, "field")]),
        ({"table": "firms"}, [("R501", 2, "name"), ("R504", 2, "key"), ("R504", 2, "field")]),
    ],
)
def test_a_trace_of_nothing_is_found(fired, change, found):
    rows = {"companies": [company()], "provenance": [TRACED | change], "gaps": [gap("website")]}
    assert sorted(expected_blank(fired, **rows)) == sorted(found)


@pytest.mark.parametrize(("role", "found"), [("rival", []), ("adopted", [("R505", 3, "role")])])
def test_only_rivals_may_stand_behind_a_blank(fired, role, found):
    traces = [TRACED, TRACED | {"field": "website", "role": role}]
    assert expected_blank(fired, companies=[company()], provenance=traces, gaps=[gap("website")]) == found


@pytest.mark.parametrize(
    ("state", "table", "found"),
    [
        ("used", "companies", []),
        ("under_test", "companies", []),
        ("unused", "companies", [("R506", 2, "statement_id")]),
        ("superseded", "companies", [("R506", 2, "statement_id")]),
        ("unused", "claims", []),
    ],
)
def test_a_statement_that_was_set_aside_stands_behind_no_cell_but_a_claim(fired, state, table, found):
    statement = {"statement_id": "s1", "property": "website", "state": state}
    traces = [TRACED | {"table": table, "field": "*", "statement_id": "s1"}]
    rows = {"companies": [company()], "claims": [{"claim_id": "a"}]}
    assert [
        item for item in fired(provenance, statements=[statement], provenance=traces, properties=PROPERTIES, **rows)
        if item[0] == "R506"
    ] == found  # fmt: skip


@pytest.mark.parametrize(
    ("state", "property_", "found"),
    [("used", "website", [("R507", 2, "state")]), ("unused", "website", []), ("used", "population", [])],
)
def test_a_statement_in_use_feeds_something(fired, state, property_, found):
    statement = {"statement_id": "s1", "property": property_, "state": state}
    assert fired(provenance, statements=[statement], properties=PROPERTIES) == found


def test_a_cell_that_a_lower_layer_found_bad_is_not_judged_again(fired):
    rows = {"companies": [company()], "provenance": [TRACED | {"field": "nome"}], "gaps": [gap("website")]}
    bad = [("provenance", 2, "field"), ("companies", 2, "name")]
    assert [found for found in fired(provenance, bad=bad, **rows) if found[0] == "R504"] == []
