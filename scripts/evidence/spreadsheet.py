"""Read a CSV as a spreadsheet may have saved it, and lose nothing of it.

Byte order mark, UTF-16 or Windows-1252, semicolons or tabs, CRLF, needless quotes, columns in
another order, blank rows and columns at the end: all of that says nothing and is read away.
"""

import csv
import io

import pandas as pd

from scripts.package.csvio import BROKEN_CSV, NOT_UTF8, RAGGED_ROW, WRONG_HEADER
from scripts.package.findings import Finding
from scripts.package.tableschema import TableSchema

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}


def read_spreadsheet(raw: bytes, schema: TableSchema, name: str) -> tuple[pd.DataFrame, list[str], list[Finding]]:
    """Read the bytes of a CSV leniently.

    In: the content, its schema and the path to show. Out: a frame of str with the schema's
    columns, indexed by physical line; what was unusual, in words; and findings where reading
    would lose something (then the frame is empty).
    """
    show = {"resource": schema.name, "path": name}
    text, notes = _decode(raw)
    if text is None:
        finding = NOT_UTF8.finding("The file is neither UTF-8 nor UTF-16 nor Windows-1252.", line=1, **show)
        return _frame([], schema), notes, [finding]
    if text.lower().startswith("sep="):
        text = "\n" + text.partition("\n")[2]
        notes.append("a line with the separator")
    separator = max(SEPARATORS, key=lambda mark: len(set(text.lstrip().partition("\n")[0].split(mark))))
    if separator != ",":
        notes.append(f"{SEPARATORS[separator]} between the cells")
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        rows, start = [], 1
        for row in reader:
            rows.append((start, row))
            start = reader.line_num + 1
    except csv.Error as error:
        return _frame([], schema), notes, [BROKEN_CSV.finding(f"The CSV breaks off here: {error}.", line=start, **show)]
    rows = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    return _arrange(rows, schema, notes, show)


def _decode(raw: bytes) -> tuple[str | None, list[str]]:
    is_utf16 = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if is_utf16 else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        plain = encoding == "utf-8-sig"
        marked = ["a byte order mark"] if plain and raw.startswith(b"\xef\xbb\xbf") else []
        return text, marked if plain else [f"encoding {encoding.upper()}"]
    return None, []


def _arrange(
    rows: list[tuple[int, list[str]]], schema: TableSchema, notes: list[str], show: dict[str, str]
) -> tuple[pd.DataFrame, list[str], list[Finding]]:
    """Bring the cells under the schema's columns; refuse what would be lost."""
    if not rows:
        finding = WRONG_HEADER.finding("The file has no header.", line=1, expected=",".join(schema.columns), **show)
        return _frame([], schema), notes, [finding]
    head_line, header = rows[0]
    header = [column.strip() for column in header]
    while header and not header[-1]:
        header.pop()
    faults = [(column, "is missing") for column in schema.columns if column not in header]
    faults += [(column, "is not in the schema") for column in dict.fromkeys(header) if column not in schema.columns]
    faults += [(column, "stands twice") for column in schema.columns if header.count(column) > 1]
    findings = [
        WRONG_HEADER.finding(
            f"Column {column} {what}.", line=head_line, column=column, expected=",".join(schema.columns), **show
        )
        for column, what in faults
    ]
    cut = [(line, row[: len(header)], row[len(header) :]) for line, row in rows[1:]]
    for line, row, rest in cut:
        if len(row) < len(header) or any(cell.strip() for cell in rest):
            count = len(row) + len(rest)
            findings.append(
                RAGGED_ROW.finding(
                    f"The row has {count} cells, the header has {len(header)}.",
                    line=line, row_key=row[0] if row else "", value=count, expected=str(len(header)), **show,
                )
            )
    if findings:
        return _frame([], schema), notes, findings
    if header != schema.columns:
        notes.append("columns in another order")
    return _frame([(line, dict(zip(header, row, strict=True))) for line, row, _ in cut], schema), notes, []


def _frame(rows: list[tuple[int, dict[str, str]]], schema: TableSchema) -> pd.DataFrame:
    index = pd.Index([line for line, _ in rows], name="line", dtype="int64")
    return pd.DataFrame([row for _, row in rows], columns=schema.columns, dtype="str").set_axis(index)
