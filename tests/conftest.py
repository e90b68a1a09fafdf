"""Copies of the package to read and to spoil, and the command line to call on them."""

import csv
import shutil
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import settings

from scripts.check.run import run as validate
from scripts.cli import main
from scripts.compile.tables import compile_tables, compile_undisputed
from scripts.evidence.load import cast_tables, read_tables
from scripts.package.descriptor import load_package

settings.register_profile("any machine", deadline=None)  # one that is busy is no fault of the code
settings.load_profile("any machine")
ROOT = Path(__file__).parents[1]
FROZEN = ROOT / "tests/package"  # code tests read this small package: a corrected fact changes none of them


@pytest.fixture(scope="session")
def live():
    """What a full validation says of the real package."""
    return validate(ROOT)


@pytest.fixture(scope="session")
def cut(tmp_path_factory):
    """A copy of the frozen package; not to be changed."""
    return shutil.copytree(FROZEN, tmp_path_factory.mktemp("frozen") / "package")


@pytest.fixture
def small(cut, tmp_path):
    """A copy of the frozen package, to be spoilt."""
    return shutil.copytree(cut, tmp_path / "package")


@pytest.fixture(scope="session")
def compiled(cut):
    """The frozen package compiled once: package, evidence and schemas (typed), tables (text)."""
    package = load_package(cut)
    text, findings = read_tables(package, package.evidence)
    assert findings == []
    evidence = cast_tables(text, package.evidence)
    schemas = {name: resource.schema for name, resource in package.published.items()}
    tables = compile_tables(evidence, schemas)
    return SimpleNamespace(package=package, evidence=evidence, schemas=schemas, tables=tables)


@pytest.fixture(scope="session")
def undisputed(compiled):
    """The frozen package compiled, typed, as `heed_disputes` takes it."""
    return compile_undisputed(compiled.evidence, compiled.schemas)


@pytest.fixture
def run():
    """Call the command line: words and, as `answers`, the lines typed in; returns click's result."""

    def call(*words, answers=()):
        typed = "".join(f"{line}\n" for line in answers)
        return CliRunner().invoke(main, [str(word) for word in words], prog_name="python -m scripts", input=typed)

    return call


def ended(result, status, *said):
    """Check how a call of the command line ended, and that it said all of this; return what it said."""
    assert result.exit_code == status, result.output
    for text in said:
        assert text in result.output
    return result.output


def git(root, *words):
    """Call git in a directory as somebody."""
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(root), *identity, *words], check=True, capture_output=True)


def commit(root):
    """Commit all that a directory holds."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "state")


def rows_of(path):
    """The rows of a CSV file as lists of text, its header first."""
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))
