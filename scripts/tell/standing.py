"""Whether what is cited is what a release holds."""

from scripts.history.changes import changed_keys
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.package.descriptor import Package
from scripts.tell.cite import Cited
from scripts.tell.keys import Tables


def is_changed(release: Snapshot, package: Package, tables: Tables, cited: Cited | None) -> bool:
    """Whether the data set (None), a table or a row, with the words and sources behind it, is not as in a release.

    A release keeps a digest of each row: where any cell of a row differs, all count as changed. Of bookkeeping it
    keeps none, and the whole table must be as it was.
    """
    if cited is None:
        return _differs(release, package, tables)
    table, key, _ = cited.at
    if not key:
        return _differs(release, package, {table: tables[table]})
    rows = {"statements": {origin.statement_id for origin in cited.origins}}
    rows |= {"sources": {origin.source_id for origin in cited.origins}}
    rows[table] = rows.get(table, set()) | {key}
    now = take_snapshot(package, {name: tables[name] for name in rows})
    return any(
        name not in release.tables or keys & changed_keys(name, release.tables[name], now.tables[name])
        for name, keys in rows.items()
    )


def _differs(release: Snapshot, package: Package, tables: Tables) -> bool:
    now = take_snapshot(package, tables).tables
    return any(name not in release.tables or release.tables[name].content != now[name].content for name in now)
