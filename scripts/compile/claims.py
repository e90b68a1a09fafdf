"""The seed's claims with their verdicts."""

import pandas as pd


def compile_claims(
    evidence: dict[str, pd.DataFrame],
    candidates: pd.DataFrame,
    stated: pd.DataFrame,
    observations: pd.DataFrame,
    verdicts: pd.DataFrame,
) -> pd.DataFrame:
    """One row a claim: the words, the verdict and what to print instead.

    In: evidence, candidates (for independence), the stated figures and observations (one row a
    statement), and the verdicts of reconciliations (`claim_id`, `verdict`). Out: the
    columns of claims. A verdict of a reconciliation goes before the assessment's own.
    """
    rows = evidence["assessments"].merge(
        evidence["statements"].drop(columns=["note", "reason"]), on="statement_id"
    )
    decided = verdicts.set_index("claim_id")
    rows["verdict"] = rows["claim_id"].map(decided["verdict"]).fillna(rows["verdict"])
    rows["use_instead"] = rows["better_statement_id"].map(_row_of(stated))
    rows["use_instead_observation"] = rows["better_statement_id"].map(_row_of(observations))
    origin = candidates.set_index("statement_id")["origin"]
    bearing = evidence["assessment_evidence"].assign(
        origin=lambda frame: frame["statement_id"].map(origin)
    )
    for column, relation in (("n_confirming", "confirms"), ("n_contradicting", "contradicts")):
        counted = bearing[bearing["relation"] == relation].groupby("claim_id")["origin"].nunique()
        rows[column] = rows["claim_id"].map(counted).fillna(0).astype("int64")
    return rows


def _row_of(rows: pd.DataFrame) -> pd.Series:
    """Observation of each statement that takes part in one."""
    return rows.drop_duplicates("statement_id").set_index("statement_id")["observation_id"]
