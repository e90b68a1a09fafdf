"""The screen of cells, rows and keys: Pandera finds what breaks the Table Schema, and here it is told."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import pandas as pd
import pyarrow
from pandera.errors import SchemaErrors

from scripts.check.context import Context
from scripts.check.structure.pandera_schema import Known, address_problem, key_values, schema_of
from scripts.evidence.columns import SEPARATOR
from scripts.evidence.spreadsheet.resaved import say_lines
from scripts.package.descriptor import Package, Resource
from scripts.package.findings import RULES, Finding, few
from scripts.package.patterns import fit
from scripts.package.tableschema import PATTERNS, ForeignKey, TableSchema, is_dated

# By name of the check: the rule, the message and what was expected. Braces are filled from the
# field, its constraints, and what is known of the cell.
SAID = {
    "type": ("S301", "“{cell}” is no {kind}.", "a {kind}, such as {example}"),
    "canonical": ("S302", "“{cell}” is not the canonical way to write a {kind}.", "a {kind}, such as {example}"),
    "not_nullable": ("S303", "{name} is required and blank.", "{description}"),
    "enum": ("S305", "“{cell}” is not in the list.", "{enum}"),
    "pattern": ("S306", "“{cell}” has not the form of {name}.", "{description} Example: {example}"),
    "minimum": ("S307", "The number is below {minimum}.", "at least {minimum}"),
    "maximum": ("S307", "The number is above {maximum}.", "at most {maximum}"),
    "minLength": ("S308", "The text has {length} characters.", "at least {minLength}"),
    "maxLength": ("S308", "The text has {length} characters.", "at most {maxLength}"),
    "uri": ("S309", "The address {problem}.", "an address such as {example}"),
    "primaryKey": ("S401", "{cell} stands already in line {first}.", "another {fields}"),
    "unique": ("S402", "{cell} stands already in line {first}.", "another {fields}"),
    "foreignKeys": ("S403", "{cell} is not in {target}.", "{reference_fields} of {target}"),
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

    `text`: by resource name a frame of str, blanks "", indexed by physical line. `absent`: columns (resource, column)
    that a file lacks; not checked. `incomplete`: tables that lost rows; nothing is said of references to them.
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
        findings += screen(package.resources[name], frame, known, missing, len(findings))
    return findings


def screen(
    resource: Resource, text: pd.DataFrame, known: Known, missing: Collection[str] = (), listed: int = 0
) -> list[Finding]:
    """Screen one table; `known` are the values that foreign keys may have (others are not followed)."""
    if text.empty:
        message = "The table has a header and no rows."
        show = {"resource": resource.name, "path": resource.path}
        return [] if resource.schema.may_be_empty else [RULES["S304"].finding(message, **show)]
    schema = _without(resource.schema, missing) if missing else resource.schema
    try:
        schema_of(schema, known).validate(text.replace("", pd.NA), lazy=True, inplace=True)
    except SchemaErrors as errors:
        return list(_tell(resource, schema, text, errors.failure_cases, listed))
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
    resource: Resource, schema: TableSchema, text: pd.DataFrame, failures: pd.DataFrame, listed: int
) -> Iterator[Finding]:
    """Turn Pandera's failure cases into findings; of an ill-written cell nothing else is said.

    `listed`: how many findings on other tables there are already.
    """
    for case in failures[failures["index"].isna()].itertuples():
        message = f"The check {case.check} of {resource.name}.{case.column} broke off: {case.failure_case}"
        yield RULES["S999"].finding(message, resource=resource.name, path=resource.path)
    keys = resource.schema.keys_of(text, "|")
    for (check, fields, key), lines in _lines(schema, failures).items():
        show = {"resource": resource.name, "path": resource.path, "column": fields[0]}
        lines, more = few(sorted(lines), RULES[SAID[check][0]], listed, **show)
        listed += len(lines)
        yield from more
        known, values = _known(resource, fields, key), key_values(text, fields)
        cells = values.loc[lines]
        first = values[values.isin(cells)].drop_duplicates() if check in ("primaryKey", "unique") else cells[:0]
        first = dict(zip(first, first.index, strict=True))
        for line, value, row_key in zip(lines, cells, keys.loc[lines], strict=True):
            cell = value.replace(SEPARATOR, "|")
            known |= {"cell": cell, "length": len(cell), "first": first.get(value)}
            known["problem"] = address_problem(cell) if check == "uri" else ""
            unreadable = check == "canonical" and not re.fullmatch(READABLE[known["type"]], cell)
            rule, message, expected = SAID["type" if unreadable else check]
            known["expected"] = expected.format(**known)
            yield RULES[rule].finding(
                message.format(**known), line=line, row_key=row_key, value=cell, expected=known["expected"], **show
            )


def _lines(schema: TableSchema, failures: pd.DataFrame) -> dict[tuple, set[int]]:
    """The lines that fail, by check, columns of the key or the one column, and foreign key."""
    lines, ill_written = defaultdict(set), failures[failures["check"] == "canonical"].groupby("column")["index"]
    ill_written = {column: set(index) for column, index in ill_written}
    for (check, column), index in failures.dropna(subset="index").groupby(["check", "column"], sort=False)["index"]:
        if check.startswith("foreignKeys"):  # what fails a check of whole rows is listed once a column
            key = schema.foreign_keys[int(check.split()[1])]
            lines["foreignKeys", key.fields, key].update(index)
        elif check == "multiple_fields_uniqueness":
            lines["primaryKey", tuple(schema.primary_key), None].update(index)
        elif sound := set(index) - (ill_written.get(column, set()) if check != "canonical" else set()):
            lines[check, (column,), None] = sound
    return lines


def _known(resource: Resource, fields: tuple[str, ...], key: ForeignKey | None) -> dict[str, object]:
    """What the messages may name of a column or key."""
    field = resource.schema.field(fields[0])
    limits = field.get("constraints", {})
    return field | limits | {
        "kind": KINDS.get(field["type"]), "enum": ", ".join(map(str, limits.get("enum", []))),
        "fields": ", ".join(fields), "target": key and key.resource,
        "reference_fields": ", ".join(key.reference_fields if key else ()),
    }


AS_TEXT = "Write the value as in the example; a spreadsheet leaves a column as it is that it opens as text."


def unreadable(resource: Resource, table: pd.DataFrame) -> list[Finding]:
    """Name each column of numbers, truth values or dates in which cells are none.

    `table`: frame of str with the columns of the resource, blanks as "", indexed by physical line.
    """
    findings = []
    for field in resource.schema.fields:
        column, is_date = field["name"], is_dated(field)
        if not is_date and field["type"] not in PATTERNS:
            continue
        pattern = field["constraints"]["pattern"] if is_date else PATTERNS[field["type"]]
        cells = table[column].sort_index()
        wrong = cells[(cells != "") & ~fit(pattern, cells)]
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
