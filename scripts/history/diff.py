"""What differs between two states of the package, and the version step that follows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from scripts.history.schemadiff import diff_schema
from scripts.history.state import CELLS, NOTHING, ROWS, TEXT, State, TableState, cell_digests, row_digests
from scripts.history.tablediff import diff_rows
from scripts.history.version import POLICY, PRE_RELEASE, bump, next_version, step_of

RETIRED = "retired"
OUTCOMES = ("outcomes", ("outcome", "adopted_reading"))  # what a reconciliation yields


class Change(NamedTuple):
    """One difference: its kind (see the policy of versions), where, and what it was and is."""

    kind: str
    table: str
    key: str = ""
    column: str = ""
    old: str = ""
    new: str = ""

    @property
    def step(self) -> str:
        """The step that this change alone calls for."""
        return POLICY[self.kind]


@dataclass(frozen=True)
class Diff:
    """All changes from one state to another: metadata, then table by table, schema before rows."""

    old: State
    new: State
    changes: list[Change]

    @property
    def step(self) -> str:
        """The greatest step that any change calls for."""
        return step_of({change.kind for change in self.changes})

    @property
    def following(self) -> str:
        """The version that follows, blank where the old state is no release."""
        return "" if PRE_RELEASE in self.old.version else bump(self.old.version, self.step)


def compare(old: State, new: State) -> Diff:
    """Compare two states; the new one must have been read from a package."""
    changes = [
        Change("metadata changed", "", "", key, _short(old.metadata.get(key)), _short(new.metadata.get(key)))
        for key in dict.fromkeys([*old.metadata, *new.metadata])
        if old.metadata.get(key) != new.metadata.get(key)
    ]
    changes += [Change("resource removed", name) for name in old.tables if name not in new.tables]
    for name, table in new.tables.items():
        if name in old.tables:
            changes += _diff_table(name, old.tables[name], table, new.retired)
        else:
            changes.append(Change("resource added", name))
    return Diff(old, new, changes)


def wanted_version(last: State | None, now: State) -> str:
    """Return the version that a state should bear after the last release (None: there is none).

    Without a release the state is the way to the first one, unless its version is that of a
    release: then it was taken out of an archive or copied, and its history is not here.
    """
    if last is None:
        return next_version(None, "none") if PRE_RELEASE in now.version else now.version
    return next_version(last.version, compare(last, now).step)


def lost_ids(old: State, new: State) -> list[tuple[str, str]]:
    """Return table and id of what was released or retired and is neither there nor retired now.

    The ids of a table that is gone are gone with it, and are not listed.
    """
    lost = (old.ids | old.retired) - new.ids - new.retired
    return sorted((table, key) for table, key in lost if table in new.tables)


def _diff_table(name: str, old: TableState, new: TableState, retired: set) -> Iterator[Change]:
    yield from _diff_entry(name, old.entry, new.entry)
    if old.schema.descriptor != new.schema.descriptor:
        for kind, column, before, after in diff_schema(old.schema, new.schema):
            yield Change(kind, name, "", column, before, after)
    if old.content == new.content or old.schema.primary_key != new.schema.primary_key:
        return  # with another key there are no two rows to compare
    if new.schema.bookkeeping or old.known == NOTHING:
        known = old.known == TEXT
        counts = (f"{len(old.rows)} rows", f"{len(new.rows)} rows") if known else ("", "")
        yield Change("bookkeeping changed", name, "", "", *counts)
        return
    rows = list(_diff_rows(name, old, new, retired))
    # Two cells may share a digest, but then the contents still differ.
    same_columns = set(old.schema.columns) == set(new.schema.columns)
    yield from rows or ([Change("cell changed", name)] if same_columns else [])


def _diff_entry(name: str, old: dict, new: dict) -> Iterator[Change]:
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            kind = "resource moved" if key == "path" else "metadata changed"
            yield Change(kind, name, "", key, _short(old.get(key)), _short(new.get(key)))


def _diff_rows(name: str, old: TableState, new: TableState, retired: set) -> Iterator[Change]:
    before, after = _alike(old, new)
    for row in diff_rows(before, after).itertuples():
        if row.change == "changed":
            decides = name == OUTCOMES[0] and row.field in OUTCOMES[1]
            was = row.old if old.known == TEXT else ""
            now = new.rows.at[row.key, row.field] if row.field != "*" else ""
            yield Change("outcome changed" if decides else "cell changed", name, row.key, row.field, was, now)
        elif row.change == "added":
            yield Change("bookkeeping changed" if name == RETIRED else "row added", name, row.key)
        elif name == RETIRED:
            yield Change("id removed", name, row.key)
        else:
            kept = "id retired" if (name, row.key) in retired else "id removed"
            yield Change(kept if old.has_ids else "row removed", name, row.key)


def _alike(old: TableState, new: TableState) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of both in the columns that both have, and as the same: text or digests."""
    if old.known == ROWS:
        known = [column for column in old.schema.columns if column not in old.schema.primary_key]
        if set(known) - set(new.rows.columns):  # what the digest of a row was made of is gone
            return old.rows[[]], new.rows[[]]
        return old.rows, row_digests(new.rows[known])
    shared = [column for column in old.rows.columns if column in new.rows.columns]
    after = new.rows[shared]
    return old.rows[shared], cell_digests(after) if old.known == CELLS else after


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
