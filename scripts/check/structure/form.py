"""The canonical form of a CSV file: line ends, final newline, canonical quotes, order of rows."""

import csv
import io
import re

import numpy as np
import pandas as pd

from scripts.check.context import Context
from scripts.package.csvio import write_rows
from scripts.package.descriptor import INBOX
from scripts.package.findings import RULES, Finding, Rule
from scripts.package.opening import read_inside
from scripts.package.tableschema import TableSchema

FORM_RULES = {"S601", "S602", "S603", "S604"}  # what `format` mends, and what changes no cell
QUOTED = re.compile(b'[";\\t]')  # where quotes stand, or perhaps should


def check(context: Context) -> list[Finding]:
    """Check the bytes of every table that was read, and name every row that belongs before the one above."""
    findings = []
    for name, text in context.text.items():
        resource = context.package.resources[name]
        if resource.path == INBOX:
            continue
        raw = read_inside(context.package.root, resource.path)
        findings += _check_bytes(raw, {"resource": name, "path": resource.path})
        if context.has(name, resource.schema.sorted_by):
            findings += _check_rows(context, name, misplaced(text, context.typed[name], resource.schema))
    return findings


def check_ids(context: Context) -> list[Finding]:
    """Say once a table that rows have no id yet; in which order they stand is left to `check`."""
    return [finding for name in context.text for finding in _check_rows(context, name, [])]


def _check_rows(context: Context, name: str, out_of_order: list[int]) -> list[Finding]:
    """One finding for all rows of a table that `format` gives an id or another place, on the line of the first."""
    without_id = {line for resource, line, _ in context.minted if resource == name}
    said = [
        f"{number} {singular if number == 1 else plural}"
        for number, singular, plural in (
            (len(without_id), "row has no id yet", "rows have no id yet"),
            (len(out_of_order), "row belongs before the row above it", "rows belong before the row above them"),
        )
        if number
    ]
    if not said:
        return []
    order = ", ".join(context.package.resources[name].schema.sorted_by)
    first, message = min([*without_id, *out_of_order]), " and ".join(said) + "."
    return [context.finding(RULES["S604"], name, first, "", message, expected=f"ids, and rows sorted by {order}")]


def _check_bytes(raw: bytes, show: dict[str, str]) -> list[Finding]:
    findings = check_line_ends(RULES["S601"], raw, **show)
    if not raw.endswith(b"\n") or raw.endswith((b"\n\n", b"\n\r\n")):
        what = "more than one newline" if raw.endswith(b"\n") else "no newline"
        last = raw.rstrip().count(b"\n") + 1
        findings.append(RULES["S602"].finding(f"The file ends with {what}.", line=last, **show))
    misquoted = misquoted_lines(raw)
    if misquoted:
        message = f"Cells are quoted that need no quotes, or need quotes and have none, in {len(misquoted)} lines."
        findings.append(RULES["S603"].finding(message, line=misquoted[0], **show))
    return findings


def check_line_ends(rule: Rule, raw: bytes, **show: str) -> list[Finding]:
    """Return a finding of the rule where the bytes of a text hold carriage returns, on the line of the first one."""
    returns = raw.count(b"\r")
    if not returns:
        return []
    line = raw.count(b"\n", 0, raw.index(b"\r")) + 1
    message = f"The file has {returns} carriage returns (a Windows or old Mac line end)."
    return [rule.finding(message, line=line, **show)]


def misquoted_lines(raw: bytes) -> list[int]:
    """Return the lines not quoted as canonical CSV is; none where a cell goes on to the next line."""
    quoted = [(number, line) for number, line in enumerate(raw.split(b"\n"), start=1) if QUOTED.search(line)]
    if any(line.count(b'"') % 2 for _, line in quoted):
        return []
    texts = [line.rstrip(b"\r").decode(errors="replace") for _, line in quoted]
    if _written_anew("\n".join(texts)) == "\n".join(texts):
        return []
    return [number for (number, _), text in zip(quoted, texts, strict=True) if _written_anew(text) not in (text, None)]


def _written_anew(text: str) -> str | None:
    """The same rows in canonical CSV; None for what is no legal CSV, which is said elsewhere."""
    try:
        return write_rows(csv.reader(io.StringIO(text, newline=""), strict=True)).removesuffix("\n")
    except csv.Error:
        return None


def misplaced(text: pd.DataFrame, typed: pd.DataFrame, schema: TableSchema) -> list[int]:
    """Return the lines of rows that should stand before the row above them (see `sort_rows`).

    Column after column, only rows that equal the one above so far are compared.
    """
    wrong, rows = [], np.arange(1, len(text))
    for column in schema.sorted_by:
        is_text = schema.field(column)["type"] == "string"
        cells = (text[column] if is_text else typed[column].astype("Float64").fillna(-np.inf)).to_numpy()
        here, above = cells[rows], cells[rows - 1]
        wrong += rows[here < above].tolist()
        rows = rows[here == above]
        if not len(rows):
            break
    return text.index[sorted(wrong)].tolist()
