"""A report as annotations of GitHub Actions (workflow commands), shown on the changed lines."""

from scripts.check.run import Report
from scripts.package.findings import Finding


def render(report: Report) -> str:
    """Return one line a finding: `::error file=…,line=…,title=…::message`; gaps are notices."""
    lines = [_annotate(finding) for finding in report.findings]
    lines += [f"::notice title=Not complete::{_escape(gap)}" for gap in report.gaps]
    return "".join(line + "\n" for line in lines)


def _annotate(finding: Finding) -> str:
    place = {"file": finding.path, "line": finding.line, "title": f"{finding.rule} {finding.column}".rstrip()}
    options = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in place.items() if value)
    parts = [finding.message]
    parts += [f"Row: {finding.row_key}"] if finding.row_key else []
    parts += [f"Expected: {finding.expected}"] if finding.expected else []
    parts += [finding.hint] if finding.hint else []
    return f"::{finding.severity} {options}::{_escape(chr(10).join(parts))}"


def _escape(text: str, more: str = "") -> str:
    """Escape what would end a workflow command or one of its options."""
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
