"""The tables with the types of their schemas: each as Parquet, all as one SQLite database with keys."""

import io
import sqlite3
import struct
from contextlib import closing

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from scripts.package.tableschema import ARROW_TYPES, TableSchema


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """Return the Arrow schema of a Table Schema; required columns are not nullable."""
    return pa.schema(
        pa.field(field["name"], ARROW_TYPES[field["type"]], nullable=field["name"] not in schema.required)
        for field in schema.fields
    )


def write_parquet(typed: pd.DataFrame, schema: TableSchema) -> bytes:
    """Return the Parquet file of a frame in the dtypes of its schema, without metadata of pandas."""
    table = pa.Table.from_pandas(typed, schema=arrow_schema(schema), preserve_index=False)
    out = io.BytesIO()
    pa.parquet.write_table(
        table.replace_schema_metadata(None), out, compression="zstd", version="2.6", store_schema=False
    )
    return out.getvalue()


def read_parquet(content: bytes) -> pa.Table:
    """Read a Parquet file as an Arrow table; raises pa.ArrowException where it is none."""
    return pa.parquet.read_table(pa.BufferReader(content))


TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
SETTINGS = ("PRAGMA page_size = 4096", "PRAGMA encoding = 'UTF-8'", "PRAGMA auto_vacuum = NONE")
# Fields of the file header that tell the history of the file and the version of the library
# (https://www.sqlite.org/fileformat.html, section 1.3). The version is that of STRICT tables.
CHANGE_COUNTER, VALID_FOR_AND_VERSION = 24, 92
FIRST_STRICT = 3_037_000


def write_sqlite(tables: dict[str, pd.DataFrame], schemas: dict[str, TableSchema]) -> bytes:
    """Return a SQLite database of typed frames by name: STRICT tables, all keys checked.

    Raises sqlite3.IntegrityError: the tables violate a key, a foreign key or a constraint.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        for setting in SETTINGS:
            database.execute(setting)
        database.execute("BEGIN")
        for name in tables:
            database.execute(create_statement(schemas[name]))
        for name, typed in tables.items():
            marks = ", ".join("?" * len(schemas[name].columns))
            database.executemany(f"INSERT INTO {_quote(name)} VALUES ({marks})", rows(typed))
        # checked once at the end: row by row every new parent would be sought in all its children
        for table, row, parent, _ in database.execute("PRAGMA foreign_key_check"):
            raise sqlite3.IntegrityError(f"row {row} of {table} refers to nothing in {parent}")
        database.execute("COMMIT")
        database.execute("VACUUM")
        image = bytearray(database.serialize())
    struct.pack_into(">L", image, CHANGE_COUNTER, 1)
    struct.pack_into(">LL", image, VALID_FOR_AND_VERSION, 1, FIRST_STRICT)
    return bytes(image)


def read_sqlite(content: bytes) -> sqlite3.Connection:
    """Open a database from its bytes, read only; raises sqlite3.DatabaseError where it is none."""
    database = sqlite3.connect(":memory:")
    database.deserialize(content)
    database.execute("PRAGMA query_only = ON")
    return database


def create_statement(schema: TableSchema) -> str:
    """Return the CREATE TABLE statement of a Table Schema.

    Foreign keys are deferred, because tables refer to each other and to themselves.
    """
    parts = [_column(field) for field in schema.fields]
    if schema.primary_key:
        parts.append(f"PRIMARY KEY ({_listed(schema.primary_key)})")
    parts += [
        f"FOREIGN KEY ({_listed(key.fields)}) REFERENCES {_quote(key.resource)} "
        f"({_listed(key.reference_fields)}) DEFERRABLE INITIALLY DEFERRED"
        for key in schema.foreign_keys
    ]
    return f"CREATE TABLE {_quote(schema.name)} (\n  " + ",\n  ".join(parts) + "\n) STRICT"


def rows(typed: pd.DataFrame) -> list[tuple]:
    """Return the rows of a typed frame as plain Python values, blanks as None."""
    columns = [typed[name].astype("object") for name in typed]
    return list(zip(*(column.where(column.notna(), None).tolist() for column in columns), strict=True))


def _column(field: dict) -> str:
    constraints = field.get("constraints", {})
    name = _quote(field["name"])
    words = [name, TYPES[field["type"]]]
    if constraints.get("required"):
        words.append("NOT NULL")
    if constraints.get("unique"):
        words.append("UNIQUE")
    if field["type"] == "boolean":
        words.append(f"CHECK ({name} IN (0, 1))")
    return " ".join(words)


def _listed(columns) -> str:
    return ", ".join(map(_quote, columns))


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
