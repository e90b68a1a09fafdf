"""How what is promised of a table differs, in its Table Schema and its expectation suite, by what readers notice."""

from collections.abc import Iterator
from typing import NamedTuple

from scripts.package.tableschema import TableSchema

TYPE = ("type", "format", "trueValues", "falseValues")
LOWER, UPPER = ("minLength", "minimum"), ("maxLength", "maximum")
WORDS = ("title", "description", "example", "expected")
FLOORS, CEILINGS = ("mostly", "min_value"), ("max_value",)  # of an expectation
EXCLUSION = "expect_column_values_to_not_be_in_set"
SEVERITIES = ("critical", "warning", "info", "")  # the last: none is given


class PromiseChange(NamedTuple):
    """A kind of change (see the policy of versions), the column (blank: the table), old and new."""

    kind: str
    column: str
    old: str
    new: str


def diff_schema(old: TableSchema, new: TableSchema) -> list[PromiseChange]:
    """Return what changed from one Table Schema to another, columns in the order of the old one."""
    renamed = _renamed(old, new)
    changes = [PromiseChange("column renamed", before, before, after) for before, after in renamed.items()]
    gone = [name for name in old.columns if name not in new.columns and name not in renamed]
    changes += [PromiseChange("column removed", name, name, "") for name in gone]
    added = [name for name in new.columns if name not in old.columns and name not in renamed.values()]
    changes += [PromiseChange("column added", name, "", name) for name in added]
    changes += _reordered(old, new, added)
    for name in old.columns:
        if name in new.columns:
            changes += _diff_field(name, old.field(name), new.field(name))
    return [*changes, *_diff_table(old, new)]


def diff_suite(old: list[dict], new: list[dict]) -> list[PromiseChange]:
    """Return what changed between two lists of expectations of one table.

    An expectation that is gone, a floor that is lower, a ceiling that is higher, a set that is
    wider and a severity that is less are looser; everything else is tighter.
    """
    gone = [item for item in old if item not in new]
    come = [item for item in new if item not in old]
    changes = []
    for before in gone:
        after = next((item for item in come if _about(item) == _about(before)), None)
        if after is None:
            changes.append(PromiseChange("expectation loosened", _column(before), _say_expectation(before), ""))
            continue
        come.remove(after)
        kind = "expectation loosened" if _is_looser(before, after) else "expectation tightened"
        changes.append(PromiseChange(kind, _column(before), _say_expectation(before), _say_expectation(after)))
    added = [PromiseChange("expectation tightened", _column(item), "", _say_expectation(item)) for item in come]
    return changes + added


def _renamed(old: TableSchema, new: TableSchema) -> dict[str, str]:
    """Columns that stand under another name where the old one stood, and say the same."""
    pairs = zip(old.columns, new.columns, strict=False)
    return {
        before: after
        for before, after in pairs
        if before not in new.columns and after not in old.columns
        and new.field(after) | {"name": before} == old.field(before)
    }


def _reordered(old: TableSchema, new: TableSchema, added: list[str]) -> Iterator[PromiseChange]:
    """Shared columns in another order, and new ones that do not stand last."""
    before = [name for name in old.columns if name in new.columns]
    after = [name for name in new.columns if name in old.columns]
    if before != after:
        yield PromiseChange("column reordered", "", " ".join(before), " ".join(after))
    last = len(new.columns) - len(added)
    for name in added:
        if new.columns.index(name) < last:
            place = str(new.columns.index(name) + 1)
            yield PromiseChange("column reordered", name, "", f"added as column {place} and not last")


def _diff_field(name: str, old: dict, new: dict) -> Iterator[PromiseChange]:
    for key in TYPE:
        if old.get(key) != new.get(key):
            yield PromiseChange("column retyped", name, _say(old.get(key)), _say(new.get(key)))
    before, after = old.get("constraints", {}), new.get("constraints", {})
    for key in dict.fromkeys([*before, *after]):
        one, two = before.get(key), after.get(key)
        if one != two:
            kind = "column tightened" if _is_tighter(key, one, two) else "column loosened"
            yield PromiseChange(kind, name, f"{key} {_say(one)}", f"{key} {_say(two)}")
    for key in WORDS:
        one, two = old.get(key), new.get(key)
        if one != two:
            kept = key != "description" or says_no_less(one, two)
            kind = "wording clarified" if kept else "column changed in meaning"
            yield PromiseChange(kind, name, f"{key} {_say(one)}", f"{key} {_say(two)}")


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


def _diff_table(old: TableSchema, new: TableSchema) -> Iterator[PromiseChange]:
    if old.primary_key != new.primary_key:
        yield PromiseChange("key changed", "", "/".join(old.primary_key), "/".join(new.primary_key))
    before, after = old.foreign_keys, new.foreign_keys
    for key in (key for key in before if key not in after):
        yield PromiseChange("column loosened", ", ".join(key.fields), f"refers to {key.resource}", "refers to nothing")
    for key in (key for key in after if key not in before):
        yield PromiseChange("column tightened", ", ".join(key.fields), "", f"must be found in {key.resource}")
    for key in ({**old.descriptor, **new.descriptor}).keys() - {"fields", "primaryKey", "foreignKeys"}:
        one, two = old.descriptor.get(key), new.descriptor.get(key)
        if one != two:
            kind = "key changed" if key == "bookkeeping" and two else "wording clarified"
            yield PromiseChange(kind, "", f"{key} {_say(one)}", f"{key} {_say(two)}")


def _say(value: object) -> str:
    if value is None:
        return "none"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _about(expectation: dict) -> tuple:
    """What an expectation is about, whatever its limits."""
    return expectation.get("type"), _column(expectation), expectation.get("meta")


def _column(expectation: dict) -> str:
    return expectation["kwargs"].get("column", "")


def _is_looser(old: dict, new: dict) -> bool:
    """Whether an expectation now lets pass in any way what it did not."""
    if SEVERITIES.index(new.get("severity", "")) > SEVERITIES.index(old.get("severity", "")):
        return True
    before, after = old["kwargs"], new["kwargs"]
    return any(
        limit not in after or _is_wider(old["type"], limit, value, after[limit])
        for limit, value in before.items()
        if value != after.get(limit)
    )


def _is_wider(kind: str, limit: str, old: object, new: object) -> bool:
    """Whether a limit now lets pass more; one that cannot be compared is taken to."""
    try:
        if limit == "value_set":
            return not set(old) <= set(new) if kind == EXCLUSION else not set(new) <= set(old)
        if limit in FLOORS:
            return new < old
        return new > old if limit in CEILINGS else True
    except TypeError:
        return True


def _say_expectation(expectation: dict) -> str:
    limits = {key: value for key, value in expectation["kwargs"].items() if key != "column"}
    said = ", ".join(f"{key} {_say(value)}" for key, value in limits.items())
    return f"{expectation.get('type', '').removeprefix('expect_')}: {said} ({expectation.get('severity', '')})"
