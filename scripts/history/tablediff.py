"""What differs between two states of a table, by key and cell."""

import pandas as pd

COLUMNS = ["key", "change", "field", "old", "new"]


def diff_table(old: pd.DataFrame, new: pd.DataFrame, key: list[str]) -> pd.DataFrame:
    """Compare two frames of text by key.

    Columns that only one of them has count as blank in the other; a key that stands again is
    another row (key#2). Out: one row a difference with `key` (parts joined by /), `change` (added,
    removed, changed), `field` (blank for whole rows), `old` and `new` (text), in the order of keys.
    """
    columns = list(dict.fromkeys([*old.columns, *new.columns]))
    one, two = (
        frame.reindex(columns=columns, fill_value="").set_index(_joined(frame, key)) for frame in (old, new)
    )
    shared = one.index.intersection(two.index)
    before, after = one.loc[shared], two.loc[shared]
    unequal = (before != after).to_numpy()
    rows, cells = unequal.nonzero()
    changed = pd.DataFrame(
        {
            "key": shared[rows],
            "change": "changed",
            "field": [columns[cell] for cell in cells],
            "old": before.to_numpy()[rows, cells],
            "new": after.to_numpy()[rows, cells],
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


def _joined(frame: pd.DataFrame, key: list[str]) -> pd.Index:
    joined = frame[key[0]]
    for column in key[1:]:
        joined = joined + "/" + frame[column]
    again = joined.groupby(joined).cumcount()
    return pd.Index(joined.mask(again > 0, joined + "#" + (again + 1).astype("str")))
