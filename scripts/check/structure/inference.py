"""What a plain `pandas.read_csv` makes of a table: right types today, and the same tomorrow."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scripts.check.context import Context
from scripts.evidence.columns import WHOLE_ROW
from scripts.package.findings import RULES, Finding, few

# pandas 3 reads these as missing by default (documented under `na_values` of read_csv); and the
# spellings of infinity that its parser takes for numbers.
MISSING = frozenset(
    [
        "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>",
        "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null",
    ]
)
INFINITE = frozenset(
    sign + word for sign in ("", "+", "-") for word in ("inf", "Inf", "INF", "infinity", "Infinity", "INFINITY")
)
PLACEHOLDERS = pa.array(sorted(MISSING | INFINITE))
# A code of digits may be read as a number only if no legal value begins with a zero.
NUMERIC_CODE = re.compile(r"\^\[1-9\](\[0-9\](\{[0-9,]+\})?)*\$")


def check(context: Context) -> list[Finding]:
    """Check the texts of all tables, and the inferred types of the published ones.

    Only published tables promise types; evidence is for editing. A table without rows, or one
    that lost some to a broken file, has none, nor has a column of which a cell is withheld.
    """
    findings, excused = [], _withheld(context)
    for table, text in context.text.items():
        resource = context.package.resources[table]
        promises = not resource.is_evidence and len(text) and table not in context.incomplete
        for column in context.columns(table):
            field = resource.schema.field(column)
            if field["type"] == "string":
                findings += _check_texts(context, table, column, len(findings))
            if promises and not excused & {(table, column), (table, WHOLE_ROW)}:
                findings += _check_type(context, table, field)
    return findings


def _withheld(context: Context) -> set[tuple[str, str]]:
    """Table and column of which a dispute withholds a cell for the time being: the last one may be gone."""
    if not context.has("gaps", ["table", "field", "reason"]):
        return set()
    rows = context.text["gaps"]
    rows = rows[rows["reason"] == "withheld_disputed"]
    return set(zip(rows["table"], rows["field"], strict=True))


def _check_texts(context: Context, table: str, column: str, listed: int) -> list[Finding]:
    cells = context.text[table][column]
    wrong = pc.is_in(pa.array(cells), value_set=PLACEHOLDERS)
    if not pc.any(wrong).as_py():
        return []
    said, expected = "pandas reads “{}” as missing or infinite.", "a text that is no placeholder"
    show = {"resource": table, "path": context.package.resources[table].path, "column": column}
    listed, more = few(cells[np.asarray(wrong)], RULES["S310"], listed, **show)
    return more + [
        context.finding(RULES["S310"], table, line, column, said.format(cell), expected=expected)
        for line, cell in listed.items()
    ]


def _check_type(context: Context, table: str, field: dict) -> list[Finding]:
    column, cells = field["name"], context.text[table][field["name"]]
    found = inferred_type(cells, field["type"])
    if found == "str":
        return []
    blank = cells == ""
    if field["type"] != "string" and (context.typed[table][column].isna() & ~blank).any():
        return []  # cells of another type, and that is said already
    expected = stable_type(field, blank.any())
    if found in expected:
        return []
    whole = field["type"] == "integer" and not field.get("constraints", {}).get("required")
    required = "Declare the column required in its schema, or remove it from the table."
    return [
        context.finding(
            RULES["S311"], table, None, column,
            f"pandas reads {column} as {found}, and a legal new row may change that.",
            value=found, expected=" or ".join(sorted(expected)) or "a required column",
            hint=required if whole or field["type"] == "boolean" else "",
        )
    ]


def inferred_type(cells: pd.Series, kind: str) -> str:
    """Return the dtype that a plain `read_csv` gives a column, or what keeps it from being one.

    `cells` are text, blanks "", written canonically for their type (`kind`) in the schema. Text
    is called so only where one cell settles it: neither a number nor a truth value.
    """
    if kind == "string" and any(cell and not _is_no_text(cell) for cell in cells):
        return "str"
    filled = cells[cells != ""]
    if filled.empty:
        return "all blank"
    has_blank = len(filled) < len(cells)
    if kind == "boolean":
        return "object" if has_blank else "bool"
    if kind == "string" and filled.str.lower().isin(["true", "false"]).any():
        return "truth values"
    return "int64" if filled.str.fullmatch("[+-]?[0-9]+").all() and not has_blank else "float64"


def _is_no_text(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return cell.lower() in ("true", "false")
    return True


def stable_type(field: dict, has_blank: bool) -> set[str]:
    """Return the inferred dtypes of a column that no legal new cell can change.

    `field` is a field descriptor; `has_blank` says that a cell of the column is blank. Text stays
    text once one cell is; whole numbers stay int64 where no blank may come, and float64 once
    one came; a truth value stays one only where no blank may come.
    """
    required = field.get("constraints", {}).get("required", False)
    whole = {"float64"} if has_blank else {"int64"} if required else set()
    if field["type"] == "integer":
        return whole
    if field["type"] == "number":
        return {"float64"}
    if field["type"] == "boolean":
        return {"bool"} if required else set()
    numeric_code = NUMERIC_CODE.fullmatch(field.get("constraints", {}).get("pattern", ""))
    return {"str"} | (whole if numeric_code else set())
