"""Plant faults, which are rows of CSV files, into copies of a package.

A fault is one or more rows of the same name, its steps, done in turn. Columns:

fault      name; steps of one fault share it
rule       the rule that must report it (first step only)
target     file that the step changes, from the package's directory
operation  what is done to it, see `tests.faults.operations`
locator    what the operation asks for; of a row: column=value, several joined by &
column     what the operation asks for
value      what the operation asks for; \\n, \\u00a0 and the like are escapes as in JSON
then       what makes the package whole again: checksums (refresh them), build, or nothing
at         where the finding must be: blank is the line of the row that the first step changed, and the
           column that it set; a number is a line of its file, - none; FILE|ROW|COLUMN is a cell of any
           file, ROW a locator, a number or -
also       other rules of error severity that fire, joined by blanks
reason     why they do
"""

import csv
import importlib
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from scripts.check.context import guarded
from scripts.check.structure import frictionless_layer, json_schemas, screening
from tests.faults.operations import OPERATIONS, find, read, unescape

FAULTS = Path(__file__).parent
ROOT = FAULTS.parents[1]
FROZEN = FAULTS.parent / "package"
SMALL = FAULTS.parent / "check/package"  # five companies, and all that the structure layer looks at
COPIED = ("data", "schemas", "docs")  # without releases: beside the last one every planted fault would be a change


class Place(NamedTuple):
    """Where a finding must be; a blank column is any."""

    path: str
    line: int | None
    column: str = ""

    def holds(self, finding):
        """Whether a finding is there."""
        return (finding.path, finding.line) == self[:2] and self.column in ("", finding.column)


@dataclass(frozen=True)
class Fault:
    """One fault: its steps as dicts by column, and what must be reported where."""

    name: str
    steps: tuple[dict[str, str], ...]

    @property
    def rule(self):
        return self.steps[0]["rule"]

    @property
    def then(self):
        return self.steps[0]["then"]

    @property
    def also(self):
        return set(self.steps[0]["also"].split())

    @property
    def rows(self):
        return {(step["target"], step["locator"] or step["value"]) for step in self.steps}

    def place(self, root, touched):
        """Where the fault must be found in a package in which it is planted."""
        first = self.steps[0]
        path, row, column = first["at"].split("|") if "|" in first["at"] else (first["target"], first["at"], "")
        if not row and first["operation"] == "set":
            row, column = first["locator"] if self.then == "build" else "", first["column"]  # a build moves rows
        if row in ("", "-"):
            return Place(path, None if row else touched, column)
        return Place(path, int(row) if row.isdigit() else find(read(root / path), row) + 1, column)


def read_faults(name):
    """Return the faults of a file of this folder; every `also` needs a reason."""
    with (FAULTS / name).open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    steps = {}
    for row in rows:
        steps.setdefault(row["fault"], []).append(row)
    faults = [Fault(fault, tuple(of_fault)) for fault, of_fault in steps.items()]
    unexplained = [fault.name for fault in faults if fault.also and not fault.steps[0]["reason"]]
    assert unexplained == [], "faults with other rules and no reason"
    return faults


def batches(faults):
    """Put faults together that change other rows and are made whole in the same way."""
    found = []
    for fault in faults:
        fits = [b for b in found if b[0].then == fault.then and not any(fault.rows & other.rows for other in b)]
        if fits and fault.then != "nothing":
            fits[0].append(fault)
        else:
            found.append([fault])
    return found


def copy_package(source, target):
    """Copy what a check reads: descriptor, tables, schemas and documents."""
    for folder in COPIED:
        if (source / folder).is_dir():
            shutil.copytree(source / folder, target / folder, symlinks=True)
    for path in source.iterdir():
        if path.is_file() and path.suffix != ".toml":
            shutil.copy(path, target)
    return target


def documented(source, target):
    """Copy a package together with the pages of documentation, written for it."""
    copy_package(source, target)
    for page in ("README.md", "CONTRIBUTING.md", "GOVERNANCE.md"):
        shutil.copy(ROOT / page, target)
    (target / "docs").mkdir()
    call("docs", "--package-dir", target)
    return target


def keep_suites(root, fault):
    """Keep the suites of the tables that a fault touches: the others cost time and say nothing."""
    touched = {Path(step["target"]).stem for step in fault.steps}
    for path in (root / "schemas/expectations").glob("*.json"):
        if path.stem not in touched:
            path.unlink()


def plant(faults, root, monkeypatch):
    """Do the steps of faults in a copy of the package, then make it whole; return the place of each by name."""
    touched = {}
    for fault in faults:
        touched[fault.name], *_ = [_do(step, root, monkeypatch) for step in fault.steps]
    for then in {fault.then for fault in faults}:
        {"build": build, "checksums": refresh, "nothing": lambda root: None}[then](root)
    return {fault.name: fault.place(root, touched[fault.name]) for fault in faults}


def _do(step, root, monkeypatch):
    if step["operation"] in ("break", "patch"):
        value = json.loads(step["value"]) if step["operation"] == "patch" else _raise
        return monkeypatch.setattr(importlib.import_module(step["target"]), step["locator"], value)
    return OPERATIONS[step["operation"]](root / step["target"], step, unescape(step["value"]))


def call(*words):
    """Call a verb in this process; it must succeed."""
    from click.testing import CliRunner

    from scripts.cli import main

    result = CliRunner().invoke(main, list(map(str, words)))
    assert result.exit_code == 0, result.output


def build(root):
    """Sort the evidence of a copy and rebuild its tables; a build that refuses is a fault that needs no build."""
    call("format", "--package-dir", root)
    call("build", root)


def refresh(root):
    """Write size and checksum of every file that is there into the descriptor."""
    from scripts.package.descriptor import size_and_hash, write_descriptor

    path = root / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    for resource in descriptor["resources"]:
        if (root / resource["path"]).is_file():
            resource |= size_and_hash((root / resource["path"]).read_bytes())
    path.write_bytes(write_descriptor(descriptor))


def check_structure(root):
    """Findings of the structure layer with both outside opinions, asked in this process."""
    done = screening.check(root)
    if done.context is None:
        return done.findings
    with ThreadPoolExecutor(1) as workers:
        answer = frictionless_layer.ask(done.context, list(done.findings), workers)
        done.findings += json_schemas.check_published(done.context.package)
        return done.findings + guarded("frictionless", answer)


def judge(fault, place, findings):
    """Return what is wrong with the findings that a fault brought: lines of text, none if all is well."""
    problems = []
    mine = [finding for finding in findings if finding.rule == fault.rule]
    if not mine:
        problems.append(f"{fault.rule} did not fire")
    elif not any(map(place.holds, mine)):
        seen = [tuple(Place(finding.path, finding.line, finding.column)) for finding in mine]
        problems.append(f"{fault.rule} fired at {seen} and not at {tuple(place)}")
    others = {finding.rule for finding in findings if finding.severity == "error"} - {fault.rule}
    problems += [f"{rule} fired and is not in also" for rule in sorted(others - fault.also)]
    problems += [f"{rule} is in also and did not fire" for rule in sorted(fault.also - others)]
    return problems


def _raise(*_, **__):
    raise RuntimeError("broken on purpose")
