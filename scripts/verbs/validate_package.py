"""`validate`: the layers of checks, and one report of what they found."""

import os
import sys
from functools import partial
from pathlib import Path

import click

from scripts.check.beside import start_workers
from scripts.package.descriptor import DESCRIPTOR
from scripts.package.terminal import explain, printable, short
from scripts.verbs.common import package_argument

EXIT_FINDINGS = 1
EXIT_COULD_NOT_RUN = 2


@click.command()
@partial(package_argument, kind=click.Path(path_type=Path))  # what is no directory is answered below, as json too
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "github", "sarif"]), default="text", show_default=True,
    help="For people, for programs, as GitHub annotations, or for code scanning.",
)
@click.option("--fast", is_flag=True, help="Leave out statistics, and frictionless where nothing is found.")
def command(package_dir: Path, format_: str, fast: bool) -> None:
    """Check the package and say what is wrong, where, and how to mend it.

    Exit status: 0 valid, 1 errors found, 2 the validation could not run.

    Example: python -m scripts validate --fast
    """
    problem = _problem(package_dir)
    if problem:
        if format_ == "json":
            from scripts.check.report import failure_as_json

            click.echo(failure_as_json(problem), nl=False)
        click.echo(f"The validation could not run: {problem}", err=True)
        sys.exit(EXIT_COULD_NOT_RUN)
    workers = start_workers(package_dir, fast)
    from scripts.check.report import render
    from scripts.check.run import run

    report = run(package_dir, fast, workers)
    click.echo(render(report, format_, _prefix(package_dir.resolve())), nl=False)
    sys.exit(0 if report.valid else EXIT_FINDINGS)


def _prefix(folder: Path) -> str:
    """Path of the package within its git repository, with a slash at its end; "" for a package that is one."""
    top = next((parent for parent in (folder, *folder.parents) if (parent / ".git").exists()), folder)
    return "" if top == folder else f"{folder.relative_to(top).as_posix()}/"


def _problem(folder: Path) -> str:
    """Say why a directory cannot be validated at all; "" where it can."""
    shown = printable(short(str(folder)))
    try:
        if not folder.is_dir():
            return f"{shown} is no directory."
        next(folder.iterdir(), None)
    except (OSError, ValueError) as error:
        return f"{explain(error)}."
    if not os.path.lexists(folder / DESCRIPTOR):
        return f"{shown} is no data package: it has no {DESCRIPTOR}."
    return ""
