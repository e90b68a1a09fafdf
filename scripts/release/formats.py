"""Whether Parquet, SQLite and XLSX hold the same values as CSV."""

import io
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pandas as pd
import pyarrow as pa

from scripts.evidence.columns import Tables
from scripts.package.opening import read_inside
from scripts.package.tableschema import TableSchema
from scripts.release.typed_files import arrow_schema, create_statement, read_parquet, read_sqlite, rows
from scripts.release.unpack import excesses
from scripts.release.workbook import DICTIONARY, read_workbook

KINDS = {"string": (str,), "integer": (int,), "number": (int, float), "boolean": (bool,)}
Schemas = dict[str, TableSchema]


def check_parquet(root: Path, tables: Tables, schemas: Schemas) -> list[str]:
    """Compare types and values of parquet/*.parquet with typed tables; return what differs."""
    problems = []
    for name, typed in tables.items():
        path = f"parquet/{name}.parquet"
        try:
            table = read_parquet(read_inside(root, path, "package_bytes"))
        except (OSError, pa.ArrowException) as error:
            problems.append(f"{path} cannot be read: {error}")
            continue
        if not table.schema.equals(arrow_schema(schemas[name])):
            problems.append(f"{path}: columns or types are not those of the schema")
            continue
        content = zip(*(column.to_pylist() for column in table.columns), strict=True)
        problems += _compare(path, content, typed, schemas[name])
    return problems


def check_sqlite(root: Path, name: str, tables: Tables, schemas: Schemas) -> list[str]:
    """Compare tables, keys and values of the database with typed tables; return what differs."""
    try:
        with closing(read_sqlite(read_inside(root, name, "package_bytes"))) as database:
            return _check_database(name, database, tables, schemas)
    except (OSError, sqlite3.DatabaseError) as error:
        return [f"{name} cannot be read: {error}"]


def check_workbook(root: Path, name: str, tables: Tables, schemas: Schemas) -> list[str]:
    """Compare sheets and values of the workbook with typed tables; return what differs."""
    try:
        content = read_inside(root, name, "package_bytes")
        with ZipFile(io.BytesIO(content)) as members:
            problems = excesses(members.infolist())
        if problems:
            return [f"{name}: {problem}" for problem in problems]
        with closing(read_workbook(content)) as book:
            if set(book.sheetnames) != {DICTIONARY, *tables}:
                return [f"{name}: the sheets are not the tables and their dictionary"]
            for table, typed in tables.items():
                content = book[table].iter_rows(values_only=True, max_col=len(typed.columns))
                where = f"{name}, sheet {table}"
                if list(next(content, ())) != list(typed):
                    problems.append(f"{where}: the header is not that of the schema")
                else:
                    problems += _compare(where, content, typed, schemas[table])
            return problems
    except (OSError, BadZipFile, KeyError, ValueError) as error:
        return [f"{name} cannot be read: {error}"]


def _check_database(name: str, database: sqlite3.Connection, tables: Tables, schemas: Schemas) -> list[str]:
    statements = dict(database.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"))
    if statements != {table: create_statement(schemas[table]) for table in tables}:
        return [f"{name}: tables, types or keys are not those of the schemas"]
    problems = [f"{name}: {row[0]}" for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
    problems += [
        f"{name}: row {row} of {table} refers to nothing in {parent}"
        for table, row, parent, _ in database.execute("PRAGMA foreign_key_check")
    ]
    for table, typed in tables.items():
        flags = [field["type"] == "boolean" for field in schemas[table].fields]
        content = (
            tuple(bool(value) if flag and value is not None else value for value, flag in zip(row, flags, strict=True))
            for row in database.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
        )
        problems += _compare(f"{name}, table {table}", content, typed, schemas[table])
    return problems


def _compare(where: str, content: Iterable[tuple], typed: pd.DataFrame, schema: TableSchema) -> list[str]:
    """Name the first cell that differs in kind or value, or the count of rows that does."""
    found, expected = list(content), rows(typed)
    if len(found) != len(expected):
        return [f"{where}: {len(found)} rows, the CSV has {len(expected)}"]
    kinds = [KINDS[field["type"]] for field in schema.fields]
    for line, (row, right) in enumerate(zip(found, expected, strict=True), 2):
        for column, value, other, legal in zip(schema.columns, row, right, kinds, strict=True):
            if value != other or (value is not None and type(value) not in legal):
                return [f"{where}, line {line}, column {column}: the value is not the one of the CSV"]
    return []
