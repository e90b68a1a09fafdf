"""The frame of the three layers: what runs, on what, and what is dropped."""

import sys
from types import ModuleType

import pytest

from scripts.check import consistency, plausibility, runner
from scripts.check.catalogue import all_rules, rules_of
from scripts.check.guard import guarded
from scripts.package.findings import LAYERS, SEVERITIES, Rule

RULE = Rule("R999", "A test rule", "Because.", "error", "consistency", "test", "Do it.")


@pytest.fixture
def family(monkeypatch):
    """Register a family of one layer that only a test knows."""

    def register(part, name, check):
        module = ModuleType(f"{part.__name__}.{name}")
        module.check, module.RULE = check, RULE
        monkeypatch.setitem(sys.modules, module.__name__, module)
        monkeypatch.setattr(part, "FAMILIES", (*part.FAMILIES, name))

    return register


@pytest.fixture(autouse=True)
def no_other_families(monkeypatch):
    """The families of the real package would miss its tables in the small one."""
    monkeypatch.setattr(consistency, "FAMILIES", ())
    monkeypatch.setattr(plausibility, "FAMILIES", ())


def spoil(package, old, new):
    path = package / "data/companies.csv"
    path.write_bytes(path.read_bytes().replace(old, new))


def test_a_sound_package_is_valid_and_complete(small):
    report = runner.run(small)
    assert (report.findings, report.gaps) == ([], [])
    assert report.valid
    assert report.complete
    assert report.counts["resources"] == 7
    assert report.counts["rows"] == 15
    assert report.counts["errors"] == report.counts["warnings"] == 0


def test_a_bad_cell_is_reported_once_and_hides_no_other(small, family):
    spoil(small, b"1999", b"old")

    def check(context):
        return [
            context.finding(RULE, "companies", line, "founded_year", "odd")
            for line in context.typed["companies"].index
        ]

    family(consistency, "probe", check)
    report = runner.run(small, fast=True)
    at_year = [(finding.rule, finding.line) for finding in report.findings if finding.column == "founded_year"]
    assert sorted(at_year) == [("R999", 2), ("R999", 3), ("R999", 5), ("R999", 6), ("S301", 4)]


def test_ill_typed_cells_are_missing_in_the_typed_tables(small, family):
    spoil(small, b"1999", b"old")
    seen = {}
    family(consistency, "probe", lambda context: seen.update(context.typed) or [])
    runner.run(small, fast=True)
    assert seen["companies"]["founded_year"].isna().sum() == 2  # the ill-typed one, and one that is blank
    assert str(seen["companies"]["founded_year"].dtype) == "Int64"


def test_a_family_that_breaks_off_is_a_finding_and_the_next_one_still_runs(small, family):
    def broken(context):
        raise KeyError("column")

    family(consistency, "broken", broken)
    family(consistency, "sound", lambda context: [RULE.finding("found")])
    report = runner.run(small, fast=True)
    assert {finding.rule for finding in report.findings} == {"S999", "R999"}
    assert not report.complete


def test_upper_layers_do_not_run_on_a_package_that_lost_rows(small, family):
    spoil(small, b"Borealis,", b"Borealis,,")
    family(consistency, "probe", lambda context: [RULE.finding("found")])
    report = runner.run(small, fast=True)
    assert "S105" in {finding.rule for finding in report.findings}
    assert "R999" not in {finding.rule for finding in report.findings}
    assert not report.complete


def test_fast_leaves_out_plausibility(small, family):
    family(plausibility, "probe", lambda context: [RULE.finding("found")])
    assert runner.run(small, fast=True).valid
    assert not runner.run(small, fast=False).valid


def test_a_warning_leaves_the_package_valid(small, family):
    warning = Rule("R998", "A test rule", "Because.", "warning", "consistency", "test", "Do it.")
    family(consistency, "probe", lambda context: [warning.finding("found")])
    report = runner.run(small, fast=True)
    assert report.valid
    assert report.counts["warnings"] == 1


def test_the_reference_day_is_the_latest_access(small, family):
    seen = []
    family(consistency, "probe", lambda context: seen.append(context.today) or [])
    runner.run(small, fast=True)
    assert seen == ["2026-11-22"]


def test_findings_carry_place_key_and_value(small, family):
    family(
        consistency, "probe",
        lambda context: context.cells(
            RULE, "names", "name", context.text["names"]["language"] == "fr", lambda cell: f"{cell}!", expected="less"
        ),
    )
    (finding,) = runner.run(small, fast=True).findings
    assert (finding.path, finding.line, finding.column) == ("data/evidence/names.csv", 3, "name")
    assert (finding.row_key, finding.value, finding.message) == ("altair|fr", "Altair Thérapies", "Altair Thérapies!")
    assert (finding.expected, finding.hint) == ("less", RULE.hint)


def test_the_catalogue_has_unique_well_formed_rules():
    rules = all_rules()
    ids = [rule.id for rule in rules]
    assert len(set(ids)) == len(ids) > 40
    for rule in rules:
        assert rule.id[0].isupper()
        assert rule.id[1:].isdecimal()
        assert len(rule.id) == 4
        assert rule.severity in SEVERITIES
        assert rule.layer in LAYERS
        assert rule.title
        assert rule.why.endswith(".")
        assert rule.hint.endswith((".", "?"))
        assert rule.tool


def test_two_rules_with_one_id_are_refused(monkeypatch):
    from scripts.check.structure import keys

    monkeypatch.setattr(keys, "STRAY", Rule("S101", "Other", "Why.", "error", "structure", "t", "H."), raising=False)
    with pytest.raises(ValueError, match="S101"):
        all_rules()


def test_rules_of_a_module_are_its_constants_and_its_tuple():
    module = ModuleType("m")
    module.ONE, module.RULES = RULE, (RULE,)
    assert rules_of(module) == [RULE, RULE]


def test_a_guarded_family_tells_what_broke():
    module = ModuleType("scripts.check.consistency.some_family")
    (finding,) = guarded(module, lambda: 1 / 0)
    assert "ZeroDivisionError" in finding.message
    assert "some family" in finding.message
