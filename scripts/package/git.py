"""Ask git about the directory of a package; what git refuses is told in git's own words."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

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

    Raises
    ------
    GitError
        There is no git, it cannot be started, or it ends with an error.
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

    Raises
    ------
    GitError
        As `ask_git` does, or there is no commit yet.
    """
    known = ask_git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD").decode(errors="replace").split("\0")
    return {path: ask_git(root, "cat-file", "blob", f"HEAD:./{path}") for path in sorted({*paths} & {*known})}
