"""A report as SARIF 2.1.0 (OASIS), which code-scanning services read."""

from scripts.check.catalogue import all_rules
from scripts.check.report.json import dump
from scripts.check.run import Report
from scripts.package.descriptor import DESCRIPTOR
from scripts.package.findings import Finding, Rule

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """Return one run with the whole catalogue of rules and a result for each finding."""
    rules = all_rules()
    places = {rule.id: place for place, rule in enumerate(rules)}
    driver = {"name": "wallonia-biotech validate", "rules": [_describe(rule) for rule in rules]}
    notices = [{"level": "note", "message": {"text": gap}} for gap in report.gaps]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": report.complete, "toolExecutionNotifications": notices}],
        "results": [_result(finding, places[finding.rule]) for finding in report.findings],
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _describe(rule: Rule) -> dict:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.hint},
        "defaultConfiguration": {"level": rule.severity},
        "properties": {"layer": rule.layer, "tool": rule.tool},
    }


def _result(finding: Finding, rule_index: int) -> dict:
    # Every result needs a place: what is about the package as a whole stands on its descriptor.
    location: dict = {"artifactLocation": {"uri": finding.path or DESCRIPTOR, "uriBaseId": "%SRCROOT%"}}
    if finding.line is not None:
        location["region"] = {"startLine": finding.line}
    properties = {
        key: getattr(finding, key)
        for key in ("layer", "resource", "column", "row_key", "value", "expected", "hint")
        if getattr(finding, key)
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule_index,
        "level": finding.severity,
        "message": {"text": f"{finding.message} {finding.hint}".strip()},
        "locations": [{"physicalLocation": location}],
        "properties": properties,
    }
