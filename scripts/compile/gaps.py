"""Why cells are blank that expect a value."""

import pandas as pd

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
    tables: dict[str, pd.DataFrame],
    schemas: dict[str, TableSchema],
    undecided: pd.DataFrame,
    evidence: dict[str, pd.DataFrame],
) -> pd.DataFrame:
    """Explain every blank of the columns that expect a value.

    In: the published tables as text (blanks as ""), their schemas, the undecided cells (`table`,
    `key`, `field`), and the evidence (searches, disputes). Out: the columns of gaps.
    """
    gaps = _blanks(tables, schemas)
    gaps = gaps.merge(_fruitless(evidence["searches"]), on=["key", "field"], how="left")
    withheld = evidence["disputes"].query("state == 'withheld'")
    reason = pd.Series("not_searched", index=gaps.index)
    reason = reason.mask(gaps["field"].isin(DATES), "period_unknown")
    reason = reason.mask(gaps["search_id"].notna(), "searched_not_found")
    reason = reason.mask(_not_applicable(gaps, tables, schemas), "not_applicable")
    reason = reason.mask(_listed(gaps, undecided), "sources_undecided")
    reason = reason.mask(_listed(gaps, withheld), "withheld_disputed")
    return gaps.assign(
        reason=reason, search_id=gaps["search_id"].where(reason == "searched_not_found")
    )


def _blanks(tables: dict[str, pd.DataFrame], schemas: dict[str, TableSchema]) -> pd.DataFrame:
    parts = [
        pd.DataFrame(
            {"table": table, "key": frame.loc[frame[field] == "", _key(schemas, table)], "field": field}
        )
        for table, frame in tables.items()
        for field in schemas[table].expected
    ]
    return pd.concat(parts, ignore_index=True)


def _fruitless(searches: pd.DataFrame) -> pd.DataFrame:
    """Searches that found nothing, by `key` and `field`."""
    rows = searches[searches["outcome"].eq("not_found") & searches["entity_id"].notna()]
    rows = rows.assign(key=rows["entity_id"], field=rows["property"].replace(SEARCHED_AS))
    return rows[["key", "field", "search_id"]].drop_duplicates(["key", "field"])


def _listed(gaps: pd.DataFrame, cells: pd.DataFrame) -> pd.Series:
    keys = pd.MultiIndex.from_frame(gaps[CELL])
    return pd.Series(keys.isin(pd.MultiIndex.from_frame(cells[CELL])), index=gaps.index)


def _not_applicable(
    gaps: pd.DataFrame, tables: dict[str, pd.DataFrame], schemas: dict[str, TableSchema]
) -> pd.Series:
    result = pd.Series(False, index=gaps.index)
    for (table, field), rows in gaps.groupby(["table", "field"]):
        frame = tables[table].set_index(_key(schemas, table))
        for explained, others in NOT_APPLICABLE:
            if field == explained and set(others) <= set(frame):
                of_rows = frame.loc[rows["key"]]
                holds = [(of_rows[other] != "") == filled for other, filled in others.items()]
                result[rows.index] |= pd.concat(holds, axis=1).all(axis=1).to_numpy()
    return result


def _key(schemas: dict[str, TableSchema], table: str) -> str:
    return schemas[table].primary_key[0]
