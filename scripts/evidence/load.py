"""Read the evidence: every table that people edit, as text and typed."""

from scripts.evidence.columns import Tables
from scripts.package.csvio import read_table
from scripts.package.descriptor import Package, Resource
from scripts.package.findings import Finding
from scripts.package.tableschema import sort_rows


def read_tables(package: Package, resources: dict[str, Resource]) -> tuple[Tables, list[Finding]]:
    """Read resources as text, by name, indexed by physical line; and what is wrong with the files themselves."""
    tables, findings = {}, []
    for name, resource in resources.items():
        tables[name], of_file = read_table(package.root, resource.schema, resource.path)
        findings += of_file
    return tables, findings


def cast_tables(tables: Tables, resources: dict[str, Resource]) -> Tables:
    """Turn text tables into typed ones, in the declared order of rows.

    The order comes from the schema and not from the file, so that a build does not depend on
    how the evidence happens to be sorted. The index is the physical line.
    """
    schemas = {name: resources[name].schema for name in tables}
    return {name: sort_rows(schemas[name].cast(text), schemas[name]) for name, text in tables.items()}
