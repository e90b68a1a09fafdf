"""A small sound package, and copies of it to spoil."""

from pathlib import Path

import pytest

from tests.faults.engine import copy_package

SMALL = Path(__file__).parent / "package"


@pytest.fixture
def small(tmp_path):
    """A copy of the small package."""
    return copy_package(SMALL, tmp_path / "package")
