import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.consistency import nesting
from scripts.check.consistency.graph import in_cycle

CHAIN = [
    {"geo_code": "WORLD", "kind": "world"},
    {"geo_code": "EUROPE", "kind": "group", "parent_code": "WORLD"},
    {"geo_code": "EU27", "kind": "group", "parent_code": "EUROPE"},
    {"geo_code": "BE", "kind": "country", "parent_code": "EU27"},
    {"geo_code": "BE3", "kind": "region", "parent_code": "BE"},
    {"geo_code": "BE32", "kind": "province", "parent_code": "BE3", "name": "Hainaut"},
    {"geo_code": "BE32B", "kind": "arrondissement", "parent_code": "BE32", "name": "Charleroi"},
]
CHARLEROI = {
    "geo_code": "nis-52011", "kind": "municipality", "parent_code": "BE32B", "nis_code": "52011", "nuts3_code": "BE32B",
    "province": "Hainaut",
}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "wrong"), [("nis_code", "52012"), ("nuts3_code", "BE332"), ("province", "Liège"), ("province", "")]
)
def test_a_municipality_that_contradicts_what_contains_it_is_found(fired, column, wrong):
    rows = [*CHAIN, CHARLEROI, CHARLEROI | {"geo_code": "nis-52011", column: wrong}]
    assert fired(nesting, geographies=rows) == [("R213", 10, column)]


def test_a_geography_in_a_smaller_or_equal_one_is_found(fired):
    rows = [*CHAIN, {"geo_code": "BE31", "kind": "province", "parent_code": "BE32"}]
    assert fired(nesting, geographies=rows) == [("R212", 9, "parent_code")]


def test_a_circle_is_found_at_each_of_its_members(fired):
    rows = [
        {"geo_code": "A", "kind": "group", "parent_code": "B"},
        {"geo_code": "B", "kind": "group", "parent_code": "A"},
    ]
    assert fired(nesting, geographies=[*rows, *CHAIN]) == [("R211", 2, "parent_code"), ("R211", 3, "parent_code")]


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=20))
def test_edges_that_only_go_up_are_never_on_a_cycle_and_a_way_back_always_makes_one(pairs):
    up = [(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
    edges = pd.DataFrame(up, columns=["start", "end"])
    assert not in_cycle(edges["start"], edges["end"]).any()
    if up:
        back = pd.DataFrame([*up, (up[0][1], up[0][0])], columns=["start", "end"])
        assert in_cycle(back["start"], back["end"]).iloc[[0, -1]].all()
