"""`format` in a clone: what a spreadsheet made of the last commit is undone, what nobody can tell is refused."""

import csv
import io
import re

import pytest

from scripts.package.csvio import write_rows
from tests.conftest import commit, ended, git, rows_of
from tests.evidence.excel import COUNTRIES, shown

STATEMENTS = "data/evidence/statements.csv"
SOURCES = "data/evidence/sources.csv"


@pytest.fixture
def clone(small):
    """A copy of the frozen package, committed."""
    git(small, "init", "-q")
    commit(small)
    return small


def write_changed(path, change):
    """Write a table with the cells that `change` makes, which gets column and cell."""
    header, *rows = rows_of(path)
    changed = [[change(column, cell) for column, cell in zip(header, row, strict=True)] for row in rows]
    path.write_bytes(write_rows([header, *changed]).encode())


def refused(run, clone, path):
    """What `format` says; it writes nothing."""
    before = path.read_bytes()
    result = run("format", "--package-dir", clone)
    ended(result, 1, "No file was changed.")
    assert path.read_bytes() == before
    return result.output


@pytest.mark.parametrize(
    ("country", "page"),
    [("fr-BE", "cp1252"), ("nl-BE", "utf-8-sig"), ("de-DE", "cp850"), ("fr-BE", "mac_roman"), ("en-US", "utf-16")],
)
def test_what_excel_saves_is_what_it_was(run, clone, country, page):
    here = COUNTRIES[country]
    tables = {path: path.read_bytes() for path in (clone / "data").rglob("*.csv")}
    for path in tables:
        out = io.StringIO(newline="")
        writer = csv.writer(out, delimiter="\t" if page == "utf-16" else here.separator, lineterminator="\r\n")
        writer.writerows([[shown(cell, here) for cell in row] for row in rows_of(path)])
        path.write_bytes(out.getvalue().encode(page, errors="replace"))
    result = run("format", "--package-dir", clone, *tables)
    assert result.exit_code == 0, result.output
    assert [path for path, content in tables.items() if path.read_bytes() != content] == []
    assert re.search(r"data/evidence/sources.csv \(.*[0-9]+ cells: dates", result.output)


def test_an_edit_stays_beside_what_the_spreadsheet_did(run, clone):
    path = clone / SOURCES
    before = rows_of(path)
    place = before[0].index("title")
    rows = [[shown(cell, COUNTRIES["fr-BE"]) for cell in row] for row in before]
    rows[1][place] = before[1][place] = "Titre corrigé"
    path.write_bytes(write_rows(rows).encode())
    assert run("format", "--package-dir", clone).exit_code == 0
    assert path.read_bytes() == write_rows(before).encode()


def test_an_edit_in_an_eight_bit_file_is_refused_where_it_has_other_letters(run, clone):
    path = clone / SOURCES
    rows = rows_of(path)
    rows[2][rows[0].index("title")] = "Titre corrigé"
    path.write_bytes(write_rows(rows).encode("cp1252", errors="replace"))
    said = refused(run, clone, path)
    assert "S102  line 3" in said
    assert "save the file as “CSV UTF-8”" in said
    rows[2][rows[0].index("title")] = "Plain"
    path.write_bytes(write_rows(rows).encode("cp1252", errors="replace"))
    assert run("format", "--package-dir", clone).exit_code == 0


def test_what_nobody_can_read_is_one_finding_a_column(run, clone):
    path = clone / SOURCES
    write_changed(path, lambda column, cell: "sometime" if column == "accessed" else cell)
    said = refused(run, clone, path)
    assert said.count("S306") == 1
    assert "“sometime” is no date" in said
    assert "lines 2, 3, 4, 5, 6 and" in said


def test_a_row_longer_than_the_header_is_refused_with_its_line(run, clone):
    path = clone / SOURCES
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines[4] = lines[4].replace("\n", ",\n")
    path.write_text("".join(lines), encoding="utf-8")
    said = refused(run, clone, path)
    assert "S105  line 5" in said
    assert "with the comma as its only separator" in said


def test_a_row_that_lost_blanks_at_its_end_is_whole_again_and_no_other_shorter_row(run, clone):
    path = clone / STATEMENTS
    before = path.read_bytes()
    path.write_text(re.sub(",+\n", "\n", before.decode()), encoding="utf-8")
    assert run("format", "--package-dir", clone).exit_code == 0
    assert path.read_bytes() == before
    lines = before.decode().splitlines(keepends=True)
    lines[7] = lines[7].replace(",", "", 1)
    path.write_text("".join(lines), encoding="utf-8")
    assert "S105  line 8" in refused(run, clone, path)


def test_without_history_separators_and_numbers_together_are_refused(run, small):
    path = small / SOURCES
    path.write_text(path.read_text(encoding="utf-8").replace(",", ";"), encoding="utf-8")
    said = refused(run, small, path)
    assert "semicolons between the cells, and no earlier state of it is known (git says: " in said
    assert "interested_party" in said


def test_without_history_eight_bit_text_is_refused(run, small):
    path = small / "data/evidence/labels.csv"
    path.write_bytes(path.read_bytes().decode().encode("cp1252", errors="replace"))
    said = refused(run, small, path)
    assert "S102" in said
    assert "CSV UTF-8" in said
