"""A diff as text for people, as Markdown for a page, and as JSON for programs."""

import json
import re

from scripts.history.diff import Diff
from scripts.history.version import POLICY, PRE_RELEASE
from scripts.history.words import Words

MOST = 40  # lines a table in text and Markdown; JSON holds all
SPECIAL = re.compile(r"([\\`*<>\[\]|#])")  # what Markdown would take for markup


def render_text(diff: Diff) -> str:
    """Return a diff as text."""
    lines = [_headline(diff)]
    lines += [f"  {step}: {count} × {kind}" for kind, step, count in _counted(diff)]
    for heading, items in _sections(diff):
        lines += ["", heading, *(f"  {item}" for item in items)]
    return "\n".join(lines) + "\n"


def render_markdown(diff: Diff) -> str:
    """Return a diff as Markdown, without a title."""
    lines = [_escape(_headline(diff))]
    if diff.changes:
        lines += ["", "| change | number | step |", "|---|---:|---|"]
    lines += [f"| {kind} | {count} | {step} |" for kind, step, count in _counted(diff)]
    for heading, items in _sections(diff):
        lines += ["", f"## {heading}", "", *(f"- {_escape(item)}" for item in items)]
    return "\n".join(lines) + "\n"


def render_json(diff: Diff) -> str:
    """Return a diff as a JSON object; every change has its words and the publishers behind it."""
    words = Words(diff)
    changes = [
        {**change._asdict(), "step": change.step, "words": words.say(change), "sources": words.sources(change)}
        for change in diff.changes
    ]
    content = {
        "old": diff.old.version, "new": diff.new.version, "step": diff.step, "following": diff.following,
        "changes": changes,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": render_text, "markdown": render_markdown, "json": render_json}


def _headline(diff: Diff) -> str:
    """Both versions and the step; the new one as it will be released, so that its release says the same."""
    versions = f"From {diff.old.version} to {diff.new.version.removesuffix(PRE_RELEASE)}"
    if not diff.changes:
        return f"{versions}: no difference."
    following = f" After {diff.old.version} comes {diff.following}." if diff.following else ""
    return f"{versions}: a {diff.step} step.{following}"


def _counted(diff: Diff) -> list[tuple[str, str, int]]:
    """Kind, step and number of the changes, in the order of the policy."""
    kinds = [change.kind for change in diff.changes]
    return [(kind, step, kinds.count(kind)) for kind, step in POLICY.items() if kind in kinds]


def _sections(diff: Diff) -> list[tuple[str, list[str]]]:
    """Heading and lines of each table that changed, the metadata first."""
    words, sections = Words(diff), {}
    for change in diff.changes:
        sections.setdefault(change.table or "metadata", []).append(change)
    return [
        (table, [words.say(change) for change in changes[:MOST]] + _rest(len(changes) - MOST))
        for table, changes in sections.items()
    ]


def _rest(number: int) -> list[str]:
    return [f"… and {number} more"] if number > 0 else []


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
