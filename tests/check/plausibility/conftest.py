"""A context of a few claims and sources, and suites for them in a folder of their own."""

import json
from dataclasses import replace

import pytest

from scripts.check.context import Context
from scripts.check.plausibility.statistics import FOLDER
from scripts.package.descriptor import load_package
from tests.conftest import FROZEN
from tests.small import text


@pytest.fixture(scope="session")
def package():
    """Descriptor and schemas of the frozen package."""
    return load_package(FROZEN)


@pytest.fixture
def context_of(package, tmp_path):
    """Make a context of rows by table, and of suites: lists of expectations by table, or raw text."""

    def make(suites, meta=None, **tables):
        folder = tmp_path / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name, suite in suites.items():
            content = {"name": name, "expectations": suite, "meta": meta or {}}
            (folder / f"{name}.json").write_text(suite if isinstance(suite, str) else json.dumps(content))
        frames = {name: text(name, rows) for name, rows in tables.items()}
        return Context(replace(package, root=tmp_path), frames)

    return make


@pytest.fixture
def expect():
    """Write one expectation."""

    def make(kind, rule, **kwargs):
        return {"type": f"expect_{kind}", "kwargs": kwargs, "meta": {"rule": rule}, "severity": "critical"}

    return make
