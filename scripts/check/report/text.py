"""A report for people: findings by file, in plain words, and counts at the end."""

from itertools import groupby

import click

from scripts.check.run import Report
from scripts.package.findings import Finding

COLOURS = {"error": "red", "warning": "yellow"}
LONG = 120


def render(report: Report) -> str:
    """Return the report as text with colours; whoever prints to a file strips them (click.echo does)."""
    counts = report.counts
    read = f"{counts['resources']} tables, {counts['rows']:,} rows and {counts['rules']} rules"
    if not report.findings and report.complete:
        return click.style("Valid", fg="green", bold=True) + f": {read}, nothing wrong.\n"
    verdict = "Valid" if report.valid else "Not valid"
    tally = ", ".join(_number(counts[f"{severity}s"], severity) for severity in COLOURS)
    lines = [click.style(verdict, fg="green" if report.valid else "red", bold=True) + f": {tally} in {read}."]
    lines += [f"Not complete: {gap}" for gap in report.gaps]
    return render_findings(report.findings) + "\n".join(lines) + "\n"


def render_findings(findings: list[Finding]) -> str:
    """Return findings by file, a blank line after each file."""
    lines = []
    for path, of_file in groupby(sorted(findings, key=_place), key=lambda finding: finding.path):
        lines.append(click.style(path or "The package", bold=True))
        for finding in of_file:
            lines += _spell(finding)
        lines.append("")
    return "".join(line + "\n" for line in lines)


def _spell(finding: Finding) -> list[str]:
    place = [f"line {finding.line}"] if finding.line is not None else []
    place += [finding.row_key] if finding.row_key else []
    place += [finding.column] if finding.column else []
    head = click.style(f"{finding.severity} {finding.rule}", fg=COLOURS[finding.severity])
    lines = [f"  {head}  {', '.join(place)}".rstrip(), f"      {finding.message}"]
    if finding.value and finding.value not in finding.message:
        lines.append(f"      found     {_short(finding.value)}")
    if finding.expected:
        lines.append(f"      expected  {_short(finding.expected)}")
    if finding.hint:
        lines.append(f"      mend      {finding.hint}")
    return lines


def _place(finding: Finding) -> tuple:
    return finding.path, finding.line or 0, *finding.order


def _short(text: str) -> str:
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")
