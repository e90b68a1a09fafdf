"""Rows that the code asks for by name: a lost one is told, by its file and name, before anything breaks off."""

import re

from scripts.check import named_rows, soundness
from scripts.check.named_rows import NAMED
from scripts.check.run import run as validate
from tests.build.test_bad_evidence import lines_of, refused, write
from tests.build.test_interrupted import published
from tests.check.consistency.rule_cases import context_of
from tests.conftest import ROOT

CODE = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "scripts").rglob("*.py"))
ROWS = {
    table: [dict(zip(columns, name.split(), strict=True)) for name in names] for table, (columns, names) in NAMED.items()
}


def lose(root, table, name):
    lines = lines_of(root, table)
    kept = [line for line in lines if not line.startswith(f"{name},")]
    assert len(kept) == len(lines) - 1
    write(root, table, kept)


def test_each_lost_row_is_one_finding_with_file_and_name():
    assert named_rows.check(context_of(**ROWS)) == []
    for table, rows in ROWS.items():
        for number, row in enumerate(rows):
            (finding,) = named_rows.check(context_of(**ROWS | {table: rows[:number] + rows[number + 1 :]}))
            assert (finding.rule, finding.path, finding.line) == ("C198", f"data/evidence/{table}.csv", None)
            assert finding.row_key == " ".join(row.values())
            assert all(value in finding.message for value in row.values())
            assert "git diff" in finding.hint


def test_a_build_without_the_numbers_of_the_policy_is_refused_in_plain_words(run, small):
    before = published(small)
    for parameter in ("active_years", "hub_distance_km"):
        lose(small, "policy", parameter)
    said = refused(run, small, before)
    assert "no row with parameter active_years" in said
    assert "no row with parameter hub_distance_km" in said
    assert "data/evidence/policy.csv" in said


def test_validate_names_the_lost_rows_and_no_check_that_breaks_off(small):
    for table, name in (("policy", "bulk_rows"), ("policy", "rank_peers"), ("tolerances", "width_about")):
        lose(small, table, name)
    errors = [finding for finding in validate(small, fast=True).findings if finding.rule != "S503"]
    assert [(finding.rule, finding.row_key) for finding in errors] == [
        ("C198", "bulk_rows"), ("C198", "rank_peers"), ("C198", "qualifier_width about"),
    ]  # fmt: skip


def test_every_row_that_the_code_asks_for_is_listed(compiled):
    asked = set(re.findall(r'parameter\([\w.]+, "(\w+)"\)', CODE))
    assert len(asked) >= 3
    assert asked <= set(NAMED["policy"][1]) == set(compiled.evidence["policy"]["parameter"])
    assert set(compiled.tables["provenance"]["rule"]) <= set(NAMED["derivations"][1])
    assert set(NAMED["derivations"][1]) == set(compiled.evidence["derivations"]["derivation"])
    assert soundness.check_evidence(compiled.package.root).findings == []
