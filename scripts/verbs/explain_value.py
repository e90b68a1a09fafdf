"""`explain`: where a value comes from, and how to cite it."""

from pathlib import Path

import click

from scripts.history.fingerprint import fingerprint_path, read_fingerprint
from scripts.package.dataset import read_dataset
from scripts.package.descriptor import Package
from scripts.tell.cite import cite
from scripts.tell.explain import explain
from scripts.tell.styles import STYLES
from scripts.tell.trace import NotFound, Retired
from scripts.verbs.common import package_option, read_everything


@click.command()
@click.argument("resource", required=False)
@click.argument("key", required=False)
@click.argument("field", required=False)
@click.option(
    "--cite", "style", type=click.Choice(list(STYLES)),
    help="Cite it instead: the value, the table, or without RESOURCE the data set.",
)
@package_option
def command(resource: str | None, key: str | None, field: str | None, style: str | None, package_dir: Path) -> None:
    """Show where a value comes from and what speaks against it.

    RESOURCE is a published table, KEY the key of a row, FIELD one of its columns. Without FIELD
    the whole row is shown; a claim is answered in a few lines. An id that is retired is answered
    by what became of it.

    \b
    Example: python -m scripts explain claims value-added-5-9
             python -m scripts explain companies univercells status
             python -m scripts explain companies univercells status --cite news
    """
    if style is None and (resource is None or key is None):
        raise click.UsageError("Say what to explain: a table and the key of a row.")
    package, tables = read_everything(package_dir)
    try:
        if style:
            cited = cite(package, tables, resource, key, field)
            click.echo(STYLES[style](cited, read_dataset(package.descriptor, sha256=_checksum(package))))
        else:
            click.echo("\n".join(explain(package, tables, resource, key, field)))
    except Retired as answer:
        click.echo(str(answer))
    except NotFound as error:
        raise click.UsageError(str(error)) from error


def _checksum(package: Package) -> str:
    """SHA-256 of the archive of this version; blank where it is no release or not known here."""
    path = package.root / fingerprint_path(package.descriptor["version"])
    try:
        return read_fingerprint(path).sha256
    except ValueError:
        return ""
