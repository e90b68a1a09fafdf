"""A small package cut out of the real one: fewer statements, and everything that they refer to."""

from pathlib import Path

import pandas as pd

from scripts.package.csvio import read_table, write_table
from scripts.package.descriptor import load_package
from tests.faults.engine import copy_package

# What the cut package speaks of; the other tables stay whole, because they are small.
ENTITIES = [
    "univercells", "exothera", "biosenic", "mithra", "labomedic", "biowin", "uliege", "aerospace-liege",
    "liege", "charleroi", "mons", "ottignies-louvain-la-neuve", "gembloux", "namur",
]  # fmt: skip
MEASURES = ["gross_value_added"]
CUT = ["statements", "sources", "entities", "classifications", "searches"]


def cut_package(source: Path, target: Path) -> Path:
    """Copy a package with the statements of a few entities and measures, and what others refer to."""
    copy_package(source, target)
    package = load_package(target)
    tables = {
        name: read_table(target / resource.path, resource.schema, name)[0]
        for name, resource in package.evidence.items()
    }
    statements = tables["statements"]
    indicators = tables["indicators"].query("measure_id in @MEASURES")["indicator_id"]
    rows = statements["entity_id"].isin(ENTITIES) | statements["indicator_id"].isin(indicators)
    kept = {name: table if name not in CUT else table.iloc[:0] for name, table in tables.items()}
    kept["statements"] = statements[rows]
    kept["entities"] = tables["entities"].query("entity_id in @ENTITIES")
    kept = _closed(kept, tables, package.evidence)
    for name in ("classifications", "searches"):
        known = kept["entities"]["entity_id"]
        kept[name] = tables[name][tables[name]["entity_id"].isin(known)]
    kept = _closed(kept, tables, package.evidence)
    for name in CUT:
        (target / package.resources[name].path).write_bytes(write_table(kept[name]))
    return target


def _closed(kept: dict, tables: dict, resources: dict) -> dict[str, pd.DataFrame]:
    """Add the rows that kept rows refer to, until none is missing."""
    kept, before = dict(kept), -1
    while before != (before := sum(map(len, kept.values()))):
        for name, resource in resources.items():
            for key in resource.schema.foreign_keys:
                (column,), (there,) = key.fields, key.reference_fields
                wanted = tables[key.resource][there].isin(kept[name][column])
                had = tables[key.resource].index.isin(kept[key.resource].index)
                kept[key.resource] = tables[key.resource][wanted | had]
    return kept
