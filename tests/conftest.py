"""Copies of the package to read and to spoil, and the command line to call on them."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from scripts.cli import main
from scripts.compile.tables import compile_tables
from scripts.evidence.load import cast_tables, read_tables
from scripts.package.descriptor import load_package
from tests.cut import cut_package
from tests.faults.engine import copy_package

ROOT = Path(__file__).parents[1]


def load_typed(root):
    """Package, typed evidence and published schemas of a directory."""
    package = load_package(root)
    text, findings = read_tables(package, package.evidence)
    assert findings == []
    schemas = {name: resource.schema for name, resource in package.published.items()}
    return SimpleNamespace(package=package, evidence=cast_tables(text, package.evidence), schemas=schemas)


@pytest.fixture(scope="session")
def whole(tmp_path_factory):
    """A copy of the whole package; not to be changed."""
    return copy_package(ROOT, tmp_path_factory.mktemp("whole") / "package")


@pytest.fixture(scope="session")
def compiled(whole):
    """The whole package compiled once: package, evidence, schemas, tables (text)."""
    loaded = load_typed(whole)
    return SimpleNamespace(**vars(loaded), tables=compile_tables(loaded.evidence, loaded.schemas))


@pytest.fixture(scope="session")
def cut(tmp_path_factory):
    """A small package that builds fast, built; not to be changed."""
    root = cut_package(ROOT, tmp_path_factory.mktemp("cut") / "package")
    assert CliRunner().invoke(main, ["build", str(root)]).exit_code == 0
    return root


@pytest.fixture
def small(cut, tmp_path):
    """A copy of the small built package, to be spoilt."""
    shutil.copytree(cut, tmp_path / "package")
    return tmp_path / "package"


@pytest.fixture
def run():
    """Call the command line: words and, as `answers`, the lines typed in; returns click's result."""

    def call(*words, answers=()):
        typed = "".join(f"{line}\n" for line in answers)
        return CliRunner().invoke(main, [str(word) for word in words], prog_name="python -m scripts", input=typed)

    return call
