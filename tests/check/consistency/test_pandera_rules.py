"""The engine behind the rules: which cells are reported, and what becomes of a rule that cannot run."""

import pandas as pd
import pytest

from scripts.check.consistency.pandera_rules import Check, run
from scripts.package.findings import Rule

RULE = Rule("R999", "Founded late", "Because.", "error", "consistency", "pandera", "Mend it.")
COMPANIES = [
    {"company_id": "altair", "name": "Altair", "founded_year": "2014"},
    {"company_id": "borealis", "name": "Borealis", "founded_year": ""},
    {"company_id": "cassini", "name": "Cassini {x}", "founded_year": "1999"},
]


def after_2000(rows, context):
    return rows["founded_year"] > 2000


def found(context, check):
    return [(finding.rule, finding.line, finding.row_key) for finding in run(context, [check])]


def test_a_failing_cell_is_told_with_line_key_value_and_what_was_expected(context_of):
    check = Check(
        RULE,
        "companies",
        "founded_year",
        after_2000,
        "{name} is of {founded_year}, not {expected}.",
        ("founded_year",),
        lambda rows, context: rows["founded_year"] + 100,
    )
    (finding,) = run(context_of(companies=COMPANIES), [check])
    assert (finding.line, finding.column, finding.row_key, finding.value) == (4, "founded_year", "cassini", "1999")
    assert finding.message == "Cassini {x} is of 1999, not 2099."
    assert (finding.expected, finding.hint, finding.path) == ("2099", "Mend it.", "data/companies.csv")


def test_rows_without_what_the_rule_needs_pass(context_of):
    check = Check(RULE, "companies", "founded_year", after_2000, "Late.", ("founded_year",))
    assert found(context_of(companies=COMPANIES), check) == [("R999", 4, "cassini")]


def test_all_failing_cells_are_reported(context_of):
    rows = [{"company_id": f"c{number}", "founded_year": "1900"} for number in range(3000)]
    check = Check(RULE, "companies", "founded_year", after_2000, "Late.", ("founded_year",))
    assert len(run(context_of(companies=rows), [check])) == 3000


def test_a_cell_that_a_lower_layer_found_bad_is_missing_for_the_rule_and_the_others_are_looked_at(context_of):
    rows = [*COMPANIES, {"company_id": "deneb", "founded_year": "1998"}]
    context = context_of(companies=rows, bad={("companies", 4, "founded_year")})
    assert found(context, Check(RULE, "companies", "founded_year", after_2000, "Late.", ("founded_year",))) == [
        ("R999", 5, "deneb")
    ]


def test_bad_cells_of_other_tables_are_missing_too(context_of):
    context = context_of(
        companies=COMPANIES, hubs=[{"hub_id": "mons"}, {"hub_id": "liege"}], bad={("hubs", 3, "hub_id")}
    )

    def as_many_hubs(rows, context):
        return pd.Series(context.typed["hubs"]["hub_id"].notna().sum() == 1, rows.index)

    assert run(context, [Check(RULE, "companies", "name", as_many_hubs, "Too many.")]) == []
    assert context.typed["hubs"]["hub_id"].notna().all()


def test_a_bad_date_of_access_is_not_today(context_of):
    rows = [{"source_id": "a", "accessed": "2026-01-02"}, {"source_id": "b", "accessed": "soon"}]
    context = context_of(companies=COMPANIES, sources=rows, bad={("sources", 3, "accessed")})
    check = Check(
        RULE, "companies", "name", lambda rows, context: pd.Series(context.today < "2027", rows.index), "Late."
    )
    assert run(context, [check]) == []


@pytest.mark.parametrize(
    "fine",
    [
        lambda rows, context: rows["founded_year"] > 2000,  # meets a missing value that it does not need
        lambda rows, context: rows["no_such_column"],
    ],
)
def test_a_rule_that_cannot_run_says_so_and_hides_no_other(context_of, fine):
    other = Check(RULE, "companies", "founded_year", after_2000, "Late.", ("founded_year",))
    findings = run(context_of(companies=COMPANIES), [Check(RULE, "companies", "founded_year", fine, "x"), other])
    assert [(finding.rule, finding.line) for finding in findings] == [("S999", None), ("R999", 4)]
    assert "R999" in findings[0].message


def test_a_column_that_the_schema_lacks_stops_its_rule_alone(context_of):
    other = Check(RULE, "companies", "founded_year", after_2000, "Late.", ("founded_year",))
    findings = run(context_of(companies=COMPANIES), [Check(RULE, "companies", "colour", after_2000, "x"), other])
    assert [finding.rule for finding in findings] == ["S999", "R999"]


def test_tables_and_columns_that_are_not_there_are_left_out(context_of):
    context = context_of(companies=COMPANIES)
    context.absent.add(("companies", "name"))
    checks = [
        Check(RULE, "companies", "name", after_2000, "x"),
        Check(RULE, "no_such_table", "name", after_2000, "x"),
    ]
    assert run(context, checks) == []


def test_empty_tables_pass(context_of):
    assert run(context_of(), [Check(RULE, "companies", "founded_year", after_2000, "Late.")]) == []
