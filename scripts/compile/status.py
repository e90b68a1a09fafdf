"""What became of a company: its status, by rules that the reports must satisfy."""

import pandas as pd

from scripts.compile.cells import Cells, derived_fields
from scripts.compile.policy import end_of, first_day, last_day, parameter, reference_day

# What ends a company as a Walloon one; the status has the event's name.
ENDS = ["insolvent", "closed", "merged", "left_wallonia"]
# Statements that describe a company as it is on the day of their source.
SIGNS = [
    "active", "activity", "employees", "legal_seat", "locality", "located_in", "member_of", "website"
]  # fmt: skip
# A court protects the company while it reorganises: an event, not an end.
NO_END = ["judicial reorganisation"]
GAZETTE_RANK = 1  # the best kind of source is the gazette


def compile_status(evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame) -> Cells:
    """Cells status, status_date and last_confirmed of every company.

    An end (insolvent, closed, merged, left_wallonia) needs a dated report, and the gazette or
    as many independent origins as the policy asks, whichever end they report; less makes the
    status unknown. A statement that the company is active puts the reports aside that are surely
    older; a page that merely describes the company does not, for pages on an end describe it
    too. Without an end, a sign of the last years (policy) makes a company active, an older one or
    none unconfirmed. Years count back from the day up to which the evidence was collected, never
    from today. A report is dated by the period that it prints, else by its source's publication.
    """
    companies = evidence["entities"].query("kind == 'company'")[["entity_id"]]
    rows = candidates[candidates["entity_id"].isin(companies["entity_id"])]
    date = end_of(rows["period"].fillna(rows["published"]))
    rows = rows.assign(date=date, first=first_day(date), last=last_day(date))
    reports = rows[rows["property"].isin(ENDS) & ~rows["value"].isin(NO_END)]
    signs = rows[rows["property"].isin(SIGNS) & rows["date"].notna()]
    signs = signs.sort_values(["entity_id", "first", "last", "statement_id"])
    signs = signs.drop_duplicates("entity_id", keep="last")
    active = rows[rows["property"].eq("active") & rows["period"].notna()]
    ends = _ends(reports, active, parameter(evidence, "independent_for_end"))
    table = companies.merge(signs[["entity_id", "date", "last"]], on="entity_id", how="left")
    table = table.merge(ends, on="entity_id", how="left", suffixes=("", "_end"))
    ended = table["end"].notna()
    proven = table["proven"].astype("boolean").fillna(False)
    recent = table["last"] >= _years_before(evidence)
    status = pd.Series("unconfirmed", index=table.index).mask(recent, "active")
    status = status.mask(ended, "unknown").mask(proven, table["end"])
    table = table.assign(
        status=status,
        status_date=table["date"].mask(ended, table["date_end"]),
        last_confirmed=table["date"],
    )
    traces = pd.concat([signs, reports])[["entity_id", "statement_id"]]
    return derived_fields(
        table, ["status", "status_date", "last_confirmed"], "status_of_reports", traces
    )


def _ends(reports: pd.DataFrame, active: pd.DataFrame, needed: float) -> pd.DataFrame:
    """The end of each company that its reports tell of: `end`, `date`, and whether it is `proven`.

    A report that prints the day goes before one that is merely dated itself; then the last
    counts, the one of a day before the one of its year.
    """
    seen_active = reports["entity_id"].map(active.groupby("entity_id")["first"].max()).astype("str")
    reports = reports[~(seen_active > reports["last"])]
    by_company = reports.groupby("entity_id")
    dated = by_company["date"].transform("count") > 0
    gazette = by_company["source_kind_rank"].transform("min") == GAZETTE_RANK
    enough = by_company["origin"].transform("nunique") >= needed
    reports = reports.assign(
        end=reports["property"], proven=dated & (gazette | enough), printed=reports["period"].notna()
    )
    reports = reports.sort_values(
        ["entity_id", "printed", "first", "last", "statement_id"], na_position="first"
    )
    return reports.drop_duplicates("entity_id", keep="last")[["entity_id", "end", "date", "proven"]]


def _years_before(evidence: dict[str, pd.DataFrame]) -> str:
    day = reference_day(evidence)
    return f"{int(day[:4]) - int(parameter(evidence, 'active_years'))}{day[4:]}"
