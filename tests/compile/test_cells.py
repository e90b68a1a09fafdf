"""Cells of which an entity has one: taken, contested, or left open and explained."""

import pytest

from scripts.compile import tables
from scripts.compile.cells import founding_years, single_values
from tests.small import SCHEMAS, Evidence, default, entity, source

SETTLED = ["reading_tests", "reading_verdicts", "outcomes", "adopted_attributes", "disagreements"]
PUBLISHED = [
    "companies", "hubs", "clusters", "institutions", "names", "sites", "events", "relations", "observations", "funding",
    "national_indicators", "claims", "provenance", "gaps", *SETTLED,
]  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_to_reconcile(monkeypatch):
    """Reconciliations have tests of their own."""
    monkeypatch.setattr(tables, "reconcile", lambda *_: {name: default(name) for name in SETTLED})


def tables_of(evidence):
    return tables.compile_tables(evidence.tables, {name: SCHEMAS[name] for name in PUBLISHED})


def company(made, name="alpha"):
    return made["companies"].set_index("company_id").loc[name]


def cell_of(made, table, key, field):
    """Rows of provenance of one cell, and the reason of its blank."""
    at = "table == @table and key == @key and field == @field"
    return made["provenance"].query(at), made["gaps"].query(at)["reason"].tolist()


def test_a_cell_with_an_older_rival_is_contested_and_names_it():
    evidence = Evidence(entity("alpha"), sources=[source("old", published="2010"), source("new", published="2020")])
    rival = evidence.says("old", "alpha", "website", "https://old.be")
    adopted = evidence.says("new", "alpha", "website", "https://new.be")
    made = tables_of(evidence)
    trace, gaps = cell_of(made, "companies", "alpha", "website")
    assert company(made)["website"] == "https://new.be"
    assert company(made)["contested"] == "true"
    assert trace["role"].tolist() == ["adopted", "rival"]
    assert trace["statement_id"].tolist() == [adopted, rival]
    assert gaps == []


def test_where_sources_are_undecided_the_cell_is_blank_the_gap_says_so_and_all_are_rivals():
    evidence = Evidence(entity("alpha"), sources=[source("p1"), source("p2"), source("p3")])
    for name, value in (("p1", "2014"), ("p2", "2014"), ("p3", "2016"), ("src-press", "2016")):
        evidence.says(name, "alpha", "founded", value)
    made = tables_of(evidence)
    trace, gaps = cell_of(made, "companies", "alpha", "founded_year")
    assert company(made)["founded_year"] == ""
    assert company(made)["contested"] == "true"
    assert trace["role"].tolist() == ["rival"] * 4
    assert set(trace["rule"]) == {"undecided"}
    assert gaps == ["sources_undecided"]


def test_an_undecided_field_is_explained_under_the_name_that_its_table_gives_it():
    evidence = Evidence(entity("park", "hub"), sources=[source("p1"), source("p2")])
    evidence.says("p1", "park", "kind", "science_park")
    evidence.says("p1", "park", "area", "10")
    evidence.says("p2", "park", "area", "20")
    assert cell_of(tables_of(evidence), "hubs", "park", "area_ha")[1] == ["sources_undecided"]


def test_wordings_that_differ_are_no_contradiction():
    evidence = Evidence(entity("alpha"), sources=[source("p1"), source("p2")])
    evidence.says("p1", "alpha", "activity", "makes vaccines")
    evidence.says("p2", "alpha", "activity", "vaccine maker")
    found = single_values(evidence.tables, evidence.facts)
    assert found.cells["contested"].tolist() == [False]
    assert sorted(found.traces["role"]) == ["adopted", "agrees"]
    assert found.undecided.empty


def test_a_founding_year_is_the_year_of_the_date_adopted():
    evidence = Evidence(entity("alpha"), sources=[source("p1")])
    evidence.says("src-official_gazette", "alpha", "founded", "2014-05-02")
    evidence.says("p1", "alpha", "founded", "2014")
    cells = founding_years(evidence.facts).cells.set_index("field")
    assert cells["value"].to_dict() == {"founded": "2014-05-02", "founded_year": "2014"}
    assert not cells["contested"].any()


def test_a_withheld_cell_is_blank_leaves_no_trace_and_is_explained():
    dispute = {
        "dispute_id": "d-2026-001", "received": "2026-11-01", "table": "companies", "key": "alpha",
        "field": "website", "claim": "not ours", "state": "withheld",
    }  # fmt: skip
    evidence = Evidence(entity("alpha"), disputes=[dispute])
    evidence.says("src-press", "alpha", "website", "https://wrong.be")
    made = tables_of(evidence)
    trace, gaps = cell_of(made, "companies", "alpha", "website")
    assert company(made)["website"] == ""
    assert company(made)["disputed"] == "true"
    assert trace.empty
    assert gaps == ["withheld_disputed"]


def test_a_search_that_found_nothing_explains_the_blank():
    search = {
        "search_id": "q1", "entity_id": "alpha", "property": "founded", "question": "when?", "outcome": "not_found",
        "date": "2026-11-01",
    }  # fmt: skip
    found = search | {"search_id": "q2", "property": "website", "outcome": "found"}
    made = tables_of(Evidence(entity("alpha"), searches=[search, found]))
    gaps = made["gaps"].query("table == 'companies'").set_index("field")
    assert gaps.loc["founded_year", ["reason", "search_id"]].tolist() == ["searched_not_found", "q1"]
    assert gaps.loc["website", ["reason", "search_id"]].tolist() == ["not_searched", ""]
    assert gaps.loc["status_date", "reason"] == "period_unknown"
    assert gaps.loc["hub_basis", "reason"] == "not_searched"
