"""Where entities are: sites, the main one, municipality, hub."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.compile.cells import derived_cells
from scripts.compile.places import compile_places, distance_km
from tests.small import Evidence, entity, source


def evidence_with_hubs(*entities, **more):
    evidence = Evidence(entity("charleroi", "hub"), entity("louvain", "hub"), *entities, **more)
    for hub, place in (("charleroi", "Charleroi"), ("louvain", "Louvain-la-Neuve")):
        evidence.says("src-official_statistics", hub, "kind", "city_hub")
        evidence.says("src-official_statistics", hub, "locality", place)
    return evidence


def cells_of(evidence, name="alpha"):
    made = compile_places(evidence.tables, evidence.facts)
    cells = derived_cells(made.fields).cells.query("entity_id == @name")
    return cells.set_index("field")["value"].to_dict(), made.sites.query("entity_id == @name")


@pytest.mark.parametrize(
    ("place", "hub", "basis", "nis"),
    [
        ("Gosselies", "charleroi", "municipality", "52011"),
        ("Fleurus", "charleroi", "distance", "52021"),
        ("Louvain-la-Neuve", "louvain", "municipality", "25121"),
        ("Marche-en-Famenne", None, None, "83034"),
    ],
)
def test_the_hub_is_that_of_the_municipality_else_the_nearest_within_the_distance(place, hub, basis, nis):
    evidence = evidence_with_hubs(entity("alpha"))
    evidence.says("src-company", "alpha", "locality", place)
    cells, _ = cells_of(evidence)
    assert cells["locality"] == place
    assert cells["nis_code"] == nis
    assert (cells.get("hub_id"), cells.get("hub_basis")) == (hub, basis)


def test_the_distance_is_measured_from_the_locality_and_shown_in_kilometres():
    evidence = evidence_with_hubs(entity("alpha"))
    evidence.says("src-company", "alpha", "locality", "Gosselies")
    cells, _ = cells_of(evidence)
    assert float(cells["hub_distance_km"]) == pytest.approx(5.6, abs=0.1)


def test_a_site_outside_wallonia_has_no_hub_however_near():
    evidence = evidence_with_hubs(entity("alpha"))
    evidence.says("src-company", "alpha", "locality", "Bruxelles")
    cells, sites = cells_of(evidence)
    assert cells["in_wallonia"] == "false"
    assert "hub_id" not in cells
    assert sites["hub_id"].isna().all()


def test_the_main_site_is_walloon_before_it_is_often_named():
    evidence = evidence_with_hubs(entity("alpha"), sources=[source("p1"), source("p2")])
    for name in ("p1", "p2", "src-company"):
        evidence.says(name, "alpha", "locality", "Paris")
    evidence.says("src-press", "alpha", "locality", "Fleurus")
    cells, sites = cells_of(evidence)
    assert cells["locality"] == "Fleurus"
    assert sites.set_index("locality")["main"].to_dict() == {"Fleurus": True, "Paris": False}
    assert sites.set_index("locality")["n_independent"].to_dict() == {"Fleurus": 1, "Paris": 3}


def test_then_it_is_the_one_with_most_independent_sources_then_the_one_seen_last():
    sources = [source("old", published="2010"), source("new", published="2020")]
    evidence = evidence_with_hubs(entity("alpha"), sources=sources)
    evidence.says("old", "alpha", "locality", "Fleurus")
    evidence.says("new", "alpha", "locality", "Gosselies")
    assert cells_of(evidence)[0]["locality"] == "Gosselies"
    evidence.says("src-press", "alpha", "legal_seat", "Fleurus")
    assert cells_of(evidence)[0]["locality"] == "Fleurus"


def test_two_localities_of_one_municipality_are_one_site():
    evidence = evidence_with_hubs(entity("alpha"), sources=[source("p1")])
    for name, place in (("src-press", "Gosselies"), ("p1", "Gosselies"), ("src-company", "Charleroi")):
        evidence.says(name, "alpha", "locality", place)
    cells, sites = cells_of(evidence)
    assert cells["locality"] == "Gosselies"
    assert sites["n_independent"].tolist() == [3]


def test_an_entity_that_no_source_places_has_the_site_of_its_park():
    evidence = evidence_with_hubs(entity("alpha"), entity("biopark", "hub"))
    evidence.says("src-company", "biopark", "locality", "Gosselies")
    inside = evidence.says("src-press", "alpha", "located_in", "Biopark", object_id="biopark")
    made = compile_places(evidence.tables, evidence.facts)
    cells = derived_cells(made.fields).cells.query("entity_id == 'alpha'").set_index("field")["value"]
    assert (cells["locality"], cells["hub_id"]) == ("Gosselies", "charleroi")
    assert made.traces.query("entity_id == 'alpha'")["statement_id"].tolist() == [inside]


def test_a_stated_locality_goes_before_the_park():
    evidence = evidence_with_hubs(entity("alpha"), entity("biopark", "hub"))
    evidence.says("src-company", "biopark", "locality", "Gosselies")
    evidence.says("src-press", "alpha", "located_in", "Biopark", object_id="biopark")
    evidence.says("src-press", "alpha", "locality", "Fleurus")
    assert cells_of(evidence)[1]["locality"].tolist() == ["Fleurus"]


def test_without_a_locality_the_hub_is_the_stated_one():
    evidence = evidence_with_hubs(entity("alpha"), entity("beta"))
    evidence.says("src-press", "alpha", "hub", "Louvain")
    evidence.says("src-press", "beta", "hub", "Louvain")
    evidence.says("src-press", "beta", "locality", "Fleurus")
    alpha, beta = cells_of(evidence)[0], cells_of(evidence, "beta")[0]
    assert alpha == {"hub_id": "louvain", "hub_basis": "stated"}
    assert (beta["hub_id"], beta["hub_basis"]) == ("charleroi", "distance")


@pytest.mark.parametrize(
    ("place", "printed", "postcode"),
    [("Gosselies", "", "6041"), ("Charleroi", "", None), ("Charleroi", "6000", "6000"), ("Fleurus", "", "6220"),
     ("Fleurus", "6041", "6220")],
)  # fmt: skip
def test_a_postcode_is_the_printed_one_of_the_place_else_the_localitys_else_the_only_one(place, printed, postcode):
    evidence = evidence_with_hubs(entity("alpha"))
    evidence.says("src-company", "alpha", "locality", place)
    if printed:
        evidence.says("src-company", "alpha", "postcode", printed)
    assert cells_of(evidence)[0].get("postcode") == postcode


def test_without_any_hub_sites_have_none():
    evidence = Evidence(entity("alpha"))
    evidence.says("src-company", "alpha", "locality", "Gosselies")
    cells, _ = cells_of(evidence)
    assert cells["locality"] == "Gosselies"
    assert "hub_id" not in cells


def test_a_known_distance():
    assert distance_km(50.8466, 4.3528, 48.8566, 2.3522) == pytest.approx(263.9, abs=1)  # Brussels to Paris


points = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(points, points)
def test_distance_is_symmetric_and_never_more_than_half_way_round(one, other):
    there, back = distance_km(*one, *other), distance_km(*other, *one)
    assert np.isclose(there, back, atol=1e-6)
    assert 0 <= there <= np.pi * 6371.0088 + 1e-6
    assert distance_km(*one, *one) == 0
