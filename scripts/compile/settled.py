"""What reconciliations say of published figures."""

import pandas as pd


def deciding(evidence: dict[str, pd.DataFrame]) -> pd.Series:
    """Reconciliation of each statement that a reading interprets, by statement_id."""
    rows = evidence["reading_assignments"].merge(
        evidence["readings"][["reading_id", "reconciliation_id"]], on="reading_id"
    )
    rows = rows.sort_values(["statement_id", "reconciliation_id"]).drop_duplicates("statement_id")
    return rows.set_index("statement_id")["reconciliation_id"]


def follow(stated: pd.DataFrame, adopted: pd.DataFrame, decides: pd.Series) -> pd.DataFrame:
    """Give figures under test what their reconciliation adopts.

    In: stated figures (one row a statement), `adopted_attributes`, the deciding reconciliations.
    Out: the same rows with `reconciliation_id`, and for figures under test the geography that
    all unbeaten readings share and the days between which all of them put it.
    """
    stated = stated.assign(reconciliation_id=stated["statement_id"].map(decides))
    tested = stated["state"] == "under_test"
    by_attribute = {
        name: rows.drop_duplicates("statement_id").set_index("statement_id")
        for name, rows in adopted.groupby("attribute")
    }
    if "geography" in by_attribute:
        shared = by_attribute["geography"].query("adopted")["meaning"]
        place = stated["statement_id"].map(shared).where(tested)
        stated = stated.assign(geo_code=place.fillna(stated["geo_code"]))
    if "period" in by_attribute:
        for column, bound in (("date_earliest", "low"), ("date_latest", "high")):
            day = stated["statement_id"].map(by_attribute["period"][bound]).where(tested)
            stated = stated.assign(**{column: day.fillna(stated[column])})
    return stated
