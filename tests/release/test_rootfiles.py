"""CITATION.cff and NOTICE: what they say, and that the committed ones are fresh."""

from pathlib import Path

import pandas as pd

from scripts.package.csvio import read_table
from scripts.package.descriptor import load_package
from scripts.release import notice
from scripts.release.metadata.record import read_record
from scripts.release.rootfiles import root_files
from tests.release.conftest import METADATA

ROOT = Path(__file__).resolve().parents[2]


def test_the_committed_files_are_what_descriptor_and_evidence_yield():
    package = load_package(ROOT)
    tables = [
        read_table(ROOT / item.path, item.schema, item.path)[0]
        for item in (package.resources["sources"], package.resources["statements"])
    ]
    for name, content in root_files(package.descriptor, *tables).items():
        assert (ROOT / name).read_bytes() == content, f"{name} is stale: run make build"


def test_notice_names_every_publisher_with_its_statements_open_licences_first(tables):
    text = notice.render(read_record(METADATA), tables["sources"], tables["statements"]).decode()
    assert text.index("CC-BY-4.0 (open data of the bank)") < text.index("facts-only")
    assert "  L’Écho: 1 source, 2 statements\n" in text
    assert "  National Bank of Belgium: 1 source, 1 statement\n" in text
    assert max(map(len, text.splitlines())) <= 100


def test_notice_counts_a_publisher_without_statements_as_none():
    sources = pd.DataFrame(
        [["a", "Bank", "unknown", "single facts"], ["b", "Bank", "unknown", "single facts"]],
        columns=["source_id", "publisher", "rights", "reuse_basis"],
    )
    text = notice.render(read_record(METADATA), sources, pd.DataFrame({"source_id": []}, dtype="str")).decode()
    assert "  Bank: 2 sources, 0 statements\n" in text
