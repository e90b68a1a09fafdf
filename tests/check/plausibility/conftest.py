"""A context of a few claims and sources, and suites for them in a folder of their own."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from scripts.check.context import Context
from scripts.check.plausibility.statistics import FOLDER
from scripts.package.descriptor import load_package

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def package():
    """The package's own descriptor and schemas."""
    return load_package(ROOT)


@pytest.fixture
def context_of(package, tmp_path):
    """Make a context of rows by table, and of suites: lists of expectations by table, or raw text."""

    def make(suites, meta=None, **tables):
        folder = tmp_path / FOLDER
        folder.mkdir(parents=True, exist_ok=True)
        for name, suite in suites.items():
            content = {"name": name, "expectations": suite, "meta": meta or {}}
            (folder / f"{name}.json").write_text(suite if isinstance(suite, str) else json.dumps(content))
        text = {
            name: pd.DataFrame(rows, columns=package.resources[name].schema.columns, dtype="str").fillna("")
            .set_axis(pd.RangeIndex(2, len(rows) + 2, name="line"))
            for name, rows in tables.items()
        }  # fmt: skip
        return Context(replace(package, root=tmp_path), text)

    return make


@pytest.fixture
def expect():
    """Write one expectation."""

    def make(kind, rule, **kwargs):
        return {"type": f"expect_{kind}", "kwargs": kwargs, "meta": {"rule": rule}, "severity": "critical"}

    return make
