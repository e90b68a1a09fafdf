"""Tombstones: rows of `retired` for released ids that are gone."""

import pandas as pd

from scripts.history.state import State


def tombstones(
    lost: list[tuple[str, str]], now: State, day: str, reason: str, note: str, successor: str
) -> pd.DataFrame:
    """Return rows of `retired` for lost ids (table, id), in the columns of that table.

    The successor is named in the tables that have an id of that name; whatever is gone along with
    the id that it follows (its names, sites, events) has none.
    """
    rows = [
        {
            "table": table, "id": key, "date": day, "reason": reason, "note": note,
            "successor": successor if (table, successor) in now.ids else "",
        }
        for table, key in lost
    ]
    return pd.DataFrame(rows, columns=["table", "id", "date", "reason", "successor", "note"], dtype="str")
