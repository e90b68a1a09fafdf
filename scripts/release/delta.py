"""CHANGES.md of a release: what changed since the one before, in words."""

from pathlib import Path

from scripts.evidence.load import read_tables
from scripts.history.changes import compare
from scripts.history.fingerprint import previous_release, read_snapshot
from scripts.history.notes import render_markdown
from scripts.history.snapshot import take_snapshot
from scripts.package.descriptor import load_package

FIRST = "This is the first release; there is none to compare it with.\n"


def describe_delta(root: Path, version: str) -> str:
    """Return in Markdown what changed in a package since the release before this version.

    It is told from the fingerprint of that release alone, so that it is the same wherever it is made.

    Raises:
        ValueError: the fingerprint of that release is none.
    """
    previous = previous_release(root, version)
    if previous is None:
        return f"# Changes\n\n{FIRST}"
    package = load_package(root)
    text, _ = read_tables(package, package.resources)
    return f"# Changes\n\n{render_markdown(compare(read_snapshot(previous), take_snapshot(package, text)))}"
