"""Statements as candidates for a cell: each with the weight of its source and its intervals."""

import pandas as pd

from scripts.compile.policy import significant
from scripts.evidence.columns import Tables, lookup
from scripts.evidence.printed import printed_bounds

PREFIX = r"^https?://(?:www\.)?"
# Of statements that weigh the same, what they say decides: an id is a hash, and hashes must not choose. A page that
# names whose fact it prints goes first, then the original before its repetitions, fuller text before short.
ORDER = ["names_nobody", "repeats", "shortness"]
CONTENT = [
    "value", "unit", "qualifier", "period", "period_basis", "date_earliest", "date_latest", "value_low", "value_high",
    "counted", "asserted_by", "name_as_written", "language", "source_id", "statement_id",
]  # fmt: skip
UNWEIGHED = ["locator", "as_written", "transcribed_value", "reason", "superseded_by", "origin_id", "note"]


def candidates(evidence: Tables) -> pd.DataFrame:
    """Return the statements that may feed a table, with what the policy weighs.

    Parameters
    ----------
    evidence
        The typed evidence tables.

    Returns
    -------
    The statements in state used or under_test, plus `source_kind` (str) and `source_kind_rank`
    (Int64, 1 is best), `published` and `asserted_by` (str, of the source), `origin` (str: who
    vouches for the original that this statement repeats; equal origins count once), `value_key`
    (str: equal where two values are the same but for spelling or unit) and, in the base unit of
    the unit's kind, `low` and `high` (float64; NaN where the value is no number). They stand in the
    order of what they say: whoever sorts them stably needs no other tie-break.
    """
    statements = evidence["statements"]
    used = statements[statements["state"].isin(["used", "under_test"])]
    sources = lookup(evidence["sources"], "source_id", ["kind", "published", "asserted_by", "publisher"])
    original = used["origin_id"].fillna(used["statement_id"]).map(lookup(statements, "statement_id", "source_id"))
    bounds = printed_bounds(used, evidence)
    weighed = used.drop(columns=UNWEIGHED).join(sources.rename(columns={"kind": "source_kind"}), on="source_id")
    weighed = weighed.assign(
        source_kind_rank=weighed["source_kind"].map(lookup(evidence["source_kinds"], "source_kind", "rank")),
        origin=original.map(sources["asserted_by"]),
        value_key=_value_key(used, evidence["units"]),
        low=bounds["low"],
        high=bounds["high"],
    )
    weighed = weighed.assign(
        repeats=used["origin_id"].notna(),
        names_nobody=weighed["asserted_by"] == weighed["publisher"],
        shortness=-weighed["value"].str.replace("//www.", "//", regex=False).str.len(),  # www says no more
    )
    return weighed.sort_values([*ORDER, *CONTENT]).drop(columns=[*ORDER, "publisher"])


def _value_key(statements: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Make values comparable: words without case, addresses without prefix, figures in base units."""
    key = statements["value"].str.casefold()
    address = key[statements["property"] == "website"].str.replace(PREFIX, "", regex=True).str.rstrip("/")
    figures = statements[statements["unit"].notna()]
    factor = figures["unit"].map(lookup(units, "unit", "factor")).astype("float64")
    number = significant(pd.to_numeric(figures["value"], errors="coerce").astype("float64") * factor)
    key.update(pd.concat([address, number.dropna().astype("str")]))
    return key
