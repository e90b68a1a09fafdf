"""From a dispute to the fact that it is about: the cell, the statements behind it, and whom it concerns."""

from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from scripts.compile.entities import ENTITY_TABLES
from scripts.compile.places import POINT
from scripts.compile.provenance import TRACED, WHOLE_ROW
from scripts.evidence.columns import Tables, joined, lookup, marked
from scripts.package.tableschema import TableSchema

Schemas = dict[str, TableSchema]
PENDING = ("open", "withheld")
# Tables that speak of cells of others: a dispute about one of their rows is about that cell.
SPEAKING = ("provenance", "gaps")
# Derivations that look at statements of other facts, which a dispute about their cell leaves alone.
MERE_SIGNS = ("segment_by_votes", "level_by_class_or_legal_name")
SAYS = ["property", "words", "object_id", "when"]


class Cell(NamedTuple):
    """A cell of a published table; the parts of a key of several columns are joined by /."""

    table: str
    key: str
    field: str


@dataclass(frozen=True)
class Case:
    """A dispute about a cell that exists.

    `behind` are the statements that the cell rests on, their repetitions included; `aside` those of
    them that no published table may rest on any more; `entities` whom the cell speaks of.
    """

    dispute_id: str
    state: str
    cell: Cell
    behind: frozenset[str]
    aside: frozenset[str]
    entities: frozenset[str]


def cases(evidence: Tables, tables: Tables, schemas: Schemas) -> list[Case]:
    """Find the fact that each dispute is about.

    Parameters
    ----------
    evidence
        The typed evidence tables.
    tables
        The published tables as compiled without regard to disputes, typed.
    schemas
        Their schemas.

    Returns
    -------
    One case a dispute; those whose cell does not exist are left out (a rule names them).
    """
    found = []
    for dispute in evidence["disputes"].itertuples():
        row = row_of(tables, schemas, dispute.table, dispute.key)
        if row is None or dispute.field not in row:
            continue
        cell = _meant(Cell(dispute.table, dispute.key, dispute.field), row, schemas)
        row = row_of(tables, schemas, cell.table, cell.key)
        behind = _behind(cell, row, tables, evidence, schemas)
        aside = {"withheld": behind, "accepted": _contradicted(behind, dispute.source_id, evidence)}
        spoken_of = evidence["statements"].loc[evidence["statements"]["statement_id"].isin(behind), "entity_id"]
        found.append(
            Case(
                dispute.dispute_id, dispute.state, cell, frozenset(behind), frozenset(aside.get(dispute.state, ())),
                frozenset(spoken_of.dropna()) | _subject(row, schemas[cell.table]),
            )
        )  # fmt: skip
    return found


def keys_of(table: pd.DataFrame, schema: TableSchema) -> pd.Series:
    """Return the key of every row, its parts joined by /."""
    first, *others = schema.primary_key
    return table[first].astype("str").str.cat([table[name].astype("str") for name in others], sep="/")


def row_of(tables: Tables, schemas: Schemas, table: str, key: str) -> pd.Series | None:
    """Return a row of a published table by its key; None where there is none."""
    if table not in schemas:
        return None
    rows = tables[table][keys_of(tables[table], schemas[table]) == key]
    return None if rows.empty else rows.iloc[0]


def traces_of(tables: Tables, cell: Cell) -> pd.DataFrame:
    """Return the provenance of a cell; where it has none of its own, that of the whole row."""
    rows = tables["provenance"]
    rows = rows[(rows["table"] == cell.table) & (rows["key"] == cell.key)]
    own = rows[rows["field"] == cell.field]
    return own if len(own) else rows[rows["field"] == WHOLE_ROW]


def _meant(cell: Cell, row: pd.Series, schemas: Schemas) -> Cell:
    if cell.table not in SPEAKING:
        return cell
    field = schemas[row["table"]].primary_key[0] if row["field"] == WHOLE_ROW else row["field"]
    return Cell(row["table"], row["key"], field)


def _behind(cell: Cell, row: pd.Series, tables: Tables, evidence: Tables, schemas: Schemas) -> set[str]:
    statements, properties = evidence["statements"], evidence["properties"]
    if cell.table not in TRACED:  # it tells of the compilation: a statement is in dispute where the cell names one
        points = {key.fields[0]: key.resource for key in schemas[cell.table].foreign_keys}
        found = {row[cell.field]} if points.get(cell.field) == "statements" else set()
    elif cell.field == ENTITY_TABLES.get(cell.table, ("",))[0]:
        found = {*statements.loc[statements[["entity_id", "object_id"]].eq(cell.key).any(axis=1), "statement_id"]}
    else:
        fields = POINT if cell.field in POINT else [cell.field]  # half a point is none
        traces = pd.concat([traces_of(tables, cell._replace(field=field)) for field in fields])
        stated = traces["statement_id"].map(lookup(statements, "statement_id", "property"))
        own = ~traces["rule"].isin(MERE_SIGNS)
        if cell.table == "names":  # whatever a source says of an entity, it writes its name
            own &= stated.isin(properties.loc[properties["name_kind"].notna(), "property"])
        ends = stated.isin([*marked(properties, "ends_company"), "active"])
        own &= ends | (traces["rule"] != "status_of_reports")  # other signs of life are facts of their own
        found = {*traces.loc[own, "statement_id"]}
    original = statements["origin_id"].fillna(statements["statement_id"])
    family = original.isin(original[statements["statement_id"].isin(found)])
    return {*statements.loc[family, "statement_id"]}


def _contradicted(behind: set[str], source_id: str, evidence: Tables) -> set[str]:
    """Statements behind a cell that say otherwise than the source that was accepted says there."""
    rows = evidence["statements"]
    rows = rows[rows["statement_id"].isin(behind)]
    dated = marked(evidence["properties"], "compiled_into", "events")
    rows = rows.assign(
        words=rows["value"].str.casefold(),
        when=rows["period"].where(rows["property"].isin(dated) & (rows["property"] != "founded")),
    )
    accepted = rows[rows["source_id"] == source_id]
    others = rows[rows["property"].isin(accepted["property"]) & (rows["source_id"] != source_id)]
    agrees = joined(others[SAYS].fillna(""), SAYS).isin(joined(accepted[SAYS].fillna(""), SAYS))
    return {*others.loc[~agrees, "statement_id"]}


def _subject(row: pd.Series, schema: TableSchema) -> set[str]:
    """The entity that a row is about: the first that it names."""
    named = [row[key.fields[0]] for key in schema.foreign_keys if key.resource == "entities"]
    return {name for name in named[:1] if isinstance(name, str)}
