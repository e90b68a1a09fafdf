import pytest

from scripts.check.consistency import places

# Points on one meridian: a hundredth of a degree of latitude is 1.11 km.
POLICY = [{"parameter": "hub_distance_km", "value": "15"}, {"parameter": "municipality_distance_km", "value": "12"}]
LIEGE = {"geo_code": "nis-62063", "kind": "municipality", "name": "Liège", "latitude": "50.6", "longitude": "5.5"}
NEAR = LIEGE | {"geo_code": "nis-62051", "name": "Herstal", "latitude": "50.69"}
FAR = LIEGE | {"geo_code": "nis-63000", "name": "Loin", "latitude": "50.79"}
HUB = {
    "hub_id": "liege",
    "name": "Liège",
    "kind": "city_hub",
    "city_hub_id": "liege",
    "nis_code": "62063",
    "locality": "Liège",
}
WORLD = {
    "policy": POLICY,
    "geographies": [LIEGE, NEAR, FAR],
    "localities": [{"name": row["name"], "geo_code": row["geo_code"]} for row in (LIEGE, NEAR, FAR)]
    + [{"name": "Au bord", "geo_code": "nis-63000", "latitude": "50.7", "longitude": "5.5"}],
}
IN_CITY = {"locality": "Liège", "hub_id": "liege", "hub_basis": "municipality", "hub_distance_km": "0"}
IN_REACH = {"locality": "Herstal", "hub_id": "liege", "hub_basis": "distance", "hub_distance_km": "10"}
OUT_OF_REACH = {"locality": "Loin"}
BY_OWN_POINT = {"locality": "Au bord", "hub_id": "liege", "hub_basis": "distance", "hub_distance_km": "11.1"}
STATED = {"hub_id": "liege", "hub_basis": "stated"}


@pytest.mark.parametrize("row", [IN_CITY, IN_REACH, OUT_OF_REACH, BY_OWN_POINT, STATED, {}])
def test_what_follows_the_rule_of_hubs_passes(fired, row):
    assert fired(places, companies=[row], hubs=[HUB], **WORLD) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (IN_CITY | {"hub_basis": "distance"}, [("R224", 2, "hub_basis")]),
        (IN_CITY | {"hub_distance_km": "0.1"}, [("R225", 2, "hub_distance_km")]),
        (IN_REACH | {"hub_distance_km": ""}, [("R225", 2, "hub_distance_km")]),
        (IN_REACH | {"hub_id": "", "hub_basis": ""}, [("R223", 2, "hub_id")]),
        (OUT_OF_REACH | STATED, [("R223", 2, "hub_id"), ("R224", 2, "hub_basis")]),
        (STATED | {"hub_basis": ""}, [("R224", 2, "hub_basis")]),
        (STATED | {"hub_id": "aeropole"}, [("R226", 2, "hub_id")]),
    ],
)
def test_what_breaks_the_rule_of_hubs_is_found(fired, row, found):
    park = {"hub_id": "aeropole", "kind": "science_park", "city_hub_id": "liege"}
    assert fired(places, companies=[row], hubs=[HUB, park], **WORLD) == found


def test_a_park_in_another_hub_than_its_locality_and_a_city_hub_in_another_are_found(fired):
    mons = HUB | {"hub_id": "mons", "nis_code": "53053", "locality": "Mons", "city_hub_id": "liege"}
    park = {"hub_id": "park", "name": "Park", "kind": "science_park", "locality": "Herstal", "city_hub_id": "mons"}
    homeless = {"hub_id": "other", "name": "Other", "kind": "incubator", "city_hub_id": "mons"}
    found = fired(places, hubs=[HUB, mons, park, homeless], **WORLD)
    assert found == [("R227", 3, "city_hub_id"), ("R227", 4, "city_hub_id")]


def test_swapped_degrees_of_a_belgian_place_are_found_and_others_may_lie_anywhere(fired):
    rows = [
        LIEGE | {"geo_code": "nis-1", "latitude": "5.5", "longitude": "50.6"},
        {"geo_code": "BE3", "kind": "region", "latitude": "55"},
        {"geo_code": "IT", "kind": "country", "latitude": "42", "longitude": "12"},
    ]
    world = WORLD | {"geographies": rows, "localities": []}
    assert fired(places, **world) == [("R221", 2, "latitude"), ("R221", 3, "latitude"), ("R221", 2, "longitude")]


def test_a_point_far_from_its_municipality_is_found(fired):
    rows = [
        {"name": "Near", "geo_code": "nis-62063", "latitude": "50.7", "longitude": "5.5"},
        {"name": "Far", "geo_code": "nis-62063", "latitude": "50.72", "longitude": "5.5"},
    ]
    hub = HUB | {"latitude": "50.6", "longitude": "5.8"}
    found = fired(places, hubs=[hub], **WORLD | {"localities": rows})
    assert sorted(found) == [("R222", 2, "latitude"), ("R222", 3, "latitude")]


def test_without_any_city_hub_no_entity_has_one(fired):
    assert {rule for rule, *_ in fired(places, companies=[IN_CITY], **WORLD)} == {"R223", "R224", "R225", "R226"}
