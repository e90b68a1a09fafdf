"""Every pair of statements in the evidence that disagrees, and what is known about it."""

import numpy as np
import pandas as pd

from scripts.evidence.columns import Tables
from scripts.evidence.identifiers import row_ids
from scripts.figures.period import is_span
from scripts.reconcile.labels import figure_labels

OPEN = "open"
PAIR = ["indicator_id", "entity_id", "property", "geo_code", "counted", "unit_kind", "span"]
KEPT = [
    "statement_id", "origin", "value", "low", "high", "first", "last", "voice", "tolerance", "qualifier", "unit",
    "period",
]  # fmt: skip
ALWAYS, NEVER = "0001-01-01", "9999-12-31"


def disagreements(known: pd.DataFrame, evidence: Tables, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Find the pairs of figures on one thing whose intervals do not overlap.

    One thing is an indicator and a geography, or an entity, a property and what is counted; the
    periods must overlap (a half-year, quarter or span only with itself), an unknown period overlaps with all.
    Of an original and its repetitions only the first is paired. A pair that some reconciliation
    interprets has its outcome as state; every other is open, with the first reason that holds:
    undated (the period of one is not printed), revision (inside the tolerance), approximate (one is
    qualified), one_voice or two_voices (who vouches for them).

    Parameters
    ----------
    known : figures as of `operands.figures`
    evidence : typed tables
    outcomes : as of `verdicts.outcomes`

    Returns
    -------
    The rows of the table disagreements.
    """
    rows = _candidates(known, evidence["units"])
    pairs = rows.merge(rows[[*PAIR, *KEPT]], on=PAIR, suffixes=("", "_other"))
    pairs = pairs[
        (pairs["statement_id"] < pairs["statement_id_other"])
        & (pairs["first"] <= pairs["last_other"])
        & (pairs["first_other"] <= pairs["last"])
        & ((pairs["low"] > pairs["high_other"]) | (pairs["low_other"] > pairs["high"]))
    ].reset_index(drop=True)
    pairs["gap"] = _gap(pairs).round(6)
    reconciliation = _ruled_by(pairs, known, evidence)
    outcome = reconciliation.map(outcomes.set_index("reconciliation_id")["outcome"])
    state = outcome.fillna(OPEN)
    shown = rows["statement_id"].isin(pd.concat([pairs["statement_id"], pairs["statement_id_other"]]))
    labels = figure_labels(rows[shown], evidence["units"])
    return pd.DataFrame(
        {
            "disagreement_id": row_ids("d", pairs, ["statement_id", "statement_id_other"]),
            **{c: pairs[c].replace("", None) for c in PAIR[:-2]},
            "statement_id": pairs["statement_id"],
            "other_statement_id": pairs["statement_id_other"],
            "value": pairs["statement_id"].map(labels),
            "other_value": pairs["statement_id_other"].map(labels),
            "unit": pairs["unit"],
            "other_unit": pairs["unit_other"],
            "period": pairs["period"],
            "other_period": pairs["period_other"],
            "gap": pairs["gap"],
            "reconciliation_id": reconciliation,
            "state": state,
            "reason": _reason(pairs).where(state == OPEN),
        }
    )


def _candidates(known: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """The figures of which some other speaks of the same thing, one an original and value."""
    rows = known.assign(
        # What a figure sums up over a span of years or a half-year is another thing over another span.
        span=known["period"].where(known["period"].map(is_span, na_action="ignore").eq(True)),
        unit_kind=known["unit"].map(units.set_index("unit")["kind"]),
        first=known["date_earliest"].fillna(ALWAYS),
        last=known["date_latest"].fillna(NEVER),
        copy=known["statement_id"] != known["origin"],
    )
    rows[PAIR] = rows[PAIR].fillna("")
    rows = rows.sort_values(["copy", "statement_id"]).drop_duplicates([*PAIR, "origin", "value", "period"])
    return rows[rows.duplicated(PAIR, keep=False)]


def _gap(pairs: pd.DataFrame) -> pd.Series:
    """How far the intervals lie apart, as a share of the larger end between them."""
    apart = np.maximum(pairs["low"] - pairs["high_other"], pairs["low_other"] - pairs["high"])
    size = np.maximum(pairs[["low", "high_other"]].abs().min(axis=1), pairs[["low_other", "high"]].abs().min(axis=1))
    return apart / size.replace(0, np.nan)


def _ruled_by(pairs: pd.DataFrame, known: pd.DataFrame, evidence: Tables) -> pd.Series:
    """The reconciliation whose readings interpret both statements of a pair, or their originals."""
    ruled = evidence["reading_assignments"][["reading_id", "statement_id"]].merge(
        evidence["readings"][["reading_id", "reconciliation_id"]], on="reading_id"
    )
    ruled = ruled.merge(known[["statement_id", "origin"]], on="statement_id")
    ruled = ruled[["reconciliation_id", "origin"]].drop_duplicates()
    found = pairs[["origin", "origin_other"]].reset_index().merge(ruled, on="origin")
    other = ruled.rename(columns={"origin": "origin_other"})
    found = found.merge(other, on=["origin_other", "reconciliation_id"]).sort_values("reconciliation_id")
    return found.drop_duplicates("index").set_index("index")["reconciliation_id"].reindex(pairs.index)


def _reason(pairs: pd.DataFrame) -> pd.Series:
    undated = pairs["period"].isna() | pairs["period_other"].isna()
    revision = pairs["gap"] <= pairs[["tolerance", "tolerance_other"]].max(axis=1)
    approximate = (pairs["qualifier"] != "exact") | (pairs["qualifier_other"] != "exact")
    cases = [undated, revision, approximate, pairs["voice"] == pairs["voice_other"]]
    reasons = ["undated", "revision", "approximate", "one_voice"]
    return pd.Series(np.select(cases, reasons, "two_voices"), index=pairs.index)
