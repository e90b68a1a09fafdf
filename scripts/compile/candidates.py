"""Statements as candidates for a cell: each with the weight of its source and its intervals."""

import pandas as pd

from scripts.compile.policy import significant
from scripts.evidence.printed import printed_bounds

PREFIX = r"^https?://(?:www\.)?"


def candidates(evidence: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the statements that may feed a table, with what the policy weighs.

    In: the typed evidence tables. Out: the statements in state used or under_test, plus
    `source_kind_rank` (Int64, 1 is best), `published` (str), `asserted_by` (str, of the source),
    `origin` (str: who vouches for the original that this statement repeats; equal origins count
    once), `value_key` (str: equal where two values are the same but for spelling or unit) and, in
    the base unit of the unit's kind, `low` and `high` (float64; NaN where the value is no number).
    """
    every = evidence["statements"]
    sources = evidence["sources"].set_index("source_id")
    ranks = evidence["source_kinds"].set_index("source_kind")["rank"]
    source_of = every.set_index("statement_id")["source_id"]
    used = every[every["state"].isin(["used", "under_test"])].copy()
    used["source_kind_rank"] = used["source_id"].map(sources["kind"]).map(ranks)
    used["published"] = used["source_id"].map(sources["published"])
    used["asserted_by"] = used["source_id"].map(sources["asserted_by"])
    original = used["origin_id"].where(used["origin_id"].notna(), used["statement_id"])
    used["origin"] = original.map(source_of).map(sources["asserted_by"])
    used["value_key"] = _value_key(used, evidence["units"])
    return used.join(printed_bounds(used, evidence)[["low", "high"]])


def _value_key(statements: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Make values comparable: words without case, addresses without prefix, figures in base units."""
    words = statements["value"].str.casefold()
    is_address = statements["property"] == "website"
    bare = words.str.replace(PREFIX, "", regex=True).str.rstrip("/")
    factor = statements["unit"].map(units.set_index("unit")["factor"]).astype("float64")
    number = significant(pd.to_numeric(statements["value"], errors="coerce").astype("float64") * factor)
    return words.mask(is_address, bare).mask(number.notna(), number.astype("str"))
