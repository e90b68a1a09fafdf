"""The one writer of all verbs: under the lock, each file old or new, and every failure in plain words."""

from collections.abc import Callable
from pathlib import Path

import click

from scripts.package.terminal import wipe
from scripts.package.transaction import Busy, Unlockable, exclusive, is_interrupted, replace_files
from scripts.verbs.common import fail

UNLOCKABLE = (
    "Nothing was written: this system cannot keep two builds apart, because its Python has no module fcntl. Reading, "
    "checking, explaining and comparing work here; what writes needs Linux, macOS or WSL (on Windows)."
)
BUSY = "Another build is at work in this directory. Nothing was written; wait for it to end, then try again."


def write(root: Path, make: Callable[[], dict[str, bytes]]) -> list[str]:
    """Replace files of the package, all or none.

    Another process at work, a full disk or a missing permission end the verb with a sentence and status 1.

    `root`: directory of the package. `make`: called while the lock is held, so that it reads what nobody changes: the
    new contents by path below `root`, in the order in which they are to be replaced. Returns paths whose content
    changed; files that are the same already are left alone.
    """
    try:
        with exclusive(root) as said:
            if said:
                click.echo(f"Note: {said}", err=True)
            return replace_files(root, make())
    except Busy:
        fail(BUSY)
    except Unlockable:
        fail(UNLOCKABLE)
    except OSError as error:
        reason = f"The files could not be written ({error.strerror})"
        if is_interrupted(root):
            fail(f"{reason}; some are new and some old. Mend the cause and run `make build`: it finishes the work.")
        fail(f"{reason}; all are as they were.")
    finally:
        wipe()
