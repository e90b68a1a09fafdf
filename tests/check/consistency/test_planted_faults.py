"""Every rule of identity, geography, time, relations, privacy and rights bites.

Faults that do not touch each other are planted together: each must be reported by its rule at
its line, and no rule may fire that none of them explains.
"""

from pathlib import Path

import pytest

from scripts.check.consistency import (
    events,
    geography,
    identifiers,
    identity,
    nesting,
    places,
    privacy,
    relations,
    rights,
    safety,
    time,
)
from scripts.check.runner import run
from tests.faults.engine import copy_package, plant, read_faults

ROOT = Path(__file__).parents[3]
FAMILIES = (identifiers, identity, geography, nesting, places, time, events, relations, privacy, safety, rights)
FAULTS = read_faults("consistency_a.csv")


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


@pytest.mark.parametrize("batch", batches(FAULTS), ids=lambda batch: f"{batch[0].name} and {len(batch) - 1} more")
def test_planted_faults_are_reported_at_their_lines_and_no_other_rule_fires_unexplained(
    batch, before, tmp_path, monkeypatch
):
    root = copy_package(ROOT, tmp_path)
    lines = {fault.name: fault.line(plant(fault, root, monkeypatch)) for fault in batch}
    new = [finding for finding in run(root, fast=True).findings if told(finding) not in before]
    found = {(finding.rule, finding.line) for finding in new}
    assert [fault.name for fault in batch if (fault.rule, lines[fault.name]) not in found] == []
    fired = {finding.rule for finding in new if finding.severity == "error"}
    explained = {fault.rule for fault in batch}.union(*(fault.also for fault in batch))
    assert fired - explained == set()
    assert set().union(*(fault.also for fault in batch)) - fired == set()


def test_every_rule_of_these_families_has_a_fault():
    rules = {rule.id for family in FAMILIES for rule in family.RULES}
    assert rules == {fault.rule for fault in FAULTS}
