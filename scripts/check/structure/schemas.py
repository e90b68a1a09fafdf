"""What schemas promise each other: names, columns, keys and patterns that exist and can be used."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from scripts.package.descriptor import DESCRIPTOR, Package, Resource
from scripts.package.findings import RULES, Finding
from scripts.package.patterns import compiled, whole
from scripts.package.tableschema import ForeignKey
from scripts.package.terminal import short

SHEET = 31  # letters of the name of a sheet (Excel)
DEVICES = ["aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
TAKEN = dict.fromkeys(DEVICES, "is that of a device, so that Windows checks no such file out") | {
    "dictionary": "is that of the sheet that explains the columns", "history": "is kept by Excel for itself",
}  # fmt: skip
# Beyond what RE2 (Arrow, DuckDB) and XML Schema (the Table Schema standard) share.
NOT_PORTABLE = re.compile(r"\(\?|\\[1-9AZbB]|\[\[")


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
                yield RULES["P106"].finding(f"{times} resources have the {key} {value}.", path=DESCRIPTOR, value=value)
    for name, resource in package.resources.items():
        reason = "has more letters than a sheet of a workbook" if len(name) > SHEET else TAKEN.get(name, "")
        if reason or name.startswith("sqlite_"):
            message = f"The name {short(name)} {reason or 'is kept by SQLite for itself'}."
            yield RULES["P119"].finding(message, resource=name, path=DESCRIPTOR, value=name)
        for what, other in [
            ("schema", resource.schema.name),
            ("schema file", PurePosixPath(resource.schema_path).stem),
            ("CSV file", PurePosixPath(resource.path).stem),
        ]:
            if other != name:
                yield RULES["P106"].finding(
                    f"The {what} of resource {name} is called {other}.",
                    resource=name, path=DESCRIPTOR, value=other, expected=name,
                )


def _check_columns(resource: Resource) -> Iterator[Finding]:
    schema, show = resource.schema, _show(resource)
    for column, times in Counter(schema.columns).items():
        if times > 1:
            yield RULES["P108"].finding(f"Column {column} stands {times} times in the schema.", column=column, **show)
    keys = [("primaryKey", schema.primary_key), ("sortedBy", schema.sorted_by)]
    keys += [("foreignKeys", key.fields) for key in schema.foreign_keys]
    missing = {(column, key) for key, columns in reversed(keys) for column in columns if column not in schema.columns}
    for column, key in sorted(missing):
        yield RULES["P107"].finding(f"{key} names {column}, which is no column of the schema.", column=column, **show)


def _check_patterns(resource: Resource) -> Iterator[Finding]:
    for field in resource.schema.fields:
        pattern = field.get("constraints", {}).get("pattern", "")
        problem = "uses what not every tool understands" if NOT_PORTABLE.search(pattern) else ""
        try:
            compiled(whole(pattern))
            if not problem:
                re.compile(pattern)
        except (re.error, ValueError, OverflowError, RecursionError) as error:
            problem = problem or f"is no regular expression: {error}"
        if problem:
            yield RULES["P109"].finding(
                f"The pattern of {field['name']} {problem}.", column=field["name"], value=pattern, **_show(resource)
            )


def _check_required(resource: Resource) -> Iterator[Finding]:
    schema = resource.schema
    composite = [column for key in schema.foreign_keys if len(key.fields) > 1 for column in key.fields]
    required = {field["name"] for field in schema.fields if field.get("constraints", {}).get("required")}
    for column in dict.fromkeys([*schema.primary_key, *composite]):
        if column in schema.columns and column not in required:
            message = f"Column {column} is part of a key and not required."
            yield RULES["P110"].finding(message, column=column, **_show(resource))


def _check_references(package: Package, resource: Resource) -> Iterator[Finding]:
    listed = {str(item["name"]) for item in package.descriptor["resources"]}
    for key in resource.schema.foreign_keys:
        problem = _reference_problem(package, key, listed)
        if problem:
            yield RULES["P111"].finding(
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
