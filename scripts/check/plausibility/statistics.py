"""Statistics of whole columns and tables, checked by Great Expectations."""

from scripts.check.context import Context
from scripts.check.plausibility.suites import UNUSABLE, Suite, read_suites
from scripts.package.findings import Finding, Rule

LOST = "Look at what was removed or failed to compile; if the loss is meant, lower the floor in schemas/expectations/."
SHIFT = "Look at what came in; if the shift is meant, move the limit in schemas/expectations/."
ROWS_LOST = Rule(
    "G101", "A table has no fewer rows than its floor",
    "A table that lost a third of its rows is valid cell by cell.",
    "error", "plausibility", "great_expectations", LOST,
)
ROWS_MANY = Rule(
    "G102", "A table has no more rows than its ceiling",
    "A table that doubles between two releases mostly holds something twice.",
    "warning", "plausibility", "great_expectations", SHIFT,
)
COMPLETENESS = Rule(
    "G103", "A column is filled at least as often as its floor",
    "A column that runs empty is seen in no single row.",
    "error", "plausibility", "great_expectations", LOST,
)
SHARE_LOW = Rule(
    "G104", "A category has at least the share of its floor",
    "A category that melts away shows a changed rule or a slip in many rows.",
    "warning", "plausibility", "great_expectations", SHIFT,
)
SHARE_HIGH = Rule(
    "G105", "A doubtful category has at most the share of its ceiling",
    "Unknown, contested and not searched must not become the rule.",
    "warning", "plausibility", "great_expectations", SHIFT,
)
RECENCY = Rule(
    "G106", "Enough of the dated sources are recent",
    "A package about an industry that lives on old sources describes another industry.",
    "warning", "plausibility", "great_expectations", "Look for newer sources before you add old ones.",
)
PRIMARY = Rule(
    "G107", "Enough of the sources are primary",
    "Who repeats others repeats their errors.",
    "error", "plausibility", "great_expectations", "Look for the register, the statistics or the company's own page.",
)
INDEPENDENT = Rule(
    "G108", "Enough of the sources are independent, and enough companies have more than one",
    "What only the interested party says is advertising, what only one says is a rumour.",
    "error", "plausibility", "great_expectations", "Look for a second source that does not gain from the figure.",
)
RULES = {
    rule.id: rule
    for rule in (ROWS_LOST, ROWS_MANY, COMPLETENESS, SHARE_LOW, SHARE_HIGH, RECENCY, PRIMARY, INDEPENDENT)
}
SHOWN_KEYS = 5


def check(context: Context) -> list[Finding]:
    """Check every suite of the package against its table."""
    from scripts.check.plausibility.engine import validate

    suites, findings = read_suites(context, RULES)
    for suite, results in validate(context, suites):
        findings += [_tell(context, suite, result) for result in results]
    return findings


def _tell(context: Context, suite: Suite, result: dict) -> Finding:
    expectation = result["expectation_config"]
    kwargs, found = expectation["kwargs"], result["result"]
    rule, column = RULES[expectation["meta"]["rule"]], kwargs.get("column", "")
    if not found:
        message = f"{expectation['type']} on {column or suite.name} broke off."
        return UNUSABLE.finding(message, resource=suite.name, path=suite.path, column=column)
    if "observed_value" in found:
        low, high = kwargs.get("min_value"), kwargs.get("max_value")
        expected = " and ".join(
            text for text in (low is not None and f"at least {low}", high is not None and f"at most {high}") if text
        )
        value = str(found["observed_value"])
        message = f"{suite.name} has {value} rows."
    else:
        share = 1 - found["unexpected_count"] / max(1, found["element_count"] - found.get("missing_count", 0))
        value, expected = f"{share:.1%}", f"at least {kwargs.get('mostly', 1):.0%}"
        message = f"{_asked(expectation)} in {value} of the rows, not in {_keys(found)}."
    resource = context.package.resources[suite.name]
    return rule.finding(
        message, resource=suite.name, path=resource.path, column=column, value=value, expected=expected
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
