"""Statistics of whole columns and tables, checked by Great Expectations; never single rows.

Suites stand in schemas/expectations/, one a table, in Great Expectations' own JSON without version and null ids. Every
expectation carries `meta.rule`, the rule that it is an instance of; `meta.years_of` of a suite lists date columns
that are checked by their year, as `COLUMN_year`.
"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from scripts.check.context import Context
from scripts.evidence.load import read_tables
from scripts.history.snapshot import SUITES as FOLDER
from scripts.history.snapshot import suite_files
from scripts.package.descriptor import load_package
from scripts.package.findings import RULES, Finding
from scripts.package.opening import read_json

OF_SUITES = [rule for rule in RULES if "G101" <= rule <= "G108"]
# Kinds of expectation that may stand in a suite: of a table or a column as a whole, of no single row.
TYPES = (
    "expect_table_row_count_to_be_between",
    "expect_column_values_to_not_be_null",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_not_be_in_set",
    "expect_column_values_to_be_between",
)
SHOWN_KEYS = 5


def check_directory(root: Path) -> list[Finding]:
    """Read a sound package and check it: for a process of its own, beside the rest."""
    package = load_package(root)
    text, _ = read_tables(package, package.resources)
    return check(Context(package, text))


def check(context: Context) -> list[Finding]:
    """Check every suite of the package against its table."""
    suites, findings = read_suites(context)
    return findings + [_tell(context, *result) for result in validate(context, suites)]


def read_suites(context: Context) -> tuple[dict[str, dict], list[Finding]]:
    """Return the suites that can be used, by table, and what is wrong with the others."""
    suites, findings = {}, []
    for path in suite_files(context.package.root):
        suite, reason = _read(path, context)
        if reason:
            message = f"The suite cannot be used: {reason}."
            findings.append(RULES["G109"].finding(message, resource=path.stem, path=f"{FOLDER}/{path.name}"))
        else:
            suites[path.stem] = suite
    if not suites and not findings and context.package.evidence:
        findings.append(RULES["G109"].finding(f"{FOLDER} holds no suite.", path=FOLDER))
    return suites, findings


def _read(path: Path, context: Context) -> tuple[dict, str]:
    try:
        suite = read_json(context.package.root, f"{FOLDER}/{path.name}")
        expectations, years = suite["expectations"], suite.get("meta", {}).get("years_of", [])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return {}, f"it is no suite ({type(error).__name__}: {error})"
    if not context.has(path.stem):
        return {}, f"the package has no table {path.stem}"
    columns = {*context.package.resources[path.stem].schema.columns, *(f"{column}_year" for column in years)}
    problems = [(number, _problem(each, columns)) for number, each in enumerate(expectations, 1)]
    return suite, next((f"expectation {number} {problem}" for number, problem in problems if problem), "")


def _problem(expectation: dict, columns: set[str]) -> str:
    """Say why an expectation cannot be used; "" where it can."""
    kwargs, rule = expectation.get("kwargs", {}), expectation.get("meta", {}).get("rule")
    if expectation.get("type") not in TYPES:
        return f"is of type {expectation.get('type')}, which is none of a column or table as a whole"
    if rule not in OF_SUITES:
        return f"names no rule of this layer, but {rule}"
    if "column" in kwargs and kwargs["column"] not in columns:
        return f"speaks of the column {kwargs['column']}, which the table has not"
    return "" if {"mostly", "min_value", "max_value"} & set(kwargs) else "has no limit"


def validate(context: Context, suites: dict[str, dict]) -> Iterator[tuple[str, dict]]:
    """Yield table and result, in Great Expectations' JSON, of every expectation that fails.

    Results are complete: they list the key of every row that counts against an expectation. To
    list these keys takes a hundred times as long as to count them, so only failures are asked.
    """
    from scripts.check.plausibility.great_expectations_context import batch_of, expectation_suite

    for table, suite in suites.items():
        batch = batch_of(table, plain(context, table, suite))
        outcome = batch.validate(expectation_suite(table, suite["expectations"]), result_format="BOOLEAN_ONLY")
        failed = [result.expectation_config.to_json_dict() for result in outcome.results if not result.success]
        if failed:
            key = context.package.resources[table].schema.primary_key
            complete = {"result_format": "COMPLETE", "unexpected_index_column_names": key}
            complete["include_unexpected_rows"] = False
            outcome = batch.validate(expectation_suite(table, failed), result_format=complete)
            yield from ((table, result.to_json_dict()) for result in outcome.results)


def plain(context: Context, table: str, suite: dict) -> pd.DataFrame:
    """The table of a suite in plain Python values, blanks None, and the years of its dates."""
    typed = context.typed[table].reset_index(drop=True)
    frame = typed.astype("object").where(typed.notna(), None)
    for column in suite.get("meta", {}).get("years_of", []):
        frame[f"{column}_year"] = pd.to_numeric(typed[column].str[:4], errors="coerce")
    return frame


def _tell(context: Context, table: str, result: dict) -> Finding:
    expectation = result["expectation_config"]
    kwargs, found = expectation["kwargs"], result["result"]
    rule, column = RULES[expectation["meta"]["rule"]], kwargs.get("column", "")
    if not found:
        message = f"{expectation['type']} on {column or table} broke off."
        return RULES["G109"].finding(message, resource=table, path=f"{FOLDER}/{table}.json", column=column)
    if "observed_value" in found:
        low, high = kwargs.get("min_value"), kwargs.get("max_value")
        expected = " and ".join(
            text for text in (low is not None and f"at least {low}", high is not None and f"at most {high}") if text
        )
        value = str(found["observed_value"])
        message = f"{table} has {value} rows."
    else:
        share = 1 - found["unexpected_count"] / max(1, found["element_count"] - found.get("missing_count", 0))
        value, expected = f"{share:.1%}", f"at least {kwargs.get('mostly', 1):.0%}"
        message = f"{_asked(expectation)} in {value} of the rows, not in {_keys(found)}."
    resource = context.package.resources[table]
    return rule.finding(
        message, resource=table, path=resource.path, column=column, value=value, expected=expected
    )


def _asked(expectation: dict) -> str:
    """What an expectation asks of most rows, in words."""
    kwargs, kind = expectation["kwargs"], expectation["type"]
    column = kwargs["column"]
    if kind == "expect_column_values_to_not_be_null":
        return f"{column} is filled"
    if kind == "expect_column_values_to_be_between":
        return f"{column} is at least {kwargs['min_value']:g}"
    values = ", ".join(str(value).lower() if isinstance(value, bool) else str(value) for value in kwargs["value_set"])
    return f"{column} is {'not ' if kind.endswith('not_be_in_set') else ''}{values}"


def _keys(found: dict) -> str:
    """The keys of the rows that count against the share: the first few, and how many more."""
    names = found["unexpected_index_column_names"]
    keys = ["|".join(str(row[name]) for name in names) for row in found["unexpected_index_list"]]
    more = len(keys) - SHOWN_KEYS
    return ", ".join(keys[:SHOWN_KEYS]) + (f" and {more} more" if more > 0 else "")
