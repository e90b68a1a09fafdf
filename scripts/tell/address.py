"""Where the site shows a row or value: one address for each, the same in every release."""

from scripts.evidence.columns import Tables
from scripts.package.descriptor import Package
from scripts.tell.keys import Place

KINDS = {  # page of an entity by its kind
    "company": "companies", "hub": "hubs", "cluster": "clusters", "institution": "institutions",
    "organisation": "organisations",
}  # fmt: skip
OWNERS = ("entity_id", "company_id", "subject_id", "indicator_id", "reconciliation_id")  # whose page shows a row
PAGES = {"indicators": "indicators", "reconciliations": "contradictions"}  # tables with a page for each row


def address(package: Package, tables: Tables, place: Place) -> str:
    """Return the address of a place, relative to the homepage: companies/univercells/#status.

    A row without a page of its own stands on that of what it speaks of; a value in such a row is shown with the row.
    """
    table, key, field = place
    if not key:
        return f"dictionary/#{table}"
    if table in KINDS.values():
        return f"{table}/{key}/" + (f"#{field}" if field else "")
    if table in PAGES:
        return f"{PAGES[table]}/{key}/" + (f"#{field}" if field else "")
    if table == "claims":
        return f"claims/#{key}"
    if table == "entities":
        return entity_address(tables, key)
    frame = tables[table]
    row = frame[package.resources[table].schema.keys_of(frame) == key].iloc[0]
    for column in OWNERS:
        if row.get(column):
            return f"{_owner(tables, column, row[column])}#{key}"
    return f"dictionary/#{table}"


def site_address(package: Package, tables: Tables, place: Place) -> str:
    """Return the whole address of a place; blank while the package does not say where its site is."""
    homepage = package.descriptor.get("homepage", "").rstrip("/")
    return f"{homepage}/{address(package, tables, place)}" if homepage else ""


def entity_address(tables: Tables, entity_id: str) -> str:
    """Return the address of the page of an entity."""
    kinds = tables["entities"].loc[tables["entities"]["entity_id"] == entity_id, "kind"]
    return f"{KINDS[kinds.iloc[0]]}/{entity_id}/"


def _owner(tables: Tables, column: str, key: str) -> str:
    if column == "indicator_id":
        return f"indicators/{key}/"
    return f"contradictions/{key}/" if column == "reconciliation_id" else entity_address(tables, key)
