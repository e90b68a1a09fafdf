"""A package whose tables are all empty is no reason for any family to break off or to find something."""

from importlib import import_module

import pytest

from scripts.check.consistency import FAMILIES


@pytest.mark.parametrize("name", FAMILIES)
def test_a_family_finds_nothing_in_empty_tables(fired, name):
    assert fired(import_module(f"scripts.check.consistency.{name}")) == []
