"""The declared order of rows."""

import pandas as pd

from scripts.check.context import Context
from scripts.package.findings import Finding, Rule
from scripts.package.tableschema import TableSchema

OUT_OF_ORDER = Rule(
    "S604", "Rows stand in the order that the schema declares",
    "In one order only a changed row shows as a change, and neighbours stand together.",
    "error", "structure", "ours", "Run `make format`.",
)


def check(context: Context) -> list[Finding]:
    """Name every row that stands after one which belongs behind it."""
    findings = []
    for name, typed in context.typed.items():
        schema = context.package.resources[name].schema
        if not context.has(name, schema.sorted_by):
            continue
        for line in misplaced(typed, schema):
            findings.append(
                context.finding(
                    OUT_OF_ORDER, name, line, "", "The row belongs before the row above it.",
                    expected=f"sorted by {', '.join(schema.sorted_by)}",
                )
            )
    return findings


def misplaced(typed: pd.DataFrame, schema: TableSchema) -> pd.Index:
    """Return the index of rows that should stand before the row above them (see `sort_rows`)."""
    open_ = pd.Series(True, index=typed.index[1:])  # equal to the row above so far
    wrong = pd.Series(False, index=typed.index[1:])
    for column in schema.sorted_by:
        here = typed[column].iloc[1:]
        above = typed[column].shift().iloc[1:]
        smaller = (here < above).fillna(False).astype(bool) | (here.isna() & above.notna())
        same = (here == above).fillna(False).astype(bool) | (here.isna() & above.isna())
        wrong |= open_ & smaller
        open_ &= same
    return wrong.index[wrong]
