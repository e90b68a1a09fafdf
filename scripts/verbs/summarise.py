"""`summary`: what the package holds."""

from pathlib import Path

import click

from scripts.tell.summary import summarise
from scripts.verbs.common import package_argument, read_everything, say


@click.command()
@package_argument
def command(package_dir: Path) -> None:
    """Say in a few lines what the package holds.

    Example: python -m scripts summary
    """
    package, tables = read_everything(package_dir)
    say("\n".join(summarise(tables, package.descriptor.get("version", ""))))
