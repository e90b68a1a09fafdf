"""The rows that come into the package with one new entity, told together: a new company is one change to a reader."""

from collections import defaultdict
from typing import NamedTuple

import pandas as pd

from scripts.history.snapshot import TableSnapshot
from scripts.history.steps import Change
from scripts.package.tableschema import TableSchema

ENTITIES, SOURCES, STATEMENTS = "entities", "sources", "statements"
OWN_TABLES = ("companies", "hubs", "clusters", "institutions", ENTITIES)  # where one row is one entity; fullest first


class Arrival(NamedTuple):
    """A new entity, and the changes that are rows which come with it."""

    entity_id: str
    changes: list[Change]

    @property
    def main(self) -> Change:
        """The row that says most of the entity."""
        own = [change for change in self.changes if change.key == self.entity_id and change.table in OWN_TABLES]
        return min(own, key=lambda change: OWN_TABLES.index(change.table))


class Rows:
    """The rows of one state by table and key, all cells of each as text."""

    def __init__(self, tables: dict[str, TableSnapshot]):
        self._tables = tables
        self._frames: dict[str, pd.DataFrame] = {}

    def cells(self, table: str, key: str) -> dict[str, str]:
        """Return the cells of a row by column, in order; none where the row or its cells are not known.

        Who asks for a column that the table has not gets a blank: two states may be of any packages.
        """
        frame = self._frame(table)
        return defaultdict(str, frame.loc[key].to_dict() if key in frame.index else {})

    def _frame(self, table: str) -> pd.DataFrame:
        if table not in self._frames:
            known = self._tables.get(table)
            frame = pd.DataFrame() if known is None or known.text is None else known.text.set_axis(known.rows.index)
            self._frames[table] = frame
        return self._frames[table]


def fold(changes: list[Change], rows: Rows, schemas: dict[str, TableSchema]) -> tuple[list[Arrival], list[Change]]:
    """Part changes into the new entities with the rows that come with each, and all others.

    A row belongs to the first entity that it refers to; a new source to the entity that all its new statements are of.
    """
    added = [change for change in changes if change.kind == "row added"]
    new = {change.key for change in added if change.table == ENTITIES}
    arrived: dict[str, list[Change]] = {entity_id: [] for entity_id in sorted(new)}
    users = defaultdict(set)
    for change in added:
        row = rows.cells(change.table, change.key)
        owner = change.key if change.table == ENTITIES else _owner(row, schemas[change.table])
        if change.table == STATEMENTS:
            users[row["source_id"]].add(owner)
        if owner in new:
            arrived[owner].append(change)
    for change in added:
        if change.table == SOURCES and len(users[change.key]) == 1 and users[change.key] <= new:
            arrived[next(iter(users[change.key]))].append(change)
    folded = {change for group in arrived.values() for change in group}
    arrivals = [Arrival(entity_id, group) for entity_id, group in arrived.items()]
    return arrivals, [change for change in changes if change not in folded]


def _owner(row: dict[str, str], schema: TableSchema) -> str:
    """The entity that a row is about: the first reference to one that stands in it."""
    references = (key.fields[0] for key in schema.foreign_keys if key.resource == ENTITIES)
    return next((row[column] for column in references if row.get(column)), "")
