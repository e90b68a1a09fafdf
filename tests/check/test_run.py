"""The frame of the layers: what runs, on what, and what is told once."""

import csv
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import SimpleNamespace

import pytest

from scripts.check import named_rows
from scripts.check import run as runner
from scripts.check.catalogue import all_rules
from scripts.check.changed_lines import Change
from scripts.check.consistency import rulebook
from scripts.check.run import run
from scripts.check.structure.screening import Screened
from scripts.package.csvio import write_rows
from scripts.package.findings import LAYERS, SEVERITIES, Rule
from tests.check.consistency.rule_cases import PACKAGE, context_of
from tests.faults.engine import refresh

RULE = Rule("R999", "A test rule", "Because.", "error", "consistency", "test", "Do it.")


@pytest.fixture
def spoilt(cut, tmp_path):
    """Change texts of files in a copy of the frozen package, and run the fast layers on it."""

    def change(*changes, fresh=True):
        root = shutil.copytree(cut, tmp_path / "package")
        for path, old, new in changes:
            content = (root / path).read_bytes()
            assert old in content, path
            (root / path).write_bytes(content.replace(old, new, 1))
        if fresh:
            refresh(root)
        return run(root, fast=True)

    return change


def test_a_sound_package_is_valid_and_complete(cut):
    report = run(cut, fast=True)
    assert (report.findings, report.gaps) == ([], [])
    assert report.valid
    assert report.complete
    assert report.counts["resources"] == len(PACKAGE.resources)
    assert report.counts["rows"] > 6000
    assert report.counts["rules"] == len(all_rules())
    assert report.counts["errors"] == report.counts["warnings"] == 0


def test_bad_cells_of_evidence_are_told_once_and_hide_no_others(spoilt):
    report = spoilt(
        ("data/evidence/sources.csv", b",2026-11-22,", b",yesterday,"),
        ("data/evidence/entities.csv", b"\nablynx,company,Ablynx", b"\nablynx,company,AbbVie SA"),
        ("data/companies.csv", b"Ablynx", b"AbbVie SA"),
    )
    told = [(finding.path, finding.column) for finding in report.findings if finding.layer == "structure"]
    assert told == [("data/evidence/sources.csv", "accessed")]
    rules = {finding.rule for finding in report.findings}
    assert "R106" in rules
    assert not {"R301", "C100", "C101"} & rules
    assert "not compared" in report.gaps[0]
    assert not report.complete


def test_published_cells_that_differ_are_told_once_and_rules_look_at_what_the_evidence_yields(spoilt):
    report = spoilt(("data/companies.csv", b"Ablynx", b"AbbVie"), ("data/hubs.csv", b",city_hub,", b",incubator,"))
    told = [(finding.path, finding.line, finding.column) for finding in report.findings if finding.layer == "compiled"]
    assert len(told) == len(report.findings) == 2
    assert report.complete


def test_edited_evidence_that_is_not_built_is_told_once(spoilt):
    report = spoilt(("data/evidence/entities.csv", b"\nablynx,company,Ablynx", b"\nablynx,company,Ablunx"), fresh=False)
    assert sorted({finding.rule for finding in report.findings}) == ["C100"]


def added(root, *changes):
    """Append rows with blank ids to the statements, as CONTRIBUTING teaches: copies with other words."""
    path = root / "data/evidence/statements.csv"
    with path.open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    origin = next(row for row in rows if row["property"] == "founded" and row["state"] == "used" and row["entity_id"])
    blank = {"statement_id": "", "ordinal": "", "transcribed_value": "", "as_written": ""}
    with path.open("a", encoding="utf-8", newline="") as handle:
        new = [origin | blank | {"locator": f"page {number}"} | change for number, change in enumerate(changes)]
        handle.write(write_rows(row.values() for row in new))
    return len(rows) + 1


def test_a_row_without_id_is_checked_as_if_it_were_formatted_and_built(cut, tmp_path):
    root = shutil.copytree(cut, tmp_path / "package")
    added(root, {})
    report = run(root, fast=True)
    assert [finding.rule for finding in report.findings] == ["S604", "C100"]
    assert "1 row has no id yet" in report.findings[0].message
    assert report.complete


def test_rows_without_ids_do_not_drown_the_one_value_that_is_wrong(cut, tmp_path):
    root = shutil.copytree(cut, tmp_path / "package")
    last = added(root, *[{}] * 11, {"value": "2O21"})
    report = run(root, fast=True)
    first, *others = report.findings
    assert (first.rule, first.line, first.column) == ("R527", last + 12, "value")
    assert [finding.rule for finding in others] == ["S604", "S503"]


@pytest.fixture
def layers(monkeypatch):
    """Put checks that find these rules, or break off, in place of the layers; return ids and the report."""

    def call(fast=False, incomplete=(), gaps=(), **checks):
        context = context_of()
        context.incomplete.update(incomplete)

        def stand_in(name):
            for rule in (found := checks.get(name, [])):
                if isinstance(rule, Exception):
                    raise rule
            return [rule.finding("found") for rule in found]

        stand_ins = {
            (runner, "read_change"): lambda root: Change(),
            (runner, "start_workers"): lambda *_: (ThreadPoolExecutor(1), False),
            (runner.screening, "open_package"): lambda root: Screened(context, [], [*gaps]),
            (runner.screening, "check_opened"): lambda done: Screened(context, stand_in("structure"), [*gaps]),
            (runner.json_schemas, "check_published"): lambda package: [],
            (runner.frictionless_layer, "ask"): lambda *given: partial(stand_in, "frictionless"),
            (runner, "check_compiled"): lambda *given: (context, stand_in("compiled"), []),
            (runner, "_consistency"): lambda *given: stand_in("consistency"),
            (named_rows, "check"): lambda context: [],
            (runner.statistics, "check_directory"): lambda root: stand_in("plausibility"),
        }
        for place, check in stand_ins.items():
            monkeypatch.setattr(*place, check)
        report = run(None, fast)
        return [finding.rule for finding in report.findings], report

    return call


def other(number, severity="error"):
    return Rule(f"R{number}", "A test rule", "Because.", severity, "consistency", "test", "Do it.")


def test_all_layers_run_and_fast_leaves_out_plausibility(layers):
    one, two, three, four, five = map(other, range(1, 6))
    checks = {"structure": [two], "compiled": [one], "consistency": [four], "plausibility": [three], "frictionless": [five]}
    assert layers(**checks)[0] == ["R1", "R2", "R3", "R4", "R5"]
    assert layers(fast=True, **checks)[0] == ["R1", "R2", "R4", "R5"]
    assert layers(fast=True, **checks | {"structure": []})[0] == ["R1", "R4"]  # a second opinion only where the screen finds something
    assert layers(plausibility=[three], fast=True)[1].valid
    assert not layers(plausibility=[three])[1].valid


@pytest.mark.parametrize("lost", [{"incomplete": ["companies"]}, {"gaps": ["Tables were not checked."]}])
def test_upper_layers_do_not_run_on_a_package_that_lost_rows_or_tables(layers, lost):
    rules, report = layers(structure=[other(1)], compiled=[RULE], consistency=[RULE], plausibility=[RULE], **lost)
    assert rules == ["R1"]
    assert "upper layers were not run" in report.gaps[-1]
    assert not report.complete


def test_a_layer_that_breaks_off_is_a_finding_and_the_next_one_still_runs(layers):
    rules, report = layers(consistency=[KeyError("column")], frictionless=[OSError("worker")], plausibility=[RULE])
    assert rules == ["R999", "S999", "S999"]
    assert "consistency broke off: KeyError" in report.findings[1].message
    assert not report.complete


def test_a_warning_leaves_the_package_valid(layers):
    rules, report = layers(consistency=[other(998, "warning")])
    assert rules == ["R998"]
    assert report.valid
    assert report.complete
    assert report.counts["warnings"] == 1


def test_ill_typed_cells_are_missing_in_the_typed_tables():
    companies = context_of(companies=[{"founded_year": year} for year in ("1999", "old", "")]).typed["companies"]
    assert companies["founded_year"].isna().tolist() == [False, True, True]
    assert companies["founded_year"].dtype == "Int64"


def test_the_catalogue_has_unique_well_formed_rules():
    rules = all_rules()
    assert len({rule.id for rule in rules}) == len(rules) > 40
    assert rules == sorted(rules, key=lambda rule: (LAYERS.index(rule.layer), rule.id))
    for rule in rules:
        assert rule.id[0].isupper()
        assert rule.id[1:].isdecimal()
        assert len(rule.id) == 4
        assert rule.severity in SEVERITIES
        assert rule.title
        assert rule.why.endswith(".")
        assert rule.hint.endswith((".", "?"))
        assert rule.tool


def test_two_rules_with_one_id_are_refused(monkeypatch):
    stray = SimpleNamespace(rule=Rule("S101", "Other", "Why.", "error", "structure", "t", "H."))
    monkeypatch.setattr(rulebook, "RULES", [stray])
    all_rules.cache_clear()
    with pytest.raises(ValueError, match="S101"):
        all_rules()
    monkeypatch.undo()
    assert "S101" in {rule.id for rule in all_rules()}
