"""Read the evidence: every table that people edit, as text and typed."""

import pandas as pd

from scripts.package.csvio import read_table
from scripts.package.descriptor import Package, Resource
from scripts.package.findings import Finding
from scripts.package.tableschema import sort_rows


def read_tables(
    package: Package, resources: dict[str, Resource]
) -> tuple[dict[str, pd.DataFrame], list[Finding]]:
    """Read resources as text.

    Out: by resource name a frame of str with the columns of its schema, indexed by physical
    line; and what is wrong with the files themselves.
    """
    tables, findings = {}, []
    for name, resource in resources.items():
        tables[name], of_file = read_table(package.root / resource.path, resource.schema, resource.path)
        findings += of_file
    return tables, findings


def cast_tables(
    tables: dict[str, pd.DataFrame], resources: dict[str, Resource]
) -> dict[str, pd.DataFrame]:
    """Turn text tables into typed ones, in the declared order of rows.

    The order comes from the schema and not from the file, so that a build does not depend on
    how the evidence happens to be sorted. The index is the physical line.
    """
    return {
        name: sort_rows(resources[name].schema.cast(text), resources[name].schema)
        for name, text in tables.items()
    }
