"""Mutation score: plant every fault by itself, and see which rules report it.

Call `make mutation`. It takes some minutes; the tests plant the same faults, several at a time.
"""

import csv
import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import click
import pytest

from scripts.check.catalogue import all_rules
from scripts.check.run import run
from tests.faults.engine import (
    FAULTS,
    FROZEN,
    ROOT,
    SMALL,
    check_structure,
    copy_package,
    documented,
    judge,
    plant,
    read_faults,
)

MATRIX = ROOT / "build/mutation.csv"


def try_fault(base, file, fault):
    """Plant one fault in a copy; return the rules that fire, and what is wrong with that."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root = copy_package(base, Path(folder) / "package")
        place = plant([fault], root, patch)[fault.name]
        findings = check_structure(root) if base == SMALL else run(root, fast=file != "plausibility.csv").findings
    return sorted({finding.rule for finding in findings}), judge(fault, place, findings)


def main():
    """Print the score, write the matrix, and fail where a fault or a rule is left over."""
    planned = [(path.name, fault) for path in sorted(FAULTS.glob("*.csv")) for fault in read_faults(path.name)]
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(os.cpu_count()) as pool:
        bases = {"structure.csv": SMALL, "compiled.csv": documented(FROZEN, Path(folder) / "documented")}
        tries = pool.map(try_fault, [bases.get(file, FROZEN) for file, _ in planned], *zip(*planned, strict=True))
        with click.progressbar(tries, length=len(planned), label="Planting faults", file=sys.stderr) as done:
            results = list(done)
    MATRIX.parent.mkdir(exist_ok=True)
    with MATRIX.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle, lineterminator="\n")
        table.writerow(["file", "fault", "rule", "caught", "rules that fire", "problems"])
        for (file, fault), (rules, problems) in zip(planned, results, strict=True):
            caught = "true" if fault.rule in rules else "false"
            table.writerow([file, fault.name, fault.rule, caught, " ".join(rules), "; ".join(problems)])
    caught = sum(fault.rule in rules for (_, fault), (rules, _) in zip(planned, results, strict=True))
    alone = sum(not problems and not fault.also for (_, fault), (_, problems) in zip(planned, results, strict=True))
    needed = {fault.rule for _, fault in planned}
    known = {rule.id for rule in all_rules()}
    click.echo(
        f"{caught} of {len(planned)} faults are caught by the rule that they are meant for, {alone} by it alone."
    )
    click.echo(f"{len(needed & known)} of {len(known)} rules are needed by a fault. Matrix: {MATRIX.relative_to(ROOT)}")
    for (file, fault), (_, problems) in zip(planned, results, strict=True):
        for problem in problems:
            click.echo(f"{file}, {fault.name}: {problem}")
    for rule in sorted(known - needed):
        click.echo(f"No fault needs {rule}.")
    sys.exit(caught < len(planned) or known != needed)


if __name__ == "__main__":
    main()
