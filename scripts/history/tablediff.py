"""What differs between two states of a table, by key and cell."""

import pandas as pd

from scripts.history.state import keyed
from scripts.package.tableschema import TableSchema

COLUMNS = ["key", "change", "field", "old", "new"]


def diff_table(old: pd.DataFrame, new: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Compare two frames of text that have the columns of a schema (out: see `diff_rows`)."""
    return diff_rows(keyed(old, schema), keyed(new, schema))


def diff_rows(one: pd.DataFrame, two: pd.DataFrame) -> pd.DataFrame:
    """Compare two frames of text with the same columns, indexed by key (each key once).

    Out: one row a difference with `key`, `change` (added, removed, changed), `field` (blank for
    whole rows), `old` and `new` (text), in the order of keys.
    """
    shared = one.index.intersection(two.index)
    before, after = one.loc[shared].to_numpy(), two.loc[shared].to_numpy()
    rows, cells = (before != after).nonzero()
    changed = pd.DataFrame(
        {
            "key": shared[rows],
            "change": "changed",
            "field": one.columns[cells],
            "old": before[rows, cells],
            "new": after[rows, cells],
        }
    )
    whole = [
        pd.DataFrame({"key": index, "change": change, "field": "", "old": "", "new": ""})
        for change, index in (
            ("removed", one.index.difference(two.index)),
            ("added", two.index.difference(one.index)),
        )
    ]
    differences = pd.concat([*whole, changed], ignore_index=True)[COLUMNS].astype("str")
    return differences.sort_values(["key", "change", "field"], kind="stable", ignore_index=True)


def describe(differences: pd.DataFrame, table: str, most: int) -> list[str]:
    """Say the differences of one table in words, at most so many lines and a line for the rest."""
    lines = []
    for row in differences.head(most).itertuples():
        if row.change == "changed":
            lines.append(f"{table} {row.key}: {row.field} {row.old or 'blank'} → {row.new or 'blank'}")
        else:
            lines.append(f"{table} {row.key}: row {row.change}")
    if len(differences) > most:
        lines.append(f"{table}: and {len(differences) - most} more differences")
    return lines
