"""`diff`: what changed between two states of the package."""

from contextlib import ExitStack
from pathlib import Path

import click

from scripts.history.changes import compare
from scripts.history.fingerprint import read_snapshot
from scripts.history.notes import FORMATS
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.verbs.common import fail, read_everything

STATE = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("old", type=STATE)
@click.argument("new", type=STATE)
@click.option(
    "--format", "format_", type=click.Choice(list(FORMATS)), default="text", show_default=True,
    help="For people, for a web page, or for programs (which get every change).",
)
def command(old: Path, new: Path, format_: str) -> None:
    """Say in words what changed from one state to another, and which version follows.

    OLD and NEW are package directories or release archives; OLD may be the fingerprint of a release
    (releases/1.0.0.json), which knows which rows changed and not how.

    Example: python -m scripts diff dist/wallonia-biotech-1.0.0.zip . --format markdown
    """
    with ExitStack() as stack:
        before = _read(old, stack) if old.suffix != ".json" else _read_fingerprint(old)
        click.echo(FORMATS[format_](compare(before, _read(new, stack))), nl=False)


def _read(path: Path, stack: ExitStack) -> Snapshot:
    """Read a package directory or an archive; status 2 where it is neither, 1 where it is broken."""
    if path.is_file():
        from scripts.release.verify.unpack import NotRelease, UnsafeRelease, opened

        try:
            path, _ = stack.enter_context(opened(path))
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
