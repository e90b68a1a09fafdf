"""The list of disagreements: every pair of figures on one thing that cannot both be right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.reconcile import reconcile
from tests.reconcile.reconcile_frames import NO_COUNTS, assignment, evidence, sid, statement

MEMBERS = {"indicator_id": "", "geo_code": "", "entity_id": "biowin", "property": "members", "unit": "count"}


def pairs(*statements, **more):
    found = reconcile(evidence(statements, **more), NO_COUNTS)["disagreements"]
    return found.sort_values(["statement_id", "other_statement_id"], ignore_index=True)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        (statement(2, "4500", period="2019"), "two_voices"),
        (statement(2, "4500", period="2019", source_id="src-1"), "one_voice"),
        (statement(2, "4150", period="2019"), "revision"),
        (statement(2, "4500", period="2019", qualifier="about"), "approximate"),
        (statement(2, "4500"), "undated"),
        (statement(2, "4.5", period="2019", unit="EUR_billion"), "two_voices"),
    ],
)
def test_a_pair_that_disagrees_is_open_with_a_reason(other, reason):
    found = pairs(statement(1, "4100", period="2019"), other)
    assert found[["state", "reason"]].to_numpy().tolist() == [["open", reason]]


@pytest.mark.parametrize(
    "other",
    [
        statement(2, "4100", period="2019"),
        statement(2, "4.1", period="2019", unit="EUR_billion"),
        statement(2, "4500", period="2020"),
        statement(2, "4500", period="2018/2020"),
        statement(2, "4500", period="2019", geo="BE"),
        statement(2, "4500", "gva_wide", period="2019"),
        statement(2, "4500", period="2019", state="superseded"),
        statement(2, "many", period="2019"),
        statement(2, "4000", period="2019", qualifier="more_than"),
    ],
)
def test_what_agrees_or_speaks_of_another_thing_is_not_listed(other):
    assert pairs(statement(1, "4100", period="2019"), other).empty


def test_counts_of_an_entity_disagree_only_where_they_count_the_same():
    found = pairs(
        statement(1, "260", **MEMBERS, counted="members"),
        statement(2, "234", **MEMBERS, counted="members"),
        statement(3, "140", **MEMBERS, counted="industrial members"),
    )
    assert found[["statement_id", "other_statement_id"]].to_numpy().tolist() == [[sid(1), sid(2)]]


def test_founding_dates_disagree_as_far_as_they_are_precise():
    dated = {"indicator_id": "", "geo_code": "", "unit": "", "entity_id": "biowin", "property": "founded"}
    found = pairs(statement(1, "2006", **dated), statement(2, "2006-07", **dated), statement(3, "2005", **dated))
    assert len(found) == 2 and set(found["other_statement_id"]) == {sid(3)}


def test_repetitions_of_one_original_are_paired_once():
    found = pairs(
        statement(1, "4100", period="2019"),
        statement(2, "4500", period="2019"),
        statement(3, "4500", period="2019", origin_id=sid(2)),
    )
    assert len(found) == 1


def test_a_pair_that_a_reconciliation_interprets_has_its_outcome():
    readings = [assignment("q-a", 1), assignment("q-a", 2)]
    found = pairs(statement(1, "4100", period="2019"), statement(2, "4500", period="2019"), assignments=readings)
    assert found[["reconciliation_id", "state"]].to_numpy().tolist() == [["q", "open"]]
    one = pairs(statement(1, "4100", period="2019"), statement(2, "4500", period="2019"), assignments=readings[:1])
    assert one["reconciliation_id"].isna().all()


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1000, 1009), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_the_list_is_complete_and_independent_of_the_order_of_rows(values, random):
    rows = [statement(i, str(value), period="2019") for i, value in enumerate(values)]
    expected = {(sid(i), sid(j)) for i in range(len(rows)) for j in range(i) if values[i] != values[j]}
    found = pairs(*random.sample(rows, len(rows)))
    listed = set(zip(found["statement_id"], found["other_statement_id"], strict=True))
    assert {tuple(sorted(pair)) for pair in expected} == listed
    assert found["disagreement_id"].is_unique
