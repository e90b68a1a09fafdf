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
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


def event(entity, kind, begins="", ends=None, **more):
    ends = begins if ends is None else ends
    date = {"date": begins if begins == ends else "", "date_earliest": begins, "date_latest": ends}
    return {"entity_id": entity, "kind": kind} | date | more


def test_the_events_of_an_entity_go_in_an_order_that_ends_at_the_name_in_use(found):
    first, last = ("renamed", "2015-04-16"), ("renamed", "2020-06-08")
    rows = [
        event("a", "founded", "2014-03-01", "2014-03-31"), event("a", "acquired", "2013-01-01", "2014-03-01"),
        event("a", "closed", ends="2014-02-28"), event("a", "closed"), event("b", "closed", "2010-01-01"),
        event("c", "acquired", "2020-01-01", "2020-12-31"), event("c", "closed", "2020-06-01", "2020-06-30"),
        event("d", "acquired", "2020-01-01"), event("d", "closed", ends="2019-06-30"),
        event("e", "listed", "2020-01-01"), event("e", "delisted", ends="2019-06-30"),
        event("f", *last, detail="Celyad Oncology"), event("f", *first, detail="Celyad"), event("g", *first, detail="Celyad"),
        event("h", *first, object_id="b"), event("i", "renamed", "", "2015-04-16", detail="Celyad"),
        event("j", *last, detail="Celyad Oncology"), event("j", *last, detail="Celyad oncology SA"),
        event("k", "renamed", "2020-01-01", "2020-06-08", detail="X"), event("k", *last, detail="Celyad Oncology"),
    ]  # fmt: skip
    entities = [{"entity_id": letter, "name": "Celyad Oncology"} for letter in "abcdefghijk"]
    told = [("R321", 4, "date"), ("R322", 10, "date"), ("R322", 12, "date"), ("R325", 19, "date"), ("R326", 15, "detail")]
    assert found("R321 R322 R325 R326", events=rows, entities=entities) == told


def test_a_name_in_use_that_ended_is_found_unless_the_entity_became_another(found):
    names = [{"entity_id": id_, "kind": kind, "valid_until": "2019"} for id_, kind in (("a", "primary"), ("b", "former"), ("c", "primary"))]
    assert found("R327", names=names, events=[event("c", "renamed", object_id="b")]) == [("R327", 2, "valid_until")]


def test_a_statement_of_a_relation_has_two_different_living_ends_of_the_right_kind(found):
    right = {"entity_id": "a", "property": "parent", "object_id": "b", "state": "used"}
    changes = [
        {}, {"object_id": ""}, {"entity_id": ""}, {"object_id": "", "state": "unused"}, {"object_id": "", "property": "activity"},
        {"object_id": "biowin"}, {"object_id": "a"}, {"object_id": "old"}, {"entity_id": "old"}, {"entity_id": "of-sources"},
    ]  # fmt: skip
    seen = found(
        "R401 R402 R404 R406", statements=[right | change for change in changes],
        properties=[{"property": "parent", "value_kind": "relation", "other_end": "company or organisation"}, {"property": "activity"}],
        entities=[{"entity_id": id_, "kind": "company"} for id_ in "ab"] + [{"entity_id": "biowin", "kind": "cluster"}],
        retired=[{"table": "entities", "id": "old"}, {"table": "sources", "id": "of-sources"}],
    )  # fmt: skip
    assert [(rule, line) for rule, line, _ in seen] == [("R401", 3), ("R401", 4), ("R402", 8), ("R404", 7), ("R406", 9), ("R406", 10)]
