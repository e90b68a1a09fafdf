"""A report in the formats that people and programs read."""

import json
from collections.abc import Callable
from dataclasses import asdict
from itertools import groupby
from urllib.parse import quote

import click

from scripts.check.run import Report
from scripts.package.descriptor import DESCRIPTOR
from scripts.package.findings import Finding, Rule
from scripts.package.terminal import hidden, printable, printable_lines, short

COLOURS = {"error": "red", "warning": "yellow"}
FOLDED = 3  # of so many equal findings text shows the first ones in full
ANNOTATIONS = 10  # a forge shows no more for one step
RESULTS = 5000  # code scanning takes no more for one run
SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report, format_: str, prefix: str = "") -> str:
    """Return a report as text that ends in a newline where it is not empty.

    `format_`: one of `FORMATS`. `prefix`: path of the package within its repository, with a slash at its end:
    annotations and code scanning name files from there.
    """
    return FORMATS[format_](report, prefix)


def as_text(report: Report, prefix: str) -> str:
    """Return findings by file in plain words, and counts at the end; with colours (which click.echo strips)."""
    counts = report.counts
    read = f"{counts['resources']} tables, {counts['rows']:,} rows and {counts['rules']} rules"
    if not report.findings and report.complete:
        return click.style("Valid", fg="green", bold=True) + f": {read}, nothing wrong.\n"
    verdict = "Valid" if report.valid else "Not valid"
    tally = ", ".join(_number(counts[f"{severity}s"], severity) for severity in COLOURS)
    lines = [click.style(verdict, fg="green" if report.valid else "red", bold=True) + f": {tally} in {read}."]
    lines += [f"Not complete: {printable(gap)}" for gap in report.gaps]
    lines += [f"Note: {printable(note)}" for note in report.notes]
    return render_findings(report.findings) + "\n".join(lines) + "\n"


def render_findings(findings: list[Finding]) -> str:
    """Return findings by file, equal ones folded, a blank line after each file."""
    lines = []
    for path, of_file in groupby(findings, key=lambda finding: finding.path):
        lines.append(click.style(printable(path) or "The package", bold=True))
        alike: dict[tuple, list[Finding]] = {}
        for finding in of_file:
            alike.setdefault((finding.rule, finding.column), []).append(finding)
        for of_kind in alike.values():
            shown = of_kind if len(of_kind) <= FOLDED + 1 else of_kind[:FOLDED]
            lines += [line for finding in shown for line in _spell(finding)]
            if len(shown) < len(of_kind):
                lines.append(f"      … and {_more(of_kind[FOLDED:])}")
        lines.append("")
    return "".join(line + "\n" for line in lines)


def _spell(finding: Finding) -> list[str]:
    place = [f"line {finding.line}"] if finding.line is not None else []
    place += [finding.row_key] if finding.row_key else []
    place += [finding.column] if finding.column else []
    head = click.style(f"{finding.severity} {finding.rule}", fg=COLOURS[finding.severity])
    lines = [f"  {head}  {printable(', '.join(place))}".rstrip(), f"      {printable(finding.message)}"]
    if finding.value and finding.value not in finding.message:
        lines.append(f"      found     {printable(short(finding.value))}")
    if finding.expected:
        lines.append(f"      expected  {printable(short(finding.expected))}")
    if finding.hint:
        lines.append(f"      mend      {printable(finding.hint)}")
    return lines


def _more(findings: list[Finding]) -> str:
    lines = [finding.line for finding in findings if finding.line is not None]
    where = f", lines {min(lines)} to {max(lines)}" if lines else ""
    return f"{len(findings):,} more of {findings[0].rule}{where}"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def as_json(report: Report, prefix: str) -> str:
    """Return `{"valid", "complete", "counts", "findings"}` with every finding."""
    findings = [asdict(finding) for finding in report.findings]
    return _dump(
        {"valid": report.valid, "complete": report.complete, "counts": report.counts, "findings": findings}
    )


def failure_as_json(message: str) -> str:
    """Return the same object for a validation that could not run, with the reason as `error`."""
    return _dump({"valid": False, "complete": False, "counts": {}, "findings": [], "error": message})


def _dump(content: dict) -> str:
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    return text.translate({ord(letter): json.dumps(letter)[1:-1] for letter in hidden(text)})


def as_annotations(report: Report, prefix: str) -> str:
    """Return workflow commands of GitHub Actions, at most ten: the last says how many more there are, and where."""
    findings = report.findings
    shown = findings if len(findings) <= ANNOTATIONS else findings[: ANNOTATIONS - 1]
    lines = [_annotate(finding, prefix) for finding in shown]
    rest = findings[len(shown) :]
    if rest:
        paths = list(dict.fromkeys(finding.path or "the package" for finding in rest))
        more = f"{len(rest):,} more findings in {', '.join(paths)}; `make validate` lists them."
        lines.append(f"::{rest[0].severity} title=More findings::{_escape(more)}")
    lines += [f"::notice title=Not complete::{_escape(gap)}" for gap in report.gaps]
    return "".join(line + "\n" for line in lines)


def _annotate(finding: Finding, prefix: str) -> str:
    place = {"file": prefix + finding.path if finding.path else "", "line": finding.line}
    place |= {"title": f"{finding.rule} {finding.column}".rstrip()}
    options = ",".join(f"{key}={_escape(str(value), ':,')}" for key, value in place.items() if value)
    parts = [finding.message]
    parts += [f"Row: {finding.row_key}"] if finding.row_key else []
    parts += [f"Expected: {finding.expected}"] if finding.expected else []
    parts += [finding.hint] if finding.hint else []
    return f"::{finding.severity} {options}::{_escape(chr(10).join(parts))}"


def _escape(text: str, more: str = "") -> str:
    """Escape what would end a workflow command or one of its options, and what nobody could see."""
    text = printable_lines(text)
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_sarif(report: Report, prefix: str) -> str:
    """Return SARIF 2.1.0 (OASIS): one run with the whole catalogue, and a result for each of at most 5,000 findings."""
    from scripts.check.catalogue import all_rules

    rules = all_rules()
    places = {rule.id: place for place, rule in enumerate(rules)}
    driver = {"name": "wallonia-biotech validate", "rules": [_describe(rule) for rule in rules]}
    notices, rest = list(report.gaps), len(report.findings) - RESULTS
    notices += [f"{rest:,} more findings are not listed here."] if rest > 0 else []
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": report.complete,
                "toolExecutionNotifications": [{"level": "note", "message": {"text": text}} for text in notices],
            }
        ],
        "results": [_result(finding, places[finding.rule], prefix) for finding in report.findings[:RESULTS]],
    }
    return _dump({"$schema": SARIF, "version": "2.1.0", "runs": [run]})


def _describe(rule: Rule) -> dict:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.hint},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"layer": rule.layer, "tool": rule.tool},
    }


def _result(finding: Finding, rule_index: int, prefix: str) -> dict:
    # Every result needs a place: what is about the package as a whole stands on its descriptor.
    address = quote(prefix + (finding.path or DESCRIPTOR), errors="surrogateescape")
    location: dict = {"artifactLocation": {"uri": address, "uriBaseId": "%SRCROOT%"}}
    if finding.line is not None:
        location["region"] = {"startLine": finding.line}
    properties = {
        key: printable(getattr(finding, key))
        for key in ("layer", "resource", "column", "row_key", "value", "expected", "hint")
        if getattr(finding, key)
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": printable(f"{finding.message} {finding.hint}".strip())},
        "locations": [{"physicalLocation": location}],
        "properties": properties,
    }


FORMATS: dict[str, Callable[[Report, str], str]] = {
    "text": as_text, "json": as_json, "github": as_annotations, "sarif": as_sarif,
}  # fmt: skip
