import pytest

from tests.tables.staging import OLD, put


@pytest.fixture
def root(tmp_path):
    put(tmp_path, OLD)
    return tmp_path
