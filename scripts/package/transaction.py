"""Replace several files so that each is old or new, never half, and an interruption is mended.

Files cannot be replaced all at once. New contents are first written beside the old ones, in
`.build/`; a journal that lists them is the point of no return; then they are renamed one by
one, the descriptor last. Whoever comes next and finds a journal finishes the work; new
contents without a journal are thrown away.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: there the package can be read, not written
    fcntl = None

WORKSHOP = ".build"
JOURNAL = "journal.json"
STAGE = "stage"


class Busy(Exception):
    """Another build is at work in the same directory."""


class Unlockable(Exception):
    """This system has no lock that goes with the process, so nothing may be written."""


@contextmanager
def exclusive(root: Path) -> Iterator[None]:
    """Hold the package's lock, and finish what an interrupted build left behind.

    The lock is the kernel's: it goes with the process, however it ends.

    Raises Busy: another process holds the lock. Raises Unlockable: the system has no such lock.
    """
    if fcntl is None:
        raise Unlockable
    workshop = root / WORKSHOP
    workshop.mkdir(exist_ok=True)
    with (workshop / "lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Busy from error
        finish(root)
        yield


def is_interrupted(root: Path) -> bool:
    """Whether a replacement was cut off between its first and its last rename."""
    return (root / WORKSHOP / JOURNAL).exists()


def finish(root: Path) -> None:
    """Complete an interrupted replacement; throw away contents that were never committed."""
    workshop = root / WORKSHOP
    journal = workshop / JOURNAL
    if journal.exists():
        for name in json.loads(journal.read_text()):
            staged = workshop / STAGE / _flat(name)
            if staged.exists():
                staged.replace(root / name)
        journal.unlink()
    shutil.rmtree(workshop / STAGE, ignore_errors=True)


def is_current(path: Path, data: bytes) -> bool:
    """Whether a file is there and holds exactly these bytes."""
    return path.is_file() and path.read_bytes() == data


def replace_files(root: Path, contents: dict[str, bytes]) -> list[str]:
    """Replace files by new contents, in the order given; call inside `exclusive`.

    In: contents by path relative to the root. Out: the paths whose content changed. Files that
    are the same already are left alone.

    Raises OSError: no space or no permission; nothing has been replaced then, unless the package `is_interrupted`.
    """
    changed = {name: data for name, data in contents.items() if not is_current(root / name, data)}
    stage = root / WORKSHOP / STAGE
    try:
        stage.mkdir(parents=True, exist_ok=True)
        for name, data in changed.items():
            _make_room(root / name)
            _write_through(stage / _flat(name), data)
        draft = root / WORKSHOP / f"{JOURNAL}.draft"
        _write_through(draft, json.dumps(list(changed)).encode())
    except OSError:
        shutil.rmtree(stage, ignore_errors=True)
        raise
    draft.replace(root / WORKSHOP / JOURNAL)
    finish(root)
    return list(changed)


def _make_room(target: Path) -> None:
    """Make the target's folder; raise PermissionError where a rename into it would fail later."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if not os.access(target.parent, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(target.parent))


def _flat(name: str) -> str:
    """One flat file name a path, so that the stage needs no folders."""
    return hashlib.sha256(name.encode()).hexdigest()


def _write_through(path: Path, data: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())
