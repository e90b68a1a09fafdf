"""Give cells back the text that they had before a spreadsheet saved the file."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

import pandas as pd

from scripts.evidence.canonical import clean_table
from scripts.evidence.spreadsheet.forms import form_of
from scripts.evidence.spreadsheet.locales import Form
from scripts.package.tableschema import TableSchema


class Restored(NamedTuple):
    """A table as text; for each of its rows the committed one, missing where there is none; cells restored, by kind."""

    table: pd.DataFrame
    before: pd.DataFrame
    counts: Counter


def restore(text: pd.DataFrame, committed: pd.DataFrame, schema: TableSchema) -> Restored:
    """Give back to each cell its committed text where a spreadsheet has made it what it is now.

    What a person may have written as well (851 for 0.851) is undone only where most cells of the column that the
    same spreadsheet would have changed were changed.

    Parameters
    ----------
    text, committed : frames of str with the columns of the schema, blanks as ""
    """
    table = clean_table(text)
    before = committed.reindex(_origins(table, committed, schema.primary_key)).set_axis(text.index)
    counts = Counter()
    for column in schema.columns:
        for kind, lines in _undone(before[column], table[column]):
            table.loc[lines, column] = before.loc[lines, column]
            counts[kind] += len(lines)
    return Restored(table, before, counts)


def _undone(old: pd.Series, new: pd.Series) -> Iterator[tuple[str, list[int]]]:
    """The lines of one column that a spreadsheet has changed, by what it did to them."""
    known = old.notna()
    changed = known & (old != new)
    by_kind: dict[str, list[tuple[int, Form]]] = defaultdict(list)
    for line, one, other in zip(old.index[changed], old[changed], new[changed], strict=True):
        if form := form_of(one, other):
            by_kind[form.kind].append((line, form))
    untouched = old[known & ~changed].value_counts() if by_kind else {}
    for kind, forms in by_kind.items():
        signs = {form.alike for _, form in forms if form.alike}
        spared = sum(times for cell, times in untouched.items() if any(alike(cell) for alike in signs))
        lines = [line for line, form in forms if form.alike is None or spared < len(forms)]
        if lines:
            yield kind, lines


def _origins(table: pd.DataFrame, committed: pd.DataFrame, key: list[str]) -> list[float]:
    """For each row the label of its committed row: the one of its key, or of what a spreadsheet made its key of."""
    free = dict(zip(_keys(committed, key), committed.index, strict=True))
    every, keys = dict(free), _keys(table, key)
    origins = [free.pop(one, None) for one in keys]
    parts = [{one[place] for one in free} for place in range(len(key))]
    for row, one in enumerate(keys):
        if origins[row] is None and free:
            choices = product(*(_olds(cell, of_part) for cell, of_part in zip(one, parts, strict=True)))
            candidates = [old for old in choices if old in free]
            if candidates:
                like = [(table.iloc[row] == committed.loc[free[old]]).sum() for old in candidates]
                origins[row] = free.pop(candidates[like.index(max(like))])
    return [every.get(one, math.nan) if label is None else label for one, label in zip(keys, origins, strict=True)]


def _keys(table: pd.DataFrame, key: list[str]) -> list[tuple[str, ...]]:
    return list(table[key].itertuples(index=False, name=None))


def _olds(cell: str, cells: set[str]) -> list[str]:
    """Those cells that are this one, or that a spreadsheet makes into it."""
    return [cell] if cell in cells else [old for old in cells if form_of(old, cell)]
