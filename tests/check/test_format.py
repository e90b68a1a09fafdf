"""`format` on the command line: what a spreadsheet did is undone, and nothing is lost."""

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from scripts.cli import main
from scripts.evidence.canonical import canonical, clean
from scripts.evidence.identifiers import search_id, source_id, statement_id
from scripts.package import transaction
from scripts.package.csvio import read_bytes, write_table
from scripts.package.tableschema import TableSchema
from tests.conftest import ended

NAMES = "data/evidence/names.csv"
COMPANIES = "data/companies.csv"


@pytest.fixture
def run(small):
    return lambda *words: CliRunner().invoke(main, ["format", "--package-dir", str(small), *map(str, words)])


def fields(**types):
    return [{"name": name, "type": type_} for name, type_ in types.items()]


def saved(content, schema):
    """The canonical CSV of bytes that a spreadsheet saved."""
    read = read_bytes(content, schema, "t.csv", lenient=True)
    assert read.findings == []
    return write_table(canonical(read.frame, schema)[0]).decode()


def test_a_canonical_package_is_left_alone(run, small):
    before = {path: path.stat().st_mtime_ns for path in small.rglob("*.csv")}
    result = run()
    assert (result.exit_code, result.output) == (0, "Nothing to format.\n")
    assert {path: path.stat().st_mtime_ns for path in small.rglob("*.csv")} == before


SPOILT = {
    "byte order mark": lambda text: b"\xef\xbb\xbf" + text.encode(),
    "windows line ends": lambda text: text.replace("\n", "\r\n").encode(),
    "no final newline": lambda text: text.rstrip("\n").encode(),
    "utf-16": lambda text: text.replace(",", "\t").encode("utf-16"),
    "semicolons and quotes": lambda text: "\n".join(
        ";".join(f'"{cell}"' for cell in line.split(",")) for line in text.splitlines()
    ).encode(),
    "blank rows and columns": lambda text: ("".join(f"{line},,\n" for line in text.splitlines()) + ",,,,\n\n").encode(),
    "other order": lambda text: "".join(
        ",".join(reversed(line.split(","))) + "\n" for line in [text.splitlines()[0], *text.splitlines()[:0:-1]]
    ).encode(),
    "blanks": lambda text: text.replace("Altair", "\u00a0Altair  ").replace("fr,", "fr ,").encode(),
    "accents apart": lambda text: text.replace("é", "e\u0301").encode(),
    "separator line": lambda text: b"sep=,\n" + text.encode(),
}


@pytest.mark.parametrize("how", SPOILT)
def test_what_a_spreadsheet_did_is_undone(run, small, how):
    path = small / NAMES
    canonical_bytes = path.read_bytes()
    path.write_bytes(SPOILT[how](canonical_bytes.decode()))
    spoilt = path.read_bytes()
    ended(run("--check"), 1, NAMES)
    assert path.read_bytes() == spoilt
    result = run()
    assert result.exit_code == 0
    assert result.output.startswith(f"Formatted: {NAMES} (")
    assert path.read_bytes() == canonical_bytes
    assert run("--check").exit_code == 0


def test_numbers_and_truth_values_are_read_back_where_no_doubt_is_left():
    schema = TableSchema(
        "t", {"name": "t", "fields": fields(id="string", n="integer", x="number", b="boolean"), "primaryKey": ["id"]}
    )
    content = (
        "id;n;x;b\na;2014,0;0,5;VRAI\nb;7;1.234,56;FALSE\nc;;1,234.5;waar\nd;8.0;12,75;0\ne;1.000;1,234;peut-être\nf;1E3;1,5E3;\n"
    )
    assert saved(content.encode(), schema) == (
        "id,n,x,b\na,2014,0.5,true\nb,7,1234.56,false\nc,,1234.5,true\nd,8,12.75,false\n"
        'e,1.000,"1,234",peut-être\nf,1E3,"1,5E3",\n'
    )


def test_text_that_looks_like_a_number_is_left_alone():
    schema = TableSchema("t", {"name": "t", "fields": fields(id="string", code="string"), "primaryKey": ["id"]})
    assert saved(b"id,code\na,007\nb,1.50\nc,TRUE\n", schema) == "id,code\na,007\nb,1.50\nc,TRUE\n"


@pytest.mark.parametrize(
    ("content", "rule", "line"),
    [
        ("company_id,language,name\naltair,fr,x,y\n", "S105", 2),
        ("company_id,language,name\naltair,fr\n", "S105", 2),
        ("company_id,language,name,note\naltair,fr,x,y\n", "S104", 1),
        ("company_id,language\naltair,fr\n", "S104", 1),
        ("company_id,language,name,name\naltair,fr,x,y\n", "S104", 1),
        ('company_id,language,name\naltair,fr,"x\n', "S103", 2),
        ("", "S104", 1),
    ],
)
def test_where_something_would_be_lost_no_file_is_changed(run, small, content, rule, line):
    (small / NAMES).write_text(content, encoding="utf-8")
    sources = small / "data/evidence/sources.csv"
    sources.write_bytes(b"\xef\xbb\xbf" + sources.read_bytes())
    before = sources.read_bytes()
    ended(run(), 1, rule, f"line {line}", "No file was changed.")
    assert (small / NAMES).read_text(encoding="utf-8") == content
    assert sources.read_bytes() == before


def test_only_the_named_files_are_formatted_published_ones_too(run, small):
    (small / NAMES).write_bytes(b"\xef\xbb\xbf" + (small / NAMES).read_bytes())
    (small / COMPANIES).write_bytes((small / COMPANIES).read_bytes().replace(b"true", b"TRUE"))
    ended(run(small / COMPANIES), 0)
    assert b"TRUE" not in (small / COMPANIES).read_bytes()
    assert (small / NAMES).read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_file_that_is_no_table_of_the_package_is_refused(run, small):
    ended(run(small / "datapackage.json"), 2, "no table of the package")


def test_a_lost_file_is_a_finding(run, small):
    (small / NAMES).unlink()
    ended(run(), 1, "S101")


def test_format_waits_for_no_other_build(run, small):
    with transaction.exclusive(small):
        result = run()
    ended(result, 1, "at work")


def schema_of(name, *columns):
    text = fields(**dict.fromkeys(columns, "string"))
    return TableSchema(name, {"name": name, "fields": text, "primaryKey": [columns[0]]})


def test_blank_ids_are_minted_from_the_content_and_given_ones_stay():
    columns = ["statement_id", "source_id", "locator", "ordinal", "name_as_written", "as_written", "transcribed_value"]
    schema = schema_of("statements", *columns)
    rows = ["sffffffffffff,s1,l,1,n,w,v", ",s1,l,,n,w,v", ",s1,l,,n,w,v", ",s1,m,4,n,,v"]
    table = saved((",".join(columns) + "\n" + "\n".join(rows) + "\n").encode(), schema).splitlines()[1:]
    found = {tuple(row.split(",")[:4]) for row in table}
    first, second = (statement_id("s1", "l", "n", "w", "v", ordinal) for ordinal in (1, 2))
    assert found == {
        ("sffffffffffff", "s1", "l", "1"),
        (first, "s1", "l", "1"),
        (second, "s1", "l", "2"),
        (statement_id("s1", "m", "n", "", "v", 4), "s1", "m", "4"),
    }


def test_ids_of_sources_and_searches_are_minted():
    url = "https://www.example.org/page"
    assert saved(f"source_id,url\n,{url}\n".encode(), schema_of("sources", "source_id", "url")).splitlines()[1] == (
        f"{source_id(url)},{url}"
    )
    searches = schema_of("searches", "search_id", "entity_id", "property", "question")
    assert saved(b"search_id,entity_id,property,question\n,e,p,Who?\n", searches).splitlines()[1] == (
        f"{search_id('e', 'p', 'Who?')},e,p,Who?"
    )


@given(st.text())
def test_cleaning_twice_is_cleaning_once_and_loses_no_letter(cell):
    once = clean(cell)
    assert clean(once) == once
    assert [c for c in cell if c.isascii() and c.isalnum()] == [c for c in once if c.isascii() and c.isalnum()] or (
        not cell.isascii()
    )


def test_the_formatted_package_is_valid_again_after_its_checksums(run, small):
    from tests.faults.engine import check_structure, refresh

    for path in (small / "data/evidence").glob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").replace("\n", "\r\n").encode("utf-8-sig"))
    assert run().exit_code == 0
    refresh(small)
    assert check_structure(small) == []
    assert json.loads((small / "datapackage.json").read_text(encoding="utf-8"))["resources"]
