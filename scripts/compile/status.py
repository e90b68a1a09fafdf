"""What became of a company: its status, by rules that the reports must satisfy."""

import pandas as pd

from scripts.compile.cells import Cells
from scripts.compile.places import derived_fields
from scripts.compile.policy import parameter

# What ends a company as a Walloon one, and the status that follows.
ENDS = {"insolvent": "insolvent", "closed": "closed", "merged": "merged", "left_wallonia": "left_wallonia"}
# Statements that describe a company as it is on the day of their source.
SIGNS = ["active", "activity", "employees", "legal_seat", "locality", "located_in", "member_of", "website"]
GAZETTE = "official_gazette"


def compile_status(evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame) -> Cells:
    """Cells status, status_date and last_confirmed of every company.

    An end (insolvent, closed, merged, left_wallonia) needs a dated source, and the gazette or
    as many independent origins as the policy asks; a report short of that makes the status
    unknown. A sign of activity that is later than the end puts it aside. Without an end, a sign
    of the last years (policy) makes a company active, an older one or none unconfirmed. Years
    count back from the day on which the evidence was last collected, never from today.
    """
    companies = evidence["entities"].query("kind == 'company'")[["entity_id"]]
    rows = candidates[candidates["entity_id"].isin(companies["entity_id"])]
    rows = rows.assign(seen=rows["period"].where(rows["period"].notna(), rows["published"]))
    rows = rows.assign(seen=rows["seen"].str[-10:].where(~rows["seen"].str.contains("/", na=False), rows["seen"].str[-4:]))
    signs = rows[rows["property"].isin(SIGNS) & rows["seen"].notna()]
    last = signs.sort_values(["entity_id", "seen", "statement_id"]).drop_duplicates("entity_id", keep="last")
    ends = _ends(evidence, rows)
    table = companies.merge(last[["entity_id", "seen"]], on="entity_id", how="left")
    table = table.merge(ends, on="entity_id", how="left")
    since = _threshold(evidence)
    revived = table["end"].notna() & table["seen"].notna() & (table["seen"].str[:7] > table["end_date"].fillna("9999").str[:7])
    ended = table["end"].notna() & ~revived
    status = pd.Series("unconfirmed", index=table.index)
    status = status.mask(table["seen"].notna() & (table["seen"] >= since.str_for(table["seen"])), "active")
    status = status.mask(ended & table["proven"].fillna(False).astype(bool), table["end"].map(ENDS))
    status = status.mask(ended & ~table["proven"].fillna(False).astype(bool), "unknown")
    date = table["seen"].mask(ended, table["end_date"])
    table = table.assign(status=status, status_date=date, last_confirmed=table["seen"])
    support = pd.concat([last[["entity_id", "statement_id"]], rows.loc[rows["property"].isin(ENDS), ["entity_id", "statement_id"]]])
    return derived_fields(table, ["status", "status_date", "last_confirmed"], "status_of_reports", support)
