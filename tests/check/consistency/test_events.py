import pytest

from scripts.check.consistency import events


def event(kind, begins="", ends="", **more):
    date = begins if begins == ends else ""
    return {"entity_id": "a", "kind": kind, "date": date, "date_earliest": begins, "date_latest": ends} | more


FOUNDED = event("founded", "2014-03-01", "2014-03-31") | {"date": "2014-03"}


@pytest.mark.parametrize(
    ("later", "found"),
    [
        (event("acquired", "2014-03-01", "2014-03-01", object_id="b"), []),
        (event("acquired", "2013-01-01", "2014-03-01", object_id="b"), []),
        (event("acquired", "2014-02-28", "2014-02-28", object_id="b"), [("R321", 3, "date")]),
        (event("closed", ends="2014-02-28"), [("R321", 3, "date")]),
        (event("closed"), []),
        (event("closed", "2010-01-01", "2010-01-01", entity_id="b"), []),
    ],
)
def test_events_before_the_founding_are_found(fired, later, found):
    assert fired(events, events=[FOUNDED, later]) == found


@pytest.mark.parametrize(("earlier", "later"), [("acquired", "closed"), ("listed", "delisted")])
def test_events_in_the_wrong_order_are_found(fired, earlier, later):
    before = event(earlier, "2020-01-01", "2020-12-31", detail="x")
    assert fired(events, events=[before, event(later, "2020-06-01", "2020-06-30")]) == []
    assert fired(events, events=[before, event(later, "2019-06-01", "2019-06-30")]) == [("R322", 3, "date")]


@pytest.mark.parametrize(
    ("table", "key", "column"),
    [
        ("companies", "company_id", "founded_year"),
        ("hubs", "hub_id", "opened_year"),
        ("institutions", "institution_id", "founded_year"),
    ],
)
def test_a_year_that_is_not_the_founding_events_is_found(fired, table, key, column):
    rows = [{key: "a", column: "2014"}, {key: "a", column: "2015"}, {key: "b", column: "2015"}, {key: "a"}]
    assert fired(events, events=[FOUNDED], **{table: rows}) == [("R323", 3, column)]


def test_an_acquisition_or_merger_without_the_other_side_is_found(fired):
    rows = [
        event("acquired"),
        event("acquired", detail="acquirer not named"),
        event("merged"),
        event("merged", object_id="b"),
    ]
    assert fired(events, events=rows) == [("R324", 2, "object_id"), ("R324", 4, "object_id")]


NAMED = [{"entity_id": "a", "name": "Celyad Oncology"}]
FIRST = event("renamed", "2015-04-16", "2015-04-16", detail="Celyad")
SECOND = event("renamed", "2020-06-08", "2020-06-08", detail="Celyad Oncology")


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([SECOND, FIRST], []),
        ([FIRST], [("R326", 2, "detail")]),
        ([FIRST | {"object_id": "b", "detail": ""}], []),
        ([SECOND, SECOND | {"detail": "Celyad oncology SA"}], [("R325", 3, "date")]),
        ([SECOND | {"date_earliest": "2020-01-01"}, SECOND], []),
        ([FIRST | {"date": "", "date_earliest": ""}], []),
    ],
)
def test_renamings_form_a_chain_that_ends_at_the_name_in_use(fired, rows, found):
    assert fired(events, events=rows, entities=NAMED) == found


def test_a_name_in_use_that_ended_is_found_unless_the_entity_became_another(fired):
    names = [
        {"entity_id": "a", "name": "Meusinvest", "kind": "primary", "valid_until": "2019"},
        {"entity_id": "b", "name": "Cardio3", "kind": "former", "valid_until": "2015"},
    ]
    assert fired(events, names=names) == [("R327", 2, "valid_until")]
    assert fired(events, names=names, events=[event("renamed", object_id="noshaq")]) == []
