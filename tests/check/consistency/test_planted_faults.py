"""Every rule of the consistency layer bites.

Faults that do not touch each other are planted together, because a run costs seconds: each must be
reported by its rule at its line, and no rule may fire that none of them explains. A fault that
another of its batch covers up is planted by itself.
"""

from pathlib import Path

import pytest

from scripts.check.catalogue import all_rules
from scripts.check.run import run
from tests.faults.engine import copy_package, judge, plant, read_faults

ROOT = Path(__file__).parents[3]
FILES = ("consistency_a.csv", "consistency_b.csv")
FAULTS = [fault for file in FILES for fault in read_faults(file)]


def touched_rows(fault):
    return {(step["target"], step["locator"]) for step in fault.steps}


def apart(fault, batch):
    """Whether a fault and those of a batch change other rows, and neither explains the other's rule."""
    return all(
        fault.then == other.then
        and not touched_rows(fault) & touched_rows(other)
        and fault.rule not in other.also | {other.rule}
        and other.rule not in fault.also
        for other in batch
    )


def batches(faults):
    found = []
    for fault in faults:
        home = next((batch for batch in found if apart(fault, batch)), None)
        if home is None:
            found.append([fault])
        else:
            home.append(fault)
    return found


def told(finding):
    """What stays the same of a finding when rows are added above it."""
    return finding.rule, finding.resource, finding.row_key, finding.column


@pytest.fixture(scope="module")
def before():
    """What the package says without any fault."""
    return {told(finding) for finding in run(ROOT, fast=True).findings}


@pytest.mark.parametrize(
    "batch",
    [batch for file in FILES for batch in batches(read_faults(file))],
    ids=lambda batch: f"{batch[0].name} and {len(batch) - 1} more",
)
def test_planted_faults_are_reported_at_their_lines_and_no_other_rule_fires_unexplained(batch, before, tmp_path):
    lines, new = findings_of(batch, tmp_path / "together", before)
    found = {(finding.rule, finding.line) for finding in new}
    covered = [fault for fault in batch if (fault.rule, lines[fault.name]) not in found]
    fired = {finding.rule for finding in new if finding.severity == "error"}
    explained = {fault.rule for fault in batch}.union(*(fault.also for fault in batch))
    assert fired - explained == set()
    assert set().union(*(fault.also for fault in batch if fault not in covered)) - fired == set()
    for fault in covered:
        alone, new = findings_of([fault], tmp_path / fault.name, before)
        assert judge(fault, alone[fault.name], new) == [], fault.name


def findings_of(faults, root, before):
    """Plant faults in a copy; return the line of each by name, and the findings that were not there before."""
    copy_package(ROOT, root)
    with pytest.MonkeyPatch.context() as patch:
        lines = {fault.name: fault.line(plant(fault, root, patch)) for fault in faults}
        return lines, [finding for finding in run(root, fast=True).findings if told(finding) not in before]


def test_every_rule_of_the_layer_has_a_fault():
    rules = {rule.id for rule in all_rules() if rule.layer == "consistency"}
    assert rules == {fault.rule for fault in FAULTS}
