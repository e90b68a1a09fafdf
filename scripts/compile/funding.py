"""Money that companies raised or were given: one row a round, loan, grant or offering."""

from collections import defaultdict

import numpy as np
import pandas as pd

from scripts.compile.adopt import adopt, same_value
from scripts.compile.policy import first_day, last_day, significant
from scripts.evidence.columns import Tables, joined, lookup, marked
from scripts.evidence.identifiers import row_ids

TO_DATE = "to_date"  # kind of a property that counts all money since the start
ONE_PURSE = ["company_id", "kind", "currency", "cumulative"]
SUM = [*ONE_PURSE, "value_key", "date"]
A_MONTH = 7  # letters of YYYY-MM


def is_funding(evidence: Tables, candidates: pd.DataFrame) -> pd.Series:
    """Whether each candidate tells of money for a company, which is a row of funding and no observation."""
    companies = marked(evidence["entities"], "kind", "company")
    money = evidence["properties"].dropna(subset="funding_kind")["property"]
    return candidates["entity_id"].isin(companies) & candidates["property"].isin(money)


def compile_funding(evidence: Tables, candidates: pd.DataFrame) -> pd.DataFrame:
    """Every sum of money for a company, one row a statement, the adopted one of each sum first.

    A sum is a company, kind, currency, amount and date. Reports of one amount whose dates can be one speak of one sum,
    and it has the most precise of their dates. It is contested where another amount of the same kind has a date that
    can be the same: one may be a part of the other, so amounts are not to be added.

    Returns
    -------
    The columns of funding plus `role`.
    """
    rows = candidates[is_funding(evidence, candidates)]
    kind = rows["property"].map(lookup(evidence["properties"], "property", "funding_kind"))
    units = evidence["units"].set_index("unit")
    rows = rows.assign(
        company_id=rows["entity_id"],
        kind=kind.replace(TO_DATE, "unknown"),
        cumulative=kind == TO_DATE,
        currency=rows["unit"].map(units["kind"]).str.removeprefix("money_").str.upper(),
        amount=significant(pd.to_numeric(rows["value"]) * rows["unit"].map(units["factor"]).astype("float64")),
        label=rows["counted"],
        payer_id=rows["object_id"],
        date=_dates(rows),
    )  # fmt: skip
    chosen = adopt(rows.assign(kind=_kinds(rows)), SUM, same_value)
    of_sum = row_ids("f", chosen, SUM)
    dated = chosen["date"].notna()
    bounds = chosen.groupby(of_sum, sort=False)
    return chosen.assign(
        funding_id=of_sum,
        date_basis=chosen["period_basis"].where(dated, "bounded"),
        date_earliest=first_day(chosen["date"]).fillna(bounds["date_earliest"].transform("max")),
        date_latest=last_day(chosen["date"]).fillna(bounds["date_latest"].transform("min")),
        contested=_has_rival(chosen),
    )


def _kinds(rows: pd.DataFrame) -> pd.Series:
    """Kind of each report; one that tells none has the one kind that others give to the same sum."""
    told = rows["kind"].where((rows["kind"] != "unknown") | rows["cumulative"])
    others = told.groupby([rows[column] for column in SUM if column != "kind"])
    return told.fillna(others.transform("first").where(others.transform("nunique") == 1)).fillna("unknown")


def _dates(rows: pd.DataFrame) -> pd.Series:
    """Date of each report, made as precise as the one other report of that amount that it can be one with.

    The day of a page that tells a round as news is not the day of the round: of what is inferred, only the month holds.
    """
    dates = rows["period"].where(rows["period_basis"] == "printed", rows["period"].str[:A_MONTH])
    sums = list(zip(rows["entity_id"], rows["property"], rows["value_key"], strict=True))
    known = defaultdict(set)
    for sum_, date in zip(sums, dates, strict=True):
        if pd.notna(date):
            known[sum_].add(date)
    finer = [_finer("" if pd.isna(date) else date, known[sum_]) for sum_, date in zip(sums, dates, strict=True)]
    return pd.Series(finer, rows.index, dtype="str").replace("", np.nan)


def _finer(date: str, known: set[str]) -> str:
    """The one most precise of the dates that `date` can be, itself where there are several."""
    fits = [other for other in known if other.startswith(date)]
    finest = [one for one in fits if not any(other != one and other.startswith(one) for other in fits)]
    return finest[0] if len(finest) == 1 else date


def _has_rival(chosen: pd.DataFrame) -> pd.Series:
    """Whether another source has another amount of the same purse at a date that can be the same.

    Two amounts that one page prints are two sums.
    """
    sums = chosen[[*SUM, "source_id"]].dropna().drop_duplicates()
    pairs = sums.merge(sums, on=ONE_PURSE, suffixes=("", "_other"))
    pairs = pairs[pairs["value_key"] != pairs["value_key_other"]]
    dates = zip(pairs["date"], pairs["date_other"], strict=True)
    pairs = pairs[np.array([one.startswith(other) or other.startswith(one) for one, other in dates], dtype=bool)]
    both = joined(pairs, [*SUM, "value_key_other", "date_other"])
    told_apart = both.isin(both[pairs["source_id"] == pairs["source_id_other"]])
    return joined(chosen, SUM).isin(joined(pairs[~told_apart], SUM))
