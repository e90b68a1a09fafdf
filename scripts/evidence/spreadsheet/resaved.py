"""Read a table that a spreadsheet may have saved, beside the text that was committed."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from scripts.evidence.spreadsheet.locales import CODE_PAGES
from scripts.evidence.spreadsheet.restore import Restored, restore
from scripts.package.csv_reader import SEPARATORS, SPLIT
from scripts.package.csvio import Content, read_bytes
from scripts.package.descriptor import Resource
from scripts.package.findings import RULES, Finding, Rule
from scripts.package.tableschema import is_dated

SAVE_AS_UTF8 = "In the spreadsheet save the file as “CSV UTF-8”, and make the change again."
KEEP_COMMAS = "Save it with commas between the cells, and look at its numbers and dates."
UNKNOWN = "it was never committed"


class Resaved(NamedTuple):
    """A table as text, indexed by physical line; what is unclear in it; and in words what was undone."""

    table: pd.DataFrame
    findings: list[Finding]
    notes: list[str]


def read_resaved(resource: Resource, raw: bytes, committed: bytes | None, unknown: str = UNKNOWN) -> Resaved:
    """Read a table, with its cells as they were before a spreadsheet saved it.

    Parameters
    ----------
    resource : the table
    raw : content of its file
    committed : content of the file as it was last committed, if there is one
    unknown : why there is none, for a message
    """
    was = _read(resource, committed) if committed is not None else None
    was = was.frame if was and not was.findings else None
    read = _read(resource, raw)
    if was is not None and any(finding.rule == "S102" for finding in read.findings):
        return _read_pages(resource, raw, was)
    if read.findings:
        return Resaved(read.frame, read.findings, [])
    if was is None:
        return Resaved(read.frame, _unclear(resource, read, unknown), [*read.unusual, f"not compared: {unknown}"])
    return _compare(resource, read, was)


def _read(resource: Resource, raw: bytes, encoding: str | None = None) -> Content:
    return read_bytes(raw, resource.schema, resource.path, lenient=True, encoding=encoding)


def _read_pages(resource: Resource, raw: bytes, was: pd.DataFrame) -> Resaved:
    """Read 8-bit text in the code page that yields what was committed, or else in the one that comes closest."""
    known = set(was.to_numpy().ravel())
    pages = [_read(resource, raw, page) for page in CODE_PAGES]
    pages.sort(key=lambda page: -sum(map(known.__contains__, page.frame.to_numpy().ravel())))
    tries = []
    for read in pages:
        tries.append(Resaved(read.frame, read.findings, []) if read.findings else _compare(resource, read, was))
        if not tries[-1].findings:
            return tries[-1]
    return tries[0]


def _compare(resource: Resource, read: Content, was: pd.DataFrame) -> Resaved:
    restored = restore(read.frame, was, resource.schema)
    cells = {1: "cell"}
    notes = [f"{count:,} {cells.get(count, 'cells')}: {kind}" for kind, count in sorted(restored.counts.items())]
    return Resaved(restored.table, _unproven(resource, read, restored), [*read.unusual, *notes])


def _unproven(resource: Resource, read: Content, restored: Restored) -> list[Finding]:
    """What is only believed where it is as it was committed: rows that lost cells, letters of an 8-bit encoding."""
    same = restored.table == restored.before
    findings = [_short_row(resource, restored.table, line) for line in read.short if not same.loc[line].all()]
    if read.encoding:
        strange = ~same & ~restored.table.map(str.isascii)
        for column in strange.columns[strange.any()]:
            lines = strange.index[strange[column]]
            message = f"The file is not UTF-8, so nobody can be sure of what is new here ({say_lines(lines)})."
            findings.append(_finding(resource, restored.table, RULES["S102"], message, lines[0], column, SAVE_AS_UTF8))
    return findings


def _unclear(resource: Resource, read: Content, unknown: str) -> list[Finding]:
    """What cannot be told where no earlier state of a file is known."""
    findings = [_short_row(resource, read.frame, line) for line in read.short]
    typed = [field["name"] for field in resource.schema.fields if field["type"] != "string" or is_dated(field)]
    filled = [column for column in typed if (read.frame[column] != "").any()]
    if read.separator != "," and filled:
        message = (
            f"A spreadsheet has saved the file with {SEPARATORS[read.separator]} between the cells, and {unknown}: "
            f"nothing tells what it made of the numbers and dates in {', '.join(filled)}."
        )
        findings.append(_finding(resource, read.frame, RULES["S104"], message, 1, "", KEEP_COMMAS))
    return findings


def say_lines(lines: Iterable[int]) -> str:
    """Name lines, the first of many."""
    first, *others = lines
    if not others:
        return f"line {first}"
    more = f" and {len(others) - 4:,} more" if len(others) > 4 else ""
    return f"lines {', '.join(map(str, [first, *others[:4]]))}{more}"


def _short_row(resource: Resource, table: pd.DataFrame, line: int) -> Finding:
    message = "The row has fewer cells than the header."
    return _finding(resource, table, RULES["S105"], message, line, "", SPLIT)


def _finding(
    resource: Resource, table: pd.DataFrame, rule: Rule, message: str, line: int, column: str, hint: str
) -> Finding:
    key = "|".join(table.loc[line, resource.schema.primary_key]) if line in table.index else ""
    value = table.loc[line, column] if column else ""
    return rule.finding(
        message, resource=resource.name, path=resource.path, line=line, column=column, row_key=key, value=value,
        hint=hint,
    )  # fmt: skip
