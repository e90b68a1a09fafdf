"""Reading and writing CSV: the fast way and the careful way see the same."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.check.structure.form import misquoted_lines
from scripts.package.csvio import read_bytes, read_table, write_table
from scripts.package.tableschema import TableSchema

SCHEMA = TableSchema(
    "t",
    {
        "name": "t",
        "fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string"}, {"name": "c", "type": "string"}],
        "primaryKey": ["a"],
    },
)
# A lone carriage return is the one character that the standard writer leaves unquoted; no cell may hold it.
CELLS = st.text(st.sampled_from('ab,;\t"\'é\u00a0 \n'), max_size=6)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6)


LINES = ["a,b,c", *(f'k{number},"x, y",z' for number in range(2, 9))]


@pytest.mark.parametrize("opened", range(2, 9))
@pytest.mark.parametrize("where", ['"k{},x y,z', 'k{},"x y,z', 'k{},"x, y,z', 'k{},x,"z'])
@pytest.mark.parametrize("more", [[], ["w,,"] * 40_000, ['v,"""w"" x",'], ['v,",w",,']])
def test_a_quote_that_is_opened_and_not_closed_is_named_on_its_line(opened, where, more):
    lines = [*LINES, *more]
    lines[opened - 1] = where.format(opened)
    findings = read_bytes("".join(f"{line}\n" for line in lines).encode(), SCHEMA, "t.csv").findings
    assert (findings[0].rule, findings[0].line) == ("S103", opened)
    assert "never closed" in findings[0].message


def test_a_quote_inside_a_cell_is_told_from_one_that_is_not_closed():
    (finding,) = read_bytes(b'a,b,c\nk,"x" y,z\nl,,\n', SCHEMA, "t.csv").findings
    assert (finding.rule, finding.line) == ("S103", 2)
    assert "not written twice" in finding.message


def careful(raw):
    """What the standard library reads, as (line, cells)."""
    reader = csv.reader(io.StringIO(raw.decode(), newline=""), strict=True)
    rows, line = [], 1
    for row in reader:
        rows.append((line, row))
        line = reader.line_num + 1
    return rows[1:]


@settings(deadline=None, max_examples=200)
@given(ROWS)
def test_what_was_written_is_read_back_with_its_lines(tmp_path_factory, rows):
    frame = pd.DataFrame(rows, columns=SCHEMA.columns, dtype="str")
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(write_table(frame))
    read, findings = read_table(path.parent, SCHEMA, "t.csv")
    assert findings == []
    assert list(zip(read.index, read.to_numpy().tolist(), strict=True)) == careful(path.read_bytes())
    assert misquoted_lines(path.read_bytes()) == []


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from('a,"\n'), max_size=30))
def test_any_content_is_read_as_the_standard_library_reads_it_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("csv") / "t.csv"
    path.write_bytes(f"a,b,c\n{content}\n".encode())
    read, findings = read_table(path.parent, SCHEMA, "t.csv")
    if not findings:
        assert list(zip(read.index, read.to_numpy().tolist(), strict=True)) == careful(path.read_bytes())
    else:
        assert {finding.rule for finding in findings} <= {"S103", "S105"}
        assert all(finding.line >= 2 and finding.path == "t.csv" for finding in findings)


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        (b"", "S104", 1),
        (b"a,b\n1,2\n", "S104", 1),
        (b"a,b,c,d\n1,2,3,4\n", "S104", 1),
        (b"a,b,b\n1,2,3\n", "S104", 1),
        (b"a;b;c\n1;2;3\n", "S104", 1),
        (b"\xef\xbb\xbfa,b,c\n1,2,3\n", "S102", 1),
        (b"a,b,c\n1,2,3\n1,\xe9,3\n", "S102", 3),
        (b'a,b,c\n1,2,3\n1,"2,3\n4,5,6\n', "S103", 3),
        (b"a,b,c\n1,2\n", "S105", 2),
        (b'a,b,c\n1,"x\ny",3\n1,2,3,4\n', "S105", 4),
    ],
)
def test_a_broken_file_is_reported_with_rule_and_physical_line(tmp_path, content, rule, line):
    path = tmp_path / "data/t.csv"
    path.parent.mkdir()
    path.write_bytes(content)
    _, findings = read_table(tmp_path, SCHEMA, "data/t.csv")
    assert (rule, line, "data/t.csv") in {(finding.rule, finding.line, finding.path) for finding in findings}


def test_semicolons_are_one_finding_that_says_so(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"a;b;c\n1;2,5;3\n")
    _, findings = read_table(path.parent, SCHEMA, "t.csv")
    assert len(findings) == 1
    assert "semicolons" in findings[0].message
    assert "make format" in findings[0].hint


def test_a_ragged_row_hides_no_other_row(tmp_path):
    path = tmp_path / "t.csv"
    path.write_bytes(b"a,b,c\n1,2,3\nx,y\n4,5,6\n")
    read, findings = read_table(path.parent, SCHEMA, "t.csv")
    assert read["a"].to_dict() == {2: "1", 4: "4"}
    assert [(finding.line, finding.row_key) for finding in findings] == [(3, "x")]


@pytest.mark.parametrize(
    ("content", "canonical"),
    [(b"a,b,c\n1,2,3\n", True), (b'a,b,c\n1,"2,5",3\n', True), (b'a,b,c\n1,"2",3\n', False), (b'a,b,c\n1,"2;5",3\n', True), (b"a,b,c\n1,2;5,3\n", False), (b"a,b,c\n1,2,3", False)],
)
def test_content_is_canonical_where_it_is_what_we_would_write(content, canonical):
    read = read_bytes(content, SCHEMA, "t.csv")
    assert (read.findings, read.raw) == ([], content)
    assert read.canonical == canonical == (write_table(read.frame) == content)
