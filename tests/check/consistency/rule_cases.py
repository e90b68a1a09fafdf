"""Passing and failing rows beside each rule, and small worlds of a few rows."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from scripts.check.consistency.rulebook import RULES
from scripts.check.consistency.views import VIEWS, World
from scripts.check.context import Context
from scripts.package.descriptor import Package, load_package

PACKAGE = load_package(Path(__file__).parents[2] / "package")


def _text(name, rows):
    """Rows of a table as read from its file, the first in line 2."""
    columns = PACKAGE.resources[name].schema.columns
    assert all(set(row) <= set(columns) for row in rows), f"{name} has no such column"
    frame = pd.DataFrame(rows, columns=columns, dtype="str").fillna("")
    return frame.set_axis(pd.RangeIndex(2, len(rows) + 2, name="line"))


def _typed(text):
    return {name: PACKAGE.resources[name].schema.cast(rows) for name, rows in text.items()}


EMPTY = {name: _text(name, []) for name in PACKAGE.resources}
EMPTY_TYPED = _typed(EMPTY)


@dataclass(frozen=True)
class Case:
    """Rows that a rule passes (`right`) and rows that it must not (`wrong`), all in one frame.

    `rule` is an id, with places (`view.column`) where not all of the rule's are meant. `columns` names the cells of a
    row, `{column}` the one to blame. Cells of a table are text as in its file, those that a view adds are values.
    """

    rule: str
    columns: str
    right: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    given: dict = field(default_factory=dict)

    def check(self):
        id_, *places = self.rule.split()
        tasks = [(each, column) for each in RULES if each.rule.id == id_ for column in each.columns]
        tasks = [(each, column) for each, column in tasks if not places or f"{each.view}.{column}" in places]
        assert len(tasks) >= max(1, len(places))
        rows = [*self.right, *self.wrong]
        for each, column in tasks:
            holds = each(self._frame(each, column, rows), column=column, given=self.given.__getitem__)
            failing = [row for row, held in zip(rows, holds, strict=True) if not held]
            assert failing == list(self.wrong), f"{id_} on {each.view}.{column}"

    def _frame(self, each, column, rows):
        names = self.columns.format(column=column).split()
        values = [dict(zip(names, row if isinstance(row, tuple) else (row,), strict=True)) for row in rows]
        wanted = {name.format(column=column): None for name in [column, *names, *each.needs, *each.also] if name != "*"}
        table = VIEWS[each.view].of if each.view in VIEWS else each.view
        schema = PACKAGE.resources[table].schema if table else None
        cells = {name: [row.get(name, "") for row in values] for name in wanted}
        typed = schema.cast(pd.DataFrame({c: cells.get(c, "") for c in schema.columns}, dtype="str")) if table else {}
        made = {name: typed[name] if name in typed else _column(cells[name]) for name in wanted}
        return pd.DataFrame(made).set_axis(pd.RangeIndex(2, len(rows) + 2, name="line"))

    def __str__(self):
        return self.rule


def _column(values):
    values = [None if value == "" else value for value in values]
    known = {type(value) for value in values if value is not None}
    dtype = "bool" if known == {bool} else "float64" if known & {int, float} else "str" if known <= {str} else "object"
    return pd.Series(values, dtype=dtype)


def context_of(bad=(), more=None, absent=(), **tables):
    """Context of rows as dicts of text by table, the first in line 2.

    Tables that are not named are empty, columns that are not named blank. `bad` are cells that a lower layer found
    bad, `absent` columns that the file lacks; `more` is put into the descriptor.
    """
    text = {name: _text(name, rows) for name, rows in tables.items()}
    described = Package(PACKAGE.root, PACKAGE.descriptor | (more or {}), PACKAGE.resources)
    context = Context(described, EMPTY | text, bad=set(bad), absent=set(absent))
    context.typed = EMPTY_TYPED | _typed(text)  # the empty tables are cast once
    return context


def world_of(**tables):
    """World of a few rows, see `context_of`."""
    return World(context_of(**tables))
