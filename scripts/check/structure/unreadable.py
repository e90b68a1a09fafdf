"""Typed cells that nobody can read, one finding a column: `format` stops there before it writes anything."""

import pandas as pd

from scripts.check.structure.screen import KINDS
from scripts.evidence.spreadsheet.resaved import say_lines
from scripts.package.descriptor import Resource
from scripts.package.findings import RULES, Finding
from scripts.package.tableschema import PATTERNS, is_dated

AS_TEXT = "Write the value as in the example; a spreadsheet leaves a column as it is that it opens as text."


def unreadable(resource: Resource, table: pd.DataFrame) -> list[Finding]:
    """Name each column of numbers, truth values or dates in which cells are none.

    Parameters
    ----------
    table : frame of str with the columns of the resource, blanks as "", indexed by physical line
    """
    findings = []
    for field in resource.schema.fields:
        column, is_date = field["name"], is_dated(field)
        if not is_date and field["type"] not in PATTERNS:
            continue
        pattern = field["constraints"]["pattern"] if is_date else PATTERNS[field["type"]]
        cells = table[column].sort_index()
        wrong = cells[(cells != "") & ~cells.str.fullmatch(pattern)]
        if wrong.empty:
            continue
        line, cell = wrong.index[0], wrong.iloc[0]
        kind = "date or period as the column has them" if is_date else KINDS[field["type"]]
        findings.append(
            RULES["S306" if is_date else "S301"].finding(
                f"“{cell}” is no {kind} ({say_lines(wrong.index)}).",
                resource=resource.name, path=resource.path, line=line, column=column, value=cell,
                row_key="|".join(table.loc[line, resource.schema.primary_key]),
                expected=f"such as {field['example']}", hint=AS_TEXT,
            )
        )  # fmt: skip
    return findings
