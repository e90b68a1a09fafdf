"""Why cells are blank that expect a value."""

import numpy as np
import pandas as pd

from scripts.evidence.columns import Tables, joined
from scripts.package.tableschema import TableSchema

CELL = ["table", "key", "field"]
# Blanks that say: no source names a date.
DATES = ["as_of", "date", "last_confirmed", "members_year", "period", "status_date"]
# Blanks that other cells of the row explain: the field, and which others are filled or blank.
# Codes and hubs exist for Walloon municipalities alone; a hub reaches only so far.
NOT_APPLICABLE = [
    ("city_hub_id", {"nis_code": True}),
    ("hub_basis", {"hub_id": False, "locality": True}),
    ("hub_distance_km", {"hub_id": True}),
    ("hub_distance_km", {"locality": True}),
    ("hub_id", {"locality": True}),
    ("nis_code", {"locality": True}),
    ("nuts3_code", {"locality": True}),
    ("postcode", {"locality": True, "nis_code": False}),
    ("province", {"locality": True}),
]
SEARCHED_AS = {"founded": "founded_year"}


def compile_gaps(
    tables: Tables, schemas: dict[str, TableSchema], undecided: pd.DataFrame, evidence: Tables
) -> pd.DataFrame:
    """Explain every blank of the columns that expect a value.

    Parameters
    ----------
    tables, schemas
        The published tables so far, typed, and their schemas.
    undecided
        Cells that are blank because sources are undecided: `table`, `key`, `field`.
    evidence
        The typed evidence; searches are read.

    Returns
    -------
    The columns of gaps. What disputes withhold is told apart later (`withholding.explained`).
    """
    parts = [_blanks(table, tables[table], schemas[table]) for table in tables if schemas[table].expected]
    gaps = pd.concat(parts, ignore_index=True)
    gaps = gaps.merge(_fruitless(evidence["searches"]), on=["key", "field"], how="left")
    searched = gaps["search_id"].notna()
    reason = np.select(
        [_listed(gaps, undecided), gaps["not_applicable"], searched, gaps["field"].isin(DATES)],
        ["sources_undecided", "not_applicable", "searched_not_found", "period_unknown"],
        default="not_searched",
    )
    return gaps.assign(reason=reason, search_id=gaps["search_id"].where(reason == "searched_not_found"))


def _blanks(table: str, frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Blank cells of one table, and whether other cells of the row say that none applies: `not_applicable`."""
    blank = frame.isna()
    explained = pd.DataFrame(False, index=frame.index, columns=schema.expected)
    for field, others in NOT_APPLICABLE:
        if field in explained and set(others) <= set(schema.columns):
            explained[field] |= np.logical_and.reduce([blank[other] != filled for other, filled in others.items()])
    rows, fields = np.nonzero(blank[schema.expected])
    return pd.DataFrame(
        {
            "table": table,
            "key": frame[schema.primary_key[0]].array.take(rows),
            "field": explained.columns.take(fields),
            "not_applicable": explained.to_numpy()[rows, fields],
        }
    )


def _fruitless(searches: pd.DataFrame) -> pd.DataFrame:
    """Searches that found nothing, by `key` and `field`."""
    rows = searches[searches["outcome"].eq("not_found") & searches["entity_id"].notna()]
    rows = rows.assign(key=rows["entity_id"], field=rows["property"].replace(SEARCHED_AS))
    return rows[["key", "field", "search_id"]].drop_duplicates(["key", "field"])


def _listed(gaps: pd.DataFrame, cells: pd.DataFrame) -> pd.Series:
    return joined(gaps, CELL).isin(joined(cells, CELL))
