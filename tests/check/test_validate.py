"""`validate` and `rules` on the command line."""

import json
import re
import shutil

import pytest
from click.testing import CliRunner

from scripts.check import run as runner
from scripts.check.catalogue import all_rules
from scripts.cli import main
from tests.conftest import ended
from tests.faults.engine import refresh


@pytest.fixture
def run(monkeypatch):
    """The command line, without the layers that would miss the tables of the real package."""
    monkeypatch.setattr(runner, "check_compiled", lambda context, findings, compiled: (context, [], []))
    monkeypatch.setattr(runner, "_consistency", lambda context, findings: [])
    monkeypatch.setattr(runner, "check_values", lambda context, findings: [])
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def test_a_sound_package_is_one_line_and_status_0(run, small):
    result = run("validate", small, "--fast")
    assert result.exit_code == 0
    assert re.fullmatch(r"Valid: 7 tables, 15 rows and [0-9]+ rules, nothing wrong\.\n", result.output)


def test_an_error_is_status_1_in_every_format(run, small):
    (small / "data/evidence/names.csv").write_text("company_id,language,name\naltair,fr\n", encoding="utf-8")
    for format_ in ("text", "json", "github", "sarif"):
        result = run("validate", small, "--fast", "--format", format_)
        ended(result, 1, "S105")
        assert "Traceback" not in result.output


@pytest.mark.parametrize("missing", ["directory", "descriptor"])
def test_what_is_no_package_is_status_2_with_a_plain_message(run, small, missing):
    (small / "datapackage.json").unlink()
    folder = small if missing == "descriptor" else small / "nowhere"
    result = run("validate", folder)
    assert result.exit_code == 2
    assert "The validation could not run" in result.stderr
    assert result.stdout == ""
    as_json = run("validate", folder, "--format", "json")
    content = json.loads(as_json.stdout)
    assert as_json.exit_code == 2
    assert (content["valid"], content["complete"], content["findings"]) == (False, False, [])
    assert content["error"]


@pytest.mark.parametrize(
    "descriptor",
    [
        "", "[]", "{", "[" * 100_000, '{"resources": 1}', '{"resources": []}', '{"resources": [1]}',
        '{"resources": [{}]}', '{"resources": [{"name": "x"}]}',
        '{"resources": [{"name": {}, "path": [], "schema": {}}]}',
        '{"resources": [{"name": "a", "path": "a", "schema": "b"}]}',
    ],
)
def test_a_ruined_descriptor_is_findings_and_never_a_stack_trace(run, small, descriptor):
    (small / "datapackage.json").write_text(descriptor, encoding="utf-8")
    result = run("validate", small, "--fast", "--format", "json")
    assert result.exit_code == 1
    assert not result.exception or isinstance(result.exception, SystemExit)
    findings = json.loads(result.output)["findings"]
    assert any(finding["path"] == "datapackage.json" or finding["rule"] == "P101" for finding in findings)


@pytest.mark.parametrize(
    "schema",
    [
        "", "[]", '"x"', "{}", '{"name": "hubs"}', '{"name": "hubs", "fields": 1}', '{"name": [], "fields": []}',
        '{"name": "hubs", "fields": [{}]}',
        '{"name": "hubs", "fields": [{"name": "a", "type": "date"}], "primaryKey": "a"}',
    ],
)
def test_a_ruined_schema_is_findings_and_the_other_tables_are_still_checked(run, small, schema):
    (small / "schemas/hubs.json").write_text(schema, encoding="utf-8")
    names = small / "data/evidence/names.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("altair,fr,", "altair,FRA,"), encoding="utf-8")
    result = run("validate", small, "--fast", "--format", "json")
    content = json.loads(result.output)
    assert result.exit_code == 1
    assert not content["complete"]
    assert {"schemas/hubs.json", "data/evidence/names.csv"} <= {finding["path"] for finding in content["findings"]}


def test_an_unknown_format_is_status_2(run, small):
    ended(run("validate", small, "--format", "xml"), 2, "sarif")


def test_rules_lists_every_rule_in_every_format(run):
    ids = [rule.id for rule in all_rules()]
    assert all(rule_id in run("rules").output for rule_id in ids)
    assert [rule["id"] for rule in json.loads(run("rules", "--format", "json").output)] == ids
    table = run("rules", "--format", "markdown").output.splitlines()
    assert table[0] == "| id | title | why | severity | layer | tool | hint |"
    assert len(table) == len(ids) + 2
    assert len({line.replace("\\|", "").count("|") for line in table}) == 1


def test_a_package_of_others_is_asked_nothing_that_its_columns_do_not_tell(small):
    """A table of companies with columns of its own: the rules of ours do not apply, and none breaks off."""
    descriptor = json.loads((small / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["resources"] = [item for item in descriptor["resources"] if item["name"] == "companies"]
    schema = json.loads((small / "schemas/companies.json").read_text(encoding="utf-8"))
    text = {"type": "string", "description": "A text.", "example": "x", "constraints": {"required": True}}
    schema |= {"fields": [{"name": name, "title": name, **text} for name in ("code", "name", "last_confirmed")]}
    schema["primaryKey"] = ["code"]
    del schema["foreignKeys"]
    shutil.rmtree(small / "data/evidence")
    (small / "data/hubs.csv").unlink()
    (small / "data/companies.csv").write_text("code,name,last_confirmed\na,Acme,2026-01\n", encoding="utf-8")
    for path, content in (("datapackage.json", descriptor), ("schemas/companies.json", schema)):
        (small / path).write_text(json.dumps(content), encoding="utf-8")
    refresh(small)
    report = runner.run(small)
    assert (report.findings, report.gaps) == ([], [])
    assert report.counts["not_applicable"] > 50
    assert report.counts["rules"] + report.counts["not_applicable"] == len(all_rules())
