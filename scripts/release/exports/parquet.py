"""A table as Parquet with the types of its Table Schema."""

import io

import pandas as pd
import pyarrow as pa
import pyarrow.parquet

from scripts.package.tableschema import TableSchema

TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}


def arrow_schema(schema: TableSchema) -> pa.Schema:
    """Return the Arrow schema of a Table Schema; required columns are not nullable."""
    return pa.schema(
        pa.field(field["name"], TYPES[field["type"]], nullable=not field.get("constraints", {}).get("required", False))
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
