"""What schemas promise each other: names, columns, keys and patterns that exist and can be used."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from scripts.package.descriptor import DESCRIPTOR, Package, Resource
from scripts.package.findings import Finding, Rule
from scripts.package.tableschema import ForeignKey

SAME_NAME = Rule(
    "P106", "Resource, schema and file have one name, used once",
    "Foreign keys and people find a table by its name.",
    "error", "structure", "ours", "Use the same name in the descriptor, the schema and both file names.",
)
NO_COLUMN = Rule(
    "P107", "Keys and orders name columns that exist",
    "A key on a column that is not there checks nothing.",
    "error", "structure", "ours", "Correct the name of the column, or add the column.",
)
DOUBLED_COLUMN = Rule(
    "P108", "No column stands twice in a schema",
    "Of two columns with one name a reader sees one.",
    "error", "structure", "ours", "Rename one of the two columns.",
)
BAD_PATTERN = Rule(
    "P109", "A pattern is a regular expression that every tool understands",
    "Look-around and back-references work in some tools and fail in others.",
    "error", "structure", "ours", "Write the pattern without (?…) groups and without back-references.",
)
LOOSE_KEY = Rule(
    "P110", "Columns of primary and composite foreign keys are required",
    "A key with an empty part identifies nothing; frictionless calls every such row an error.",
    "error", "structure", "ours", "Add “required”: true to the column, or leave it out of the key.",
)
DANGLING_KEY = Rule(
    "P111", "A foreign key points to the primary key or a unique column of a resource",
    "A reference to something that is not unique points to several rows.",
    "error", "structure", "ours", "Point the foreign key to the key column of a resource of the package.",
)
# Beyond what RE2 (Arrow, DuckDB) and XML Schema (the Table Schema standard) share.
NOT_PORTABLE = re.compile(r"\(\?|\\[1-9AZbB]")


def check(package: Package) -> tuple[list[Finding], set[str]]:
    """Check the schemas of a package whose documents are sound.

    Out: findings, and the names of resources whose schema cannot be used to check a table.
    """
    findings = list(_check_names(package))
    unsound = set()
    for resource in package.resources.values():
        of_schema = [*_check_columns(resource), *_check_patterns(resource)]
        if of_schema:
            unsound.add(resource.name)
        findings += [*of_schema, *_check_required(resource), *_check_references(package, resource)]
    return findings, unsound


def _check_names(package: Package) -> Iterator[Finding]:
    listed = package.descriptor["resources"]
    for key in ("name", "path", "schema"):
        for value, times in Counter(str(item[key]) for item in listed).items():
            if times > 1:
                yield SAME_NAME.finding(f"{times} resources have the {key} {value}.", path=DESCRIPTOR, value=value)
    for name, resource in package.resources.items():
        for what, other in [
            ("schema", resource.schema.name),
            ("schema file", PurePosixPath(resource.schema_path).stem),
            ("CSV file", PurePosixPath(resource.path).stem),
        ]:
            if other != name:
                yield SAME_NAME.finding(
                    f"The {what} of resource {name} is called {other}.",
                    resource=name, path=DESCRIPTOR, value=other, expected=name,
                )


def _check_columns(resource: Resource) -> Iterator[Finding]:
    schema, show = resource.schema, _show(resource)
    for column, times in Counter(schema.columns).items():
        if times > 1:
            yield DOUBLED_COLUMN.finding(f"Column {column} stands {times} times in the schema.", column=column, **show)
    keys = [("primaryKey", schema.primary_key), ("sortedBy", schema.sorted_by)]
    keys += [("foreignKeys", key.fields) for key in schema.foreign_keys]
    missing = {(column, key) for key, columns in reversed(keys) for column in columns if column not in schema.columns}
    for column, key in sorted(missing):
        yield NO_COLUMN.finding(f"{key} names {column}, which is no column of the schema.", column=column, **show)


def _check_patterns(resource: Resource) -> Iterator[Finding]:
    for field in resource.schema.fields:
        pattern = field.get("constraints", {}).get("pattern", "")
        try:
            re.compile(pattern)
            problem = "uses what not every tool understands" if NOT_PORTABLE.search(pattern) else ""
        except re.error as error:
            problem = f"is no regular expression: {error}"
        if problem:
            yield BAD_PATTERN.finding(
                f"The pattern of {field['name']} {problem}.", column=field["name"], value=pattern, **_show(resource)
            )


def _check_required(resource: Resource) -> Iterator[Finding]:
    schema = resource.schema
    composite = [column for key in schema.foreign_keys if len(key.fields) > 1 for column in key.fields]
    required = {field["name"] for field in schema.fields if field.get("constraints", {}).get("required")}
    for column in dict.fromkeys([*schema.primary_key, *composite]):
        if column in schema.columns and column not in required:
            message = f"Column {column} is part of a key and not required."
            yield LOOSE_KEY.finding(message, column=column, **_show(resource))


def _check_references(package: Package, resource: Resource) -> Iterator[Finding]:
    listed = {str(item["name"]) for item in package.descriptor["resources"]}
    for key in resource.schema.foreign_keys:
        problem = _reference_problem(package, key, listed)
        if problem:
            yield DANGLING_KEY.finding(
                f"The foreign key of {', '.join(key.fields)} {problem}.",
                column=key.fields[0], value=f"{key.resource}({', '.join(key.reference_fields)})", **_show(resource),
            )


def _reference_problem(package: Package, key: ForeignKey, listed: set[str]) -> str:
    if len(key.fields) != len(key.reference_fields):
        return "has another number of columns than what it refers to"
    if key.resource not in listed:
        return f"refers to {key.resource}, which is no resource of the package"
    if key.resource not in package.resources:
        return ""  # its own schema is broken, and that is said already
    schema = package.resources[key.resource].schema
    unknown = [column for column in key.reference_fields if column not in schema.columns]
    if unknown:
        return f"refers to {key.resource}.{unknown[0]}, which is no column"
    alone = len(key.reference_fields) == 1
    unique = alone and schema.field(key.reference_fields[0]).get("constraints", {}).get("unique")
    if not unique and list(key.reference_fields) != schema.primary_key:
        return f"refers to columns of {key.resource} that are not its key"
    return ""


def _show(resource: Resource) -> dict[str, str]:
    return {"resource": resource.name, "path": resource.schema_path}
