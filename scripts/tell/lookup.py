"""Find one row of the package, or say what is near it."""

from difflib import get_close_matches

import pandas as pd

Tables = dict[str, pd.DataFrame]  # text, blanks as "", every resource of the package


class NotFound(Exception):
    """There is no such table, row or field; the message says what comes close."""


class Retired(NotFound):
    """The id was released and is retired; the message says what became of it."""


def check_table(keys: dict[str, str], table: str) -> None:
    """Raise NotFound where there is no such table."""
    if table not in keys:
        raise NotFound(_missing("table", table, list(keys)))


def find_row(tables: Tables, keys: dict[str, str], table: str, key: str) -> pd.Series:
    """Return a row by table and key.

    In: the tables as text, the key column by table. Raises NotFound, or Retired for an id that
    is gone.
    """
    check_table(keys, table)
    frame = tables[table]
    rows = frame[frame[keys[table]] == key]
    if not rows.empty:
        return rows.iloc[0]
    fate = _fate(tables["retired"], table, key)
    if fate:
        raise Retired(" ".join(fate))
    raise NotFound(_missing(f"row in {table}", key, frame[keys[table]].tolist()))


def check_field(row: pd.Series, field: str) -> None:
    """Raise NotFound where the row has no such field."""
    if field not in row.index:
        raise NotFound(_missing("field", field, list(row.index)))


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


def _missing(what: str, word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no {what} {word!r}.{hint}"
