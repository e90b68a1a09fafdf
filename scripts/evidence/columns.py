"""Columns of a table: one by a key, several as one key, or the codes that another marks."""

import pandas as pd

SEPARATOR = "\x1f"  # unit separator: stands in no cell, so no two lists of parts collide
WHOLE_ROW = "*"  # the field of gaps and provenance that stands for all cells of a row
Tables = dict[str, pd.DataFrame]  # by name of the resource


def lookup(table: pd.DataFrame, key: str | list[str], column: str | list[str]) -> pd.Series | pd.DataFrame:
    """Return a column (or several) of a table by a key, the first row of each key, as `map` and `join` take it."""
    return table.drop_duplicates(key).set_index(key)[column]


def marked(table: pd.DataFrame, mark: str, value: object = True) -> list[str]:
    """Return the codes in the first column of a vocabulary whose column `mark` holds the value."""
    return table.loc[table[mark] == value, table.columns[0]].tolist()


def joined(table: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Return text columns as one key, to look for rows of one table in another; blank where one of them is."""
    key = table[columns[0]]
    for column in columns[1:]:
        key = key + SEPARATOR + table[column].astype("str")
    return key
