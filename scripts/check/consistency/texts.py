"""Cells that hold text which people write freely, and rules that say which texts are wrong."""

import pyarrow as pa
import pyarrow.compute as pc

from scripts.check.consistency.pandera_rules import Check
from scripts.check.context import Context
from scripts.package.findings import Rule

REFERENCES = ("provenance", "gaps")  # tables that hold nothing else
Columns = list[tuple[str, str]]  # resource and column


def free_columns(context: Context) -> Columns:
    """Columns of text that no closed list, pattern, reference or address format binds."""
    found = []
    for table, schema in _schemas(context):
        bound = {column for key in schema.foreign_keys for column in key.fields}
        found += [
            (table, field["name"])
            for field in schema.fields
            if field["type"] == "string"
            and "format" not in field
            and field["name"] not in bound
            and not field.get("constraints", {}).keys() & {"enum", "pattern"}
        ]
    return found


def address_columns(context: Context) -> Columns:
    """Columns of web addresses."""
    return [
        (table, field["name"])
        for table, schema in _schemas(context)
        for field in schema.fields
        if field.get("format") == "uri"
    ]


def every_text(context: Context, columns: Columns) -> pa.Array:
    """The texts of columns, each once."""
    kind = pa.large_string()
    texts = [pa.array(context.text[table][column]).cast(kind) for table, column in columns]
    return pc.unique(pa.chunked_array(texts, kind))


def checks_of_texts(context: Context, rule: Rule, message: str, wrong: list[str], columns: Columns) -> list[Check]:
    """Checks for those of the columns in which a wrong text stands: there are many, and few do."""

    def fine(column: str):
        return lambda rows, context: ~rows[column].isin(wrong)

    return [
        Check(rule, table, column, fine(column), message)
        for table, column in columns
        if wrong and context.text[table][column].isin(wrong).any()
    ]


def _schemas(context: Context):
    return [(table, context.package.resources[table].schema) for table in context.text if table not in REFERENCES]
