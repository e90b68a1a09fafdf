"""Frames that several rules look at, each made once for a run of rules."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import numpy as np
import pandas as pd

from scripts.check.context import Context

Made = TypeVar("Made")

KEPT = "kept_frames"
# What rules ask of the statements behind a cell.
SAID = [
    "entity_id", "property", "period", "value", "unit", "name_as_written", "object_id", "state", "origin",
]  # fmt: skip
WHOLE_ROW = "*"  # a row of provenance with this field speaks for all fields without one of their own
SEPARATOR = "\x1f"  # stands in no legal cell
# Published tables that are compiled from statements; the others tell of the compilation itself.
TRACED = (
    "companies", "hubs", "clusters", "institutions", "names", "sites", "events", "relations",
    "observations", "national_indicators", "claims",
)  # fmt: skip
ENTITY_TABLES = TRACED[:4]
ROW_TABLES = TRACED[4:]


def once(make: Callable[[Context], Made]) -> Callable[[Context], Made]:
    """Keep what a function makes of a context for all families that `share` it."""
    name = f"{make.__module__}.{make.__name__}"

    @wraps(make)
    def read(context: Context) -> Made:
        kept = vars(share(context))[KEPT]
        if name not in kept:
            kept[name] = make(context)
        return kept[name]

    return read


def share(context: Context) -> Context:
    """Return the same context, which from now on keeps its frames together with its copies.

    Right as long as `bad` stays what it is: every family of the layer then sees the same cells.
    """
    vars(context).setdefault(KEPT, {})
    return context


def traced(context: Context) -> list[str]:
    """Names of the tables compiled from statements that the package has."""
    return [table for table in TRACED if context.has(table)]


def key_of(context: Context, table: str) -> str:
    """The one column of a table's primary key."""
    return context.package.resources[table].schema.primary_key[0]


@once
def traced_cells(context: Context) -> pd.DataFrame:
    """Where the rows of provenance point to: see `pointed_at`."""
    return pointed_at(context, "provenance")


@once
def explained_cells(context: Context) -> pd.DataFrame:
    """Where the rows of gaps point to: see `pointed_at`."""
    return pointed_at(context, "gaps")


def pointed_at(context: Context, name: str) -> pd.DataFrame:
    """Find the cells that a table names by `table`, `key` and `field`.

    Out: on its index `table` (int: place in `TRACED`), `row` and `column` (int: positions in that
    table); each -1 where there is none; `whole` (bool: all columns of the row are meant) and
    `blank` (bool).
    """
    rows = context.typed[name]
    tables, keys, fields = (rows[column].to_numpy("object") for column in ("table", "key", "field"))
    place, row, column = (np.full(len(rows), -1) for _ in range(3))
    blank = np.zeros(len(rows), dtype=bool)
    for number, table in enumerate(TRACED):
        here = np.flatnonzero(tables == table) if context.has(table) else []
        if not len(here):
            continue
        frame = context.typed[table]
        row_of = dict(zip(frame[key_of(context, table)].to_numpy("object"), range(len(frame)), strict=True))
        column_of = {field: number for number, field in enumerate(frame)}
        place[here] = number
        row[here] = [row_of.get(key, -1) for key in keys[here]]
        column[here] = [column_of.get(field, -1) for field in fields[here]]
        known = here[(row[here] >= 0) & (column[here] >= 0)]
        blank[known] = frame.isna().to_numpy()[row[known], column[known]]
    cells = {"table": place, "row": row, "column": column, "whole": fields == WHOLE_ROW, "blank": blank}
    return pd.DataFrame(cells, index=rows.index)


def among(cells: pd.Series, known: pd.Series) -> pd.Series:
    """Whether each cell is one of the known values: ten times as fast as `isin` is on text."""
    found = set(known.to_numpy("object"))
    return pd.Series([cell in found for cell in cells.to_numpy("object")], index=cells.index, dtype="bool")


def listed(rows: pd.DataFrame, lines: pd.Index) -> pd.Series:
    """Whether the line of each row is listed."""
    return pd.Series(rows.index.isin(lines), index=rows.index)


def joined(*columns: pd.Series) -> pd.Series:
    """Put the parts of a key into one text a row."""
    whole = columns[0].fillna("")
    for column in columns[1:]:
        whole = whole + SEPARATOR + column.fillna("")
    return whole


@once
def traces(context: Context) -> pd.DataFrame:
    """Provenance with what its statements say: its columns and `SAID`; lines of provenance."""
    statements = with_origin(context)[["statement_id", *SAID]].drop_duplicates("statement_id")
    rows = context.typed["provenance"].reset_index()
    return rows.merge(statements, on="statement_id", how="left").set_index("line")


def of_whole_rows(context: Context, table: str, roles: tuple[str, ...]) -> pd.DataFrame:
    """The rows of `traces` that speak for whole rows of a table, in some roles."""
    by_role = _by_role(context)
    return pd.concat([by_role.get((table, role), traces(context).iloc[:0]) for role in roles])


@once
def _by_role(context: Context) -> dict[tuple[str, str], pd.DataFrame]:
    rows = traces(context)
    return dict(list(rows[rows["field"] == WHOLE_ROW].groupby(["table", "role"])))


def undecided(context: Context, table: str) -> pd.Series:
    """Keys of the rows for which provenance names rivals and adopts none."""
    rivals, adopted = (of_whole_rows(context, table, (role,))["key"] for role in ("rival", "adopted"))
    return rivals[~among(rivals, adopted)]


@once
def with_origin(context: Context) -> pd.DataFrame:
    """Statements with `origin`: who vouches for the original that each repeats."""
    statements, sources = context.typed["statements"], context.typed["sources"]
    source_of = statements.drop_duplicates("statement_id").set_index("statement_id")["source_id"]
    voice = sources.drop_duplicates("source_id").set_index("source_id")["asserted_by"]
    original = statements["origin_id"].fillna(statements["statement_id"])
    return statements.assign(origin=original.map(source_of).map(voice))
