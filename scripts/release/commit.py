"""Whether a release would be what the last commit says: each of its files, byte for byte, by name.

A clean `git status` does not prove that. Git shows no change where it was told not to look (assume-unchanged,
skip-worktree), where it turns line ends or filters, and where a file is ignored.
"""

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from scripts.history.fingerprint import FOLDER
from scripts.history.snapshot import SUITES, suite_files
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.desktop import is_desktop
from scripts.package.git import GitError, ask_git
from scripts.package.opening import Refused, read_inside
from scripts.release.assemble import ROOT_FILES, copied_paths

SHOWN = 10  # names; a sentence holds no more
REGULAR = ("100644", "100755")
# What is wrong with files, and what to do.
UNCLEAN = "The git tree is not clean ({}). Commit the changes or undo them."
ABSENT = (
    "Not in the last commit: {}. Git ignores them by a rule of its own, or they lie in a submodule. "
    "Add them (git add --force) and commit."
)
LINKED = "No plain files: {}. Put the files themselves in place of links."
LARGE = "Larger than is read: {}. Divide them, or lift the limits with PACKAGE_LIMITS=off in the environment."
CLOSED = "Cannot be read: {}. Mend their permissions."
MISSING = "In the last commit and not on disk: {}. Get them back: git checkout --no-overlay HEAD -- FILE."
LINE_ENDS = (
    "Windows line ends on disk, Unix ones in the last commit: {}. Delete the files and get them back: "
    "git checkout HEAD -- FILE."
)
OTHER = (
    "Other bytes on disk than in the last commit, though git shows no change: {}. A filter turns them, or git was told "
    "not to look (git update-index --no-assume-unchanged FILE, and --no-skip-worktree). Then commit or undo the change."
)


class Entry(NamedTuple):
    """A file of a commit: its mode, and the id of its content."""

    mode: str
    blob: str


def check_commit(package: Package) -> list[str]:
    """Compare what a release is made from, and all else that is committed, with HEAD; return what differs, in words."""
    root = package.root
    try:
        changed, committed = _changed(root), _committed(root)
        needed = {*_read_by_release(package), *_hidden(root, committed)}
    except GitError as error:
        return [f"{root} is no git working tree, or git refuses it, so nobody could find this state again: {error}"]
    found = defaultdict(list, {UNCLEAN: changed} if changed else {})
    for name in sorted({*needed, *committed}.difference(changed)):
        problem = _compare(root, name, committed.get(name), name in needed)
        if problem:
            found[problem].append(name)
    return [problem.format(_listed(names)) for problem, names in found.items()]


def _read_by_release(package: Package) -> Iterable[str]:
    """Paths of the files that decide what is in the release, whether a commit has them or not."""
    yield from (DESCRIPTOR, *ROOT_FILES)
    yield from copied_paths(package)
    yield from (f"{SUITES}/{path.name}" for path in suite_files(package.root))
    yield from (f"{FOLDER}/{path.name}" for path in (package.root / FOLDER).glob("*.json") if not is_desktop(path.name))


def _changed(root: Path) -> list[str]:
    """Paths that git shows as changed or new."""
    words = ("status", "--porcelain", "-z", "--no-renames", "--untracked-files=normal", "--ignore-submodules=none")
    prefix = ask_git(root, "rev-parse", "--show-prefix").decode().strip()
    lines = _split(ask_git(root, *words))
    names = (line[3:].removeprefix(prefix) for line in lines if not (line[:2] == "??" and is_desktop(line[3:])))
    return list(names)


def _hidden(root: Path, committed: Iterable[str]) -> list[str]:
    """Files beside committed ones that only a rule from outside the repository hides, so that no clone has them."""
    folders = {name.split("/")[0] for name in committed if "/" in name}
    found = _split(ask_git(root, "ls-files", "--others", "--exclude-per-directory=.gitignore", "-z"))
    return [name for name in found if name.split("/")[0] in folders and not is_desktop(name)]


def _committed(root: Path) -> dict[str, Entry]:
    """The files of HEAD below a directory."""
    entries = (line.split("\t", 1) for line in _split(ask_git(root, "ls-tree", "-r", "-z", "HEAD")))
    return {name: Entry(mode, blob) for facts, name in entries for mode, _, blob in [facts.split()]}


def _split(answer: bytes) -> list[str]:
    return [part for part in answer.decode(errors="surrogateescape").split("\0") if part]


def _compare(root: Path, name: str, entry: Entry | None, is_needed: bool) -> str:
    """Say what is wrong with a file, as one of the sentences above; "" where it is the one of the commit."""
    if entry is None:
        return ABSENT if os.path.lexists(root / name) else ""  # what is missing altogether is told when it is read
    if entry.mode not in REGULAR:
        return LINKED if is_needed else ""  # a link or submodule elsewhere in the tree
    try:
        content = read_inside(root, name)
    except Refused as refused:
        return LINKED if refused.rule in ("S101", "S502") else LARGE
    except OSError:
        return MISSING if not os.path.lexists(root / name) else CLOSED
    if _blob(content, entry) == entry.blob:
        return ""
    return LINE_ENDS if _blob(content.replace(b"\r\n", b"\n"), entry) == entry.blob else OTHER


def _blob(content: bytes, entry: Entry) -> str:
    """The id that git gives to content, in the kind of hash of this repository."""
    hashing = hashlib.sha1 if len(entry.blob) == 40 else hashlib.sha256
    return hashing(b"blob %d\0" % len(content) + content).hexdigest()


def _listed(names: list[str]) -> str:
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")
