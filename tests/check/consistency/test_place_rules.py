import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.consistency.views import in_cycle
from tests.check.consistency.rule_cases import Case

LEVELS = {"levels": ("municipality", "arrondissement", "province", "region", "country", "group", "world")}
BELGIUM = {"bounds_of_belgium": ((49.4, 51.6), (2.5, 6.5))}
CASES = [
    Case(
        "R201", "postcode geo_code postcode_of",
        right=[("6041", "nis-52011", "nis-52011"), ("", "nis-52011", "nis-52011"), ("9000", "", None)],
        wrong=[("4000", "nis-52011", "nis-62063"), ("9999", "nis-52011", None)],
    ),
    Case("R202", "geo_code exists", [("nis-52011", True), ("", False)], [("nis-55022", False)]),
    Case(
        "R206", "property value is_locality",
        right=[("locality", "Gosselies", True), ("activity", "Gosselis", False), ("legal_seat", "", False)],
        wrong=[("locality", "Gosselis", False), ("legal_seat", "Gosselis", False)],
    ),
    Case(
        "R208", "property value is_postcode_of_site",
        [("postcode", "6041", True), ("locality", "6041", False)], [("postcode", "4000", False)],
    ),
    Case(
        "R211", "geo_code parent_code",
        right=[("BE3", "BE"), ("BE", "EU27"), ("EU27", ""), ("B1", "A")], wrong=[("A", "B"), ("B", "A"), ("C", "C")],
    ),
    Case(
        "R212", "kind parent_code parent_kind", given=LEVELS,
        right=[("province", "BE3", "region"), ("group", "EUROPE", "group"), ("country", "", None), ("group", "W", "world")],
        wrong=[("province", "BE32", "province"), ("region", "BE32", "province"), ("country", "XX", "moon")],
    ),
    Case("R213 geographies.nis_code", "kind nis_code expected_nis_code",
         [("municipality", "52011", "52011"), ("region", "", None)], [("municipality", "52012", "52011")]),
    Case("R213 geographies.nuts3_code", "kind nuts3_code expected_nuts3_code",
         [("municipality", "BE32B", "BE32B")], [("municipality", "BE332", "BE32B")]),
    Case("R213 geographies.province", "kind province expected_province",
         [("municipality", "Hainaut", "Hainaut"), ("municipality", "Hainaut", None)],
         [("municipality", "Liège", "Hainaut"), ("municipality", "", "Hainaut")]),
    Case("R221 geographies.latitude localities.latitude", "geo_code latitude", given=BELGIUM,
         right=[("nis-1", "50.6"), ("BE3", "49.5"), ("IT", "42"), ("BEN", "55"), ("BE", "")],
         wrong=[("nis-1", "5.5"), ("BE3", "55"), ("BE", "-50.6")]),
    Case("R221 geographies.longitude localities.longitude", "geo_code longitude", given=BELGIUM,
         right=[("nis-1", "5.5"), ("IT", "12"), ("BE3", "")], wrong=[("nis-1", "50.6"), ("BE32B", "2.4")]),
    Case("R222", "km", [0.0, 12.0, None], [12.1], given={"municipality_distance_km": 12}),
    Case(
        "R226", "property value is_city_hub",
        [("hub", "liege", True), ("located_in", "aeropole", False)], [("hub", "aeropole", False)],
    ),
    Case("R227", "city_hub_id expected_city_hub_id", [("liege", "liege"), ("", None)], [("mons", "liege"), ("", "mons")]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20))
def test_edges_that_only_go_up_are_never_on_a_cycle_and_a_way_back_always_makes_one(pairs):
    up = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    edges = pd.DataFrame(up, columns=["start", "end"])
    assert not in_cycle(edges["start"], edges["end"]).any()
    if up:
        back = pd.DataFrame([*up, (up[0][1], up[0][0])], columns=["start", "end"])
        assert in_cycle(back["start"], back["end"]).iloc[[0, -1]].all()


def test_the_codes_of_a_municipality_follow_from_what_contains_it(found):
    right = {"geo_code": "nis-52011", "kind": "municipality", "parent_code": "BE32B", "nis_code": "52011", "nuts3_code": "BE32B", "province": "Hainaut"}
    rows = [
        {"geo_code": "BE3", "kind": "region", "parent_code": "BE"}, {"geo_code": "BE31", "kind": "province", "parent_code": "BE32"},
        {"geo_code": "BE32", "kind": "province", "parent_code": "BE3", "name": "Hainaut"},
        {"geo_code": "BE32B", "kind": "arrondissement", "parent_code": "BE32"}, right, right | {"nis_code": "52012"},
        right | {"nuts3_code": "BE332"}, right | {"province": "Liège"}, right | {"province": ""},
    ]  # fmt: skip
    wrong = [(7, "nis_code"), (8, "nuts3_code"), (9, "province"), (10, "province")]
    assert found("R211 R212 R213", geographies=rows) == [("R212", 3, "parent_code"), *(("R213", *place) for place in wrong)]


def test_localities_lie_in_a_municipality_of_today_near_its_point_and_have_its_postcode(found):
    place = {"geo_code": "nis-62063", "latitude": "50.6", "longitude": "5.5"}
    rows = [
        place | {"name": "Near", "latitude": "50.7", "postcode": "4000"}, place | {"name": "Far", "latitude": "50.72"},
        {"name": "Lens", "geo_code": "nis-55022", "postcode": "4000"}, {"name": "Gent", "geo_code": "BE2"},
    ]  # fmt: skip
    seen = found(
        "R201 R202 R221 R222", localities=rows, sources=[{"accessed": "2026-11-22"}], postcodes=[{"postcode": "4000", "geo_code": "nis-62063"}],
        policy=[{"parameter": "municipality_distance_km", "value": "12"}],
        geographies=[place, place | {"geo_code": "nis-55022", "valid_until": "2018-12-31"}],
        hubs=[{"hub_id": "liege", "nis_code": "62063", "latitude": "50.6", "longitude": "5.8"}],
        sites=[{"entity_id": "a", "geo_code": "nis-55022", "postcode": "4000"}],
    )  # fmt: skip
    assert [(rule, line) for rule, line, _ in seen] == [("R201", 2), ("R201", 4), ("R202", 4), ("R222", 2), ("R222", 3)]


def test_a_park_lies_in_the_city_hub_of_its_main_site(found):
    ids = ("liege", "city_hub", "liege"), ("mons", "city_hub", "liege"), ("park", "science_park", "mons"), ("other", "incubator", "mons")
    hubs = [dict(zip(("hub_id", "kind", "city_hub_id"), row, strict=True)) for row in ids]
    sites = [{"entity_id": "park", "hub_id": "liege", "main": "true"}, {"entity_id": "other", "hub_id": "liege", "main": "false"}]
    assert found("R227", hubs=hubs, sites=sites) == [("R227", 3, "city_hub_id"), ("R227", 4, "city_hub_id")]


def test_what_places_an_entity_is_known_where_the_statement_is_in_use(found):
    stated = [
        ("locality", "Gosselies"), ("locality", "Gosselis"), ("activity", "Gosselis"), ("hub", "liege"), ("hub", "Liège"),
        ("hub", "aeropole"), ("postcode", "6041"), ("postcode", "4000"), ("postcode", "9000"),
    ]  # fmt: skip
    rows = [{"entity_id": "a", "property": name, "value": value, "state": "used"} for name, value in stated]
    rows += [rows[1] | {"state": "unused"}, rows[8] | {"entity_id": "flemish"}]
    seen = found(
        "R206 R208 R226", statements=rows, localities=[{"name": "Gosselies"}],
        sites=[{"entity_id": "a", "geo_code": "nis-52011", "in_wallonia": "true"}, {"entity_id": "flemish", "geo_code": "BE2", "in_wallonia": "false"}],
        hubs=[{"hub_id": "liege", "name": "Liège", "kind": "city_hub"}, {"hub_id": "aeropole", "kind": "science_park"}],
        postcodes=[{"postcode": "6041", "geo_code": "nis-52011"}, {"postcode": "4000", "geo_code": "nis-62063"}],
    )  # fmt: skip
    assert [(rule, line) for rule, line, _ in seen] == [("R206", 3), ("R208", 9), ("R208", 10), ("R226", 7)]
