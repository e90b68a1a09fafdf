"""How companies are classed: segment, level, scope."""

import pytest

from scripts.compile.cells import derived_cells
from scripts.compile.classes import entity_levels, scope, segments_by_votes
from scripts.compile.places import compile_places
from tests.small import Evidence, entity

SOURCES = ["src-press", "src-company", "src-cluster", "src-official_statistics"]


def classed(*segments, scheme="segment", state="used"):
    """Classifications of alpha, the n-th by the n-th source."""
    rows = zip(segments, SOURCES, strict=False)
    return [
        {"entity_id": "alpha", "scheme": scheme, "code": code, "source_id": source_id, "state": state}
        for code, source_id in rows
    ]


def cells_of(evidence):
    made = [make(evidence.tables, evidence.facts) for make in (segments_by_votes, entity_levels)]
    return derived_cells(made).cells.query("entity_id == 'alpha'").set_index("field")["value"].to_dict()


@pytest.mark.parametrize(
    ("segments", "segment", "basis"),
    [
        (["biopharma"], "biopharma", "unanimous"),
        (["biopharma", "biopharma"], "biopharma", "unanimous"),
        (["biopharma", "vaccines", "biopharma"], "biopharma", "majority"),
        (["biopharma", "vaccines"], "vaccines", "order"),
        (["other", "biopharma", "vaccines", "other"], "other", "majority"),
    ],
)
def test_the_segment_is_what_most_sources_say_and_a_tie_goes_to_the_narrower_one(segments, segment, basis):
    cells = cells_of(Evidence(entity("alpha"), classifications=classed(*segments)))
    assert (cells["segment"], cells["segment_basis"]) == (segment, basis)


def test_a_classification_out_of_use_counts_for_nothing():
    unused = classed("vaccines", "vaccines", state="unused")
    cells = cells_of(Evidence(entity("alpha"), classifications=[*unused, *classed("biopharma")]))
    assert (cells["segment"], cells["segment_basis"]) == ("biopharma", "unanimous")


def test_without_any_there_is_no_segment_and_the_level_is_unknown():
    assert cells_of(Evidence(entity("alpha"))) == {"entity_level": "unknown"}


def test_the_level_is_the_class_given_else_legal_entity_where_a_register_knows_it():
    evidence = Evidence(entity("alpha"))
    evidence.says("src-company", "alpha", "legal_name", "Alpha SA")
    assert cells_of(evidence)["entity_level"] == "legal_entity"
    evidence.given["classifications"] = classed("group", scheme="entity_level")
    assert cells_of(evidence)["entity_level"] == "group"


@pytest.mark.parametrize(
    ("place", "segment", "walloon", "in_scope"),
    [
        ("Gosselies", "vaccines", "true", "true"),
        ("Gosselies", "other", "true", "false"),
        ("Gosselies", None, "true", "false"),
        ("Paris", "vaccines", "false", "false"),
        (None, "vaccines", "false", "false"),
    ],
)
def test_in_scope_means_a_walloon_site_and_a_segment_of_the_life_sciences(place, segment, walloon, in_scope):
    evidence = Evidence(entity("alpha"), classifications=classed(segment) if segment else [])
    if place:
        evidence.says("src-press", "alpha", "locality", place)
    tables, facts = evidence.tables, evidence.facts
    places = compile_places(tables, facts)
    made = scope(tables, places.main, places.hubs_stated, segments_by_votes(tables, facts).rows)
    found = derived_cells([made]).cells.set_index("field")["value"].to_dict()
    assert found == {"has_walloon_site": walloon, "in_scope": in_scope}
