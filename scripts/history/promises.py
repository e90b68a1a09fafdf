"""How what is promised of a table differs, in its Table Schema and its expectation suite, by what readers notice."""

from collections.abc import Iterator

from scripts.history.steps import Change
from scripts.package.tableschema import TableSchema

TYPE = ("type", "format", "trueValues", "falseValues")
WORDS = ("title", "description", "example", "expected")
FLOORS, CEILINGS = ("minLength", "minimum", "mostly", "min_value"), ("maxLength", "maximum", "max_value")
EXCLUSION = "expect_column_values_to_not_be_in_set"
SEVERITIES = ("critical", "warning", "info", "")  # the last: none is given


def diff_schema(old: TableSchema, new: TableSchema) -> Iterator[Change]:
    """Yield what changed from one Table Schema of a table to another, columns in the order of the old one."""
    renamed = _renamed(old, new)
    for before, after in renamed.items():
        yield Change("column renamed", new.name, "", before, before, after)
    for column in old.columns:
        if column not in new.columns and column not in renamed:
            yield Change("column removed", new.name, "", column, column, "")
    added = [column for column in new.columns if column not in old.columns and column not in renamed.values()]
    for column in added:
        yield Change("column added", new.name, "", column, "", column)
    yield from _diff_order(old, new, added)
    for column in old.columns:
        if column in new.columns:
            yield from _diff_field(new.name, column, old.field(column), new.field(column))
    yield from _diff_rest(old, new)


def diff_suite(table: str, old: list[dict], new: list[dict]) -> Iterator[Change]:
    """Yield what changed between two lists of expectations of one table.

    An expectation that is gone, a floor that is lower, a ceiling that is higher, a set that is
    wider and a severity that is less are looser; everything else is tighter.
    """
    come = [item for item in new if item not in old]
    for before in (item for item in old if item not in new):
        after = next((item for item in come if _about(item) == _about(before)), None)
        if after:
            come.remove(after)
        kind = "expectation tightened" if after and not _is_looser(before, after) else "expectation loosened"
        yield Change(kind, table, "", _column(before), _say_expectation(before), _say_expectation(after))
    for item in come:
        yield Change("expectation tightened", table, "", _column(item), "", _say_expectation(item))


def _renamed(old: TableSchema, new: TableSchema) -> dict[str, str]:
    """Columns that stand under another name where the old one stood, and say the same."""
    return {
        before: after
        for before, after in zip(old.columns, new.columns, strict=False)
        if before not in new.columns and after not in old.columns
        and new.field(after) | {"name": before} == old.field(before)
    }


def _diff_order(old: TableSchema, new: TableSchema, added: list[str]) -> Iterator[Change]:
    """Shared columns in another order, and new ones that do not stand last."""
    before = [column for column in old.columns if column in new.columns]
    after = [column for column in new.columns if column in old.columns]
    if before != after:
        yield Change("column reordered", new.name, "", "", " ".join(before), " ".join(after))
    for column in added:
        place = new.columns.index(column)
        if place < len(new.columns) - len(added):
            yield Change("column reordered", new.name, "", column, "", f"added as column {place + 1} and not last")


def _diff_field(table: str, column: str, old: dict, new: dict) -> Iterator[Change]:
    for key in TYPE:
        if old.get(key) != new.get(key):
            yield Change("column retyped", table, "", column, _say(old.get(key)), _say(new.get(key)))
    before, after = old.get("constraints", {}), new.get("constraints", {})
    for key in dict.fromkeys([*before, *after]):
        one, two = before.get(key), after.get(key)
        if one != two:
            kind = "column loosened" if one is not None and _is_wider(key, one, two) else "column tightened"
            yield Change(kind, table, "", column, f"{key} {_say(one)}", f"{key} {_say(two)}")
    for key in WORDS:
        one, two = old.get(key), new.get(key)
        if one != two:
            # a description that is continued says no less; that other words mean the same no program can tell
            kept = key != "description" or two.startswith(one.rstrip(". "))
            kind = "wording clarified" if kept else "column changed in meaning"
            yield Change(kind, table, "", column, f"{key} {_say(one)}", f"{key} {_say(two)}")


def _diff_rest(old: TableSchema, new: TableSchema) -> Iterator[Change]:
    """Keys, and what a schema says of the table as a whole."""
    if old.primary_key != new.primary_key:
        yield Change("key changed", new.name, "", "", "/".join(old.primary_key), "/".join(new.primary_key))
    before, after = old.foreign_keys, new.foreign_keys
    for key in (key for key in before if key not in after):
        was, now = f"refers to {key.resource}", "refers to nothing"
        yield Change("column loosened", new.name, "", ", ".join(key.fields), was, now)
    for key in (key for key in after if key not in before):
        now = f"must be found in {key.resource}"
        yield Change("column tightened", new.name, "", ", ".join(key.fields), "", now)
    for key in dict.fromkeys([*old.descriptor, *new.descriptor]):
        one, two = old.descriptor.get(key), new.descriptor.get(key)
        if one != two and key not in ("fields", "primaryKey", "foreignKeys"):
            kind = "key changed" if key == "bookkeeping" and two else "wording clarified"
            yield Change(kind, new.name, "", "", f"{key} {_say(one)}", f"{key} {_say(two)}")


def _about(expectation: dict) -> tuple:
    """What an expectation is about, whatever its limits."""
    return expectation.get("type"), _column(expectation), expectation.get("meta")


def _column(expectation: dict) -> str:
    return expectation["kwargs"].get("column", "")


def _is_looser(old: dict, new: dict) -> bool:
    """Whether an expectation now lets pass in any way what it did not."""
    if SEVERITIES.index(new.get("severity", "")) > SEVERITIES.index(old.get("severity", "")):
        return True
    excludes = old["type"] == EXCLUSION
    limits = {limit: (value, new["kwargs"].get(limit)) for limit, value in old["kwargs"].items()}
    return any(one != two and _is_wider(limit, one, two, excludes) for limit, (one, two) in limits.items())


def _is_wider(limit: str, old: object, new: object, excludes: bool = False) -> bool:
    """Whether a limit that changed lets pass what it did not (None: there is none).

    A pattern of other words is taken to forbid, and what cannot be compared to allow.
    """
    if new is None or new is False:
        return True
    try:
        if limit == "enum":
            return set(old) <= set(new)
        if limit == "value_set":
            return not set(old) <= set(new) if excludes else not set(new) <= set(old)
        return new < old if limit in FLOORS else new > old if limit in CEILINGS else False
    except TypeError:
        return True


def _say_expectation(expectation: dict | None) -> str:
    if expectation is None:
        return ""
    limits = ", ".join(f"{key} {_say(value)}" for key, value in expectation["kwargs"].items() if key != "column")
    return f"{expectation.get('type', '').removeprefix('expect_')}: {limits} ({expectation.get('severity', '')})"


def _say(value: object) -> str:
    if value is None:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
