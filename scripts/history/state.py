"""A state of the package in the form in which two states are compared.

A state is read from a package, whose cells are there, or from the fingerprint of a release
(see `scripts.history.fingerprint`), which keeps digests of them.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from scripts.package.descriptor import Package
from scripts.package.tableschema import TableSchema

SEPARATOR = "\x1f"  # stands in no legal cell
TEXT, CELLS, ROWS, NOTHING = "text", "cells", "rows", "nothing"
CELL_DIGITS, ROW_DIGITS = 4, 8  # hexadecimal; a change that both miss still shows in the content
VARIABLE = ("bytes", "hash")  # what the build writes into the entry of a resource
OWN = ("version", "resources")  # what is no metadata of the descriptor


@dataclass(frozen=True)
class TableState:
    """One table: its entry in the descriptor, its schema, and as much as is known of its rows.

    `rows` is indexed by key, parts joined by /, and holds the columns outside the key. `known`
    says what its cells are: text, digests of cells, one digest a row (column *), or nothing, and
    then there are no rows. `stored` is the checksum of a content that is not here.
    """

    entry: dict
    schema: TableSchema
    rows: pd.DataFrame
    known: str
    stored: str = ""

    @cached_property
    def content(self) -> str:
        """A checksum of all cells, which no order of rows or columns changes."""
        if self.known != TEXT:
            return self.stored
        lines = zip(self.rows.index, lines_of(self.rows[sorted(self.rows.columns)]), strict=True)
        return hashlib.sha256("\n".join(sorted(map(SEPARATOR.join, lines))).encode()).hexdigest()

    @property
    def has_ids(self) -> bool:
        """Whether a row has an id of its own: a key of one column."""
        return len(self.schema.primary_key) == 1


@dataclass(frozen=True)
class State:
    """The package at one time; `text` holds its tables where the state was read from a package."""

    version: str
    metadata: dict
    tables: dict[str, TableState]
    text: dict[str, pd.DataFrame]

    @cached_property
    def ids(self) -> set[tuple[str, str]]:
        """Table and id of every row that has an id and counts for versions."""
        return {
            (name, key)
            for name, table in self.tables.items()
            if table.has_ids and not table.schema.bookkeeping
            for key in table.rows.index
        }

    @cached_property
    def retired(self) -> set[tuple[str, str]]:
        """Table and id of every row of `retired`."""
        known = self.tables["retired"].rows.index if "retired" in self.tables else []
        return {tuple(key.split("/", 1)) for key in known}


def state_of(package: Package, text: dict[str, pd.DataFrame]) -> State:
    """Return the state of a package from its descriptor and all its tables as text."""
    entries = {item["name"]: item for item in package.descriptor["resources"]}
    tables = {}
    for name, frame in text.items():
        schema = package.resources[name].schema
        entry = {key: value for key, value in entries[name].items() if key not in VARIABLE}
        tables[name] = TableState(entry, schema, keyed(frame, schema), TEXT)
    metadata = {key: value for key, value in package.descriptor.items() if key not in OWN}
    return State(package.descriptor["version"], metadata, tables, text)


def keyed(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Return the columns outside the key, indexed by key; a key that stands again is key#2."""
    key = schema.primary_key
    joined = frame[key[0]]
    for column in key[1:]:
        joined = joined + "/" + frame[column]
    again = joined.groupby(joined).cumcount()
    index = pd.Index(joined.mask(again > 0, joined + "#" + (again + 1).astype("str")), name="key")
    return frame[[column for column in schema.columns if column not in key]].set_axis(index)


def lines_of(frame: pd.DataFrame) -> list[str]:
    """Return each row as one line, so that equal lines are equal rows."""
    return [SEPARATOR.join(row) for row in frame.to_numpy()]


def cell_digests(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of text with every cell replaced by its digest; blanks stay blank."""
    codes, cells = pd.factorize(frame.to_numpy().ravel())
    digests = np.array([_digest(cell, CELL_DIGITS) if cell else "" for cell in cells], dtype=object)
    return pd.DataFrame(digests[codes].reshape(frame.shape), frame.index, frame.columns)


def row_digests(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one column *, the digest of each row of a frame of text."""
    digests = [_digest(line, ROW_DIGITS) for line in lines_of(frame)]
    return pd.DataFrame({"*": digests}, index=frame.index, dtype=object)


def _digest(text: str, digits: int) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]
