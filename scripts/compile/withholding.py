"""What a dispute does: facts that are withheld stand in no published table, and gaps says so."""

from collections.abc import Callable
from typing import NamedTuple

import pandas as pd

from scripts.compile.disputed_facts import PENDING, Case, Cell, Schemas, keys_of
from scripts.compile.entities import ENTITY_TABLES
from scripts.compile.gaps import CELL
from scripts.compile.provenance import WHOLE_ROW
from scripts.evidence.columns import Tables

WITHHELD = "withheld_disputed"
UNKNOWN = "unknown"  # what a closed list that must be filled may have for it
NAME = "name"
# Evidence that rests on a statement goes with it: the columns that name one.
RESTING = {
    "reading_assignments": ["statement_id"],
    "assessment_evidence": ["statement_id"],
    "assessments": ["statement_id", "better_statement_id"],
}


class Hidden(NamedTuple):
    """Rows (table, key) and cells (table, key, field) that are withheld."""

    rows: set[tuple[str, str]]
    cells: set[Cell]


def without(evidence: Tables, cases: list[Case]) -> Tables:
    """Return the evidence without the statements that are put aside, and what rests on them."""
    aside = set().union(*(case.aside for case in cases))
    left = {name: evidence[name][~evidence[name][columns].isin(aside).any(axis=1)] for name, columns in RESTING.items()}
    judged = [claim for claim in left["assessments"]["claim_id"] if not aside.isdisjoint(judging(evidence, claim))]
    left["assessments"] = left["assessments"][~left["assessments"]["claim_id"].isin(judged)]
    statements = evidence["statements"][~evidence["statements"]["statement_id"].isin(aside)]
    statements = statements.assign(origin_id=statements["origin_id"].mask(statements["origin_id"].isin(aside)))
    return evidence | left | {"statements": statements}


def judging(evidence: Tables, claim_id: str) -> set[str]:
    """Statements that make a claim and judge it: its advice would tell what a withheld one says."""
    found = set()
    for name in ("assessments", "assessment_evidence"):
        rows = evidence[name].loc[evidence[name]["claim_id"] == claim_id, RESTING[name]]
        found |= {*rows.stack().dropna()}
    return found


def mark(tables: Tables, cases: list[Case]) -> Tables:
    """Mark the companies that wait for the decision of a dispute."""
    waiting = set().union(*(case.entities for case in cases if case.state in PENDING))
    companies = tables["companies"]
    disputed = companies["company_id"].isin(waiting).astype("boolean")
    return tables | {"companies": companies.assign(disputed=disputed)}


def hide(tables: Tables, plain: Tables, cases: list[Case], schemas: Schemas) -> tuple[Tables, Hidden]:
    """Blank the cells that disputes withhold, and what refers to rows that are gone.

    A cell that must be filled says unknown where its list of values has that; else its row is
    withheld whole.

    Parameters
    ----------
    tables
        The published tables compiled without the statements that are put aside.
    plain
        The same compiled from all statements: it tells what belongs together.
    """
    hidden, tables = Hidden(set(), set()), dict(tables)
    waiting = [form for case in cases if case.state == "withheld" for form in _forms(case.cell, plain)]
    while waiting:
        for cell in waiting:
            if cell not in hidden.cells:
                hidden.cells.add(cell)
                _hide_cell(cell, tables, hidden, schemas)
        waiting = [form for cell in _broken(tables, schemas) for form in _forms(cell, plain)]
    rows = tables["provenance"]
    shown = [
        (table, key) not in hidden.rows and (table, key, field) not in hidden.cells
        for table, key, field in zip(rows["table"], rows["key"], rows["field"], strict=True)
    ]
    tables["provenance"] = rows[shown]
    return {name: schemas[name].arrange(table) for name, table in tables.items()}, hidden


def explained(gaps: pd.DataFrame, tables: Tables, plain: Tables, hidden: Hidden, schemas: Schemas) -> pd.DataFrame:
    """Give gaps the reason withheld_disputed: of cells that were filled, and of rows that were there, before.

    Cells that say unknown, and rows withheld whole (field *), have a row in gaps too.
    """
    rows, cells = set(hidden.rows), set(hidden.cells)
    for name, table in tables.items():
        if schemas[name].bookkeeping:  # its rows come and go
            continue
        before, now = (frame.set_axis(keys_of(frame, schemas[name])) for frame in (plain[name], table))
        rows |= {(name, key) for key in before.index.difference(now.index)}
        shared = before.index.intersection(now.index)
        blanked = before.loc[shared].notna() & now.loc[shared].isna()
        cells |= {Cell(name, *place) for place in blanked.stack().loc[lambda is_blank: is_blank].index}
    withheld = [Cell(*row, WHOLE_ROW) for row in rows] + [cell for cell in cells if cell[:2] not in rows]
    withheld = pd.DataFrame(sorted(withheld), columns=CELL, dtype="str").assign(reason=WITHHELD)
    return pd.concat([withheld, gaps], ignore_index=True).drop_duplicates(CELL)


def _forms(cell: Cell, plain: Tables) -> list[Cell]:
    """The cell and what else is the same fact: cells of one derivation, and the name in use in both its places."""
    forms = [cell]
    traces = plain["provenance"]
    of_row = traces[(traces["table"] == cell.table) & (traces["key"] == cell.key)]
    if cell.table in ENTITY_TABLES:
        rules = of_row.loc[(of_row["field"] == cell.field) & (of_row["role"] == "derived_from"), "rule"]
        forms += [Cell(cell.table, cell.key, field) for field in of_row.loc[of_row["rule"].isin(rules), "field"]]
    names = plain["names"][plain["names"]["kind"] == "primary"]
    if cell.table in ENTITY_TABLES and cell.field == NAME:
        forms += [Cell("names", name_id, NAME) for name_id in names.loc[names["entity_id"] == cell.key, "name_id"]]
    if cell.table == "names" and cell.field == NAME:
        of_name = names.loc[names["name_id"] == cell.key, "entity_id"]
        forms += [
            Cell(table, entity, NAME) for entity in of_name for table, (key, _) in ENTITY_TABLES.items()
            if entity in set(plain[table][key])
        ]  # fmt: skip
    return list(dict.fromkeys(forms))


def _hide_cell(cell: Cell, tables: Tables, hidden: Hidden, schemas: Schemas) -> None:
    schema, frame = schemas[cell.table], tables[cell.table]
    limits = schema.field(cell.field).get("constraints", {})
    here = keys_of(frame, schema) == cell.key
    if not here.any():
        hidden.rows.add((cell.table, cell.key))
    elif not limits.get("required"):
        tables[cell.table] = frame.assign(**{cell.field: frame[cell.field].mask(here)})
    elif UNKNOWN in limits.get("enum", []):
        tables[cell.table] = frame.assign(**{cell.field: frame[cell.field].mask(here, UNKNOWN)})
    else:
        hidden.rows.add((cell.table, cell.key))
        tables[cell.table] = frame[~here]


def _broken(tables: Tables, schemas: Schemas) -> list[Cell]:
    """Cells that cannot stay: blank though they must be filled, or naming a row that is gone."""
    found = []
    for name, table in tables.items():
        schema = schemas[name]
        wrong: dict[str, Callable] = {
            field["name"]: table[field["name"]].isna()
            for field in schema.fields if field.get("constraints", {}).get("required")
        }  # fmt: skip
        for key in schema.foreign_keys:
            if key.resource in tables:
                cells = table[key.fields[0]]
                gone = cells.notna() & ~cells.isin(tables[key.resource][key.reference_fields[0]])
                wrong[key.fields[0]] = wrong.get(key.fields[0], False) | gone
        keys = keys_of(table, schema)
        found += [Cell(name, key, field) for field, rows in wrong.items() for key in keys[rows]]
    return found
