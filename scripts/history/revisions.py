"""The package as a git reference holds it, unpacked for a while."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.package.descriptor import DESCRIPTOR
from scripts.package.git import GitError, ask_git


class NoRevision(Exception):
    """Git holds no package under this name, or cannot be asked; the message says why."""


@contextmanager
def unpacked(root: Path, reference: str) -> Iterator[Path]:
    """Unpack the directory of a package as a tag, branch or commit of its repository holds it.

    Raises
    ------
    NoRevision
        There is no such reference, it holds no package, or git cannot be asked.
    """
    commit = _find(root, reference)
    try:
        archive = ask_git(root, "archive", "--format=tar", commit)
    except GitError as error:
        raise NoRevision(f"What {reference} holds cannot be read: {error}.") from error
    with TemporaryDirectory(prefix="wallonia-biotech-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as content:
            content.extractall(folder, filter="data")
        if not (Path(folder) / DESCRIPTOR).is_file():
            raise NoRevision(f"{reference} holds no data package: there is no {DESCRIPTOR} in it.")
        yield Path(folder)


def _find(root: Path, reference: str) -> str:
    """The commit that a reference names."""
    what = f"There is no file or directory {reference!r}"
    try:
        known = ask_git(root, "for-each-ref", "--format=%(refname:short)").decode().splitlines()
    except GitError as error:
        raise NoRevision(f"{what}, and it cannot be looked for in git: {error}.") from error
    try:
        return ask_git(root, "rev-parse", "--verify", "--end-of-options", f"{reference}^{{commit}}").decode().strip()
    except (GitError, ValueError) as error:  # a name with a zero byte is none for the system either
        near = get_close_matches(reference, known, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise NoRevision(f"{what}, and no tag, branch or commit of that name.{hint}") from error
