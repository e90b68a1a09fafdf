"""What must hold before a release is made, and what it may do without; each function says in words what is not."""

import re
import shutil
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path

from scripts.history.fingerprint import read_fingerprint
from scripts.history.steps import VERSION
from scripts.package.dataset import Dataset
from scripts.package.opening import read_inside

HEADING = re.compile(r"## \[?(?P<version>[0-9][^\s\]]*)\]?(?:\D*(?P<day>\d{4}-\d{2}-\d{2}))?.*")
LIBRARIES = ("openpyxl",)  # what making and verifying a release needs beyond building and validating
ROOM = 3  # archive, its unpacked check, and as much again
# What each blank of the descriptor costs those who use the release.
COSTS = {
    "doi": "the release has no persistent identifier, so citations rest on name, version and checksum",
    "homepage": "catalogues and search engines get no landing page",
    "repository": "readers of the archive cannot find the source and its issues",
    "publisher": "DataCite gets (:unav), and catalogues that follow DCAT-AP ask for a publisher",
    "contact": "nobody is named to whom a correction can be sent, and DCAT-AP portals ask for one",
}


def missing_libraries() -> list[str]:
    """Return the libraries that are not installed; empty where a release can be made."""
    return [name for name in LIBRARIES if find_spec(name) is None]


def open_points(data: Dataset) -> list[str]:
    """Say which metadata are still blank in the descriptor and what each blank costs."""
    return [f"{key} is blank: {cost}." for key, cost in COSTS.items() if not getattr(data, key)]


def check_version(version: str) -> list[str]:
    """Check that a release version has three numbers and nothing more."""
    return [] if VERSION.fullmatch(version) else [f"{version!r} is no version like 1.2.3. Run `make build`."]


def check_changelog(path: Path, version: str, day: str) -> list[str]:
    """Check that the changelog has an entry with text for the version, not dated to another day."""
    try:
        lines = read_inside(path.parent, path.name, "text_bytes").decode().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        return [f"{path.name} cannot be read: {error}."]
    for number, line in enumerate(lines):
        heading = HEADING.fullmatch(line)
        if not heading or heading["version"] != version:
            continue
        body = takewhile(lambda text: not text.startswith("## "), lines[number + 1 :])
        if not any(text.strip() for text in body):
            return [f"{path.name}, line {number + 1}: the entry for {version} is empty. Say what changed."]
        if heading["day"] not in (None, day):
            return [
                f"{path.name}, line {number + 1}: the entry is dated {heading['day']}, but `created` in "
                f"datapackage.json says {day}. Make the two agree."
            ]
        return []
    return [f"{path.name} has no entry for {version}. Add a heading “## {version}” and say what changed."]


def check_space(folder: Path, size: int) -> list[str]:
    """Check that the disk has room for an archive of so many bytes."""
    free = shutil.disk_usage(folder).free
    if free >= ROOM * size:
        return []
    return [f"{folder} has {free:,} bytes left, the release needs {ROOM * size:,}. Make room and try again."]


def check_released(fingerprint: Path, version: str, sha256: str, pre_release: bool) -> list[str]:
    """Check that the version was not released before, unless these are the very same bytes.

    `pre_release` says whether the descriptor still bears the suffix: then a fingerprint means that
    the version is taken, whatever the bytes.
    """
    if not fingerprint.exists():
        return []
    try:
        known = read_fingerprint(fingerprint)
    except ValueError as error:
        return [str(error)]
    if known.withdrawn:
        return [f"Version {version} was withdrawn {known.withdrawn}."]
    if pre_release:
        return [f"Version {version} is released already ({fingerprint.name}). Run `make build` for the next version."]
    if known.sha256 != sha256:
        return [
            f"Version {version} is released already, with SHA-256 {known.sha256}; this state gives {sha256}. "
            f"Check out the tag v{version} to make it again, or run `make build` for the next version."
        ]
    return []
