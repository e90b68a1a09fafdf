"""A report for programs."""

import json
from dataclasses import asdict

from scripts.check.run import Report


def render(report: Report) -> str:
    """Return `{"valid", "complete", "counts", "findings"}` as JSON."""
    return dump(
        {
            "valid": report.valid,
            "complete": report.complete,
            "counts": report.counts,
            "findings": [asdict(finding) for finding in report.findings],
        }
    )


def render_failure(message: str) -> str:
    """Return the same object for a validation that could not run, with the reason as `error`."""
    return dump({"valid": False, "complete": False, "counts": {}, "findings": [], "error": message})


def dump(content: dict) -> str:
    """Return an object as the JSON that all reports use."""
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
