"""Primary keys, unique columns and foreign keys."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scripts.check.context import Context
from scripts.package.findings import Finding, Rule
from scripts.package.tableschema import ForeignKey

DOUBLED_KEY = Rule(
    "S401", "A primary key stands once",
    "Of two rows with one key a reader finds the one or the other.",
    "error", "structure", "screen", "Remove the repeated row, or give it a key of its own.",
)
NOT_UNIQUE = Rule(
    "S402", "A value of a unique column stands once",
    "Two rows claim what only one can have.",
    "error", "structure", "screen", "Correct one of the two rows.",
)
NO_SUCH_ROW = Rule(
    "S403", "What a foreign key refers to exists",
    "A reference that leads nowhere loses the fact behind it.",
    "error", "structure", "screen", "Correct the reference, or first add the row that it refers to.",
)
SEPARATOR = "\x1f"  # stands in no legal cell


def check(context: Context) -> list[Finding]:
    """Check the keys of every table; a table or column that could not be read is left out."""
    findings = []
    for table in context.text:
        schema = context.package.resources[table].schema
        unique = [field["name"] for field in schema.fields if field.get("constraints", {}).get("unique")]
        findings += _check_once(context, DOUBLED_KEY, table, schema.primary_key)
        for column in unique:
            if [column] != schema.primary_key:
                findings += _check_once(context, NOT_UNIQUE, table, [column])
        for key in schema.foreign_keys:
            whole = key.resource not in context.incomplete and context.has(key.resource, key.reference_fields)
            if whole and context.has(table, key.fields):
                findings += _check_reference(context, table, key)
    return findings


def _check_once(context: Context, rule: Rule, table: str, columns: list[str]) -> list[Finding]:
    if not context.has(table, columns):
        return []
    values = _joined(context.text[table], columns)
    repeated = values.duplicated()
    if not repeated.any():
        return []
    first = values[~repeated].reset_index().set_index(values.name)["line"]
    return [
        context.finding(
            rule, table, line, columns[0], f"{_spell(value)} stands already in line {first[value]}.",
            value=_spell(value), expected=f"another {', '.join(columns)}",
        )
        for line, value in values[repeated].items()
    ]


def _check_reference(context: Context, table: str, key: ForeignKey) -> list[Finding]:
    values = _joined(context.text[table], key.fields)
    known = pa.array(_joined(context.text[key.resource], key.reference_fields))
    dangling = values[~np.asarray(pc.is_in(pa.array(values), value_set=known), dtype=bool)]
    return [
        context.finding(
            NO_SUCH_ROW, table, line, key.fields[0], f"{_spell(value)} is not in {key.resource}.",
            value=_spell(value), expected=f"{', '.join(key.reference_fields)} of {key.resource}",
        )
        for line, value in dangling.items()
    ]


def _joined(text: pd.DataFrame, columns: list[str] | tuple[str, ...]) -> pd.Series:
    """The values of a key as one text a row; rows without any part are left out."""
    joined = text[columns[0]]
    for column in columns[1:]:
        joined = joined + SEPARATOR + text[column]
    return joined[joined != SEPARATOR * (len(columns) - 1)].rename("key")


def _spell(value: str) -> str:
    return value.replace(SEPARATOR, "|")
