"""Which disputes about other cells bear on a row: those of which a statement stands behind it."""

from scripts.compile.disputed_facts import PENDING, Case, Cell, cases, traces_of
from scripts.compile.tables import compile_undisputed
from scripts.compile.withholding import judging
from scripts.evidence.load import cast_tables
from scripts.package.descriptor import Package
from scripts.tell.keys import Place, Tables

STATEMENTS = "statements"


def bearing(package: Package, tables: Tables, place: Place) -> list[str]:
    """Say which pending disputes about other cells bear on a row or cell, in a line each.

    The tables are compiled anew, as if there were no disputes: where a fact is withheld, the published
    ones no longer tell what it rested on.
    """
    rows = tables["disputes"]
    rows = rows[rows["state"].isin(PENDING)]
    if rows.empty:
        return []
    schemas = {name: resource.schema for name, resource in package.published.items()}
    evidence = cast_tables({name: tables[name] for name in package.evidence}, package.evidence)
    plain = compile_undisputed(evidence, schemas).tables
    said = {row.dispute_id: row for row in rows.itertuples()}
    lines = []
    for case in cases(evidence, plain, schemas):
        row = said.get(case.dispute_id)
        if row is None or ((row.table, row.key) == place[:2] and place.field in ("", row.field)):
            continue  # decided, or named by the place itself
        if _bears_on(case, place, plain | evidence):
            about = f"{row.table} {row.key} {row.field}: {row.claim}"
            lines.append(f"Dispute {row.dispute_id} of {row.received}, {row.state}, bears on this: {about}")
    return lines


def _bears_on(case: Case, place: Place, tables: Tables) -> bool:
    """Whether the disputed cell, or a statement behind it, stands behind a row or cell."""
    if place.table == STATEMENTS:
        return place.key in case.behind
    if place.table == "claims":
        return not case.behind.isdisjoint(judging(tables, place.key))
    if place.field:
        traces = traces_of(tables, Cell(*place))
    else:
        traces = tables["provenance"]
        traces = traces[(traces["table"] == place.table) & (traces["key"] == place.key)]
    here = case.cell[:2] == place[:2] and place.field in ("", case.cell.field)
    return here or not case.behind.isdisjoint(traces["statement_id"].dropna())
