"""The fingerprint of a release, kept in releases/ when the archive itself is not."""

import hashlib
from pathlib import Path

from scripts.release.preconditions import VERSION

FOLDER = "releases"


def archive_entry(name: str, content: bytes) -> dict:
    """Return what identifies an archive: its name, size and SHA-256."""
    return {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def previous_release(root: Path, version: str) -> Path | None:
    """Return the fingerprint of the latest release before a version; None before the first."""
    numbers = _numbers(version)
    earlier = {
        _numbers(path.stem): path for path in (root / FOLDER).glob("*.json") if VERSION.fullmatch(path.stem)
    }
    before = [found for found in earlier if found < numbers]
    return earlier[max(before)] if before else None


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
