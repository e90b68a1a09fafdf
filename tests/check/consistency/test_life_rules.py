import pytest

from tests.check.consistency.rule_cases import Case

DAY = "entity_id kind date date_earliest date_latest object_id"
CASES = [
    Case(
        "R321", "kind date_latest founded",
        right=[("acquired", "2014-03-01", "2014-03-01"), ("founded", "2013-01-01", "2014-03-01"), ("closed", "", "2014"),
               ("closed", "2010-01-01", None)],
        wrong=[("acquired", "2014-02-28", "2014-03-01"), ("closed", "2014-02-28", "2014-03-01")],
    ),
    Case(
        "R322", "kind date_latest acquired listed",
        right=[("closed", "2020-06-30", "2020-01-01", None), ("delisted", "2020-06-30", None, "2020-01-01"),
               ("closed", "2019-06-30", None, "2020-01-01"), ("renamed", "2019-06-30", "2020-01-01", None)],
        wrong=[("closed", "2019-06-30", "2020-01-01", None), ("delisted", "2019-06-30", None, "2020-01-01")],
    ),
    Case("R324", "kind object_id detail", wrong=[("acquired", "", ""), ("merged", "", "")],
         right=[("acquired", "", "acquirer not named"), ("merged", "b", ""), ("closed", "", "")]),
    Case(
        "R325", f"{DAY} detail",
        right=[("a", "renamed", "2020-06-08", "2020-06-08", "2020-06-08", "", "X"),
               ("a", "renamed", "2020-06", "2020-06-01", "2020-06-30", "", "Y"), ("a", "closed", *["2020-06-08"] * 3, "", "Z"),
               ("a", "renamed", *["2020-06-08"] * 3, "b", "W"), ("b", "renamed", *["2020-06-08"] * 3, "", "X")],
        wrong=[("a", "renamed", *["2020-06-08"] * 3, "", "X SA")],
    ),
    Case(
        "R326", f"{DAY} detail expected_detail",
        right=[("a", "renamed", *["2020-06-08"] * 3, "", "Celyad Oncology", "CELYAD Oncology SA"),
               ("a", "renamed", *["2015-04-16"] * 3, "", "Celyad", "Celyad Oncology"),
               ("b", "renamed", *["2015-04-16"] * 3, "c", "Celyad", "Other"), ("c", "renamed", "", "", "2015-04-16", "", "X", "Y")],
        wrong=[("d", "renamed", *["2015-04-16"] * 3, "", "Celyad", "Celyad Oncology")],
    ),
    Case("R327", "valid_until", [""], ["2019"]),
    Case("R401", "is_relation entity_id object_id",
         right=[(True, "a", "b"), (False, "a", "")], wrong=[(True, "a", ""), (True, "", "b")]),
    Case("R402", "entity_id object_id", [("a", "b"), ("", "")], [("a", "a")]),
    Case(
        "R403", "subject_id kind object_id",
        right=[("x", "spin_off_of", "y"), ("y", "parent", "x"), ("z", "parent", "a"), ("m", "member_of", "n"), ("n", "member_of", "m")],
        wrong=[("a", "parent", "b"), ("b", "parent", "c"), ("c", "parent", "a"), ("s", "successor", "s")],
    ),
    Case(
        "R404", "property object_id object_kind expected_object_id",
        right=[("parent", "c", "organisation", "company or organisation"), ("member_of", "biowin", "cluster", "cluster"),
               ("located_in", "x", None, "hub"), ("related", "x", "hub", None)],
        wrong=[("parent", "aeropole", "hub", "company or organisation"), ("member_of", "aeropole", "hub", "cluster")],
    ),
    Case("R406", "{column} retired_{column}", [("a", False), ("", True)], [("b", True)]),
    Case("R407", "status successor_id", wrong=[("active", "b"), ("merged", "")],
         right=[("active", ""), ("merged", "b"), ("closed", "b"), ("closed", ""), ("unknown", ""), ("", "b")]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


def event(kind, begins="", ends="", **more):
    date = begins if begins == ends else ""
    return {"entity_id": "a", "kind": kind, "date": date, "date_earliest": begins, "date_latest": ends} | more


FOUNDED = event("founded", "2014-03-01", "2014-03-31")
FIRST = event("renamed", "2015-04-16", "2015-04-16", detail="Celyad")
SECOND = event("renamed", "2020-06-08", "2020-06-08", detail="Celyad Oncology")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([FOUNDED, event("acquired", "2013-01-01", "2014-03-01", object_id="b")], []),
        ([FOUNDED, event("closed", ends="2014-02-28")], [("R321", 3, "date")]),
        ([FOUNDED, event("closed")], []),
        ([FOUNDED, event("closed", "2010-01-01", "2010-01-01", entity_id="b")], []),
        ([event("acquired", "2020-01-01", "2020-12-31"), event("closed", "2020-06-01", "2020-06-30")], []),
        ([event("acquired", "2020-01-01"), event("closed", ends="2019-06-30")], [("R322", 3, "date")]),
        ([event("listed", "2020-01-01"), event("delisted", ends="2019-06-30")], [("R322", 3, "date")]),
        ([SECOND, FIRST], []),
        ([FIRST], [("R326", 2, "detail")]),
        ([FIRST | {"object_id": "b", "detail": ""}], []),
        ([FIRST | {"date": "", "date_earliest": ""}], []),
        ([SECOND, SECOND | {"detail": "Celyad oncology SA"}], [("R325", 3, "date")]),
        ([SECOND | {"date_earliest": "2020-01-01"}, SECOND], []),
    ],
)
def test_the_events_of_an_entity_go_in_an_order_that_ends_at_the_name_in_use(found, rows, told):
    entities = [{"entity_id": "a", "name": "Celyad Oncology"}]
    assert found("R321 R322 R325 R326", events=rows, entities=entities) == told


@pytest.mark.parametrize(("events", "told"), [([], [("R327", 2, "valid_until")]), ([event("renamed", object_id="b")], [])])
def test_a_name_in_use_that_ended_is_found_unless_the_entity_became_another(found, events, told):
    names = [{"entity_id": "a", "kind": "primary", "valid_until": "2019"}, {"entity_id": "c", "kind": "former", "valid_until": "2015"}]
    assert found("R327", names=names, events=events) == told


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({}, []),
        ({"object_id": ""}, ["R401"]),
        ({"entity_id": ""}, ["R401"]),
        ({"object_id": "", "state": "unused"}, []),
        ({"object_id": "", "property": "activity"}, []),
        ({"object_id": "biowin"}, ["R404"]),
        ({"object_id": "a"}, ["R402"]),
        ({"object_id": "old"}, ["R406"]),
        ({"entity_id": "old"}, ["R406"]),
        ({"entity_id": "sources-id"}, []),
    ],
)
def test_a_statement_of_a_relation_has_two_different_living_ends_of_the_right_kind(found, change, rules):
    row = {"entity_id": "a", "property": "parent", "object_id": "b", "state": "used"} | change
    seen = found(
        "R401 R402 R404 R406", statements=[row],
        properties=[{"property": "parent", "value_kind": "relation", "other_end": "company or organisation"}, {"property": "activity"}],
        entities=[{"entity_id": id_, "kind": "company"} for id_ in "ab"] + [{"entity_id": "biowin", "kind": "cluster"}],
        retired=[{"table": "entities", "id": "old"}, {"table": "sources", "id": "sources-id"}],
    )  # fmt: skip
    assert [rule for rule, *_ in seen] == rules
