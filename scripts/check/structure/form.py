"""The canonical form of a CSV file: line ends, final newline, quotes only where they are needed."""

import csv
import io

from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

LINE_ENDS = Rule(
    "S601", "Lines end in LF alone",
    "With other line ends every line of a file shows as changed.",
    "error", "structure", "csv", "Run `make format`; let the editor save with Unix line ends.",
)
FINAL_NEWLINE = Rule(
    "S602", "A file ends with one newline",
    "Without it a row appended by a tool lands in the last row; with two there is a row of nothing.",
    "error", "structure", "csv", "Run `make format`.",
)
NEEDLESS_QUOTES = Rule(
    "S603", "Quotes stand only around cells that need them",
    "One content must have one spelling, so that only changed facts show as changes.",
    "error", "structure", "csv", "Run `make format`.",
)


def check(context: Context) -> list[Finding]:
    """Check the bytes of every table that was read."""
    findings = []
    for name in context.text:
        resource = context.package.resources[name]
        path = context.package.root / resource.path
        if path.is_file():
            findings += _check_bytes(path.read_bytes(), {"resource": name, "path": resource.path})
    return findings


def _check_bytes(raw: bytes, show: dict[str, str]) -> list[Finding]:
    findings = []
    returns = raw.count(b"\r")
    if returns:
        line = raw.count(b"\n", 0, raw.index(b"\r")) + 1
        message = f"The file has {returns} carriage returns (a Windows or old Mac line end)."
        findings.append(LINE_ENDS.finding(message, line=line, **show))
    if not raw.endswith(b"\n") or raw.endswith((b"\n\n", b"\n\r\n")):
        what = "more than one newline" if raw.endswith(b"\n") else "no newline"
        last = raw.rstrip().count(b"\n") + 1
        findings.append(FINAL_NEWLINE.finding(f"The file ends with {what}.", line=last, **show))
    needless = _needless_quotes(raw)
    if needless:
        message = f"Cells are quoted that need no quotes, in {len(needless)} lines."
        findings.append(NEEDLESS_QUOTES.finding(message, line=needless[0], **show))
    return findings


def _needless_quotes(raw: bytes) -> list[int]:
    """Lines that are not written with minimal quotes; none where a cell goes on to the next line."""
    lines = raw.split(b"\n")
    if any(line.count(b'"') % 2 for line in lines):
        return []
    found = []
    for number, line in enumerate(lines, start=1):
        if b'"' not in line:
            continue
        text = line.rstrip(b"\r").decode(errors="replace")
        out = io.StringIO()
        try:
            csv.writer(out, lineterminator="").writerow(next(csv.reader([text], strict=True)))
        except csv.Error:  # not legal at all, and that is said already
            continue
        if out.getvalue() != text:
            found.append(number)
    return found
