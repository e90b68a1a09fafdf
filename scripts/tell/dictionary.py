"""The data dictionary, from the Table Schemas: a picture of each group of tables, and every column in words."""

import re
from collections.abc import Callable

import pandas as pd

from scripts.package.descriptor import Package, Resource
from scripts.package.tableschema import TableSchema
from scripts.tell.templating import code, render

GROUPS = ("results", "evidence", "reconciliation", "reference", "bookkeeping", "other")  # the last: without a group


def dictionary(package: Package, tables: dict[str, pd.DataFrame]) -> str:
    """Return the dictionary of all tables as Markdown, group by group, with a glossary of derivations.

    `package`: package. `tables`: text; `derivations` (derivation, description) is read where it is there.
    """
    derivations = tables["derivations"].to_dict("records") if "derivations" in tables else []
    return render(
        "dictionary.md", groups=grouped(package), derivations=derivations,
        keys=_keys, relations=_relations, limits=limits,
    )  # fmt: skip


def grouped(package: Package) -> dict[str, list[Resource]]:
    """Return the tables by the group that their schemas name."""
    groups: dict[str, list[Resource]] = {group: [] for group in GROUPS}
    for resource in package.resources.values():
        groups[resource.schema.descriptor.get("group", GROUPS[-1])].append(resource)
    return {group: resources for group, resources in groups.items() if resources}


def _keys(schema: TableSchema) -> list[dict[str, str]]:
    """Columns of keys and references, as Mermaid writes them."""
    references = {column for key in schema.foreign_keys for column in key.fields}
    marks = {
        column: ", ".join(["PK"] * (column in schema.primary_key) + ["FK"] * (column in references))
        for column in schema.columns
    }
    return [field | {"marks": marks[field["name"]]} for field in schema.fields if marks[field["name"]]]


def _relations(schema: TableSchema) -> list[str]:
    """References of a table in Mermaid, one line a table that it refers to."""
    columns: dict[str, list[str]] = {}
    for key in schema.foreign_keys:
        columns.setdefault(key.resource, []).extend(key.fields)
    return [f'{schema.name} }}o--o| {target} : "{", ".join(names)}"' for target, names in columns.items()]


def limits(field: dict, written: Callable[[str], str] = code) -> str:
    """Return what a cell must keep to; codes that the description names already are not said again.

    `field`: of a Table Schema. `written`: how a code is written, by default as Markdown has it.
    """
    constraints = field.get("constraints", {})
    words = [word for word in ("required", "unique") if constraints.get(word)]
    words += ["expected"] if field.get("expected") else []
    words += [f"{name} {constraints[name]}" for name in ("minimum", "maximum", "maxLength") if name in constraints]
    codes = [str(item) for item in constraints.get("enum", [])]
    if not all(re.search(rf"\b{re.escape(item)}\b", field["description"]) for item in codes):
        words.append(", ".join(map(written, codes)))
    return ", ".join(words)
