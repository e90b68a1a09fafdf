"""Rules as vectorised predicates over typed tables, run by Pandera, told as findings.

Pandera is given one column after the other, the one to blame, because it reports a check of a
whole frame once per column. Its import takes a second and so waits until a rule is to run.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from dataclasses import dataclass

import pandas as pd

from scripts.check.context import Context
from scripts.check.guard import COULD_NOT_RUN
from scripts.package.findings import Finding, Rule

# Rows of a typed table, indexed by physical line, and the context; one value a row comes out.
RowFunction = Callable[[pd.DataFrame, Context], pd.Series]


@dataclass(frozen=True)
class Check:
    """A rule at work on one column of one table.

    `fine` says of every row whether it keeps the rule (bool). It is given the rows in which all
    columns of `needs` are filled, so that it meets no missing value in them; all other rows
    pass. Other tables it reads from `context.typed`. `message` may name columns of the row in
    braces, and `{expected}`; `expected` is a text of the same kind or a function that gives one
    for every row.
    """

    rule: Rule
    resource: str
    column: str
    fine: RowFunction
    message: str
    needs: tuple[str, ...] = ()
    expected: str | RowFunction = ""


def rules(checks: Iterable[Check]) -> tuple[Rule, ...]:
    """The rules behind checks, each once, in their order."""
    return tuple(dict.fromkeys(check.rule for check in checks))


def run(context: Context, checks: Iterable[Check]) -> list[Finding]:
    """Run checks and return all failing cells as findings.

    A cell that a lower layer has found bad is missing for every predicate. A check of a table or
    column that is not there is left out. One that breaks off is a finding of its own.
    """
    seen = without_bad(context)
    by_table, findings = defaultdict(list), []
    for check in checks:
        columns = {check.column, *check.needs}
        if not context.has(check.resource, columns):
            continue
        unknown = columns.difference(seen.typed[check.resource].columns)
        if unknown:
            findings += _broken_off(check, f"the schema has no column {', '.join(sorted(unknown))}")
        else:
            by_table[check.resource].append(check)
    for resource, of_table in by_table.items():
        for check, failed in _validate(seen, resource, of_table):
            findings += _broken_off(check, failed) if isinstance(failed, str) else _tell(seen, check, failed)
    return findings


def without_bad(context: Context) -> Context:
    """Return the context with the cells that a lower layer found bad missing in `typed`."""
    seen = copy(context)
    typed = dict(context.typed)
    for (resource, column), lines in _bad_lines(context).items():
        if resource in typed:
            typed[resource] = typed[resource].copy()
            typed[resource].loc[typed[resource].index.isin(lines), column] = None
    vars(seen)["typed"] = typed
    if "sources" in typed:
        latest = typed["sources"]["accessed"].max()
        vars(seen)["today"] = "" if pd.isna(latest) else latest
    return seen


def _bad_lines(context: Context) -> Mapping[tuple[str, str], list[int]]:
    lines = defaultdict(list)
    for resource, line, column in context.bad:
        if resource in context.text and column in context.text[resource]:
            lines[resource, column].append(line)
    return lines


def _validate(context: Context, resource: str, checks: list[Check]) -> list[tuple[Check, pd.Index | str]]:
    """Let Pandera run the checks of a table: the lines that fail each, or why it broke off."""
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    frame = context.typed[resource]
    by_column = defaultdict(list)
    for number, check in enumerate(checks):
        predicate = pa.Check(_predicate(check, frame, context), name=str(number), ignore_na=False)
        by_column[check.column].append(predicate)
    columns = {column: pa.Column(checks=listed, nullable=True) for column, listed in by_column.items()}
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
    except SchemaErrors as errors:
        failed = errors.failure_cases.groupby("check")
        return [
            (check, cases["failure_case"].iloc[0] if cases["index"].isna().any() else cases["index"])
            for number, check in enumerate(checks)
            if str(number) in failed.groups
            for cases in [failed.get_group(str(number))]
        ]
    return []


def _predicate(check: Check, frame: pd.DataFrame, context: Context) -> Callable[[pd.Series], pd.Series]:
    def passes(cells: pd.Series) -> pd.Series:
        rows = _rows(check, frame)
        if rows.empty:
            return pd.Series(True, index=cells.index)
        return check.fine(rows, context).astype("bool").reindex(cells.index, fill_value=True)

    return passes


def _rows(check: Check, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of which a check speaks."""
    filled = frame[list(check.needs)].notna().all(axis=1)
    return frame if filled.all() else frame[filled]


def _tell(context: Context, check: Check, lines: pd.Index) -> list[Finding]:
    text = context.text[check.resource].loc[sorted(set(lines))]
    if callable(check.expected):
        expected = check.expected(_rows(check, context.typed[check.resource]), context)
        expected = expected.reindex(text.index).astype("str").fillna("")
    else:
        expected = pd.Series([check.expected.format(**row) for row in text.to_dict("records")], text.index)
    return [
        context.finding(
            check.rule, check.resource, line, check.column,
            check.message.format(**{**row, "expected": expected[line]}), expected=expected[line],
        )
        for line, row in zip(text.index, text.to_dict("records"), strict=True)
    ]


def _broken_off(check: Check, reason: str) -> list[Finding]:
    message = f"{check.rule.id} ({check.rule.title}) broke off on {check.resource}.{check.column}: {reason}"
    return [COULD_NOT_RUN.finding(message, resource=check.resource, column=check.column)]
