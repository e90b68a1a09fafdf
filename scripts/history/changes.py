"""What differs between two snapshots of the package, the version that follows, and the ids that are gone."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from scripts.history.promises import diff_schema, diff_suite
from scripts.history.snapshot import DECISIVE, DIGEST, Snapshot, TableSnapshot, keyed, summarise_rows
from scripts.history.steps import PRE_RELEASE, Change, bump, next_version, step_of
from scripts.package.tableschema import TableSchema

RETIRED = "retired"


@dataclass(frozen=True)
class Diff:
    """All changes from one snapshot to another: metadata, then table by table, schema before rows."""

    old: Snapshot
    new: Snapshot
    changes: list[Change]

    @property
    def step(self) -> str:
        """The greatest step that any change calls for."""
        return step_of({change.kind for change in self.changes})

    @property
    def following(self) -> str:
        """The version that follows, blank where the old snapshot is of no release."""
        return "" if PRE_RELEASE in self.old.version else bump(self.old.version, self.step)


def compare(old: Snapshot, new: Snapshot) -> Diff:
    """Compare two snapshots; the new one must have been taken from a package."""
    changes = list(_diff_entry("", old.metadata, new.metadata))
    changes += [Change("resource removed", name) for name in old.tables if name not in new.tables]
    for name, table in new.tables.items():
        if name in old.tables:
            changes += _diff_table(name, old.tables[name], table, new.retired)
        else:
            changes.append(Change("resource added", name))
    # the archive of 1.0.0 holds no suites: what was expected then is not known from it
    for name in dict.fromkeys([*old.suites, *new.suites]) if old.suites else ():
        changes += diff_suite(name, old.suites.get(name, []), new.suites.get(name, []))
    return Diff(old, new, changes)


def wanted_version(last: Snapshot | None, now: Snapshot) -> str:
    """Return the version that a package should bear after the last release (None: there is none).

    Without a release it is on the way to the first one, unless its version is that of a release:
    then it was taken out of an archive or copied, and its history is not here.
    """
    if last is None:
        return next_version(None, "none") if PRE_RELEASE in now.version else now.version
    return next_version(last.version, compare(last, now).step)


def lost_ids(old: Snapshot, new: Snapshot) -> list[tuple[str, str]]:
    """Return table and id of what was released or retired and is neither there nor retired now.

    The ids of a table that is gone are gone with it, and are not listed.
    """
    gone = {
        (name, key)
        for name, table in old.tables.items()
        if name in new.tables and table.content != new.tables[name].content
        for key in table.ids - new.tables[name].ids
    }
    gone |= {(name, key) for name, key in old.retired if name in new.tables and key not in new.tables[name].ids}
    return sorted(gone - new.retired)


def tombstones(
    lost: list[tuple[str, str]], now: Snapshot, day: str, reason: str, note: str, successor: str
) -> pd.DataFrame:
    """Return rows of `retired` for lost ids (table, id), in the columns of that table.

    The successor is named in the tables that have an id of that name; what is gone along with
    the id that it follows (its names, sites, events) has none.
    """
    rows = [
        (table, key, day, reason, successor if successor in now.tables[table].ids else "", note) for table, key in lost
    ]
    return pd.DataFrame(rows, columns=["table", "id", "date", "reason", "successor", "note"], dtype="str")


def diff_table(old: pd.DataFrame, new: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Compare two frames of text that have the columns of a schema (returns: see `diff_rows`)."""
    return diff_rows(keyed(old, schema), keyed(new, schema))


def diff_rows(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    """Compare two frames of text with the same columns, indexed by key (each key once).

    Returns one row a difference with `key`, `change` (added, removed, changed), `field` (blank for whole rows), `old`
    and `new` (text), in the order of keys.
    """
    shared = one.index.intersection(two.index)
    before, after = one.loc[shared].to_numpy(), two.loc[shared].to_numpy()
    rows, cells = (before != after).nonzero()
    changed = {
        "key": shared[rows], "change": "changed", "field": one.columns[cells],
        "old": before[rows, cells], "new": after[rows, cells],
    }
    whole = {"removed": one.index.difference(two.index), "added": two.index.difference(one.index)}
    parts = [{"key": keys, "change": change, "field": "", "old": "", "new": ""} for change, keys in whole.items()]
    differences = pd.concat([pd.DataFrame(part) for part in (*parts, changed)], ignore_index=True).astype("str")
    return differences.sort_values(["key", "change", "field"], kind="stable", ignore_index=True)


def changed_keys(name: str, old: TableSnapshot, new: TableSnapshot) -> set[str]:
    """Return the keys of the rows of a table that are in one state only, or not the same in both."""
    return set() if old.content == new.content else set(diff_rows(*_alike(name, old, new))["key"])


def _diff_table(name: str, old: TableSnapshot, new: TableSnapshot, retired: set) -> Iterator[Change]:
    yield from _diff_entry(name, old.entry, new.entry)
    yield from diff_schema(old.schema, new.schema)
    if old.content == new.content or old.schema.primary_key != new.schema.primary_key:
        return  # with another key there are no two rows to compare
    if old.schema.bookkeeping or new.schema.bookkeeping:
        yield Change("bookkeeping changed", name, "", "", f"{old.n_rows} rows", f"{new.n_rows} rows")
        return
    rows = list(_diff_rows(name, old, new, retired))
    # Two rows may share a digest, but then the contents still differ.
    same_columns = set(old.schema.columns) == set(new.schema.columns)
    yield from rows or ([Change("cell changed", name)] if same_columns else [])


def _diff_entry(name: str, old: dict, new: dict) -> Iterator[Change]:
    """What differs in the entry of a resource, or without a name in the metadata of the package."""
    for key in dict.fromkeys([*old, *new]):
        if old.get(key) != new.get(key):
            kind = "resource moved" if name and key == "path" else "metadata changed"
            yield Change(kind, name, "", key, _short(old.get(key)), _short(new.get(key)))


def _diff_rows(name: str, old: TableSnapshot, new: TableSnapshot, retired: set) -> Iterator[Change]:
    for row in diff_rows(*_alike(name, old, new)).itertuples():
        if row.change == "changed":
            kind = "outcome changed" if row.field in DECISIVE.get(name, []) else "cell changed"
            digest = row.field == DIGEST
            yield Change(kind, name, row.key, row.field, "" if digest else row.old, "" if digest else row.new)
        elif row.change == "added":
            yield Change("bookkeeping changed" if name == RETIRED else "row added", name, row.key)
        elif name == RETIRED:
            yield Change("id removed", name, row.key)
        else:
            yield Change(_fate(name, row.key, old, new, retired), name, row.key)


def _fate(name: str, key: str, old: TableSnapshot, new: TableSnapshot, retired: set) -> str:
    """The kind of change that took a row away."""
    if not old.has_ids:
        return "row removed"
    if key in new.withheld:
        return "id withheld"
    return "id retired" if (name, key) in retired else "id removed"


def _alike(name: str, old: TableSnapshot, new: TableSnapshot) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of both in the columns that both have, and as the same: cells or digests."""
    if old.text is not None:
        shared = [column for column in old.rows.columns if column in new.rows.columns]
        return old.rows[shared], new.rows[shared]
    known = [column for column in old.schema.columns if column not in old.schema.primary_key]
    if set(known) - set(new.rows.columns):  # what the digest of a row was made of is gone
        return old.rows[[]], new.rows[[]]
    return old.rows, summarise_rows(name, new.rows[known])[list(old.rows)]


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
