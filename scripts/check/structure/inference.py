"""What a plain `pandas.read_csv` makes of a table: right types today, and the same tomorrow."""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

READS_AS_MISSING = Rule(
    "S310", "No text is one that pandas reads as missing or as infinite",
    "A company called “NA” would vanish from every analysis.",
    "error", "structure", "pandas", "Write the name or code in another way, for example in full.",
)
UNSTABLE_TYPE = Rule(
    "S311", "No legal new row changes a published column's type as pandas infers it",
    "A script that runs today would fail after the next release.",
    "error", "structure", "pandas", "See the expected kind of column; else change type or constraints in the schema.",
)

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
    that lost some to a broken file, has none.
    """
    findings = []
    for table, text in context.text.items():
        resource = context.package.resources[table]
        for column in context.columns(table):
            if resource.schema.field(column)["type"] == "string":
                findings += _check_texts(context, table, column, text[column])
        if not resource.is_evidence and len(text) and table not in context.incomplete:
            findings += _check_types(context, table)
    return findings


def _check_texts(context: Context, table: str, column: str, cells: pd.Series) -> list[Finding]:
    wrong = np.asarray(pc.is_in(pa.array(cells), value_set=PLACEHOLDERS), dtype=bool)
    if not wrong.any():
        return []
    return context.cells(
        READS_AS_MISSING, table, column, pd.Series(wrong, cells.index),
        lambda cell: f"pandas reads “{cell}” as missing or infinite.", expected="a text that is no placeholder",
    )


def _check_types(context: Context, table: str) -> list[Finding]:
    schema = context.package.resources[table].schema
    findings = []
    for column in context.columns(table):
        cells, field = context.text[table][column], schema.field(column)
        blank = cells == ""
        if (context.typed[table][column].isna() & ~blank).any():
            continue  # cells of another type, and that is said already
        found, expected = inferred_type(cells, field["type"]), stable_type(field, blank.any())
        if found not in expected:
            findings.append(
                context.finding(
                    UNSTABLE_TYPE, table, None, column,
                    f"pandas reads {column} as {found}, and a legal new row may change that.",
                    value=found, expected=" or ".join(sorted(expected)) or "a required column", hint=_hint(field),
                )
            )
    return findings


def inferred_type(cells: pd.Series, kind: str) -> str:
    """Return the dtype that a plain `read_csv` gives a column, or what keeps it from being one.

    In: cells as text, blanks as "", written canonically for their type in the schema. Text is
    called so only where one cell settles it: neither a number nor a truth value.
    """
    filled = cells[cells != ""]
    if filled.empty:
        return "all blank"
    has_blank = len(filled) < len(cells)
    if kind == "boolean":
        return "object" if has_blank else "bool"
    if kind == "string" and not all(map(_is_no_text, filled)):
        return "str"
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

    In: a field descriptor, and whether a cell of the column is blank. A column of text stays
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


def _hint(field: dict) -> str:
    if field["type"] == "boolean" or (field["type"] == "integer" and not field.get("constraints", {}).get("required")):
        return "Declare the column required in its schema, or remove it from the table."
    return ""
