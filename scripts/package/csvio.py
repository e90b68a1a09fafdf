"""Read and write the package's CSV files.

Canonical CSV: UTF-8 without BOM, LF, minimal quoting, NFC, no line breaks in cells, columns in
schema order, rows in the declared order, a final newline (RFC 4180 but for LF).
"""

import csv
import io
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from scripts.package.findings import Finding, Rule
from scripts.package.tableschema import TableSchema

NOT_READABLE = Rule(
    "S101", "A file can be read", "A table that is missing or closed to us cannot be checked.",
    "error", "structure", "csv", "Restore the file from version control, or mend its permissions.",
)
NOT_UTF8 = Rule(
    "S102", "A file is UTF-8 without byte order mark",
    "Other encodings garble names: Liège becomes LiÃ¨ge.",
    "error", "structure", "csv", "Save the file as “CSV UTF-8”, or run `make format`.",
)
BROKEN_CSV = Rule(
    "S103", "Quotes are closed and legal", "One broken quote swallows every row after it.",
    "error", "structure", "csv",
    "Close the quote on this line; a quote inside a quoted cell is written twice.",
)
WRONG_HEADER = Rule(
    "S104", "The header has the columns of the schema, each once and in order",
    "A missing or renamed column breaks everyone who reads the table by name.",
    "error", "structure", "csv", "Write the header exactly as in the Table Schema.",
)
RAGGED_ROW = Rule(
    "S105", "Every row has as many cells as the header",
    "One comma too many shifts every cell after it.",
    "error", "structure", "csv",
    "Add or remove commas; a cell that holds a comma stands in double quotes.",
)


def read_table(path: Path, schema: TableSchema, name: str) -> tuple[pd.DataFrame, list[Finding]]:
    """Read a CSV file as text.

    In: the file, its schema and the path to show. Out: a frame of str with the schema's columns,
    blanks as "", indexed by physical line (index name `line`), and the findings of the file's
    own form. Columns that the file lacks are blank; rows of another length are left out, each
    with its finding. Where the file cannot be read at all the frame is empty.
    """
    show = {"resource": schema.name, "path": name}
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
        return _frame([], [], schema), [NOT_READABLE.finding(f"{name} {reason}.", **show)]
    canonical = _read_canonical(raw, schema)
    if canonical is not None:
        return canonical, []
    text, findings = _decode(raw, show)
    if text is None:
        return _frame([], [], schema), findings
    lines, rows, broken = _parse(text, show)
    findings += broken
    if not rows:
        missing = WRONG_HEADER.finding(
            f"{name} has no header.", line=1, expected=",".join(schema.columns), **show
        )
        return _frame([], [], schema), [*findings, missing]
    header = rows[0]
    foreign = _check_separator(header, show)
    if foreign:
        return _frame([], [], schema), [*findings, foreign]
    findings += _check_header(header, schema, show)
    keep_lines, keep_rows = [], []
    for line, row in zip(lines[1:], rows[1:], strict=True):
        if len(row) == len(header):
            keep_lines.append(line)
            keep_rows.append(row)
        else:
            findings.append(
                RAGGED_ROW.finding(
                    f"The row has {len(row)} cells, the header has {len(header)}.",
                    line=line, row_key=row[0] if row else "", value=len(row),
                    expected=str(len(header)), **show,
                )
            )
    frame = pd.DataFrame(keep_rows, columns=header, dtype="str")
    frame = frame.loc[:, ~frame.columns.duplicated()].reindex(columns=schema.columns, fill_value="")
    return _frame(keep_lines, frame, schema), findings


def write_table(text: pd.DataFrame) -> bytes:
    """Return the canonical CSV of a frame of str: header, LF, minimal quoting."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(text.columns)
    writer.writerows(text.to_numpy().tolist())
    return out.getvalue().encode()


def _read_canonical(raw: bytes, schema: TableSchema) -> pd.DataFrame | None:
    """Read a file in canonical form ten times as fast; None where it needs a closer look.

    Arrow's parser is lenient, so what it read is only believed if it has as many rows as the
    file has lines and the lines with quotes are exactly what we would write.
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
    quoted = [number for number, row in enumerate(rows) if b'"' in row]
    if len(rows) != len(frame) or write_table(frame.iloc[quoted]) != header + b"".join(
        rows[number] + b"\n" for number in quoted
    ):
        return None
    return frame.set_axis(pd.RangeIndex(2, len(frame) + 2, name="line"))


def _frame(lines: list[int], rows, schema: TableSchema) -> pd.DataFrame:
    index = pd.Index(lines, name="line", dtype="int64")
    return pd.DataFrame(rows, columns=schema.columns, dtype="str").set_axis(index)


def _decode(raw: bytes, show: dict) -> tuple[str | None, list[Finding]]:
    findings = []
    if raw.startswith(b"\xef\xbb\xbf"):
        raw = raw[3:]
        findings.append(NOT_UTF8.finding("The file begins with a byte order mark.", line=1, **show))
    try:
        return raw.decode(), findings
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        shown = raw[max(error.start - 20, 0) : error.end + 20].decode(errors="replace")
        return None, [
            *findings,
            NOT_UTF8.finding(
                f"Byte {error.start + 1} of the file is not UTF-8, near {shown!r}.",
                line=line, value=shown, **show,
            ),
        ]


def _parse(text: str, show: dict) -> tuple[list[int], list[list[str]], list[Finding]]:
    """Return the first physical line of each record, the records, and where parsing broke off."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines, rows, start = [], [], 1
    try:
        for row in reader:
            lines.append(start)
            rows.append(row)
            start = reader.line_num + 1
    except csv.Error as error:
        what = "a quote that is opened is never closed" if "end of data" in str(error) else str(error)
        return lines, rows, [BROKEN_CSV.finding(f"The CSV breaks off here: {what}.", line=start, **show)]
    return lines, rows, []


def _check_separator(header: list[str], show: dict) -> Finding | None:
    """A header of one cell with other separators: one finding, and not one a column and row."""
    for mark, name in [(";", "semicolons"), ("\t", "tabs")]:
        if len(header) == 1 and mark in header[0]:
            return WRONG_HEADER.finding(
                f"The cells are separated by {name}, not by commas.",
                line=1, value=header[0], hint="Run `make format`, or save the file with commas.", **show,
            )
    return None


def _check_header(header: list[str], schema: TableSchema, show: dict) -> list[Finding]:
    expected = ",".join(schema.columns)
    doubled = {column for column in header if header.count(column) > 1}
    problems = [
        *((column, f"Column {column} is missing.") for column in schema.columns if column not in header),
        *((column, f"Column {column} is not in the schema.") for column in header if column not in schema.columns),
        *((column, f"Column {column} stands twice.") for column in sorted(doubled)),
    ]
    if not problems and header != schema.columns:
        problems = [("", "The columns are in another order than in the schema.")]
    return [
        WRONG_HEADER.finding(message, line=1, column=column, value=",".join(header), expected=expected, **show)
        for column, message in problems
    ]
