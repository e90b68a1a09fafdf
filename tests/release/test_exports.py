"""Parquet, SQLite and XLSX: true types, enforced keys, formulas that stay text, the same values."""

import io
import sqlite3
import struct
from contextlib import closing
from datetime import datetime
from zipfile import ZipFile

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from scripts.package.tableschema import TableSchema
from scripts.release.typed_files import read_parquet, read_sqlite, rows, write_parquet, write_sqlite
from scripts.release.workbook import DICTIONARY, DICTIONARY_COLUMNS, write_workbook

DAY = "2026-11-22"
KINDS = ["string", "integer", "number", "boolean"]
SCHEMA = TableSchema(
    "values", {"fields": [{"name": "id", "type": "integer"}, *({"name": kind, "type": kind} for kind in KINDS)]}
)
CELLS = st.tuples(
    st.none() | st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="￾￿"), min_size=1),
    st.none() | st.integers(-(2**53), 2**53),
    st.none() | st.floats(allow_nan=False, allow_infinity=False),
    st.none() | st.booleans(),
)


@pytest.fixture
def schemas(package):
    return {name: item.schema for name, item in package.resources.items()}


@pytest.fixture
def database(members):
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(members["small-package.sqlite"])
        database.execute("PRAGMA foreign_keys = ON")
        yield database


@pytest.fixture
def workbook(members):
    return load_workbook(io.BytesIO(members["small-package.xlsx"]))


@settings(max_examples=15, deadline=None)
@given(st.lists(CELLS, max_size=5))
def test_any_values_come_back_the_same_from_every_format(cells):
    content = [(number, *row) for number, row in enumerate(cells)]
    typed = pd.DataFrame(content, columns=SCHEMA.columns).astype(SCHEMA.dtypes)
    expected = rows(typed)
    parquet = read_parquet(write_parquet(typed, SCHEMA))
    assert list(zip(*(column.to_pylist() for column in parquet.columns), strict=True)) == expected
    with closing(read_sqlite(write_sqlite({"values": typed}, {"values": SCHEMA}))) as found:
        assert found.execute('SELECT * FROM "values" ORDER BY id').fetchall() == expected
    book = load_workbook(io.BytesIO(write_workbook({"values": typed}, {"values": SCHEMA}, "t", DAY)), read_only=True)
    assert list(book["values"].iter_rows(min_row=2, max_col=5, values_only=True)) == expected


def test_parquet_has_the_types_of_the_schema_and_no_metadata_of_its_maker(members):
    schema = read_parquet(members["parquet/entities.parquet"]).schema
    assert [field.type for field in schema] == [
        pa.string(), pa.string(), pa.int64(), pa.float64(), pa.bool_(), pa.string(), pa.string(),
    ]
    assert [field.name for field in schema if not field.nullable] == ["entity_id", "name", "contested"]
    assert schema.metadata is None


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("INSERT INTO sources VALUES ('lecho-be-1', 'p', 'r', 'b', 1)", "UNIQUE"),
        ("INSERT INTO sources VALUES ('new', NULL, 'r', 'b', 1)", "NOT NULL"),
        ("INSERT INTO sources VALUES ('new', 'p', 'r', 'b', 2)", "CHECK"),
        ("INSERT INTO sources VALUES ('new', 'p', 'r', 'b', 'yes')", "cannot store TEXT"),
        ("INSERT INTO statements VALUES ('s9', 'nowhere', 'alpha', NULL)", "FOREIGN KEY"),
        ("UPDATE entities SET parent_id = 'nobody' WHERE entity_id = 'beta'", "FOREIGN KEY"),
        ("DELETE FROM entities WHERE entity_id = 'alpha'", "FOREIGN KEY"),
    ],
)
def test_sqlite_enforces_types_keys_and_references(database, statement, why):
    with pytest.raises(sqlite3.IntegrityError, match=why), database:
        database.execute(statement)


def test_tables_that_violate_a_key_make_no_database(tables, schemas):
    wrong = tables | {"sources": tables["sources"].iloc[1:]}
    with pytest.raises(sqlite3.IntegrityError, match="row 2 of statements refers to nothing in sources"):
        write_sqlite(wrong, schemas)


def test_the_header_of_the_database_does_not_tell_which_library_wrote_it(members):
    header = members["small-package.sqlite"][:100]
    assert struct.unpack(">L", header[24:28]) == (1,)
    assert struct.unpack(">LL", header[92:100]) == (1, 3_037_000)


def test_what_looks_like_a_formula_is_text_in_the_workbook(workbook):
    cell = next(cell for cell in workbook["entities"]["B"] if cell.value == "=1+1")
    assert cell.data_type == "s"
    values = {cell.value: cell for cell in workbook["statements"]["D"]}
    assert {"-5", "+32", "#REF!"} <= values.keys()
    assert all(values[text].data_type == "s" and values[text].quotePrefix for text in ("-5", "+32", "#REF!"))
    formulas = [cell for sheet in workbook for row in sheet for cell in row if cell.data_type in ("f", "e")]
    assert formulas == []


def test_a_sheet_a_table_a_dictionary_and_headers_that_stay(workbook, schemas):
    assert workbook.sheetnames == [DICTIONARY, *schemas]
    assert {sheet.freeze_panes for sheet in workbook} == {"A2"}
    header, *described = workbook[DICTIONARY].iter_rows(values_only=True)
    assert list(header) == DICTIONARY_COLUMNS
    assert [row[:2] for row in described] == [(name, column) for name in schemas for column in schemas[name].columns]
    reference = next(row for row in described if row[:2] == ("statements", "source_id"))
    assert dict(zip(header, reference, strict=True))["refers to"] == "sources.source_id"


def test_the_workbook_says_nothing_of_its_maker_and_the_moment(workbook, members):
    assert workbook.properties.created == workbook.properties.modified == datetime(2026, 11, 22)
    with ZipFile(io.BytesIO(members["small-package.xlsx"])) as parts:
        core = parts.read("docProps/core.xml")
    assert b"creator" not in core
    assert b"lastModifiedBy" not in core


def test_a_cell_longer_than_a_sheet_can_hold_is_refused_and_not_cut():
    typed = pd.DataFrame([[1, "x" * 32_768, 1, 1.0, True]], columns=SCHEMA.columns).astype(SCHEMA.dtypes)
    with pytest.raises(ValueError, match=r"values.string has a cell longer than a sheet can hold"):
        write_workbook({"values": typed}, {"values": SCHEMA}, "t", DAY)
