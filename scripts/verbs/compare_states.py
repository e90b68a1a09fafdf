"""`diff`: what changed between two states of the package."""

from contextlib import ExitStack
from pathlib import Path

import click

from scripts.history.changes import compare
from scripts.history.fingerprint import read_snapshot
from scripts.history.notes import FORMATS
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.package.git import NoRevision, unpacked
from scripts.package.terminal import printable_lines
from scripts.verbs.common import fail, package_option, read_everything


@click.command()
@click.argument("old")
@click.argument("new")
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="For people, for a web page, or for programs (which get every change).",
)
@package_option
def command(old: str, new: str, format_: str, package_dir: Path) -> None:
    """Say in words what changed from one state to another, and which version follows.

    OLD and NEW are package directories, release archives, or what git calls a state (a tag, branch or commit) of the
    package; what is a file or directory is taken as that. OLD may be the fingerprint of a release
    (releases/1.0.0.json), which knows which rows changed and not how: the tag or archive of the release knows both.

    \b
    Example: python -m scripts diff v1.0.0 .
             python -m scripts diff HEAD~1 HEAD
             python -m scripts diff dist/wallonia-biotech-1.0.0.zip . --format markdown
    """
    with ExitStack() as stack:
        is_fingerprint = Path(old).suffix == ".json" and _exists(Path(old))
        before = _read_fingerprint(Path(old)) if is_fingerprint else _read(old, package_dir, stack)
        written = FORMATS[format_](compare(before, _read(new, package_dir, stack)))
        click.echo(written if format_ == "json" else printable_lines(written), nl=False)


def _read(state: str, root: Path, stack: ExitStack) -> Snapshot:
    """Read a directory, an archive, or what git calls so; status 2 where it is none of them, 1 where it is broken."""
    path = Path(state)
    if not _exists(path):
        try:
            path = stack.enter_context(unpacked(root, state))
        except NoRevision as error:
            fail(str(error), status=2)
    elif path.is_file():
        from scripts.release.unpack import NotRelease, UnsafeRelease, opened

        try:
            path, *_ = stack.enter_context(opened(path))
        except NotRelease as error:
            fail(str(error), status=2)
        except UnsafeRelease as error:
            fail("\n".join(["The archive is not safe to open:", *(f"- {text}" for text in error.problems)]), status=2)
    return take_snapshot(*read_everything(path))


def _read_fingerprint(path: Path) -> Snapshot:
    try:
        return read_snapshot(path)
    except ValueError as error:
        fail(str(error), status=2)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long, or none for the system
        return False
