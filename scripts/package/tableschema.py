"""A Table Schema as the rest of the code asks it: columns, types, keys, order.

The JSON files in schemas/ are the only place where a column's name, type and meaning stand
(Table Schema of Data Package v2, https://datapackage.org/standard/table-schema/). Five
properties are ours: `group` (where the documents list the table), `expected` on a field (a blank
needs a row in gaps), `sortedBy` (the declared order of rows, where it is not the primary key),
`mayBeEmpty` (a table of none) and `bookkeeping` (rows that follow from other tables or keep the
minutes of the work: they may come, change and go, and call for no more than a patch release).
"""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scripts.package.opening import hold, read_json
from scripts.package.patterns import fits

# Dtypes that pandas users get; integers and booleans are the nullable kinds, so that a blank
# changes no type.
DTYPES = {"string": "str", "integer": "Int64", "number": "float64", "boolean": "boolean"}
ARROW_TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
NULLABLE = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
# How a cell must be written, so that one number has one spelling: no exponent, no INF, no NaN, no
# plus sign, no leading zero, none at the end of a fraction, no minus zero. A whole number has at
# most 15 digits: every reader holds it exactly, also one that makes it a float.
PATTERNS = {
    "integer": r"0|-?[1-9][0-9]{0,14}",
    "number": r"0|-?[1-9][0-9]*|-?(?:0|[1-9][0-9]*)\.[0-9]*[1-9]",
    "boolean": r"true|false",
}


@dataclass(frozen=True)
class ForeignKey:
    """Columns here that must be found in the columns of a resource (blank is no reference)."""

    fields: tuple[str, ...]
    resource: str
    reference_fields: tuple[str, ...]


@dataclass(frozen=True)
class TableSchema:
    """One Table Schema; `descriptor` is the JSON object as read."""

    name: str
    descriptor: dict

    @cached_property
    def fields(self) -> list[dict]:
        """Field descriptors in column order."""
        return self.descriptor["fields"]

    @cached_property
    def columns(self) -> list[str]:
        """Names of the columns in order."""
        return [field["name"] for field in self.fields]

    @cached_property
    def _by_name(self) -> dict[str, dict]:
        return {field["name"]: field for field in self.fields}

    def field(self, column: str) -> dict:
        """Return the field descriptor of a column; raises KeyError where there is none."""
        return self._by_name[column]

    @cached_property
    def dtypes(self) -> dict[str, str]:
        """Pandas dtype by column, fit for `read_csv(dtype=...)`."""
        return {field["name"]: DTYPES[field["type"]] for field in self.fields}

    @cached_property
    def primary_key(self) -> list[str]:
        """Columns of the primary key."""
        key = self.descriptor.get("primaryKey", [])
        return [key] if isinstance(key, str) else list(key)

    @cached_property
    def sorted_by(self) -> list[str]:
        """Columns that declare the order of rows, the primary key last as tie-breaker."""
        return [*self.descriptor.get("sortedBy", []), *self.primary_key]

    @cached_property
    def expected(self) -> list[str]:
        """Columns in which a blank must be explained."""
        return [field["name"] for field in self.fields if field.get("expected")]

    @cached_property
    def required(self) -> list[str]:
        """Columns in which no cell may be blank."""
        return [field["name"] for field in self.fields if field.get("constraints", {}).get("required")]

    @cached_property
    def may_be_empty(self) -> bool:
        """Whether the table may have a header and no rows."""
        return self.descriptor.get("mayBeEmpty", False)

    @cached_property
    def bookkeeping(self) -> bool:
        """Whether its rows are exempt from the rules on rows in the policy of versions."""
        return self.descriptor.get("bookkeeping", False)

    @cached_property
    def foreign_keys(self) -> list[ForeignKey]:
        """Foreign keys, a reference to the table itself under its own name."""
        return [
            ForeignKey(
                tuple(_listed(key["fields"])),
                key["reference"].get("resource") or self.name,
                tuple(_listed(key["reference"]["fields"])),
            )
            for key in self.descriptor.get("foreignKeys", [])
        ]

    def keys_of(self, frame: pd.DataFrame, separator: str = "/") -> pd.Series:
        """Return the primary key of every row of a frame of text, its parts joined; blank where there is none."""
        if not self.primary_key:
            return pd.Series("", frame.index, dtype="str")
        first, *others = self.primary_key
        return frame[first].str.cat(frame[others], sep=separator) if others else frame[first]

    def cast(self, text: pd.DataFrame) -> pd.DataFrame:
        """Turn text cells into typed ones.

        `text`: frame of str with the columns of the schema, blanks as "". Returns the same index and columns in
        `dtypes`. A cell that is not written as its type demands becomes missing: the structure layer has already named
        it, and it must not hide the others.
        """
        cells = pa.Table.from_pandas(text[self.columns].astype("str"), preserve_index=False)
        typed = pa.table({field["name"]: _cast(cells[field["name"]], field["type"]) for field in self.fields})
        typed = _to_pandas(typed, text.index)
        return typed if len(typed) else typed.astype(self.dtypes)

    def arrange(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Lay rows out as they are published: columns in order and `dtypes`, rows in the declared order.

        Columns that `rows` lacks are blank. The index is the physical line of each row, `line`.
        """
        typed = sort_rows(rows.reindex(columns=self.columns).astype(self.dtypes), self)
        return typed.set_axis(pd.RangeIndex(2, len(typed) + 2, name="line"))

    def write_text(self, typed: pd.DataFrame) -> pd.DataFrame:
        """Turn typed cells into canonical text, a frame of str with blanks as "" (the inverse of `cast`)."""
        cells = pa.Table.from_pandas(typed[self.columns], preserve_index=False)
        text = pa.table({name: pc.fill_null(_write(cells[name]), "") for name in self.columns})
        return _to_pandas(text, typed.index)


def read_schema(root: Path, path: str) -> TableSchema:
    """Read a Table Schema of a package; raises OSError or ValueError, KeyError or TypeError where it is none."""
    descriptor = read_json(root, path)
    fields = descriptor["fields"] if isinstance(descriptor["fields"], list) else []
    hold("columns", len(fields))
    for field in fields:
        limits = field["constraints"] if isinstance(field, dict) and isinstance(field.get("constraints"), dict) else {}
        hold("enum_values", len(limits.get("enum", ())), f"the list of {field.get('name')}")
        hold("pattern_characters", len(limits.get("pattern", "")), f"the pattern of {field.get('name')}")
    return TableSchema(descriptor["name"], descriptor)


def is_dated(field: dict) -> bool:
    """Whether a field holds days or periods, as text."""
    pattern = field.get("constraints", {}).get("pattern", "")
    return fits(pattern, "2024-05-03") and not fits(pattern, "text")


def sort_rows(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Return the rows in the declared order: text by code point, numbers by size, blanks first."""
    return frame.sort_values(schema.sorted_by, na_position="first", kind="stable")


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _cast(cells: pa.ChunkedArray, kind: str) -> pa.ChunkedArray:
    if kind == "string":
        return pc.if_else(pc.not_equal(cells, ""), cells, None)
    legal = pc.match_substring_regex(cells, rf"\A(?:{PATTERNS[kind]})\z")
    return pc.if_else(legal, cells, None).cast(ARROW_TYPES[kind])


def _write(cells: pa.ChunkedArray) -> pa.ChunkedArray:
    if not pa.types.is_floating(cells.type):
        return cells.cast(pa.string())
    numbers = [None if value is None else write_number(value) for value in cells.to_pylist()]
    return pa.chunked_array([numbers], pa.string())


def _to_pandas(table: pa.Table, index: pd.Index) -> pd.DataFrame:
    if not table.num_rows:  # arrow would make columns of no chunk, which pandas cannot join
        return pd.DataFrame(columns=table.column_names, index=index, dtype="str")
    return table.to_pandas(types_mapper=NULLABLE.get).set_axis(index)


def write_number(value: float) -> str:
    """Write a number in the shortest way that reads back as the same, without exponent."""
    text = repr(float(value) + 0.0)  # + 0.0 makes minus zero zero
    return np.format_float_positional(value, trim="-") if "e" in text else text.removesuffix(".0")
