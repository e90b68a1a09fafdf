"""Every rule of the structure layer bites: each is brought to fire by a planted fault."""

import pytest

from scripts.check.catalogue import all_rules
from tests.faults.engine import check_structure, judge, plant, read_faults

FAULTS = read_faults("structure.csv")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_planted_fault_is_reported_at_its_line_and_no_other_rule_fires_unexplained(fault, small, monkeypatch):
    touched = plant(fault, small, monkeypatch)
    assert judge(fault, touched, check_structure(small)) == []


def test_every_rule_of_the_structure_layer_has_a_fault():
    rules = {rule.id for rule in all_rules() if rule.layer == "structure"}
    assert rules - {fault.rule for fault in FAULTS} == set()
