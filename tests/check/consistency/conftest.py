"""A context made of a few rows, with the schemas of the package."""

from pathlib import Path

import pandas as pd
import pytest

from scripts.check.context import Context
from scripts.package.descriptor import Package, load_package

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def package():
    """The package's own descriptor and schemas."""
    return load_package(ROOT)


@pytest.fixture
def context_of(package):
    """Make a context of rows as dicts of text by table, the first in line 2.

    Tables that are not named are empty, columns that are not named blank. `bad` are cells that a
    lower layer found bad; `more` is put into the descriptor.
    """

    def make(bad=(), more=None, **tables):
        text = {}
        for name, resource in package.resources.items():
            columns = resource.schema.columns
            rows = tables.get(name, [])
            assert all(set(row) <= set(columns) for row in rows), f"{name} has no such column"
            frame = pd.DataFrame(rows, columns=columns, dtype="str").fillna("")
            text[name] = frame.set_axis(pd.RangeIndex(2, len(rows) + 2, name="line"))
        described = Package(package.root, package.descriptor | (more or {}), package.resources)
        return Context(described, text, bad=set(bad))

    return make


@pytest.fixture
def fired(context_of):
    """Run a family on a few rows; return (rule, line, column) of its findings."""

    def run(family, bad=(), more=None, **tables):
        findings = family.check(context_of(bad, more, **tables))
        assert [finding.message for finding in findings if finding.rule == "S999"] == []
        return [(finding.rule, finding.line, finding.column) for finding in findings]

    return run
