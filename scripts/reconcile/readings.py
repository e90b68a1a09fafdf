"""Reconciliation as a whole: from the evidence to tests, verdicts, outcomes and disagreements."""

import math

import pandas as pd

from scripts.reconcile.disagreements import disagreements
from scripts.reconcile.engine import SIDES, run, tolerance_of
from scripts.reconcile.operands import figures, subjects
from scripts.reconcile.verdicts import adopted_attributes, outcomes, reading_verdicts
from scripts.reconcile.words import describe

UNSUPPORTED = "unsupported"


def reconcile(evidence: dict[str, pd.DataFrame], own_counts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Test all readings and find all disagreements.

    In: the typed evidence tables; own counts with `count_id` (str) and `value` (number of rows of
    the package under one rule of inclusion). Out, by the name of the published table and in its
    columns: `reading_tests`, `reading_verdicts`, `outcomes` (one row a reconciliation),
    `adopted_attributes` and `disagreements`. Pure: nothing is read or written.
    """
    known = figures(evidence)
    tests, voices = run(evidence, known, own_counts)
    verdicts = reading_verdicts(tests, voices, evidence["readings"], evidence["reading_assignments"])
    found = outcomes(verdicts, evidence["reconciliations"])
    attributes = adopted_attributes(verdicts, evidence["reading_assignments"], subjects(evidence["indicators"]), known)
    tolerance = tolerance_of(known, evidence["tolerances"])
    tests = describe(tests, known, evidence["units"])
    tests[SIDES] = tests[SIDES].map(_tidy)
    return {
        "reading_tests": tests,
        "reading_verdicts": verdicts,
        "outcomes": found,
        "adopted_attributes": attributes,
        "disagreements": disagreements(known, evidence, found, tolerance),
    }


def _tidy(end: float) -> float:
    """An end as people read it: ten digits, and missing where there is no limit."""
    return float(f"{end:.10g}") if math.isfinite(end) else math.nan


def claim_verdicts(evidence: dict[str, pd.DataFrame], verdicts: pd.DataFrame) -> pd.DataFrame:
    """Say what each claim is worth of which a reconciliation decides.

    In: typed evidence; `reading_verdicts`. Out: `claim_id`, `reconciliation_id`, `verdict`. Each
    reading says in reading_assignments what the claim is worth if it is right. The verdict is
    that of the adopted or unbeaten readings where they agree, and unsupported otherwise.
    """
    asked = evidence["assessments"].dropna(subset=["reconciliation_id"])
    asked = asked[["claim_id", "statement_id", "reconciliation_id"]]
    best = verdicts[verdicts["verdict"].isin(["adopted", "unbeaten"])]
    worth = evidence["reading_assignments"].dropna(subset=["verdict"])[["reading_id", "statement_id", "verdict"]]
    worth = worth.merge(best[["reading_id", "reconciliation_id"]], on="reading_id")
    by_claim = worth.groupby(["reconciliation_id", "statement_id"])["verdict"]
    agreed = by_claim.first().where(by_claim.nunique() == 1).rename("verdict")
    result = asked.join(agreed, on=["reconciliation_id", "statement_id"])
    return result.assign(verdict=result["verdict"].fillna(UNSUPPORTED)).drop(columns="statement_id")
