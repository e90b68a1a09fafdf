"""Reviewed word lists that rules consult: CSV files beside this module, one entry a row."""

import csv
from functools import cache
from pathlib import Path


@cache
def entries(name: str, column: str, **having: str) -> tuple[str, ...]:
    """Return a column of a list, in its order, of the rows that have these values elsewhere.

    Raises OSError or KeyError where list or column is not there.
    """
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if having.items() <= row.items()]
    return tuple(row[column] for row in rows)
