"""Plant faults, which are rows of CSV files, into copies of a package.

A fault is one or more rows of the same name, its steps, done in turn. Columns:

fault      name; steps of one fault share it
rule       the rule that must report it (first step only)
target     file that the step changes, from the package's directory
operation  what is done to it:
             set           table: in the row that the locator finds, write `value` into `column`
             copy_row      table: append a copy of that row, with `value` in `column`
             remove_row    table: drop that row
             last_row      table: move that row to the end
             replace       any text: replace the first `locator` by `value`
             append        any text: add `value` at the end
             write         create the file with `value` as its content
             remove        delete the file
             link          put a symbolic link to `value` in its place
             encode        save the text in the encoding `value`
             json          JSON: put `value` (JSON) at the dotted path `locator`; blank removes it
             break         code: the function `locator` of the module `target` raises an error
             patch         code: the constant `locator` of the module `target` is `value` (JSON)
locator    see above; of a row: column=value, several joined by &
column     see above
value      see above; \\n, \\u00a0 and the like are escapes as in JSON
then       what makes the package whole again: checksums (refresh them), build, or nothing
at         where the finding must be: blank is the line of the row that the first step changed, and the
           column that it set; a number is a line of its file, - none; FILE|ROW|COLUMN is a cell of any
           file, ROW a locator, a number or -
also       other rules of error severity that fire, joined by blanks
reason     why they do
"""

import csv
import importlib
import io
import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from scripts.check.context import guarded
from scripts.check.structure import frictionless_layer, json_schemas, screening
from scripts.package.csvio import write_rows

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
        return Place(path, int(row) if row.isdigit() else _find(_read(root / path), row) + 1, column)


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
    return OPERATIONS[step["operation"]](root / step["target"], step, _unescape(step["value"]))


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


def _unescape(value):
    """Read escapes as in a JSON string; everything else stays as it is."""
    return json.loads(f'"{value.replace(chr(34), chr(92) + chr(34))}"')


def _read(path):
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _write(path, rows):
    path.write_text(write_rows(rows), encoding="utf-8", newline="")


def _find(rows, locator):
    """Number of the row that a locator finds; exactly one must fit."""
    wanted = dict(part.split("=", 1) for part in locator.split("&"))
    places = {rows[0].index(column): value for column, value in wanted.items()}
    found = [number for number, row in enumerate(rows[1:], 1) if all(row[at] == value for at, value in places.items())]
    assert len(found) == 1, f"{locator} finds {len(found)} rows"
    return found[0]


def _set(path, step, value):
    rows = _read(path)
    number = _find(rows, step["locator"])
    rows[number][rows[0].index(step["column"])] = value
    _write(path, rows)
    return number + 1


def _copy_row(path, step, value):
    rows = _read(path)
    rows.append(list(rows[_find(rows, step["locator"])]))
    if step["column"]:
        rows[-1][rows[0].index(step["column"])] = value
    _write(path, rows)
    return len(rows)


def _remove_row(path, step, value):
    rows = _read(path)
    number = _find(rows, step["locator"])
    _write(path, rows[:number] + rows[number + 1 :])


def _last_row(path, step, value):
    rows = _read(path)
    rows.append(rows.pop(_find(rows, step["locator"])))
    _write(path, rows)
    return len(rows)


def _replace(path, step, value):
    text = path.read_text(encoding="utf-8")
    old = _unescape(step["locator"])
    assert old in text, f"{old!r} does not stand in {path.name}"
    path.write_text(text.replace(old, value, 1), encoding="utf-8", newline="")
    return text.count("\n", 0, text.index(old)) + 1


def _append(path, step, value):
    text = path.read_text(encoding="utf-8")
    path.write_text(text + value, encoding="utf-8", newline="")
    return text.count("\n") + 1


def _create(path, step, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value, encoding="utf-8", newline="")


def _remove(path, step, value):
    path.unlink()


def _link(path, step, value):
    path.unlink(missing_ok=True)
    path.symlink_to(value)


def _encode(path, step, value):
    path.write_bytes(path.read_text(encoding="utf-8").encode(value))


def _json(path, step, value):
    content = json.loads(path.read_text(encoding="utf-8"))
    *parents, last = [int(part) if part.isdigit() else part for part in step["locator"].split(".")]
    inside = content
    for part in parents:
        inside = inside[part]
    if step["value"]:
        inside[last] = json.loads(step["value"])
    else:
        del inside[last]
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


OPERATIONS = {
    "set": _set,
    "copy_row": _copy_row,
    "remove_row": _remove_row,
    "last_row": _last_row,
    "replace": _replace,
    "append": _append,
    "write": _create,
    "remove": _remove,
    "link": _link,
    "encode": _encode,
    "json": _json,
}
