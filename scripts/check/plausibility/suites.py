"""Expectation suites: statistics that a table must keep, as JSON in schemas/expectations/.

A suite is named after its resource. Its JSON is Great Expectations' own, without version and
without null ids. Every expectation carries `meta.rule`, the id of the rule that it is an instance
of; `meta.years_of` of a suite lists date columns that are checked by their year, as `COLUMN_year`.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

FOLDER = "schemas/expectations"
UNUSABLE = Rule(
    "G109", "An expectation suite can be used",
    "An expectation that is misspelt checks nothing, and looks as if it did.",
    "error", "plausibility", "great_expectations",
    "Compare the suite with the others and with its table; `python -m scripts expect` proposes a new one.",
)
# Kinds of expectation that may stand in a suite: of a table or a column as a whole, of no single row.
TYPES = (
    "expect_table_row_count_to_be_between",
    "expect_column_values_to_not_be_null",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_not_be_in_set",
    "expect_column_values_to_be_between",
)


@dataclass(frozen=True)
class Suite:
    """The expectations of one table: the JSON object, and where it stands."""

    name: str
    path: str
    content: dict

    @property
    def years_of(self) -> list[str]:
        """Date columns that are checked by their year."""
        return self.content.get("meta", {}).get("years_of", [])


def read_suites(context: Context, rules: dict[str, Rule]) -> tuple[list[Suite], list[Finding]]:
    """Return the suites that can be used, and what is wrong with the others."""
    suites, findings = [], []
    for path in sorted((context.package.root / FOLDER).glob("*.json")):
        name = f"{FOLDER}/{path.name}"
        suite, reason = _read(path, name, context, rules)
        if reason:
            findings.append(UNUSABLE.finding(f"The suite cannot be used: {reason}.", resource=path.stem, path=name))
        else:
            suites.append(suite)
    if not suites and not findings:
        findings.append(UNUSABLE.finding(f"{FOLDER} holds no suite.", path=FOLDER))
    return suites, findings


def write_suite(content: dict) -> str:
    """Return a suite as the package stores it: sorted where order means nothing, without ids."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _read(path: Path, name: str, context: Context, rules: dict[str, Rule]) -> tuple[Suite | None, str]:
    try:
        suite = Suite(path.stem, name, json.loads(path.read_text(encoding="utf-8")))
        expectations, years = suite.content["expectations"], suite.years_of
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return None, f"it is no suite ({type(error).__name__}: {error})"
    if not context.has(suite.name):
        return None, f"the package has no table {suite.name}"
    schema = context.package.resources[suite.name].schema
    columns = {*schema.columns, *(f"{column}_year" for column in years)}
    for number, expectation in enumerate(expectations, 1):
        reason = _problem(expectation, columns, rules)
        if reason:
            return None, f"expectation {number} {reason}"
    return suite, ""


def _problem(expectation: dict, columns: set[str], rules: dict[str, Rule]) -> str:
    """Say why an expectation cannot be used; "" where it can."""
    kwargs, rule = expectation.get("kwargs", {}), expectation.get("meta", {}).get("rule")
    if expectation.get("type") not in TYPES:
        return f"is of type {expectation.get('type')}, which is none of a column or table as a whole"
    if rule not in rules:
        return f"names no rule of this layer, but {rule}"
    if "column" in kwargs and kwargs["column"] not in columns:
        return f"speaks of the column {kwargs['column']}, which the table has not"
    limits = {"mostly", "min_value", "max_value"} & set(kwargs)
    return "" if limits else "has no limit"
