"""Every rule bites: each is brought to fire by a planted fault, at its file, line and column.

A run costs a second, so faults that change other rows are planted together, and no rule may fire that
none of them explains. A fault that another of its batch covers up is planted by itself.
"""

import pytest

from scripts.check.catalogue import all_rules
from scripts.check.plausibility import statistics
from scripts.check.run import run
from tests.faults.engine import (
    FROZEN,
    SMALL,
    batches,
    check_structure,
    copy_package,
    documented,
    judge,
    keep_suites,
    plant,
    read_faults,
)  # fmt: skip

FAULTS = {layer: read_faults(f"{layer}.csv") for layer in ("structure", "compiled", "consistency", "plausibility")}


def named(faults):
    return [pytest.param(fault, id=fault.name) for fault in faults]


@pytest.fixture(scope="module")
def bases(tmp_path_factory):
    """The sound packages in which faults of a layer are planted."""
    return {"consistency": FROZEN, "compiled": documented(FROZEN, tmp_path_factory.mktemp("documented") / "package")}


@pytest.mark.parametrize("fault", named(FAULTS["structure"]))
def test_a_fault_of_structure(fault, tmp_path, monkeypatch):
    root = copy_package(SMALL, tmp_path / "package")
    place = plant([fault], root, monkeypatch)[fault.name]
    assert judge(fault, place, check_structure(root)) == []


@pytest.mark.parametrize(
    ("layer", "batch"),
    [
        pytest.param(layer, batch, id=f"{batch[0].name} and {len(batch) - 1} more")
        for layer in ("compiled", "consistency")
        for batch in batches(FAULTS[layer])
    ],
)
def test_faults_that_only_whole_tables_show(layer, batch, bases, tmp_path):
    places, findings = findings_of(batch, bases[layer], tmp_path / "together")
    fired = {finding.rule for finding in findings if finding.severity == "error"}
    assert fired - {fault.rule for fault in batch}.union(*(fault.also for fault in batch)) == set()
    covered = [
        fault for fault in batch
        if fault.also - fired or not any(finding.rule == fault.rule and places[fault.name].holds(finding) for finding in findings)
    ]  # fmt: skip
    for fault in covered:
        places, findings = findings_of([fault], bases[layer], tmp_path / fault.name)
        assert judge(fault, places[fault.name], findings) == [], fault.name


def findings_of(faults, base, root):
    """Plant faults in a copy; return the place of each by name, and what is found."""
    copy_package(base, root)
    with pytest.MonkeyPatch.context() as patch:
        return plant(faults, root, patch), run(root, fast=True).findings


@pytest.mark.parametrize("fault", named(FAULTS["plausibility"]))
def test_a_fault_of_plausibility(fault, tmp_path, monkeypatch):
    root = copy_package(FROZEN, tmp_path / "package")
    place = plant([fault], root, monkeypatch)[fault.name]
    keep_suites(root, fault)
    found = statistics.check_directory(root)
    assert any(finding.rule == fault.rule and place.holds(finding) for finding in found), found


def test_the_sound_packages_are_sound(bases):
    for base in bases.values():
        assert run(base, fast=True).findings == []
    assert check_structure(SMALL) == []


@pytest.mark.parametrize("layer", FAULTS)
def test_every_rule_of_the_layer_has_a_fault(layer):
    rules = {rule.id for rule in all_rules() if rule.layer == layer}
    assert rules == {fault.rule for fault in FAULTS[layer]} & rules
    assert {fault.rule for fault in FAULTS[layer]} <= {rule.id for rule in all_rules()}
