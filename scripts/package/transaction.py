"""Replace several files so that each is old or new, never half, and an interruption is mended.

Files cannot be replaced all at once. New contents are first written beside the old ones, in `.build/`; a journal is the
point of no return; then they are renamed one by one, the descriptor last. Whoever comes next and finds a journal
finishes the work; new contents without a journal are thrown away.

A package may come from a stranger, and people edit while nobody builds. So the journal counts only in the very folder
in which it was written (a copy or an archive has another), it names only files that a verb writes, and it holds the
checksums of each before and after: where one file is no longer as the interruption left it, nothing more is replaced.
"""

import errno
import hashlib
import json
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from scripts.package.descriptor import is_inside
from scripts.package.opening import Refused, locate, read_inside, read_json

try:
    import fcntl
except ImportError:  # Windows: there the package can be read, not written
    fcntl = None

WORKSHOP = ".build"
JOURNAL = "journal.json"
STAGE = "stage"
# All that verbs write: by folder the ending of its files, and what stands in the root.
FOLDERS = {
    "build": {".json"}, "data": {".csv"}, "dist": {".zip"}, "docs": {".md", ".svg"}, "releases": {".json"},
    "schemas": {".json"},
}  # fmt: skip
IN_ROOT = {"CITATION.cff", "CONTRIBUTING.md", "GOVERNANCE.md", "NOTICE", "README.md", "datapackage.json"}
FOREIGN = "What lies in .build/ was not written here, and was thrown away."
EDITED = (
    "A change that was cut off here was not finished, because {} changed since then. Look at what you have; "
    "`make build` builds from that."
)


class Busy(Exception):
    """Another build is at work in the same directory."""


class Unlockable(Exception):
    """This system has no lock that goes with the process, so nothing may be written."""


@contextmanager
def exclusive(root: Path) -> Iterator[str]:
    """Hold the package's lock, and finish what an interrupted build left behind; give what `finish` says.

    The lock is the kernel's: it goes with the process, however it ends.

    Raises Busy: another process holds the lock. Raises Unlockable: the system has no such lock. Raises OSError: the
    workshop cannot be made, or is no plain folder.
    """
    if fcntl is None:
        raise Unlockable
    locate(root, WORKSHOP).mkdir(exist_ok=True)
    flags = os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with os.fdopen(os.open(locate(root, f"{WORKSHOP}/lock"), flags), "wb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        yield finish(root)


def is_interrupted(root: Path) -> bool:
    """Whether a replacement was cut off between its first and its last rename."""
    return os.path.lexists(root / WORKSHOP / JOURNAL)


def finish(root: Path) -> str:
    """Complete an interrupted replacement; throw away contents that were never committed.

    Returns why an interrupted one was not completed; "" where it was, or where there was none.
    """
    said, workshop = "", locate(root, WORKSHOP)
    if is_interrupted(root):
        files = _read_journal(root)
        changed = [name for name, (old, new) in (files or {}).items() if not _is_as_left(root, name, old, new)]
        if files is None:
            said = FOREIGN
        elif changed:
            said = EDITED.format(", ".join(changed))
        else:
            _replace(root, files)
    _clear(workshop / JOURNAL)
    _clear(workshop / STAGE)
    return said


def is_current(root: Path, name: str, data: bytes) -> bool:
    """Whether a file of the package is there and holds exactly these bytes."""
    return _digest(root, name) == hashlib.sha256(data).hexdigest()


def replace_files(root: Path, contents: dict[str, bytes]) -> list[str]:
    """Replace files by new contents, in the order given; call inside `exclusive`.

    In: contents by path relative to the root. Out: the paths whose content changed. Files that
    are the same already are left alone.

    Raises OSError: no space, no permission, a link on the way, or a path where no verb writes; nothing has been
    replaced then, unless the package `is_interrupted`.
    """
    changed = {name: data for name, data in contents.items() if not is_current(root, name, data)}
    stage, draft = root / WORKSHOP / STAGE, root / WORKSHOP / f"{JOURNAL}.draft"
    try:
        locate(root, WORKSHOP).mkdir(exist_ok=True)
        _clear(stage)
        _clear(draft)
        stage.mkdir()
        files = {}
        for name, data in changed.items():
            _make_room(root, name, stage)
            _write_through(stage / _flat(name), data)
            files[name] = [_digest(root, name), hashlib.sha256(data).hexdigest()]
        _write_through(draft, json.dumps({"folder": stage.stat().st_ino, "files": files}).encode())
        _sync(stage)
    except OSError:
        _clear(stage)
        raise
    draft.replace(root / WORKSHOP / JOURNAL)
    _sync(root / WORKSHOP)
    if finish(root):
        raise Refused("S504", "one was changed while the new ones were written")
    return list(changed)


def _read_journal(root: Path) -> dict[str, list[str]] | None:
    """The checksums before and after of every file of a journal, by path; None where this program did not write it."""
    try:
        journal = read_json(root, f"{WORKSHOP}/{JOURNAL}")
        files, stage = journal["files"], locate(root, f"{WORKSHOP}/{STAGE}")
        if journal["folder"] != stage.stat().st_ino or not all(map(_is_ours, files)):
            return None
        for name in files:
            locate(root, name)
        return {name: [str(old), str(new)] for name, (old, new) in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _is_ours(name: str) -> bool:
    """Whether a path is one that a verb writes."""
    path = PurePosixPath(name)
    in_folder = is_inside(name) and len(path.parts) > 1 and path.suffix in FOLDERS.get(path.parts[0], ())
    return in_folder or name in IN_ROOT


def _is_as_left(root: Path, name: str, old: str, new: str) -> bool:
    """Whether a file is as the interruption left it: still the old one, with the new one on the stage; or new."""
    staged = f"{WORKSHOP}/{STAGE}/{_flat(name)}"
    if not os.path.lexists(root / staged):
        return _digest(root, name) == new
    return _digest(root, name) == old and _digest(root, staged) == new


def _replace(root: Path, files: dict[str, list[str]]) -> None:
    """Rename what is still on the stage, in the order of the journal, and have the disk keep it."""
    folders = {}
    for name in files:
        staged = root / WORKSHOP / STAGE / _flat(name)
        if staged.exists():
            target = locate(root, name)
            staged.replace(target)
            folders[target.parent] = None
    for folder in folders:
        _sync(folder)


def _digest(root: Path, name: str) -> str:
    """The SHA-256 of a file of the package, "" where there is none to read."""
    try:
        return hashlib.sha256(read_inside(root, name, "package_bytes")).hexdigest()
    except OSError:
        return ""


def _make_room(root: Path, name: str, stage: Path) -> None:
    """Make the target's folder; raise OSError where a rename into it would fail or lead elsewhere."""
    if not _is_ours(name):
        raise Refused("P102", f"{name} is no file that a build writes")
    folder = locate(root, name).parent
    folder.mkdir(parents=True, exist_ok=True)
    if not os.access(folder, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    if folder.stat().st_dev != stage.stat().st_dev:
        reason = f"{folder.name}/ lies on another file system than {WORKSHOP}/"
        raise OSError(errno.EXDEV, reason, str(folder))


def _clear(path: Path) -> None:
    """Take away what stands there, a folder with all in it; a link alone, never what it leads to."""
    if os.path.lexists(path):
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()


def _flat(name: str) -> str:
    """One flat file name a path, so that the stage needs no folders."""
    return hashlib.sha256(name.encode()).hexdigest()


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _sync(folder: Path) -> None:
    """Have the disk keep the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
