"""What became of a company: its status, by rules that the reports must satisfy."""

import numpy as np
import pandas as pd

from scripts.compile.cells import Derived
from scripts.compile.policy import end_of, first_day, last_day, parameter, reference_day
from scripts.evidence.columns import Tables, marked

# A court protects the company while it reorganises: an event, not an end.
NO_END = "judicial reorganisation"


def compile_status(evidence: Tables, candidates: pd.DataFrame) -> Derived:
    """Status, status_date and last_confirmed of every company.

    An end (a property that ends a company) needs a dated report, and the gazette or
    as many independent origins as the policy asks, whichever end they report; less makes the
    status unknown. A statement that the company is active puts the reports aside that are surely
    older; a page that merely describes the company does not, for pages on an end describe it
    too. Without an end, a sign of the last years (policy) makes a company active, an older one or
    none unconfirmed. Years count back from the day up to which the evidence was collected, never
    from today. A report is dated by the period that it prints, else by its source's publication.
    """
    companies = evidence["entities"].query("kind == 'company'")[["entity_id"]]
    ends, signs = (marked(evidence["properties"], mark) for mark in ("ends_company", "sign_of_life"))
    rows = candidates.loc[
        candidates["entity_id"].isin(companies["entity_id"]) & candidates["property"].isin([*ends, *signs]),
        ["entity_id", "property", "value", "period", "published", "source_kind", "origin", "statement_id"],
    ]
    date = end_of(rows["period"].fillna(rows["published"]))
    rows = rows.assign(date=date, first=first_day(date), last=last_day(date))
    reports = rows[rows["property"].isin(ends) & (rows["value"] != NO_END)]
    signs = rows[rows["property"].isin(signs) & rows["date"].notna()]
    signs = signs.sort_values(["entity_id", "first", "last"]).drop_duplicates("entity_id", keep="last")
    active = rows[rows["property"].eq("active") & rows["period"].notna()]
    table = companies.merge(signs[["entity_id", "date", "last"]], on="entity_id", how="left")
    ended = _ends(reports, active, parameter(evidence, "independent_for_end"))
    table = table.merge(ended, on="entity_id", how="left", suffixes=("", "_end"))
    has_end, recent = table["end"].notna(), table["last"] >= _years_before(evidence)
    status = np.select(
        [table["proven"].eq(True), has_end, recent], [table["end"], "unknown", "active"], default="unconfirmed"
    )
    table = table.assign(
        status=status, status_date=table["date_end"].where(has_end, table["date"]), last_confirmed=table["date"]
    )
    looked_at = pd.concat([signs, reports])[["entity_id", "statement_id"]]
    return Derived(table, ["status", "status_date", "last_confirmed"], "status_of_reports", looked_at)


def _ends(reports: pd.DataFrame, active: pd.DataFrame, needed: float) -> pd.DataFrame:
    """The end of each company that its reports tell of: `end`, `date`, and whether it is `proven`.

    A report that prints the day goes before one that is merely dated itself; then the last
    counts, the one of a day before the one of its year.
    """
    seen_active = reports["entity_id"].map(active.groupby("entity_id")["first"].max()).astype("str")
    reports = reports[~(seen_active > reports["last"])]
    reports = reports.assign(gazette=reports["source_kind"] == "official_gazette", printed=reports["period"].notna())
    by_company = reports.groupby("entity_id")
    enough = by_company["gazette"].transform("any") | (by_company["origin"].transform("nunique") >= needed)
    reports = reports.assign(end=reports["property"], proven=enough & (by_company["date"].transform("count") > 0))
    reports = reports.sort_values(["entity_id", "printed", "first", "last"], na_position="first")
    return reports.drop_duplicates("entity_id", keep="last")[["entity_id", "end", "date", "proven"]]


def _years_before(evidence: Tables) -> str:
    day = reference_day(evidence)
    return f"{int(day[:4]) - int(parameter(evidence, 'active_years'))}{day[4:]}"
