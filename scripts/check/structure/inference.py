"""What a plain `pandas.read_csv` makes of a table: right types today, and the same tomorrow."""

import re

import pandas as pd

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
    ["#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "n/a", "nan", "null"]
)
INFINITE = frozenset(
    sign + word for sign in ("", "+", "-") for word in ("inf", "Inf", "INF", "infinity", "Infinity", "INFINITY")
)
# A code of digits may be read as a number only if no legal value begins with a zero.
NUMERIC_CODE = re.compile(r"\^\[1-9\](\[0-9\](\{[0-9,]+\})?)*\$")


def check(context: Context) -> list[Finding]:
    """Check the texts of all tables, and the inferred types of the published ones.

    Only published tables promise types; evidence is for editing. A table without rows has none.
    """
    findings = []
    for table, text in context.text.items():
        resource = context.package.resources[table]
        for column in context.columns(table):
            if resource.schema.field(column)["type"] == "string":
                findings += _check_texts(context, table, column, text[column])
        if not resource.is_evidence and len(text):
            findings += _check_types(context, table)
    return findings


def _check_texts(context: Context, table: str, column: str, cells: pd.Series) -> list[Finding]:
    wrong = cells.isin(MISSING | INFINITE)
    if not wrong.any():
        return []
    return context.cells(
        READS_AS_MISSING, table, column, wrong, lambda cell: f"pandas reads “{cell}” as missing or infinite.",
        expected="a text that is no placeholder",
    )


def _check_types(context: Context, table: str) -> list[Finding]:
    resource = context.package.resources[table]
    try:
        inferred = pd.read_csv(context.package.root / resource.path, low_memory=False).dtypes
    except (ValueError, OSError):  # the form of the file is wrong, and that is said already
        return []
    findings = []
    for column in context.columns(table):
        field = resource.schema.field(column)
        blank = context.text[table][column] == ""
        if (context.typed[table][column].isna() & ~blank).any():
            continue  # cells of another type, and that is said already
        expected = stable_type(field, blank.any())
        found = "all blank" if blank.all() else str(inferred[column])
        if found not in expected:
            findings.append(
                context.finding(
                    UNSTABLE_TYPE, table, None, column,
                    f"pandas reads {column} as {found}, and a legal new row may change that.",
                    value=found, expected=" or ".join(sorted(expected)) or "a required column", hint=_hint(field),
                )
            )
    return findings


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
