"""Whether the CSV tables are what descriptor, schemas and metadata say of them."""

import json
from pathlib import Path

import pandas as pd

from scripts.package.csvio import read_table
from scripts.package.descriptor import Package, fingerprint
from scripts.package.tableschema import TableSchema


def check_descriptor(package: Package, top: str) -> list[str]:
    """Compare version, sizes and checksums of the descriptor with the files and the top folder."""
    descriptor = package.descriptor
    problems = []
    if "-" in str(descriptor.get("version", "-")):
        problems.append(f"the descriptor has version {descriptor.get('version')!r}, which is no release")
    folder = f"{descriptor.get('name')}-{descriptor.get('version')}"
    if top and top != folder:
        problems.append(f"the top folder is called {top}, the descriptor calls for {folder}")
    for resource in descriptor["resources"]:
        path = package.root / resource["path"]
        true = fingerprint(path.read_bytes()) if path.is_file() else {}
        problems += [
            f"{resource['path']}: the descriptor says {key} {resource.get(key)}, the file has {value}"
            for key, value in true.items()
            if resource.get(key) != value
        ]
    return problems


def read_tables(package: Package) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Read all tables typed; return them by name, and what is wrong with any file or cell."""
    tables, problems = {}, []
    for name, resource in package.resources.items():
        text, findings = read_table(package.root / resource.path, resource.schema, resource.path)
        problems += [f"{finding.path}: {finding.message}" for finding in findings]
        tables[name] = resource.schema.cast(text)
        lost = (text != "") & tables[name].isna()
        problems += [
            f"{resource.path}, column {column}: {lost[column].sum()} cells are not of type "
            f"{resource.schema.field(column)['type']}"
            for column in lost.columns[lost.any()]
        ]
    return tables, problems


def check_keys(tables: dict[str, pd.DataFrame], schemas: dict[str, TableSchema]) -> list[str]:
    """Check primary keys, required cells and foreign keys of typed tables; return what is wrong."""
    problems = []
    for name, table in tables.items():
        schema = schemas[name]
        repeated = int(table.duplicated(schema.primary_key).sum()) if schema.primary_key else 0
        if repeated:
            problems.append(f"{name}: {repeated} rows repeat a primary key ({', '.join(schema.primary_key)})")
        required = [field["name"] for field in schema.fields if field.get("constraints", {}).get("required")]
        blank = table[required].isna().sum()
        problems += [f"{name}.{column}: {count} required cells are blank" for column, count in blank.items() if count]
        for key in schema.foreign_keys:
            used = pd.MultiIndex.from_frame(table[list(key.fields)].dropna())
            known = pd.MultiIndex.from_frame(tables[key.resource][list(key.reference_fields)])
            dangling = used[~used.isin(known)]
            if len(dangling):
                first = "|".join(map(str, dangling[0]))
                problems.append(
                    f"{name}.{', '.join(key.fields)}: {len(dangling)} references are not in {key.resource}, "
                    f"the first is {first}"
                )
    return problems


def check_counts(root: Path, package: Package, tables: dict[str, pd.DataFrame]) -> list[str]:
    """Compare the rows of every table with what schema-org.jsonld says of its file."""
    try:
        downloads = json.loads((root / "schema-org.jsonld").read_text(encoding="utf-8"))["distribution"]
        stated = {item["contentUrl"]: item["size"]["value"] for item in downloads if "size" in item}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"schema-org.jsonld does not say how many rows the tables have ({type(error).__name__})"]
    return [
        f"{resource.path} has {len(tables[name])} rows, schema-org.jsonld says {stated.get(resource.path)}"
        for name, resource in package.resources.items()
        if len(tables[name]) != stated.get(resource.path)
    ]
