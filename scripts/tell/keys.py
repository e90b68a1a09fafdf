"""Which row, and which cell of it, words on a command line name: a key may have several parts."""

from difflib import get_close_matches
from typing import NamedTuple

import pandas as pd

from scripts.evidence.columns import WHOLE_ROW, Tables
from scripts.package.descriptor import Package
from scripts.package.tableschema import TableSchema

LISTED = 10  # keys named where one is incomplete


class NotFound(Exception):
    """There is no such table, row or field; the message says what comes close."""


class Retired(NotFound):
    """The id was released and is retired; the message says what became of it."""


class Withheld(NotFound):
    """The row is withheld because of a dispute; `place` is where it stood."""

    def __init__(self, place: "Place"):
        super().__init__(f"{place.table} {place.key} is withheld while a fact that it rests on is disputed.")
        self.place = place


class Place(NamedTuple):
    """A table, and where they are named a row of it (its key, parts joined by /) and a column."""

    table: str
    key: str = ""
    field: str = ""


def find_place(package: Package, tables: Tables, words: list[str]) -> Place:
    """Find what words name: a table, then all parts of a key, each a word or joined by /, then a column.

    Raises NotFound: there is no such table, row or field, or parts of the key are missing. Raises Retired: the id is
    gone; the message says what became of it. Raises Withheld: a dispute keeps the row back.
    """
    table, *rest = words
    check_table(package, table)
    if not rest:
        return Place(table)
    schema = package.resources[table].schema
    keys = set(schema.keys_of(tables[table]))
    for named, fields in ((rest, []), (rest[:-1], rest[-1:])):
        if named and "/".join(named) in keys:
            return Place(table, "/".join(named), *_known_fields(schema, fields))
    if "/".join(rest) in set(_withheld_rows(tables, table)):
        raise Withheld(Place(table, "/".join(rest)))
    raise _refusal(tables, schema, rest, keys)


def means_table(package: Package, tables: Tables, words: list[str]) -> bool:
    """Whether the first word is the name of a table spelt wrong: the others name a row of one that comes close."""
    near = get_close_matches(words[0], list(package.resources), n=1, cutoff=0.7)
    if not near:
        return False
    keys = set(package.resources[near[0]].schema.keys_of(tables[near[0]]))
    return len(words) == 1 or not keys.isdisjoint(["/".join(words[1:]), "/".join(words[1:-1])])


def check_table(package: Package, table: str) -> None:
    """Raise NotFound where there is no such table."""
    if table not in package.resources:
        raise NotFound(missing("table", table, list(package.resources)))


def missing(what: str, word: str, known: list[str]) -> str:
    """Say that there is no such thing, and what comes close."""
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no {what} {word!r}.{hint}"


def _withheld_rows(tables: Tables, table: str) -> pd.Series:
    rows = tables["gaps"]
    return rows.loc[(rows["table"] == table) & (rows["field"] == WHOLE_ROW), "key"]


def _known_fields(schema: TableSchema, fields: list[str]) -> list[str]:
    for field in fields:
        if field not in schema.columns:
            raise NotFound(missing("field", field, schema.columns))
    return fields


def _refusal(tables: Tables, schema: TableSchema, words: list[str], keys: set[str]) -> NotFound:
    """Say why words name no row: what became of it, which parts of its key are missing, or what comes close."""
    table, parts = schema.name, schema.primary_key
    if fate := _fate(tables["retired"], table, words[0]):
        return Retired(" ".join(fate))
    if len(words) < len(parts):
        begun = sorted(key for key in keys if key.startswith("/".join(words) + "/"))
        pattern = " ".join(part.upper() for part in parts)
        known = [f"  {table} {key.replace('/', ' ')}" for key in begun[:LISTED]]
        more = [f"  … and {len(begun) - LISTED} more"] if len(begun) > LISTED else []
        heading = f"With {' '.join(words)} there are:" if begun else f"With {' '.join(words)} there is none."
        message = f"A key of {table} has {len(parts)} parts; give all of them: explain {table} {pattern}"
        return NotFound("\n".join([message, heading, *known, *more]))
    if len(words) > len(parts) + 1 and len(parts) == 1:
        return NotFound(f"Too many words after {table} {words[0]}: a row is named by {parts[0]}, then one column.")
    return NotFound(missing(f"row in {table}", "/".join(words[: len(parts)]), sorted(keys)))


def _fate(retired: pd.DataFrame, table: str, key: str) -> list[str]:
    """Say what became of a retired id, and of its successors; nothing of any other id."""
    rows = retired[retired["table"] == table].set_index("id").to_dict("index")
    said: dict[str, str] = {}
    while key in rows and key not in said:
        row = rows[key]
        then = f" It is now {row['successor']}." if row["successor"] else " Nothing stands for it."
        said[key] = f"{key} was retired on {row['date']} ({row['reason']}): {row['note'].rstrip('.')}.{then}"
        key = row["successor"]
    return list(said.values())
