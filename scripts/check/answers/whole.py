"""All rules of `validate` on a finished change: built in memory, and asked only about what is new."""

from collections import defaultdict

import pandas as pd

from scripts.check.consistency import rulebook
from scripts.check.consistency.views import World
from scripts.check.context import Context
from scripts.check.structure.screen import check_tables
from scripts.compile.tables import compile_tables
from scripts.evidence.add import Row, new_rows
from scripts.evidence.columns import Tables
from scripts.evidence.load import cast_tables
from scripts.package.descriptor import Package
from scripts.package.findings import Finding


def grown(tables: Tables, rows: dict[str, list[Row]]) -> Tables:
    """The tables with new rows as their last lines."""
    return tables | {name: pd.concat([tables[name], new_rows(tables[name], new)]) for name, new in rows.items() if new}


def errors_of(package: Package, tables: Tables, rows: dict[str, list[Row]]) -> list[Finding]:
    """Return the errors that new rows bring: of themselves, of what they refer to, and of the cells that follow.

    What was wrong before is not spoken of; evidence that cannot be compiled is not compiled.

    Parameters
    ----------
    tables : the evidence as text, the new rows in it
    rows : the new rows by table, each with its key
    """
    evidence = {name: tables[name] for name in package.evidence}
    fresh = _lines(package, evidence, rows)
    found = [finding for finding in check_tables(package, evidence) if finding.severity == "error"]
    own = [finding for finding in found if (finding.resource, finding.line) in fresh]
    if own or found:
        return own
    typed = cast_tables(evidence, package.evidence)
    compiled = compile_tables(typed, {name: resource.schema for name, resource in package.published.items()})
    context = Context(package, {name: (evidence | compiled)[name] for name in package.resources})
    cells = _cells(compiled["provenance"], {row["statement_id"] for row in rows.get("statements", [])})
    told = [finding for finding in rulebook.check(World(context)) if finding.severity == "error"]
    return [each for each in told if (each.resource, each.line) in fresh or each.row_key in cells[each.resource]]


def _lines(package: Package, tables: Tables, rows: dict[str, list[Row]]) -> set[tuple[str, int]]:
    """Resource and line of the new rows, and of the rows that they refer to."""
    fresh = set()
    for name, new in rows.items():
        schema = package.resources[name].schema
        references = [(key.fields, key.resource, key.reference_fields) for key in schema.foreign_keys]
        for own, target, columns in [(schema.primary_key, name, schema.primary_key), *references]:
            wanted = {tuple(row.get(column, "") for column in own) for row in new}
            cells = zip(*(tables[target][column] for column in columns), strict=True)
            fresh |= {(target, line) for line, key in zip(tables[target].index, cells, strict=True) if key in wanted}
    return fresh


def _cells(provenance: pd.DataFrame, statements: set[str]) -> dict[str, set[str]]:
    """Keys of the published rows that rest on statements, by table."""
    keys: dict[str, set[str]] = defaultdict(set)
    for row in provenance[provenance["statement_id"].isin(statements)].itertuples():
        keys[row.table].add(row.key)
    return keys
