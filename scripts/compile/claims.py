"""What reconciliations and assessments say of published figures and of the seed's claims."""

import pandas as pd

from scripts.evidence.columns import Tables, lookup


def deciding(evidence: Tables) -> pd.Series:
    """Reconciliation of each statement that a reading interprets, by statement_id."""
    of_reading = lookup(evidence["readings"], "reading_id", "reconciliation_id")
    rows = evidence["reading_assignments"].join(of_reading, on="reading_id")
    return lookup(rows.sort_values(["statement_id", "reconciliation_id"]), "statement_id", "reconciliation_id")


def deciding_of_rows(rows: pd.DataFrame, decides: pd.Series) -> pd.Series:
    """The reconciliation that reads any statement behind an observation, whichever of them is adopted."""
    return rows["statement_id"].map(decides).groupby(rows["observation_id"]).transform("min")


def follow(stated: pd.DataFrame, adopted: pd.DataFrame) -> pd.DataFrame:
    """Give figures under test what their reconciliation adopts.

    Parameters
    ----------
    stated
        Stated figures, one row a statement.
    adopted
        The table adopted_attributes.

    Returns
    -------
    The same rows; those under test with the geography that all unbeaten readings share and the
    days between which all of them put it.
    """
    tested = stated["state"] == "under_test"
    places = adopted[(adopted["attribute"] == "geography") & adopted["adopted"]]
    periods = adopted[adopted["attribute"] == "period"]
    for column, rows, value in (
        ("geo_code", places, "meaning"), ("date_earliest", periods, "low"), ("date_latest", periods, "high")
    ):  # fmt: skip
        of_reading = stated["statement_id"].map(lookup(rows, "statement_id", value)).where(tested).astype("str")
        stated = stated.assign(**{column: of_reading.fillna(stated[column])})
    return stated


def compile_claims(
    evidence: Tables, candidates: pd.DataFrame, stated: pd.DataFrame, observations: pd.DataFrame, verdicts: pd.DataFrame
) -> pd.DataFrame:
    """One row a claim of the seed: the words, the verdict and what to print instead.

    `stated` and `observations` have one row a statement, `verdicts` are those of reconciliations
    (`claim_id`, `verdict`), which go before the assessment's own. Returns the columns of claims.
    """
    statements = evidence["statements"].drop(columns=["note", "reason"])
    rows = evidence["assessments"].merge(statements, on="statement_id")
    bearing = evidence["assessment_evidence"]
    bearing = bearing.assign(origin=bearing["statement_id"].map(lookup(candidates, "statement_id", "origin")))
    origins = bearing.groupby(["claim_id", "relation"])["origin"].nunique().unstack()
    origins = origins.reindex(index=rows["claim_id"], columns=["confirms", "contradicts"]).fillna(0)
    better = rows["better_statement_id"]
    return rows.assign(
        verdict=rows["claim_id"].map(lookup(verdicts, "claim_id", "verdict")).fillna(rows["verdict"]),
        use_instead=better.map(lookup(stated, "statement_id", "observation_id")),
        use_instead_observation=better.map(lookup(observations, "statement_id", "observation_id")),
        n_confirming=origins["confirms"].to_numpy(),
        n_contradicting=origins["contradicts"].to_numpy(),
    )
