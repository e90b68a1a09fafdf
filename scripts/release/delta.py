"""CHANGES.md of a release: what changed since the one before, in words."""

from pathlib import Path

from scripts.release.fingerprint import previous_release

FIRST = "# Changes\n\nThis is the first release; there is none to compare it with.\n"


def describe_delta(root: Path, version: str) -> str:
    """Return in Markdown what changed in a package since the release before this version."""
    previous = previous_release(root, version)
    if previous is None:
        return FIRST
    from scripts.history.diff import describe_release

    return describe_release(previous, root)
