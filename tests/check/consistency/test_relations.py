import pytest

from scripts.check.consistency import relations

PROPERTIES = [{"property": "parent", "value_kind": "relation"}, {"property": "activity", "value_kind": "text"}]
KINDS = [
    {"entity_id": "a", "kind": "company"},
    {"entity_id": "b", "kind": "company"},
    {"entity_id": "c", "kind": "organisation"},
    {"entity_id": "biowin", "kind": "cluster"},
    {"entity_id": "aeropole", "kind": "hub"},
    {"entity_id": "uliege", "kind": "institution"},
]


def relation(subject, kind, other):
    return {"subject_id": subject, "kind": kind, "object_id": other}


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"object_id": ""}, [("R401", 2, "object_id")]),
        ({"entity_id": ""}, [("R401", 2, "object_id")]),
        ({"object_id": "", "state": "unused"}, []),
        ({"object_id": "", "property": "activity"}, []),
        ({"object_id": "a"}, [("R402", 2, "object_id")]),
        ({}, []),
    ],
)
def test_a_statement_of_a_relation_has_two_different_ends(fired, change, found):
    row = {"statement_id": "s1", "entity_id": "a", "property": "parent", "object_id": "b", "state": "used"} | change
    assert fired(relations, statements=[row], properties=PROPERTIES) == found


def test_a_circle_of_one_kind_is_found_and_two_kinds_make_none(fired):
    circle = [relation("a", "parent", "b"), relation("b", "parent", "c"), relation("c", "parent", "a")]
    other = [relation("a", "spin_off_of", "b"), relation("b", "parent", "a")]
    assert fired(relations, relations=circle) == [("R403", line, "object_id") for line in (2, 3, 4)]
    assert fired(relations, relations=other) == []


@pytest.mark.parametrize(
    ("kind", "other", "right"),
    [
        ("parent", "c", True),
        ("parent", "aeropole", False),
        ("successor", "biowin", False),
        ("spin_off_of", "uliege", True),
        ("member_of", "biowin", True),
        ("member_of", "aeropole", False),
        ("located_in", "aeropole", True),
        ("located_in", "uliege", True),
        ("located_in", "b", False),
    ],
)
def test_the_other_end_is_of_a_kind_that_can_be(fired, kind, other, right):
    found = fired(relations, relations=[relation("a", kind, other)], entities=KINDS)
    assert found == ([] if right else [("R404", 2, "object_id")])


def test_a_parent_that_no_relation_and_no_acquisition_names_is_found(fired):
    companies = [
        {"company_id": "a", "parent_id": "c"},
        {"company_id": "b", "parent_id": "c"},
        {"company_id": "d", "parent_id": "c"},
    ]
    bought = [{"entity_id": "b", "kind": "acquired", "object_id": "c"}]
    found = fired(relations, companies=companies, relations=[relation("a", "parent", "c")], events=bought)
    assert found == [("R405", 4, "parent_id")]


def test_owners_in_a_circle_are_found(fired):
    companies = [{"company_id": "a", "parent_id": "b"}, {"company_id": "b", "parent_id": "a"}]
    known = [relation("a", "parent", "b"), relation("b", "spin_off_of", "c")]
    bought = [{"entity_id": "b", "kind": "acquired", "object_id": "a"}]
    found = fired(relations, companies=companies, relations=known, events=bought)
    assert found == [("R403", 2, "parent_id"), ("R403", 3, "parent_id")]


def test_rows_of_a_retired_entity_are_found_wherever_they_stand(fired):
    retired = [{"table": "entities", "id": "a"}, {"table": "sources", "id": "b"}]
    found = fired(
        relations, retired=retired, names=[{"entity_id": "a"}, {"entity_id": "b"}], sites=[{"entity_id": "a"}],
        events=[{"entity_id": "a"}], observations=[{"entity_id": "a"}], relations=[relation("b", "parent", "a")],
    )  # fmt: skip
    assert {finding[0] for finding in found} == {"R406"}
    assert len(found) == 5


@pytest.mark.parametrize(
    ("status", "successor", "right"),
    [
        ("active", "", True), ("active", "b", False), ("merged", "b", True), ("merged", "", False),
        ("closed", "b", True), ("closed", "", True), ("unknown", "", True),
    ],
)  # fmt: skip
def test_status_and_successor_of_an_institution_agree(fired, status, successor, right):
    row = {"institution_id": "a", "status": status, "successor_id": successor}
    assert fired(relations, institutions=[row]) == ([] if right else [("R407", 2, "status")])
