"""The screen of cells, rows and keys: Pandera finds what breaks the Table Schema, and here it is told."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import pandas as pd
import pyarrow
from pandera.errors import SchemaErrors

from scripts.check.context import COULD_NOT_RUN, Context
from scripts.check.structure.addresses import address_problem
from scripts.check.structure.pandera_schema import SEPARATOR, Known, followed, key_values, schema_of
from scripts.package.descriptor import Package, Resource
from scripts.package.findings import Finding, Rule
from scripts.package.tableschema import ForeignKey, TableSchema

NOT_TYPE = Rule(
    "S301", "A cell can be read as its column's type",
    "One word in a column of numbers turns the whole column into text for everyone.",
    "error", "structure", "pandera", "Write the value alone; units, remarks and doubts have columns of their own.",
)
NOT_CANONICAL = Rule(
    "S302", "Numbers and truth values are written in the one canonical way",
    "1e5, +5, 05, 1,000, INF and TRUE are read differently by different tools.",
    "error", "structure", "pandera", "Write plain digits with a point: 1000 or 0.5; truth values as true and false.",
)
BLANK = Rule(
    "S303", "A required cell is filled",
    "Without it the row says nothing, or nobody can find it.",
    "error", "structure", "pandera", "Fill in the cell; if the value is not known, the row does not belong here yet.",
)
EMPTY_TABLE = Rule(
    "S304", "A table has rows",
    "A table that lost its rows is valid for most tools.",
    "error", "structure", "ours", "Restore the rows; only a schema with mayBeEmpty allows none.",
)
NOT_IN_LIST = Rule(
    "S305", "A cell of a closed list holds one of its values",
    "A word of one's own is a category that nobody counts.",
    "error", "structure", "pandera", "Use one of the expected values; a new one is first added to the schema.",
)
NOT_PATTERN = Rule(
    "S306", "A cell has the form that its column demands",
    "Codes, dates and ids in another form are not found and not joined.",
    "error", "structure", "pandera", "Write the value in the form of the example.",
)
OUT_OF_BOUNDS = Rule(
    "S307", "A number lies within the bounds of its column",
    "Figures beyond what can be are slips of the hand or of the unit.",
    "error", "structure", "pandera", "Correct the number, or its unit.",
)
WRONG_LENGTH = Rule(
    "S308", "A text is as long as its column allows",
    "Quotations stay short, because only facts may be taken over.",
    "error", "structure", "pandera", "Shorten the text.",
)
UNSAFE_ADDRESS = Rule(
    "S309", "A web address is a plain http or https address",
    "javascript:, file: and addresses without a host run code, read local files or lead nowhere.",
    "error", "structure", "pandera", "Copy the address of the page from the browser: https://host/path.",
)
DOUBLED_KEY = Rule(
    "S401", "A primary key stands once",
    "Of two rows with one key a reader finds the one or the other.",
    "error", "structure", "pandera", "Remove the repeated row, or give it a key of its own.",
)
NOT_UNIQUE = Rule(
    "S402", "A value of a unique column stands once",
    "Two rows claim what only one can have.",
    "error", "structure", "pandera", "Correct one of the two rows.",
)
NO_SUCH_ROW = Rule(
    "S403", "What a foreign key refers to exists",
    "A reference that leads nowhere loses the fact behind it.",
    "error", "structure", "pandera", "Correct the reference, or first add the row that it refers to.",
)

# By name of the check: the rule, the message and what was expected. Braces are filled from the
# field, its constraints, and what is known of the cell.
SAID = {
    "type": (NOT_TYPE, "“{cell}” is no {kind}.", "a {kind}, such as {example}"),
    "canonical": (NOT_CANONICAL, "“{cell}” is not the canonical way to write a {kind}.", "a {kind}, such as {example}"),
    "not_nullable": (BLANK, "{name} is required and blank.", "{description}"),
    "enum": (NOT_IN_LIST, "“{cell}” is not in the list.", "{enum}"),
    "pattern": (NOT_PATTERN, "“{cell}” has not the form of {name}.", "{description} Example: {example}"),
    "minimum": (OUT_OF_BOUNDS, "The number is below {minimum}.", "at least {minimum}"),
    "maximum": (OUT_OF_BOUNDS, "The number is above {maximum}.", "at most {maximum}"),
    "minLength": (WRONG_LENGTH, "The text has {length} characters.", "at least {minLength}"),
    "maxLength": (WRONG_LENGTH, "The text has {length} characters.", "at most {maxLength}"),
    "uri": (UNSAFE_ADDRESS, "The address {problem}.", "an address such as {example}"),
    "primaryKey": (DOUBLED_KEY, "{cell} stands already in line {first}.", "another {fields}"),
    "unique": (NOT_UNIQUE, "{cell} stands already in line {first}.", "another {fields}"),
    "foreignKeys": (NO_SUCH_ROW, "{cell} is not in {target}.", "{reference_fields} of {target}"),
}
KINDS = {"integer": "whole number", "number": "number", "boolean": "truth value (true or false)"}
# What a reader, Python's or frictionless's, would take for the type in spite of its spelling.
READABLE = {
    "integer": r"\s*[+-]?[0-9]+(?:\.0*)?\s*|[+-]?[0-9]+[eE][+]?[0-9]+",
    "number": r"(?i)\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?\s*|[+-]?(?:inf|infinity|nan)",
    "boolean": r"(?i)true|false",
}


def check(context: Context) -> list[Finding]:
    """Screen all tables of a package."""
    return check_tables(context.package, context.text, context.absent, context.incomplete)


def check_tables(
    package: Package,
    text: Mapping[str, pd.DataFrame],
    absent: Collection[tuple[str, str]] = (),
    incomplete: Collection[str] = (),
) -> list[Finding]:
    """Screen tables, foreign keys among them included.

    Parameters
    ----------
    text : by resource name a frame of str, blanks "", indexed by physical line
    absent : columns (resource, column) that a file lacks; not checked
    incomplete : tables that lost rows; nothing is said of references to them
    """
    keys = [key for name in text for key in package.resources[name].schema.foreign_keys]
    known = {
        (name, fields): pyarrow.array(key_values(text[name], fields))
        for name, fields in {(key.resource, key.reference_fields) for key in keys}
        if name in text and name not in incomplete and not {(name, field) for field in fields} & set(absent)
    }
    findings = []
    for name, frame in text.items():
        missing = {column for resource, column in absent if resource == name}
        findings += screen(package.resources[name], frame, known, missing)
    return findings


def screen(resource: Resource, text: pd.DataFrame, known: Known, missing: Collection[str] = ()) -> list[Finding]:
    """Screen one table; `known` are the values that foreign keys may have (others are not followed)."""
    if text.empty:
        message = "The table has a header and no rows."
        show = {"resource": resource.name, "path": resource.path}
        return [] if resource.schema.may_be_empty else [EMPTY_TABLE.finding(message, **show)]
    schema = _without(resource.schema, missing) if missing else resource.schema
    try:
        schema_of(schema, known).validate(text.replace("", pd.NA), lazy=True, inplace=True)
    except SchemaErrors as errors:
        return list(_tell(resource, schema, text, errors.failure_cases, followed(schema, known)))
    return []


def _without(schema: TableSchema, missing: Collection[str]) -> TableSchema:
    """Return a schema without some columns and the keys that need them."""
    descriptor = schema.descriptor | {"fields": [field for field in schema.fields if field["name"] not in missing]}
    if set(schema.primary_key) & set(missing):
        descriptor["primaryKey"] = []
    kept = [not set(key.fields) & set(missing) for key in schema.foreign_keys]
    descriptor["foreignKeys"] = [key for key, keep in zip(descriptor.get("foreignKeys", []), kept, strict=True) if keep]
    return TableSchema(schema.name, descriptor)


def _tell(
    resource: Resource, schema: TableSchema, text: pd.DataFrame, failures: pd.DataFrame, keys: list[ForeignKey]
) -> Iterator[Finding]:
    """Turn Pandera's failure cases into findings; of an ill-written cell nothing else is said."""
    ill_written = failures[failures["check"] == "canonical"]
    ill_written = set(zip(ill_written["column"], ill_written["index"], strict=True))
    lines = defaultdict(set)  # by check, columns of the key or the one column, and foreign key
    for case in failures.itertuples():
        if pd.isna(case.index):
            message = f"The check {case.check} of {resource.name}.{case.column} broke off: {case.failure_case}"
            yield COULD_NOT_RUN.finding(message, resource=resource.name, path=resource.path)
        elif case.check == "foreignKeys":  # what fails a check of whole rows is listed once a column
            key = keys[int(case.check_number)]
            lines[case.check, key.fields, key].add(case.index)
        elif case.check == "multiple_fields_uniqueness":
            lines["primaryKey", tuple(schema.primary_key), None].add(case.index)
        elif case.check == "canonical" or (case.column, case.index) not in ill_written:
            lines[case.check, (case.column,), None].add(case.index)
    for (check, fields, key), of_check in lines.items():
        known = _known(resource, fields, key)
        values = key_values(text, fields)
        first = dict(zip(values[::-1], text.index[::-1], strict=True)) if check in ("primaryKey", "unique") else {}
        for line in sorted(of_check):
            cell = values[line].replace(SEPARATOR, "|")
            known |= {"cell": cell, "length": len(cell), "first": first.get(values[line])}
            known["problem"] = address_problem(cell)
            unreadable = check == "canonical" and not re.fullmatch(READABLE[known["type"]], cell)
            rule, message, expected = SAID["type" if unreadable else check]
            yield rule.finding(
                message.format(**known), resource=resource.name, path=resource.path, line=line, column=fields[0],
                row_key="|".join(text.loc[line, resource.schema.primary_key]), value=cell,
                expected=expected.format(**known),
            )


def _known(resource: Resource, fields: tuple[str, ...], key: ForeignKey | None) -> dict[str, object]:
    """What the messages may name of a column or key."""
    field = resource.schema.field(fields[0])
    limits = field.get("constraints", {})
    return field | limits | {
        "kind": KINDS.get(field["type"]), "enum": ", ".join(map(str, limits.get("enum", []))),
        "fields": ", ".join(fields), "target": key and key.resource,
        "reference_fields": ", ".join(key.reference_fields if key else ()),
    }
