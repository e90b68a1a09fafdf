"""All tables as one XLSX workbook: a sheet a table, and the dictionary of their columns."""

import io
from datetime import datetime
from zipfile import ZipFile

import pandas as pd
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ERROR_CODES
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from scripts.package.tableschema import TableSchema
from scripts.release.archive import write_zip
from scripts.release.typed_files import rows

DICTIONARY = "dictionary"
DICTIONARY_COLUMNS = [
    "table", "column", "title", "type", "required", "key", "refers to", "allowed values", "description", "example",
]
RUNS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for a formula
LONGEST_CELL, MOST_ROWS = 32_767, 1_048_576  # limits of the format; beyond them content is lost silently
WIDEST = 60


def write_workbook(tables: dict[str, pd.DataFrame], schemas: dict[str, TableSchema], title: str, day: str) -> bytes:
    """Return a workbook of typed frames by name, first the dictionary, its dates set to a day.

    Raises ValueError: a cell or a table is larger than the format can hold.
    """
    _check_size(tables)
    book = Workbook(write_only=True)
    midnight = datetime.fromisoformat(day)
    book.properties.title = title
    book.properties.creator = None
    book.properties.created = book.properties.modified = midnight
    _write_sheet(book, DICTIONARY, DICTIONARY_COLUMNS, dictionary(schemas))
    for name, typed in tables.items():
        _write_sheet(book, name, list(typed), rows(typed))
    out = io.BytesIO()
    # save() would set the present moment as the time of the last change
    ExcelWriter(book, ZipFile(out, "w")).save()
    with ZipFile(out) as members:
        return write_zip({name: members.read(name) for name in members.namelist()}, day)


def read_workbook(content: bytes) -> Workbook:
    """Open a workbook from its bytes for reading row by row, formulas as they are written."""
    return load_workbook(io.BytesIO(content), read_only=True)


def dictionary(schemas: dict[str, TableSchema]) -> list[tuple]:
    """Return one row a column of all schemas, in the columns of `DICTIONARY_COLUMNS`."""
    return [
        (
            name,
            field["name"],
            field.get("title", ""),
            field["type"],
            bool(field.get("constraints", {}).get("required")),
            "primary key" if field["name"] in schema.primary_key else "",
            ", ".join(
                f"{key.resource}.{target}"
                for key in schema.foreign_keys
                for column, target in zip(key.fields, key.reference_fields, strict=True)
                if column == field["name"]
            ),
            ", ".join(map(str, field.get("constraints", {}).get("enum", []))),
            field.get("description", ""),
            str(field.get("example", "")),
        )
        for name, schema in schemas.items()
        for field in schema.fields
    ]


def _check_size(tables: dict[str, pd.DataFrame]) -> None:
    for name, typed in tables.items():
        if len(typed) >= MOST_ROWS:
            raise ValueError(f"Table {name} has more rows than a sheet can hold ({MOST_ROWS - 1:,})")
        for column, cells in typed.select_dtypes("str").items():
            if cells.str.len().max() > LONGEST_CELL:
                raise ValueError(f"{name}.{column} has a cell longer than a sheet can hold ({LONGEST_CELL:,} letters)")


def _write_sheet(book: Workbook, name: str, columns: list[str], content: list[tuple]) -> None:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns):
        letters = max([len(column), *(len(str(row[number])) for row in content[:200])])
        sheet.column_dimensions[get_column_letter(number + 1)].width = min(letters, WIDEST) + 2
    header = [WriteOnlyCell(sheet, column) for column in columns]
    for cell in header:
        cell.font = Font(bold=True)
    sheet.append(header)
    for row in content:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet, value):
    """What openpyxl writes as it is, or a cell that keeps its meaning: text as text, all digits of a number."""
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        return _typed_cell(sheet, repr(value), "n")  # openpyxl would write sixteen digits of it
    if not isinstance(value, str):
        return value
    if not value.startswith(RUNS) and value not in ERROR_CODES:
        return value
    cell = _typed_cell(sheet, value, "s")
    cell.quotePrefix = True  # so that editing the cell does not make it a formula
    return cell


def _typed_cell(sheet, written: str, kind: str) -> Cell:
    cell = WriteOnlyCell(sheet, written)
    cell.data_type = kind
    return cell
