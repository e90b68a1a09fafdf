"""The reconciliations of the frozen package, computed from its own evidence."""

import pandas as pd
import pytest

from scripts.reconcile import reconcile
from scripts.reconcile.verdicts import claim_verdicts

CONTESTED = "value-added-5-or-5-9"


@pytest.fixture(scope="module")
def evidence(compiled):
    return compiled.evidence


@pytest.fixture(scope="module")
def result(evidence):
    ids = evidence["reading_operands"]["count_id"].dropna().unique()
    return reconcile(evidence, pd.DataFrame({"count_id": ids, "value": pd.array([0] * len(ids), dtype="Int64")}))


def test_five_of_wallonia_and_five_point_nine_of_belgium_fail_by_arithmetic(result):
    shares = result["reading_tests"].query("reading_id == @CONTESTED + '-e' and kind == 'share'")
    assert len(shares) >= 7
    assert shares["result"].eq("fails").all()
    assert shares["left_low"].round(1).unique().tolist() == [75.6]
    assert shares["left_high"].round(1).unique().tolist() == [94.0]
    assert shares["right_high"].max() < 60


def test_that_reading_would_pass_if_a_published_share_were_as_high(evidence):
    tables = dict(evidence)
    rows = tables["statements"].copy()
    turnover = rows["indicator_id"] == "turnover_share_belgium_pharma_nace21_accounts"
    assert turnover.any()
    rows.loc[turnover, ["value", "as_written"]] = ["85.0", "85.0 %"]
    tests = reconcile(tables | {"statements": rows}, pd.DataFrame({"count_id": [], "value": []}))["reading_tests"]
    assert tests.query("check_id == @CONTESTED + '-e-share-turnover'")["result"].ne("fails").all()


def test_what_cannot_be_told_apart_is_undetermined_with_bounds(result):
    outcome = result["outcomes"].set_index("reconciliation_id").loc[CONTESTED]
    assert outcome["outcome"] == "undetermined" and pd.isna(outcome["adopted_reading"])
    attributes = result["adopted_attributes"].query("reconciliation_id == @CONTESTED").set_index("attribute")
    assert attributes.loc["geography", "meaning"].unique().tolist() == ["BE3"]
    assert not attributes.loc["perimeter", "adopted"].any() and not attributes.loc["period", "adopted"].any()
    assert attributes.loc[["period", "value"], ["low", "high"]].notna().all(axis=None)


def test_every_stored_outcome_is_what_the_tests_yield(result):
    outcomes = result["outcomes"]
    assert len(outcomes) == 7
    assert outcomes.loc[~outcomes["in_force"], "reconciliation_id"].tolist() == []


def test_every_reading_faces_a_binding_check(evidence):
    binding = evidence["reading_checks"][evidence["reading_checks"]["binding"]]
    assert set(evidence["readings"]["reading_id"]) == set(binding["reading_id"])


def test_every_test_names_what_it_compared(result):
    tests = result["reading_tests"]
    assert tests["test_id"].is_unique
    computed = tests[(tests["result"] != "untested") & (tests["kind"] != "wording")]
    assert computed["tested"].str.len().gt(0).all() and computed["expected"].str.len().gt(0).all()


def test_every_claim_that_waits_for_a_reconciliation_gets_a_verdict(evidence, result):
    verdicts = claim_verdicts(evidence, result["reading_verdicts"]).set_index("claim_id")["verdict"]
    waiting = evidence["assessments"].dropna(subset=["reconciliation_id"])["claim_id"]
    assert sorted(verdicts.index) == sorted(waiting)
    assert verdicts["value-added-5"] == verdicts["value-added-5-9"] == "unsupported"


def test_every_disagreement_has_a_state_or_a_reason(result):
    pairs = result["disagreements"]
    assert pairs["disagreement_id"].is_unique
    assert (pairs["reason"].notna() == (pairs["state"] == "open")).all()
