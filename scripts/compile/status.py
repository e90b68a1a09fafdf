"""What became of a company: its status, by rules that the reports must satisfy."""

import numpy as np
import pandas as pd

from scripts.compile.cells import Derived
from scripts.compile.policy import end_of, first_day, last_day, parameter, reference_day
from scripts.evidence.columns import Tables, lookup, marked

# A court protects the company while it reorganises: an event, not an end.
NO_END = "judicial reorganisation"


def compile_status(evidence: Tables, candidates: pd.DataFrame) -> Derived:
    """Status, status_basis, status_date and last_confirmed of every company.

    An end (a property that ends a company) is believed where the gazette reports it, or as many independent origins as
    the policy asks, whichever end they report, or one dated report whose words are kept. A statement that the company
    is active puts the reports aside that are surely older; a page that merely describes the company does not, for
    pages on an end describe it too, and none after an end is a sign of life. Without an end, a sign of the last years
    (policy) makes a company active, an older one or none unconfirmed. Years count back from the day up to which the
    evidence was collected, never from today. A report is dated by the period that it prints, else by its source's
    publication.
    """
    companies = evidence["entities"].query("kind == 'company'")[["entity_id"]]
    ends, signs = (marked(evidence["properties"], mark) for mark in ("ends_company", "sign_of_life"))
    rows = candidates.loc[
        candidates["entity_id"].isin(companies["entity_id"]) & candidates["property"].isin([*ends, *signs]),
        ["entity_id", "property", "value", "period", "published", "source_kind", "origin", "statement_id"],
    ]
    date = end_of(rows["period"].fillna(rows["published"]))
    words = rows["statement_id"].map(lookup(evidence["statements"], "statement_id", "as_written"))
    rows = rows.assign(date=date, first=first_day(date), last=last_day(date), quoted=words.notna())
    reports = rows[rows["property"].isin(ends) & (rows["value"] != NO_END)]
    active = rows[rows["property"].eq("active") & rows["period"].notna()]
    ended = _ends(reports, active, parameter(evidence, "independent_for_end"))
    signs = rows[rows["property"].isin(signs) & rows["date"].notna()]
    over = signs["entity_id"].map(lookup(ended, "entity_id", "last")).astype("str")
    signs = signs[~(signs["first"] > over)]
    signs = signs.sort_values(["entity_id", "first", "last"]).drop_duplicates("entity_id", keep="last")
    table = companies.merge(signs[["entity_id", "date", "last"]], on="entity_id", how="left")
    table = table.merge(ended, on="entity_id", how="left", suffixes=("", "_end"))
    has_end, recent = table["end"].notna(), table["last"] >= _years_before(evidence)
    table = table.assign(
        status=np.select([has_end, recent], [table["end"], "active"], default="unconfirmed"),
        status_basis=np.select([has_end, recent], [table["basis"], "sign_of_life"], default="none"),
        status_date=table["date_end"].where(has_end, table["date"]),
        last_confirmed=table["date"],
    )
    looked_at = pd.concat([signs, reports])[["entity_id", "statement_id"]]
    fields = ["status", "status_basis", "status_date", "last_confirmed"]
    return Derived(table, fields, "status_of_reports", looked_at)


def _ends(reports: pd.DataFrame, active: pd.DataFrame, needed: float) -> pd.DataFrame:
    """The end of each company that its reports prove: `end`, `date`, its `last` day, and on what `basis`.

    A report that prints the day goes before one that is merely dated itself; then the last
    counts, the one of a day before the one of its year.
    """
    seen_active = reports["entity_id"].map(active.groupby("entity_id")["first"].max()).astype("str")
    reports = reports[~(seen_active > reports["last"])]
    reports = reports.assign(
        in_gazette=reports["source_kind"] == "official_gazette",
        telling=reports["quoted"] & reports["date"].notna(),
        printed=reports["period"].notna(),
    )
    by_company = reports.groupby("entity_id")
    grounds = [
        by_company["in_gazette"].transform("any"),
        by_company["origin"].transform("nunique") >= needed,
        by_company["telling"].transform("any"),
    ]
    basis = np.select(grounds, ["gazette", "two_origins", "one_report"], default="none")
    reports = reports.assign(end=reports["property"], basis=basis)
    reports = reports.sort_values(["entity_id", "printed", "first", "last"], na_position="first")
    chosen = reports.drop_duplicates("entity_id", keep="last")
    return chosen.loc[chosen["basis"] != "none", ["entity_id", "end", "date", "last", "basis"]]


def _years_before(evidence: Tables) -> str:
    day = reference_day(evidence)
    return f"{int(day[:4]) - int(parameter(evidence, 'active_years'))}{day[4:]}"
