"""Two states of the small package of the checks: one released, one to be changed."""

import json
import shutil
from pathlib import Path

import pytest

from scripts.evidence.load import read_tables
from scripts.history.fingerprint import fingerprint_path, pack_snapshot, write_fingerprint
from scripts.history.snapshot import take_snapshot
from scripts.package.descriptor import load_package
from tests.faults.engine import copy_package

ROOT = Path(__file__).parents[2]
RETIRED = "data/evidence/retired.csv"


def read(root):
    package = load_package(root)
    text, findings = read_tables(package, package.resources)
    assert findings == []
    return take_snapshot(package, text)


def release(root, version="1.0.0"):
    """Write the fingerprint of a package's present state; return its path."""
    identity = {"version": version, "archive": {"sha256": "0" * 64}}
    path = root / fingerprint_path(version)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(write_fingerprint(identity, pack_snapshot(read(root))))
    return path


def edit(path, old, new):
    """Replace a text that stands there once."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def edit_json(path, change):
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")


def copy(target):
    """Copy the small package, with the table of retired ids as the real package has it."""
    copy_package(ROOT / "tests/check/package", target)
    shutil.copy(ROOT / "schemas/retired.json", target / "schemas")
    (target / RETIRED).write_text("table,id,date,reason,successor,note\n", encoding="utf-8")
    return target


@pytest.fixture
def old(tmp_path):
    return copy(tmp_path / "old")


@pytest.fixture
def new(tmp_path):
    return copy(tmp_path / "new")
