import pytest

from scripts.check.plausibility import statistics
from scripts.check.plausibility.propose import propose

CLAIMS = [
    {"claim_id": f"c{n}", "verdict": "supported" if n < 6 else "unsupported", "use_instead": "i1" if n < 3 else ""}
    for n in range(10)
]
SOURCES = [
    {"source_id": f"s{n}", "kind": "company" if n < 4 else "press", "interested_party": "true" if n < 4 else "false",
     "published": f"{2010 + n}-05" if n else "", "accessed": "2026-11-22"}
    for n in range(10)
]  # fmt: skip
ROWS, FILLED, IN, NOT_IN, BETWEEN = (
    "table_row_count_to_be_between", "column_values_to_not_be_null", "column_values_to_be_in_set",
    "column_values_to_not_be_in_set", "column_values_to_be_between",
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "rule", "kwargs", "value"),
    [
        (ROWS, "G101", {"min_value": 11}, "10"),
        (ROWS, "G101", {"min_value": 10}, None),
        (ROWS, "G102", {"max_value": 9}, "10"),
        (FILLED, "G103", {"column": "use_instead", "mostly": 0.31}, "30.0%"),
        (FILLED, "G103", {"column": "use_instead", "mostly": 0.3}, None),
        (IN, "G104", {"column": "verdict", "value_set": ["supported"], "mostly": 0.7}, "60.0%"),
        (IN, "G104", {"column": "verdict", "value_set": ["supported"], "mostly": 0.6}, None),
        (NOT_IN, "G105", {"column": "verdict", "value_set": ["unsupported"], "mostly": 0.7}, "60.0%"),
    ],
)
def test_a_limit_of_claims(context_of, expect, kind, rule, kwargs, value):
    found = statistics.check(context_of({"claims": [expect(kind, rule, **kwargs)]}, claims=CLAIMS))
    assert [(finding.rule, finding.value) for finding in found] == ([(rule, value)] if value else [])


@pytest.mark.parametrize(
    ("kind", "rule", "kwargs", "value"),
    [
        (BETWEEN, "G106", {"column": "published_year", "min_value": 2015, "mostly": 0.6}, "55.6%"),
        (BETWEEN, "G106", {"column": "published_year", "min_value": 2015, "mostly": 0.5}, None),
        (IN, "G107", {"column": "kind", "value_set": ["company"], "mostly": 0.5}, "40.0%"),
        (IN, "G108", {"column": "interested_party", "value_set": [False], "mostly": 0.7}, "60.0%"),
        (IN, "G108", {"column": "interested_party", "value_set": [False], "mostly": 0.6}, None),
    ],
)
def test_a_limit_of_sources(context_of, expect, kind, rule, kwargs, value):
    context = context_of({"sources": [expect(kind, rule, **kwargs)]}, {"years_of": ["published"]}, sources=SOURCES)
    assert [(finding.rule, finding.value) for finding in statistics.check(context)] == (
        [(rule, value)] if value else []
    )


def test_a_finding_is_of_the_column_and_tells_the_keys(context_of, expect):
    suite = [expect(FILLED, "G103", column="use_instead", mostly=0.5)]
    finding = statistics.check(context_of({"claims": suite}, claims=CLAIMS))[0]
    assert (finding.resource, finding.column, finding.line) == ("claims", "use_instead", None)
    assert (finding.severity, finding.layer, finding.expected) == ("error", "plausibility", "at least 50%")
    assert finding.message == "use_instead is filled in 30.0% of the rows, not in c3, c4, c5, c6, c7 and 2 more."


def test_many_failures_are_all_counted(context_of, expect):
    claims = [{"claim_id": f"c{n}"} for n in range(450)]
    finding = statistics.check(
        context_of({"claims": [expect(FILLED, "G103", column="verdict", mostly=0.5)]}, claims=claims)
    )[0]
    assert finding.value == "0.0%"
    assert finding.message.endswith("and 445 more.")


@pytest.mark.parametrize(
    ("suite", "reason"),
    [
        ("{", "it is no suite"),
        ('{"name": "claims"}', "it is no suite"),
        ([{"type": "expect_column_values_to_be_unique", "kwargs": {"column": "verdict"}, "meta": {"rule": "G103"}}], "is of type"),
        ([{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "verdikt", "mostly": 1}, "meta": {"rule": "G103"}}], "the column verdikt"),
        ([{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "verdict", "mostly": 1}, "meta": {}}], "names no rule"),
        ([{"type": "expect_column_values_to_not_be_null", "kwargs": {"column": "verdict"}, "meta": {"rule": "G103"}}], "has no limit"),
    ],
)  # fmt: skip
def test_a_suite_that_cannot_be_used_is_a_finding(context_of, suite, reason):
    found = statistics.check(context_of({"claims": suite}, claims=CLAIMS))
    assert [finding.rule for finding in found] == ["G109"]
    assert reason in found[0].message


def test_a_suite_of_an_unknown_table_and_a_package_without_suites(context_of, expect):
    rows = [expect(ROWS, "G101", min_value=1)]
    assert "no table firms" in statistics.check(context_of({"firms": rows}, claims=CLAIMS))[0].message


def test_a_package_without_suites_is_a_finding(context_of):
    assert [finding.rule for finding in statistics.check(context_of({}, claims=CLAIMS))] == ["G109"]


KINDS = [
    {"source_kind": "company", "first_hand": "true"},
    {"source_kind": "press", "first_hand": "false"},
]


def test_what_is_proposed_holds_for_what_it_was_proposed_from(context_of):
    tables = {"claims": CLAIMS, "sources": SOURCES, "source_kinds": KINDS}
    proposed = propose(context_of({}, **tables))
    assert set(proposed) == {"claims", "sources"}
    suites = {name: suite["expectations"] for name, suite in proposed.items()}
    context = context_of(suites, {"years_of": ["published"]}, **tables)
    (context.package.root / "schemas/expectations/claims.json").write_text(__import__("json").dumps(proposed["claims"]))
    assert statistics.check(context) == []


def test_a_proposal_has_neither_version_nor_ids(context_of):
    suite = propose(context_of({}, claims=CLAIMS))["claims"]
    assert set(suite) == {"name", "expectations", "meta"}
    assert all(set(item) == {"type", "kwargs", "meta", "severity"} for item in suite["expectations"])
