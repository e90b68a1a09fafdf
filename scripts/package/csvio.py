"""Read and write the package's CSV files.

Canonical CSV: UTF-8 without BOM, LF, NFC, no line breaks in cells, columns in schema order, rows in
the declared order, a final newline (RFC 4180 but for LF). Quotes stand around the cells that hold a
quote, a comma, a semicolon or a tab, and around no others: spreadsheets part cells at all three.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from scripts.package.csv_reader import Reader, empty
from scripts.package.findings import Finding, unopened
from scripts.package.opening import hold, read_inside, refuse_conflict
from scripts.package.tableschema import TableSchema

NEEDS_QUOTES = re.compile('[",;\\t\\n\\r]')


class Content(NamedTuple):
    """What a CSV file holds.

    `frame` has the schema's columns as str, blanks as "", indexed by physical line (index name
    `line`); columns that the file lacks are blank, rows of another length are left out. `findings`
    say what is wrong with the file's own form, `unusual` in words what the lenient reader read away;
    in particular the mark between the cells, the lines whose row had lost cells at its end, and the
    8-bit encoding. `canonical`: the bytes `raw` are surely those that `write_table` would write.
    """

    frame: pd.DataFrame
    findings: list[Finding]
    unusual: list[str]
    canonical: bool
    raw: bytes
    separator: str = ","
    short: tuple[int, ...] = ()
    encoding: str | None = None


def read_table(root: Path, schema: TableSchema, path: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Read a CSV file of a package strictly: the frame and findings of `Content`."""
    return read_file(root, schema, path)[:2]


def read_file(root: Path, schema: TableSchema, path: str) -> Content:
    """Read a CSV file of a package strictly, once; one that cannot be opened is empty, and a finding."""
    try:
        return read_bytes(open_table(root, path), schema, path)
    except OSError as error:
        finding = unopened(error, path, resource=schema.name)
        return Content(empty(schema), [finding], [], False, b"")


def open_table(root: Path, path: str) -> bytes:
    """Return the content of a CSV file that can be taken apart; raises OSError as `read_inside` does."""
    raw = read_inside(root, path)
    lines = max(raw.count(b"\n"), raw.count(b"\r"))
    hold("rows", lines)
    hold("cells", lines + max(map(raw.count, (b",", b";", b"\t"))))
    longest, line = max((len(text), -number) for number, text in enumerate(raw.splitlines() or [b""], start=1))
    hold("line_bytes", longest, "a line", -line)
    refuse_conflict(raw)
    return raw


def read_bytes(
    raw: bytes, schema: TableSchema, name: str, *, lenient: bool = False, encoding: str | None = None
) -> Content:
    """Read the content of a CSV file, strictly or as a spreadsheet may have saved it; 8-bit text in `encoding`."""
    frame = _read_canonical(raw, schema)
    if frame is not None:
        return Content(frame, [], [], True, raw)
    reader = Reader(schema, name, lenient, encoding)
    frame = reader.read(raw)
    return Content(frame, reader.findings, reader.unusual, False, raw, reader.separator, tuple(reader.short), encoding)


def write_table(text: pd.DataFrame) -> bytes:
    """Return the canonical CSV of a frame of str, with its header."""
    return "".join([write_rows([text.columns]), *table_lines(text)]).encode()


def table_lines(text: pd.DataFrame) -> list[str]:
    """Return the line of each row of a frame of str in its canonical CSV."""
    lines = pc.binary_join_element_wise(*(_quoted(pa.array(cells, pa.string())) for _, cells in text.items()), ",")
    return [f"{line}\n" for line in lines.to_pylist()]


def write_rows(rows: Iterable[Iterable[str]]) -> str:
    """Return rows of cells as canonical CSV."""
    return "".join(",".join(map(_quote, row)) + "\n" for row in rows)


def _quote(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if NEEDS_QUOTES.search(cell) else cell


def _quoted(cells: pa.Array) -> pa.Array:
    """What `_quote` makes of each cell of a column."""
    doubled = pc.replace_substring(cells, '"', '""')
    quoted = pc.binary_join_element_wise('"', doubled, '"', "")
    return pc.if_else(pc.match_substring_regex(cells, NEEDS_QUOTES.pattern), quoted, cells)


def _read_canonical(raw: bytes, schema: TableSchema) -> pd.DataFrame | None:
    """Read a file in canonical form ten times as fast; None where it needs a closer look.

    Arrow's parser is lenient, so what it read is only believed if it has as many rows as the
    file has lines, and the lines in which quotes stand or should stand are exactly what we would write.
    """
    header = ",".join(schema.columns).encode() + b"\n"
    if b"\r" in raw or b"\n\n" in raw or not raw.startswith(header) or not raw.endswith(b"\n"):
        return None
    try:
        frame = pa.csv.read_csv(
            pa.BufferReader(raw),
            convert_options=pa.csv.ConvertOptions(column_types=dict.fromkeys(schema.columns, pa.string())),
        ).to_pandas()
    except pa.ArrowInvalid:
        return None
    rows = raw.split(b"\n")[1:-1]
    quoted = [number for number, row in enumerate(rows) if b'"' in row or b";" in row or b"\t" in row]
    if len(rows) != len(frame) or write_table(frame.iloc[quoted]) != header + b"".join(
        rows[number] + b"\n" for number in quoted
    ):
        return None
    return frame.set_axis(pd.RangeIndex(2, len(frame) + 2, name="line"))
