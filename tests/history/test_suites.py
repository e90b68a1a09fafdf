"""Expectation suites are promises: a looser one is named and asks for a step."""

import json

import pytest

from scripts.history.changes import compare
from scripts.history.fingerprint import read_snapshot
from scripts.history.notes import render_text
from scripts.history.snapshot import SUITES
from tests.history.conftest import read, release


def suite(**limits):
    """Write an expectation suite with some limits of its two expectations changed; None removes the expectation."""
    whole = {"count": {"min_value": 2, "max_value": 9}, "names": {"column": "name", "value_set": ["Mons"], "mostly": 0.5}}
    types = {"count": "expect_table_row_count_to_be_between", "names": "expect_column_values_to_be_in_set"}
    severity = limits.pop("severity", "critical")

    def write(root):
        expectations = [
            {"type": types[name], "kwargs": whole[name] | limits.get(name, {}), "meta": {"rule": "G101"}}
            | {"severity": severity}
            for name in whole
            if limits.get(name, {}) is not None
        ]
        (root / SUITES).mkdir(exist_ok=True)
        (root / SUITES / "hubs.json").write_text(json.dumps({"name": "hubs", "expectations": expectations}))

    return write


# What is done to the expectation suite of the new state, and what it is: looser asks for a minor step, tighter for a patch.
SUITE_CHANGES = {
    "the suite removed": (lambda root: (root / SUITES / "hubs.json").unlink(), "loosened"),
    "the suite broken": (lambda root: (root / SUITES / "hubs.json").write_text("{"), "loosened"),
    "an expectation removed": (suite(names=None), "loosened"),
    "a floor lowered": (suite(count={"min_value": 1}), "loosened"),
    "a share lowered": (suite(names={"mostly": 0.4}), "loosened"),
    "a ceiling raised": (suite(count={"max_value": 10}), "loosened"),
    "a set widened": (suite(names={"value_set": ["Mons", "Namur"]}), "loosened"),
    "a severity lowered": (suite(severity="warning"), "loosened"),
    "a limit of another type": (suite(count={"min_value": "1"}), "loosened"),
    "a floor raised and a ceiling too": (suite(count={"min_value": 3, "max_value": 10}), "loosened"),
    "a floor raised": (suite(count={"min_value": 3}), "tightened"),
    "a ceiling lowered": (suite(count={"max_value": 8}), "tightened"),
    "a set narrowed": (suite(names={"value_set": []}), "tightened"),
}


@pytest.mark.parametrize("name", SUITE_CHANGES)
def test_a_looser_suite_is_named_and_asks_for_a_step_like_a_looser_constraint(old, new, name):
    change, how = SUITE_CHANGES[name]
    for root in (old, new):
        suite()(root)
    fingerprint = read_snapshot(release(old))
    assert compare(fingerprint, read(new)).changes == []
    change(new)
    diff = compare(fingerprint, read(new))
    assert {(item.kind, item.table) for item in diff.changes} == {(f"expectation {how}", "hubs")}
    assert diff.step == {"loosened": "minor", "tightened": "patch"}[how]


def test_a_looser_limit_is_said_with_both_limits(old, new):
    suite()(old)
    suite(names={"mostly": 0.4})(new)
    said = render_text(compare(read(old), read(new)))
    before, after = (f"column_values_to_be_in_set: value_set Mons, mostly {share} (critical)" for share in (0.5, 0.4))
    assert f"  expectation loosened: name ({before} → {after})\n" in said


def test_beside_an_archive_without_suites_none_is_new_and_a_limit_on_the_whole_table_is_said(old, new):
    suite()(new)
    assert compare(read(old), read(new)).changes == []
    suite()(old)
    suite(count={"min_value": 1})(new)
    assert "expectation loosened (table_row_count_to_be_between: min_value 2" in render_text(compare(read(old), read(new)))
