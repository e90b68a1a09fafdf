"""Ask git about the directory of a package; what git refuses is told in git's own words."""

import io
import os
import subprocess
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.package.descriptor import DESCRIPTOR

# Set where git itself calls us (in a hook, in `rebase --exec`): they would lead to another tree than `root`.
ELSEWHERE = (
    "GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
    "GIT_PREFIX",
)  # fmt: skip


class GitError(Exception):
    """Git is missing or refuses; the message says which, quoting git."""


def ask_git(root: Path, *words: str) -> bytes:
    """Return what git answers in a directory.

    Names are asked for unquoted where `words` hold -z. Replaced objects are left aside, because no clone has them.

    Raises GitError: there is no git, it cannot be started, or it ends with an error.
    """
    kept = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    kept["GIT_NO_REPLACE_OBJECTS"] = "1"
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, check=False, env=kept)
    except FileNotFoundError as error:
        raise GitError("git is not installed, or not in PATH") from error
    except OSError as error:
        raise GitError(f"git cannot be started ({error.strerror})") from error
    if done.returncode:
        said = " ".join(done.stderr.decode(errors="replace").split())
        raise GitError(f"git says: {said}" if said else f"git ended with status {done.returncode} and said nothing")
    return done.stdout


def committed_files(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    """Return the contents that files below `root` have in the last commit; without those that are not in it.

    Raises GitError: as `ask_git` does, or there is no commit yet.
    """
    known = ask_git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").decode(errors="replace").split("\0")
    return {path: ask_git(root, "cat-file", "blob", f"HEAD:./{path}") for path in sorted({*paths} & {*known})}


class NoRevision(Exception):
    """Git holds no package under this name, or cannot be asked; the message says why."""


@contextmanager
def unpacked(root: Path, reference: str) -> Iterator[Path]:
    """Unpack the directory of a package as a tag, branch or commit of its repository holds it.

    Raises NoRevision: there is no such reference, it holds no package, or git cannot be asked.
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
