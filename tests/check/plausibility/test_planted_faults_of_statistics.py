"""Every rule of the plausibility layer bites: each is brought to fire by a planted fault."""

from pathlib import Path

import pytest

from scripts.check.catalogue import all_rules
from scripts.check.context import Context
from scripts.check.plausibility import statistics
from scripts.evidence.load import read_tables
from scripts.package.descriptor import load_package
from tests.faults.engine import copy_package, plant, read_faults

ROOT = Path(__file__).parents[3]
FAULTS = read_faults("plausibility.csv")


def rules_that_fire(root):
    """Rules of the layer that fire in a package, with their lines, of the suites that a fault touches."""
    package = load_package(root)
    text, findings = read_tables(package, package.resources)
    assert findings == []
    return {(finding.rule, finding.line) for finding in statistics.check(Context(package, text))}


def only_touched_suites(root, fault):
    """Keep the suites of the tables that a fault touches: the others cost time and say nothing."""
    touched = {Path(step["target"]).stem for step in fault.steps}
    for path in (root / "schemas/expectations").glob("*.json"):
        if path.stem not in touched:
            path.unlink()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_reported(fault, tmp_path, monkeypatch):
    root = copy_package(ROOT, tmp_path)
    only_touched_suites(root, fault)
    assert (fault.rule, None) not in rules_that_fire(root)
    line = fault.line(plant(fault, root, monkeypatch))
    assert (fault.rule, line) in rules_that_fire(root)


def test_every_rule_of_the_plausibility_layer_has_a_fault():
    rules = {rule.id for rule in all_rules() if rule.layer == "plausibility"}
    assert rules == {fault.rule for fault in FAULTS}
