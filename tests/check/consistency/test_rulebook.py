"""The engine behind the rules: which cells are told, and what becomes of a rule that cannot run."""

from dataclasses import replace
from importlib import import_module

import pandas as pd
import pytest

from scripts.check.consistency import RULE_MODULES, figure_views, rulebook
from scripts.check.consistency.rulebook import RULES, check
from tests.check.consistency.rule_cases import world_of

COMPANIES = [
    {"company_id": "altair", "name": "Altair", "founded_year": "2014"},
    {"company_id": "borealis", "name": "Borealis"},
    {"company_id": "cassini", "name": "Cassini {x}", "founded_year": "1999"},
]


@pytest.mark.parametrize(
    "module", [module for module in RULE_MODULES if module is not figure_views], ids=lambda m: m.__name__.rpartition(".")[2]
)
def test_every_rule_has_a_row_that_it_passes_and_one_that_it_does_not(module):
    cases = import_module(f"tests.check.consistency.test_{module.__name__.rpartition('.')[2]}").CASES
    rules = {each.rule.id for each in RULES if each.holds.__module__ == module.__name__}
    assert {case.rule.split()[0] for case in cases if case.right} == rules
    assert {case.rule.split()[0] for case in cases if case.wrong} == rules


@pytest.fixture
def own(monkeypatch):
    """Put rules of the test in place of all others; the first is R990."""
    monkeypatch.setattr(rulebook, "RULES", [])

    def register(holds, *places, **how):
        holds.__doc__ = "Title.\n\nWhy.\n\nHint."
        rulebook.rule(f"R99{len(rulebook.RULES)}", *places, **{"says": "Wrong."} | how)(holds)

    return register


def told(**tables):
    return [(finding.rule, finding.line, finding.column) for finding in check(world_of(**tables))]


def after_2000(companies):
    return companies["founded_year"] > 2000


LATE = {"needs": "founded_year"}
YEAR = "companies.founded_year"


def test_a_failing_cell_is_told_with_line_key_value_and_what_was_expected(own):
    own(after_2000, YEAR, **LATE, says="{name} is of {it}, not {lei}2099: {column}.", expected="after {founded_year}")
    (finding,) = check(world_of(companies=COMPANIES))
    assert (finding.line, finding.column, finding.row_key, finding.value) == (4, "founded_year", "cassini", "1999")
    assert finding.message == "Cassini {x} is of 1999, not 2099: founded_year."
    assert (finding.expected, finding.hint, finding.path) == ("after 1999", "Hint.", "data/companies.csv")


def test_the_column_of_what_is_expected_is_told_by_itself(own):
    own(lambda entities: entities["same_name"] == "x", "entities.same_name", says="{kind}")
    own(lambda rows: rows["province"] == rows["expected_province"], "geographies.province", also="kind expected_province")
    rows = [{"geo_code": "BE32", "kind": "province", "name": "Hainaut"}, {"geo_code": "nis-1", "kind": "municipality", "parent_code": "BE32"}]
    findings = [finding for finding in check(world_of(geographies=rows)) if finding.line == 3]
    assert [(finding.rule, finding.value, finding.expected) for finding in findings] == [("R991", "", "Hainaut")]


def test_all_failing_cells_are_told(own):
    own(after_2000, YEAR, **LATE)
    assert len(told(companies=[{"company_id": f"c{number}", "founded_year": "1900"} for number in range(3000)])) == 3000


def test_a_bad_cell_is_missing_for_every_rule_of_every_view(own):
    own(after_2000, YEAR, **LATE)
    own(lambda rows: rows["name"].isna(), "companies.name", also="same_name")
    own(lambda rows: pd.Series(False, rows.index), "entities.name", needs="name same_name")
    world = {"companies": COMPANIES, "entities": [{"entity_id": "a", "name": "Altair"}, {"entity_id": "b", "name": "Altair"}]}
    assert told(**world) == [("R990", 4, "founded_year"), *(("R991", line, "name") for line in (2, 3, 4)), ("R992", 2, "name"), ("R992", 3, "name")]
    bad = [("companies", 4, "founded_year"), ("companies", 2, "name"), ("entities", 2, "name"), ("no_table", 2, "name")]
    assert told(bad=bad, **world) == [("R991", 3, "name"), ("R991", 4, "name"), ("R992", 3, "name")]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda rows: rows["no_such_column"],
        lambda rows: rows["founded_year"] > "text",
        lambda rows, today: rows["founded_year"] > today,  # no source was ever read
    ],
)
def test_a_rule_that_breaks_off_says_so_once_and_hides_no_other(own, wrong):
    own(wrong, YEAR)
    own(after_2000, YEAR, **LATE)
    findings = check(world_of(companies=COMPANIES))
    assert [(finding.rule, finding.line) for finding in findings] == [("S999", None), ("R991", 4)]
    assert "R990" in findings[0].message


def test_a_rule_that_misses_a_row_of_the_policy_is_left_out_because_that_is_told_already(own):
    own(lambda rows, bulk_rows: rows["founded_year"] > bulk_rows, YEAR)
    assert told(companies=COMPANIES) == []
    assert told(companies=COMPANIES, policy=[{"parameter": "bulk_rows", "value": "2000"}]) == [("R990", 3, "founded_year"), ("R990", 4, "founded_year")]


def test_in_a_package_that_lacks_a_column_of_ours_a_rule_that_misses_another_name_still_says_so(own):
    own(lambda rows: rows["lei"].isna(), YEAR, also="*")
    own(lambda rows: rows["no_such_column"].isna(), YEAR, also="*")
    own(lambda rows: rows["name"].map({}.__getitem__).isna(), YEAR, also="name")
    world = world_of(companies=COMPANIES)
    resource = world.context.package.resources["companies"]
    fields = [field for field in resource.schema.fields if field["name"] != "lei"]
    schema = replace(resource.schema, descriptor=resource.schema.descriptor | {"fields": fields})
    world.context.package.resources["companies"] = replace(resource, schema=schema)
    world.typed["companies"] = world.typed["companies"].drop(columns="lei")
    try:
        findings = check(world)
    finally:
        world.context.package.resources["companies"] = resource
    assert [(finding.rule, finding.message.split()[0]) for finding in findings] == [("S999", "R991"), ("S999", "R992")]


def test_a_view_that_breaks_off_stops_its_own_rules_alone(own, monkeypatch):
    own(after_2000, YEAR, **LATE)
    own(lambda rows: rows["name"].isna(), "entities.name")
    own(lambda rows: rows["kind"].isna(), "entities.kind")
    monkeypatch.setitem(rulebook.VIEWS, "companies", rulebook.VIEWS["companies"].__class__("companies", lambda world: 1 / 0))
    findings = check(world_of(companies=COMPANIES, entities=[{"entity_id": "a", "kind": "company"}]))
    assert [(finding.rule, finding.resource, finding.line) for finding in findings] == [("S999", "companies", None), ("R992", "entities", 2)]


def test_rules_of_tables_and_columns_that_are_not_there_are_left_out(own):
    own(after_2000, YEAR, **LATE)
    own(lambda rows: rows["name"].isna(), "companies.name", needs="name same_name")
    own(lambda rows: rows["name"].isna(), "no_such_table.name")
    assert told(companies=COMPANIES, absent=[("companies", "name")]) == [("R990", 4, "founded_year")]


def test_empty_tables_are_no_reason_to_break_off_or_to_find_something():
    sources = [{"source_id": "seed-article-it", "accessed": "2026-11-22", "rights": "facts-only"}]
    policy = [{"parameter": name, "value": "10"} for name in ("bulk_rows", "municipality_distance_km", "rank_peers")]
    assert told(sources=sources, policy=policy) == []


def test_an_access_on_a_day_that_is_none_is_not_today_and_stops_no_rule(found):
    sources = [{"source_id": "a", "accessed": "2026-11-22"}, {"source_id": "b", "accessed": "2026-11-31"}]
    sites = [{"site_id": "s", "last_seen": "2026-11-23"}]
    assert found("R301 R302", sources=sources, sites=sites) == [("R301", 3, "accessed"), ("R302", 2, "last_seen")]
