"""Read a CSV file that is not canonical: name whatever is wrong with its form, or read away what a spreadsheet did.

The strict reader names whatever differs from canonical CSV (see `csvio`); the lenient one reads away what a
spreadsheet does to a file and says nothing of its content: byte order mark, UTF-16 or the 8-bit encoding that it is
told, semicolons or tabs, columns in another order, blank rows, blank columns at the end, and blanks that a row lost.
"""

import csv
import io

import pandas as pd

from scripts.package.findings import RULES, Finding, Rule
from scripts.package.opening import limit
from scripts.package.tableschema import TableSchema

UNCLOSED = "a quote that is opened is never closed, and swallows what follows"
SPLIT = (
    "A cell was split when the file was opened, or a quote is missing. Open the file as it was committed, "
    "with the comma as its only separator, and make the change again."
)
MOST = min(limit("cell_characters"), 2**31 - 1)  # a long of C
csv.field_size_limit(MOST)
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Reader:
    """The careful way to read; collects `findings` and, where it is lenient, what is `unusual`.

    `separator` is the mark between the cells, `short` the lines of rows that lost cells at their end.
    """

    def __init__(self, schema: TableSchema, name: str, lenient: bool, encoding: str | None = None):
        self.schema, self.lenient, self.encoding = schema, lenient, encoding
        self.separator, self.short = ",", []
        self.show = {"resource": schema.name, "path": name}
        self.findings: list[Finding] = []
        self.unusual: list[str] = []

    def read(self, raw: bytes) -> pd.DataFrame:
        """Return the rows that can be told apart."""
        text = self._decode(raw)
        if text is None:
            return empty(self.schema)
        lines, rows = self._parse(text)
        if not rows:
            self._report(RULES["S104"], "The file has no header.", line=1, expected=",".join(self.schema.columns))
            return empty(self.schema)
        width = len(rows[0])
        if self.lenient:
            rows[0] = [column.strip() for column in rows[0]]
            rows[0] = rows[0][: max(place for place, column in enumerate(rows[0], start=1) if column)]
        return self._arrange(lines, rows, width) if self._fits(rows[0], lines[0]) else empty(self.schema)

    def _report(self, rule: Rule, message: str, **more: object) -> None:
        self.findings.append(rule.finding(message, **self.show, **more))

    def _odd(self, words: str, rule: Rule, message: str, **more: object) -> None:
        """Report what the lenient reader takes as it is."""
        if self.lenient:
            self.unusual.append(words)
        else:
            self._report(rule, message, **more)

    def _decode(self, raw: bytes) -> str | None:
        if raw.startswith(UTF8_MARK):
            raw = raw[len(UTF8_MARK) :]
            self._odd("a byte order mark", RULES["S102"], "The file begins with a byte order mark.", line=1)
        try:
            return raw.decode()
        except UnicodeDecodeError as error:
            encoding = "utf-16" if raw.startswith(UTF16_MARKS) else self.encoding
            if self.lenient and encoding:
                self.unusual.append(f"encoding {encoding.upper()}")
                return raw.decode(encoding, errors="replace")
            shown = raw[max(error.start - 20, 0) : error.end + 20].decode(errors="replace")
            message = f"Byte {error.start + 1} of the file is not UTF-8, near {shown!r}."
            self._report(RULES["S102"], message, line=raw.count(b"\n", 0, error.start) + 1, value=shown)

    def _parse(self, text: str) -> tuple[list[int], list[list[str]]]:
        """Return the first physical line of each record, and the records, as far as the file parses."""
        if self.lenient and text.lower().startswith("sep="):
            text = "\n" + text.partition("\n")[2]
            self.unusual.append("a line with the separator")
        self.separator = self._separator(text)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=self.separator, strict=True)
        lines, rows, start = [], [], 1
        try:
            for row in reader:
                if rows and reader.line_num > start and len(row) != len(rows[0]):
                    self._break_off(start, UNCLOSED)  # another quote closed the cell, lines below
                elif not self.lenient or any(map(str.strip, row)):
                    lines.append(start)
                    rows.append(row)
                start = reader.line_num + 1
        except csv.Error as error:
            if "field limit" in str(error):
                self._report(RULES["S107"], f"A cell has more than {MOST:,} characters.", line=start)
                return lines, rows
            unclosed = reader.line_num > start or "end of data" in str(error)
            said = "a quote inside a cell is not written twice" if "expected after" in str(error) else str(error)
            self._break_off(start, UNCLOSED if unclosed else said)
        return lines, rows

    def _break_off(self, line: int, what: str) -> None:
        self._report(RULES["S103"], f"The CSV breaks off here: {what}.", line=line)

    def _separator(self, text: str) -> str:
        """The mark between the cells of the header: a comma, where the reader is strict."""
        header = text.lstrip().partition("\n")[0]
        mark = max(SEPARATORS, key=lambda mark: len(set(header.split(mark))))
        if self.lenient and mark != ",":
            self.unusual.append(f"{SEPARATORS[mark]} between the cells")
        return mark if self.lenient else ","

    def _fits(self, header: list[str], line: int) -> bool:
        """Compare the header with the schema's columns; false where no cell can be told from another."""
        mark = next((mark for mark in ";\t" if len(header) == 1 and mark in header[0]), None)
        if mark:
            message = f"The cells are separated by {SEPARATORS[mark]}, not by commas."
            hint = "Run `make format`, or save the file with commas."
            self._report(RULES["S104"], message, line=line, value=header[0], hint=hint)
            return False
        if len(header) > limit("columns"):
            message = f"The header has {len(header):,} cells, and the limit is {limit('columns'):,}."
            self._report(RULES["P116"], message, line=line, expected=",".join(self.schema.columns))
            return False
        wanted = self.schema.columns
        faults = [
            *((column, f"Column {column} is missing.") for column in wanted if column not in header),
            *((column, f"Column {column} is not in the schema.") for column in header if column not in wanted),
            *((column, f"Column {column} stands twice.") for column in sorted({*header}) if header.count(column) > 1),
        ]
        shown = {"line": line, "value": ",".join(header), "expected": ",".join(wanted)}
        for column, message in faults:
            self._report(RULES["S104"], message, column=column, **shown)
        if not faults and header != wanted:
            message = "The columns are in another order than in the schema."
            self._odd("columns in another order", RULES["S104"], message, **shown)
        return True

    def _arrange(self, lines: list[int], rows: list[list[str]], width: int) -> pd.DataFrame:
        """Bring the cells under the schema's columns; rows of another length are left out, unless we are lenient."""
        header, *rows = rows
        kept = {}
        for line, row in zip(lines[1:], rows, strict=True):
            surplus = row[len(header) :]
            if len(row) < len(header) and self.lenient:
                self.short.append(line)
                kept[line] = row + [""] * (len(header) - len(row))
            elif len(row) < len(header) or len(row) > width or any(map(str.strip, surplus)):
                self._report(
                    RULES["S105"], f"The row has {len(row)} cells, the header has {len(header)}.", line=line,
                    row_key=row[0] if row else "", value=len(row), expected=str(len(header)),
                    hint=SPLIT if self.lenient else "",
                )
            else:
                kept[line] = row[: len(header)]
        frame = pd.DataFrame(kept.values(), _lines(list(kept)), header, dtype="str")
        return frame.loc[:, ~frame.columns.duplicated()].reindex(columns=self.schema.columns, fill_value="")


def empty(schema: TableSchema) -> pd.DataFrame:
    """Return a table without rows."""
    return pd.DataFrame(index=_lines([]), columns=schema.columns, dtype="str")


def _lines(numbers: list[int]) -> pd.Index:
    return pd.Index(numbers, name="line", dtype="int64")
