"""The list of money that companies raised or were given: who, how much, when, and what may be added up."""

from scripts.site.model import Site
from scripts.site.words import fold

RAISED = ("round", "public_offering", "loan", "unknown")  # money raised; a grant is none
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}
SUMMED = "EUR"


def pages(site: Site) -> dict[str, bytes]:
    """Return the list."""
    companies = {row["company_id"]: row for row in site.rows("companies")}
    rows = [_listed(site, row, companies[row["company_id"]]) for row in site.rows("funding")]
    rows.sort(key=lambda row: row["date"], reverse=True)
    return site.render("list_money.html", "money/", "Money", rows=rows)


def written(row: dict) -> str:
    """Write the amount of a row of funding, or its label where no source says how much."""
    if not row["amount"]:
        return row["label"]
    qualifier = "" if row["qualifier"] == "exact" else f"{row['qualifier'].replace('_', ' ')} "
    amount = float(row["amount"])
    text = f"{amount / 1e6:,.4g} million" if amount >= 1e6 else f"{amount:,.0f}"
    total = " in total" if row["cumulative"] == "true" else ""
    label = f", {row['label']}" if row["label"] else ""
    return f"{qualifier}{SIGNS.get(row['currency'], row['currency'] + ' ')}{text}{total}{label}"


def _listed(site: Site, row: dict, company: dict) -> dict:
    """One row of the list; `adds`: what it adds to a sum, blank where it repeats others or sources disagree."""
    apart = row["cumulative"] == "true" or row["contested"] == "true" or row["currency"] != SUMMED
    return row | {
        "company": company["name"],
        "segment": company["segment"],
        "written": written(row),
        "payer": site.name(row["payer_id"]) if row["payer_id"] else "",
        "adds": "" if apart else row["amount"],
        "found_by": fold(" ".join([company["name"], company["activity"], company["locality"], row["label"]])),
    }
