"""Cells written as their type demands, and required cells filled."""

import pandas as pd

from scripts.check.context import Context
from scripts.package.findings import Finding, Rule
from scripts.package.tableschema import PATTERNS, TableSchema

NOT_TYPE = Rule(
    "S301", "A cell can be read as its column's type",
    "One word in a column of numbers turns the whole column into text for everyone.",
    "error", "structure", "screen", "Write the value alone; units, remarks and doubts have columns of their own.",
)
NOT_CANONICAL = Rule(
    "S302", "Numbers and truth values are written in the one canonical way",
    "1e5, +5, 05, 1,000, INF and TRUE are read differently by different tools.",
    "error", "structure", "screen", "Write plain digits with a point: 1000 or 0.5; truth values as true and false.",
)
BLANK = Rule(
    "S303", "A required cell is filled",
    "Without it the row says nothing, or nobody can find it.",
    "error", "structure", "screen", "Fill in the cell; if the value is not known, the row does not belong here yet.",
)
EMPTY_TABLE = Rule(
    "S304", "A table has rows",
    "A table that lost its rows is valid for most tools.",
    "error", "structure", "screen", "Restore the rows; only a schema with mayBeEmpty allows none.",
)

KINDS = {"integer": "whole number", "number": "number", "boolean": "truth value (true or false)"}
# What a reader, Python's or frictionless's, would take for the type in spite of its spelling.
READABLE = {
    "integer": r"\s*[+-]?[0-9]+(?:\.0*)?\s*|[+-]?[0-9]+[eE][+]?[0-9]+",
    "number": r"(?i)\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?\s*|[+-]?(?:inf|infinity|nan)",
    "boolean": r"(?i)true|false",
}


def check(context: Context) -> list[Finding]:
    """Check type and presence of every cell."""
    findings = []
    for table, text in context.text.items():
        schema = context.package.resources[table].schema
        if text.empty and not schema.may_be_empty:
            findings.append(context.finding(EMPTY_TABLE, table, None, "", "The table has a header and no rows."))
        for column in context.columns(table):
            findings += _check_column(context, table, column, text[column], schema)
    return findings


def _check_column(
    context: Context, table: str, column: str, cells: pd.Series, schema: TableSchema
) -> list[Finding]:
    field = schema.field(column)
    kind, required = field["type"], field.get("constraints", {}).get("required")
    if kind == "string" and not required:
        return []
    blank = cells == ""
    findings = []
    if required and blank.any():
        message = f"{column} is required and blank."
        findings += context.cells(BLANK, table, column, blank, message, expected=field["description"])
    if kind == "string":
        return findings
    wrong = ~blank & ~cells.str.fullmatch(PATTERNS[kind])
    if not wrong.any():
        return findings
    readable = cells.str.fullmatch(READABLE[kind])
    show = {"expected": f"a {KINDS[kind]}, such as {field['example']}"}
    return [
        *findings,
        *context.cells(
            NOT_TYPE, table, column, wrong & ~readable, lambda cell: f"“{cell}” is no {KINDS[kind]}.", **show
        ),
        *context.cells(
            NOT_CANONICAL, table, column, wrong & readable,
            lambda cell: f"“{cell}” is not the canonical way to write a {KINDS[kind]}.", **show,
        ),
    ]
