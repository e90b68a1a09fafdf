"""Find one row of the package, or say what is near it."""

from difflib import get_close_matches

import pandas as pd

Tables = dict[str, pd.DataFrame]  # text, blanks as "", every resource of the package


class NotFound(Exception):
    """There is no such table, row or field; the message says what comes close."""


def find_row(tables: Tables, keys: dict[str, str], table: str, key: str) -> pd.Series:
    """Return a row by table and key.

    In: the tables as text, the key column by table. Raises NotFound, also for a retired id, with
    what became of it.
    """
    if table not in keys:
        raise NotFound(_missing("table", table, list(keys)))
    frame = tables[table]
    rows = frame[frame[keys[table]] == key]
    if not rows.empty:
        return rows.iloc[0]
    gone = tables["retired"].query("table == @table and id == @key")
    if not gone.empty:
        row = gone.iloc[0]
        then = f" Its successor is {row['successor']}." if row["successor"] else ""
        raise NotFound(f"{key} was retired on {row['date']} ({row['reason']}): {row['note']}{then}")
    raise NotFound(_missing(f"row in {table}", key, frame[keys[table]].tolist()))


def check_field(row: pd.Series, field: str) -> None:
    """Raise NotFound where the row has no such field."""
    if field not in row.index:
        raise NotFound(_missing("field", field, list(row.index)))


def _missing(what: str, word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no {what} {word!r}.{hint}"
