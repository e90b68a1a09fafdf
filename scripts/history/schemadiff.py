"""What differs between two Table Schemas of one table, sorted by what it means for readers."""

from collections.abc import Iterator
from typing import NamedTuple

from scripts.package.tableschema import TableSchema

TYPE = ("type", "format", "trueValues", "falseValues")
LOWER, UPPER = ("minLength", "minimum"), ("maxLength", "maximum")
WORDS = ("title", "description", "example", "expected")


class SchemaChange(NamedTuple):
    """A kind of change (see the policy of versions), the column (blank: the table), old and new."""

    kind: str
    column: str
    old: str
    new: str


def diff_schema(old: TableSchema, new: TableSchema) -> list[SchemaChange]:
    """Return what changed from one Table Schema to another, columns in the order of the old one."""
    renamed = _renamed(old, new)
    changes = [SchemaChange("column renamed", before, before, after) for before, after in renamed.items()]
    gone = [name for name in old.columns if name not in new.columns and name not in renamed]
    changes += [SchemaChange("column removed", name, name, "") for name in gone]
    added = [name for name in new.columns if name not in old.columns and name not in renamed.values()]
    changes += [SchemaChange("column added", name, "", name) for name in added]
    changes += _reordered(old, new, added)
    for name in old.columns:
        if name in new.columns:
            changes += _diff_field(name, old.field(name), new.field(name))
    return [*changes, *_diff_table(old, new)]


def _renamed(old: TableSchema, new: TableSchema) -> dict[str, str]:
    """Columns that stand under another name where the old one stood, and say the same."""
    pairs = zip(old.columns, new.columns, strict=False)
    return {
        before: after
        for before, after in pairs
        if before not in new.columns and after not in old.columns
        and new.field(after) | {"name": before} == old.field(before)
    }


def _reordered(old: TableSchema, new: TableSchema, added: list[str]) -> Iterator[SchemaChange]:
    """Shared columns in another order, and new ones that do not stand last."""
    before = [name for name in old.columns if name in new.columns]
    after = [name for name in new.columns if name in old.columns]
    if before != after:
        yield SchemaChange("column reordered", "", " ".join(before), " ".join(after))
    last = len(new.columns) - len(added)
    for name in added:
        if new.columns.index(name) < last:
            place = str(new.columns.index(name) + 1)
            yield SchemaChange("column reordered", name, "", f"added as column {place} and not last")


def _diff_field(name: str, old: dict, new: dict) -> Iterator[SchemaChange]:
    for key in TYPE:
        if old.get(key) != new.get(key):
            yield SchemaChange("column retyped", name, _say(old.get(key)), _say(new.get(key)))
    before, after = old.get("constraints", {}), new.get("constraints", {})
    for key in dict.fromkeys([*before, *after]):
        one, two = before.get(key), after.get(key)
        if one != two:
            kind = "column tightened" if _is_tighter(key, one, two) else "column loosened"
            yield SchemaChange(kind, name, f"{key} {_say(one)}", f"{key} {_say(two)}")
    for key in WORDS:
        one, two = old.get(key), new.get(key)
        if one != two:
            kept = key != "description" or says_no_less(one, two)
            kind = "wording clarified" if kept else "column changed in meaning"
            yield SchemaChange(kind, name, f"{key} {_say(one)}", f"{key} {_say(two)}")


def _is_tighter(key: str, old: object, new: object) -> bool:
    """Whether a constraint now forbids what it allowed; a pattern of other words is taken to."""
    if new is None:
        return False
    if old is None:
        return True
    if key == "enum":
        return not set(old) <= set(new)
    if key in LOWER:
        return new > old
    return new < old if key in UPPER else True


def says_no_less(old: str, new: str) -> bool:
    """Whether a description was only continued; that other words mean the same no program can tell."""
    return new.startswith(old.rstrip(". "))


def _diff_table(old: TableSchema, new: TableSchema) -> Iterator[SchemaChange]:
    if old.primary_key != new.primary_key:
        yield SchemaChange("key changed", "", "/".join(old.primary_key), "/".join(new.primary_key))
    before, after = old.foreign_keys, new.foreign_keys
    for key in (key for key in before if key not in after):
        yield SchemaChange("column loosened", ", ".join(key.fields), f"refers to {key.resource}", "refers to nothing")
    for key in (key for key in after if key not in before):
        yield SchemaChange("column tightened", ", ".join(key.fields), "", f"must be found in {key.resource}")
    rest = [
        key for key in {**old.descriptor, **new.descriptor}
        if key not in ("fields", "primaryKey", "foreignKeys") and old.descriptor.get(key) != new.descriptor.get(key)
    ]
    for key in rest:
        promise = key == "bookkeeping" and new.bookkeeping
        kind = "key changed" if promise else "wording clarified"
        yield SchemaChange(kind, "", f"{key} {_say(old.descriptor.get(key))}", f"{key} {_say(new.descriptor.get(key))}")


def _say(value: object) -> str:
    if value is None:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
