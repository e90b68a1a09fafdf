"""Packages of strangers end in plain findings, soon and in little memory; `python -m tests.hostile` tries all kinds."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click import unstyle

from scripts.check.report import render
from scripts.check.run import Report
from scripts.check.structure import screening
from tests.conftest import ROOT, ended
from tests.faults.engine import SMALL, check_structure, copy_package
from tests.hostile import documents, schemas, tables, unopened  # noqa: F401  # they register what they hold
from tests.hostile.kinds import BYTES, KINDS, SECONDS, add_table

STATUS = Path("/proc/self/status")
# A process of its own, which says its peak itself: what the system says of a child counts its parent too.
PEAK = """
import re, sys
from pathlib import Path
from scripts.check.structure import screening
screening.check(Path(sys.argv[1]))
print(re.search("VmHWM: *([0-9]+) kB", Path(sys.argv[2]).read_text().replace("\\t", " "))[1])
"""
# The rule that names each kind; of kinds that differ in nothing that is read, one is here.
NAMED = {
    "fifo_table": "S101", "fifo_schema": "S101", "fifo_descriptor": "S101", "fifo_license": "S101", "fifo_suite": "S101",
    "zero_evidence": "S502", "zero_schema": "S502", "zero_license": "S502", "zero_release": "S502",
    "linked_table": "S502", "linked_descriptor": "S502", "linked_license": "S502", "linked_readme": "S502",
    "linked_folder_data": "S502", "linked_folder_schemas": "S502", "linked_folder_build": "S502",
    "folder_table": "S101", "folder_license": "S101", "long_path_way": "P102", "odd_schema_path_surrogate": "P101",
    "odd_schema_path_zero": "P102", "deep_folders": "S106", "deep_descriptor_977": "P117", "deep_schema_100000": "P117",
    "deep_release_977": "P115", "blanks_schema": "S106", "opened_descriptor": "S106", "bomb_in_fingerprint": "P115",
    "value_in_descriptor_nan": "P101", "value_in_resource_null": "P105", "odd_descriptor_utf16": "P101",
    "pattern_nested": "S306", "pattern_alternative": "S306", "pattern_many": "S306", "pattern_lazy": "S306",
    "pattern_counted": "P109", "pattern_possessive": "P109", "pattern_posix": "P109", "pattern_huge": "P118",
    "constraint_enum": "S106", "bound_large": "P101", "wide_names_1000": "P116", "header_cells_10000": "P116",
    "resources_n_500": "P116", "wide_row_cells_1000000": "S107", "large_line": "S106", "many_rows_short": "S108",
    "conflict_schema": "S506", "conflict_evidence": "S506", "conflict_readme": "S506", "conflict_descriptor": "S506",
}  # fmt: skip


def hostile(kind, folder):
    """A copy of the small package, spoilt in one way."""
    root = copy_package(SMALL, folder / "package")
    KINDS[kind](root)
    return root


FIRST = {rule: kind for kind, rule in reversed(NAMED.items())}  # one kind of each rule


@pytest.mark.parametrize(
    ("kind", "rule"),
    [
        pytest.param(kind, rule, id=kind, marks=[] if FIRST[rule] == kind else pytest.mark.exhaustive)
        for kind, rule in NAMED.items()
    ],
)
def test_what_a_stranger_brings_is_named_soon_and_nothing_breaks_off(kind, rule, tmp_path):
    root = hostile(kind, tmp_path)
    start = time.process_time()
    findings = check_structure(root)
    assert time.process_time() - start < SECONDS
    rules = [finding.rule for finding in findings]
    assert rule in rules
    assert not {"S999", "S901", "S902"} & set(rules)
    assert not any("secret-word" in str(finding) for finding in findings)


@pytest.mark.parametrize("kind", ["rows_within_the_limit_wrong", "rows_within_the_limit_broken"])
def test_a_table_within_the_limits_that_is_wrong_in_each_cell_has_its_findings_counted(kind, tmp_path):
    done = screening.check(hostile(kind, tmp_path))
    rest = [finding.message for finding in done.findings if "more findings of this rule" in finding.message]
    assert len(rest) >= 3
    assert all(finding.rule != "S999" for finding in done.findings)
    assert len(done.findings) < 20_000


@pytest.mark.skipif(not STATUS.exists(), reason="The system does not say how much memory a process took.")
@pytest.mark.parametrize("kind", ["rows_within_the_limit_wrong", "large_words", "wide_row_cells_1000000"])
def test_no_package_takes_the_memory_of_a_machine(kind, tmp_path):
    words = [sys.executable, "-c", PEAK, str(hostile(kind, tmp_path)), str(STATUS)]
    done = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True)
    assert int(done.stdout) * 1024 < BYTES


@pytest.mark.parametrize("kind", ["conflict_table", "linked_folder_schemas", "resources_n_500", "large_words"])
def test_a_fault_of_a_file_is_told_once(kind, tmp_path):
    findings = screening.check(hostile(kind, tmp_path)).findings
    told = [finding for finding in findings if finding.rule in NAMED.values()]
    assert len(told) == 1, [finding.message for finding in told]


def test_limits_are_lifted_by_whoever_runs_the_check_and_by_no_package(tmp_path, monkeypatch):
    root = hostile("wide_names_1000", tmp_path)
    (root / "limits.csv").write_text("limit,value\ncolumns,1000000\n", encoding="utf-8")
    assert "P116" in {finding.rule for finding in screening.check(root).findings}
    monkeypatch.setenv("PACKAGE_LIMITS", "off")
    assert "P116" not in {finding.rule for finding in screening.check(root).findings}


def test_the_time_of_the_screen_grows_no_faster_than_the_findings(tmp_path):
    """Four times as many broken references take at most about four times as long: the slope of the issue, with room."""
    def seconds(rows):
        root = copy_package(SMALL, tmp_path / str(rows))
        key = {"fields": ["word"], "reference": {"resource": "hubs", "fields": ["hub_id"]}}
        add_table(root, "many", ["key", "word"], (f"x{n:07},y{n}\n" for n in range(rows)), foreignKeys=[key])
        start = time.process_time()
        screening.check(root)
        return time.process_time() - start

    seconds(1000)
    assert seconds(80_000) < 6 * seconds(20_000)


@pytest.mark.parametrize("verb", [("build",), ("format", "--package-dir"), ("docs",), ("summary",)])
@pytest.mark.parametrize("kind", ["fifo_evidence", "zero_schema", "linked_folder_data", "deep_descriptor_977"])
def test_no_verb_reads_what_validate_refuses(run, kind, verb, tmp_path):
    said = ended(run(*verb, hostile(kind, tmp_path)), 1)
    assert "Nothing was done" in said or "nothing was built" in said or "No file was changed" in said
    assert "secret-word" not in said


@pytest.mark.parametrize("format_", ["text", "json", "github", "sarif"])
def test_names_of_files_reach_no_terminal_raw_and_every_format_is_utf_8(format_, tmp_path):
    root = hostile("names_that_are_no_utf8", tmp_path)
    findings = screening.check(root).findings
    counts = {"resources": 7, "rows": 15, "rules": 1, "errors": len(findings), "warnings": 0}
    said = render(Report(findings, ["a gap\x1b[2J\u202e"], counts), format_)
    assert len(findings) >= 3
    assert r"\x1b" in said or r"\u001b" in said
    assert not {"\x1b", "\u202e", "\r"} & set(unstyle(said))
    said.encode()
    if format_ == "json":
        assert any("\udce9" in finding["path"] for finding in json.loads(said)["findings"])
    if format_ == "sarif":
        assert "caf%E9%FF%1B" in said


@pytest.mark.parametrize("name", ["dictionary", "sqlite_notes", "aux", "history", "a" * 32])
def test_a_name_that_breaks_a_format_of_the_release_is_a_finding(name, tmp_path):
    root = copy_package(SMALL, tmp_path / "package")
    add_table(root, name, ["key", "word"], ["a,b\n"])
    found = [finding for finding in screening.check(root).findings if finding.rule == "P119"]
    assert [(finding.resource, finding.path) for finding in found] == [(name, "datapackage.json")]


def test_a_name_of_31_letters_is_none(tmp_path):
    root = copy_package(SMALL, tmp_path / "package")
    add_table(root, "a" * 31, ["key", "word"], ["a,b\n"])
    assert "P119" not in {finding.rule for finding in screening.check(root).findings}
