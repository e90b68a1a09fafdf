"""What several verbs share: which package they work on, reading it, and how they give up."""

import sys
from collections.abc import Callable
from functools import partial, wraps
from pathlib import Path
from typing import NoReturn

import click
import pandas as pd

from scripts.evidence.load import read_tables
from scripts.history.fingerprint import read_release
from scripts.history.snapshot import Snapshot
from scripts.package.descriptor import Package, load_package
from scripts.package.findings import Finding, FindingsError
from scripts.package.terminal import printable_lines, step, wipe

HOME = Path(__file__).resolve().parents[2]  # the package that this code came with
DIRECTORY = click.Path(exists=True, file_okay=False, path_type=Path)


def package_option(command: Callable, kind: click.Path = DIRECTORY) -> Callable:
    """Give a verb the option --package-dir; it is called with `package_dir`."""
    text = "Directory of the package, if not the one that this code came with."
    return click.option("--package-dir", type=kind, default=HOME, help=text)(command)


def package_argument(command: Callable, kind: click.Path = DIRECTORY) -> Callable:
    """Give a verb without other words the option --package-dir, which may be left out before its value."""

    @click.argument("directory", metavar="[PACKAGE_DIR]", type=kind, required=False)
    @partial(package_option, kind=kind)
    @wraps(command)
    def with_directory(directory: Path | None, package_dir: Path, **options: object) -> None:
        command(package_dir=directory or package_dir, **options)

    return with_directory


def fail(message: str, status: int = 1) -> NoReturn:
    """Say in plain words why the verb gives up, and end with an exit status."""
    wipe()
    say(message, err=True)
    sys.exit(status)


def say(text: str, err: bool = False) -> None:
    """Print text that may hold words of the package, with every character that could not be seen as an escape."""
    click.echo(printable_lines(text), err=err)


def give_up(findings: list[Finding], after: str) -> NoReturn:
    """Show findings as `validate` would, say what did not happen, and end with status 1."""
    from scripts.check.report import render_findings

    wipe()
    click.echo(render_findings(findings), err=True)
    fail(after)


def read_package(root: Path) -> Package:
    """Read the descriptor and schemas; findings and status 1 where they cannot be read."""
    try:
        return load_package(root)
    except FindingsError as error:
        give_up(error.findings, "Nothing was done.")


def read_everything(root: Path) -> tuple[Package, dict[str, pd.DataFrame]]:
    """Read the package and all its tables as text; findings and status 1 where a file is broken."""
    package = read_package(root)
    tables, findings = read_tables(package, package.resources)
    if findings:
        give_up(findings, "Nothing was done.")
    return package, tables


def last_release(root: Path) -> Snapshot | None:
    """Read what the last release held, None before the first; status 1 where its fingerprint is broken."""
    try:
        return read_release(root)
    except ValueError as error:
        fail(str(error))


def sound_evidence(root: Path) -> tuple[Package, dict[str, pd.DataFrame]]:
    """Read the evidence as text; everything that keeps it from being compiled and status 1 if unsound."""
    from scripts.check.changed_lines import read_change
    from scripts.check.soundness import check_evidence

    step("Reading and checking the evidence")
    done = check_evidence(root)
    if done.context is None or done.gaps or any(f.severity == "error" for f in done.findings):
        findings = read_change(root).sort(done.findings)
        give_up(findings, "The evidence is not sound, so nothing was built; all tables are as they were.")
    return done.context.package, done.context.text
