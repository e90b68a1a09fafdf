"""NOTICE: whose facts the package holds, and how many of each. CITATION.cff is tested with the other descriptors."""

import pandas as pd
import pytest

from scripts.tell.attribution import notice

DESCRIPTOR = {"title": "A small package", "licenses": [{"name": "CC-BY-4.0", "title": "Attribution 4.0"}]}
SOURCES = pd.DataFrame(
    [
        ["a", "L’Écho", "facts-only", "single facts"],
        ["b", "National Bank", "CC-BY-4.0", "open data of the bank"],
        ["c", "Bank", "unknown", "single facts"],
        ["d", "Bank", "unknown", "single facts"],
    ],
    columns=["source_id", "publisher", "rights", "reuse_basis"],
)
STATEMENTS = pd.DataFrame({"source_id": ["a", "b", "a"]})


@pytest.fixture(scope="module")
def text():
    return notice(DESCRIPTOR, SOURCES, STATEMENTS)


@pytest.mark.parametrize(
    "line", ["L’Écho: 1 source, 2 statements", "National Bank: 1 source, 1 statement", "Bank: 2 sources, 0 statements"]
)
def test_notice_names_every_publisher_with_its_statements(text, line):
    assert f"\n  {line}\n" in text


def test_open_licences_come_first_and_lines_stay_short(text):
    headings = [text.index(words) for words in ("CC-BY-4.0 (open data of the bank)", "facts-only (", "unknown (")]
    assert headings == sorted(headings)
    assert max(map(len, text.splitlines())) <= 100
    assert text.endswith("statements\n")
