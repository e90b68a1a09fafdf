"""The four formats of a report."""

import json
import re

import click
import pytest

from scripts.check.catalogue import all_rules
from scripts.check.report import FORMATS, render
from scripts.check.run import Report
from scripts.package.findings import Rule

COUNTS = {"resources": 2, "rows": 1500, "cells": 9000, "rules": 7, "errors": 2, "warnings": 1}
KEYS = [
    "rule", "severity", "layer", "resource", "path", "line", "column", "row_key",
    "value", "expected", "message", "hint",
]
SOUND = Report([], [], COUNTS | {"errors": 0, "warnings": 0})


@pytest.fixture
def faulty():
    """Two errors and a warning, with everything that a format must escape."""
    known = {rule.id: rule for rule in all_rules()}
    warning = Rule("S304", "t", "w.", "warning", "structure", "x", "h")
    return Report(
        [
            known["S303"].finding(
                "100 % blank:\nfill in", resource="hubs", path="data/hubs, new:1.csv", line=3, column="name",
                row_key="liège", value="", expected="a name",
            ),
            known["S503"].finding("Stale.", path="datapackage.json", value="data/hubs.csv"),
            warning.finding("Few rows."),
        ],
        ["tables x were not read"],
        COUNTS,
    )


def test_text_groups_by_file_and_ends_with_counts_and_gaps(faulty):
    text = click.unstyle(render(faulty, "text"))
    assert text.index("data/hubs, new:1.csv") < text.index("error S303  line 3, liège, name")
    assert "expected  a name" in text
    assert "The package\n  warning S304" in text
    assert text.endswith(
        "Not valid: 2 errors, 1 warning in 2 tables, 1,500 rows and 7 rules.\nNot complete: tables x were not read\n"
    )


def test_text_of_a_sound_package_is_one_line():
    assert click.unstyle(render(SOUND, "text")) == "Valid: 2 tables, 1,500 rows and 7 rules, nothing wrong.\n"


def test_json_has_the_promised_keys_and_no_others(faulty):
    content = json.loads(render(faulty, "json"))
    assert list(content) == ["valid", "complete", "counts", "findings"]
    assert (content["valid"], content["complete"]) == (False, False)
    assert all(list(finding) == KEYS for finding in content["findings"])
    assert content["findings"][0]["line"] == 3
    assert content["findings"][1]["line"] is None


def test_github_writes_one_escaped_command_a_finding(faulty):
    lines = render(faulty, "github").splitlines()
    assert lines[0].startswith(
        "::error file=data/hubs%2C new%3A1.csv,line=3,title=S303 name::100 %25 blank:%0Afill in%0ARow: liège"
    )
    assert lines[1].startswith("::error file=datapackage.json,title=S503::Stale.")
    assert lines[2].startswith("::warning title=S304::Few rows.")
    assert lines[3] == "::notice title=Not complete::tables x were not read"
    assert len(lines) == 4


def test_sarif_has_the_shape_of_2_1_0(faulty):
    content = json.loads(render(faulty, "sarif"))
    assert content["version"] == "2.1.0"
    assert content["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = content["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == 3
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        location = result["locations"][0]["physicalLocation"]
        assert re.fullmatch(r"[^/:][^:]*.*", location["artifactLocation"]["uri"])
        assert location.get("region", {"startLine": 1})["startLine"] >= 1
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3}
    assert run["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_renders_a_sound_package(format_):
    assert "Traceback" not in render(SOUND, format_)
    if format_ in ("json", "sarif"):
        json.loads(render(SOUND, format_))
    if format_ == "github":
        assert render(SOUND, format_) == ""


def many(number):
    rule = next(rule for rule in all_rules() if rule.id == "S301")
    found = [rule.finding("No number.", path="data/évidence/a b.csv", line=line, column="value") for line in range(2, 2 + number)]
    return Report(found, [], COUNTS | {"errors": number, "warnings": 0})


def test_text_folds_equal_findings_and_says_how_many_more_and_where():
    text = click.unstyle(render(many(190), "text"))
    assert text.count("error S301") == 3
    assert "… and 187 more of S301, lines 5 to 191" in text


def test_a_forge_is_given_ten_annotations_and_the_last_says_how_many_more():
    lines = render(many(25), "github").splitlines()
    assert len(lines) == 10
    assert lines[-1].startswith("::error title=More findings::16 more findings in data/évidence/a b.csv")
    assert len(render(many(10), "github").splitlines()) == 10


def test_sarif_keeps_under_its_limit_and_writes_addresses_from_the_repository():
    (run,) = json.loads(render(many(5001), "sarif", "packages/my one/"))["runs"]
    assert len(run["results"]) == 5000
    assert "1 more findings" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "packages/my%20one/data/%C3%A9vidence/a%20b.csv"


def test_what_people_wrote_comes_first():
    rule = next(rule for rule in all_rules() if rule.id == "S301")
    published, written = rule.finding("x", path="data/a.csv"), rule.finding("x", path="data/evidence/z.csv")
    assert sorted([published, written], key=lambda finding: finding.order) == [written, published]
