"""The headline series: the few that people start with, each with its figures."""

import pandas as pd

from scripts.compile.indicators import APART
from scripts.evidence.columns import Tables

SERIES = ["indicator_id", "geo_code", "entity_id", "property"]  # what names a series in the table headline


def headline(tables: Tables) -> list[tuple[dict[str, str], pd.DataFrame]]:
    """Return each headline series in its order, as its row and its figures (text), the earliest first.

    Figures without period, under test or forecast are left out; of an entity, which often is counted on an undated
    page, the period says until when it must have been (by 2024-05-14). A series without figures is left out too: a
    rule of `validate` names it.
    """
    dated, observed = tables["national_indicators"], tables["observations"]
    dated = dated[(dated["period"] != "") & ~dated["obs_status"].isin(APART)]
    known_by = observed["as_of"].where(observed["as_of"] != "", "by " + observed["date_latest"])
    observed = observed.assign(period=known_by).rename(columns={"measure": "property"})
    figures = pd.concat([dated, observed]).fillna("")
    figures = figures[figures["value"] != ""].sort_values("date_latest")
    of_series = dict(list(figures.groupby(SERIES)))
    rows = tables["headline"].assign(order=pd.to_numeric(tables["headline"]["rank"])).sort_values("order")
    return [
        (row, of_series[key])
        for row in rows.to_dict("records")
        if (key := tuple(row[column] for column in SERIES)) in of_series
    ]
