"""`explain`: where a value comes from."""

from pathlib import Path

import click

from scripts.record.explain import explain
from scripts.record.lookup import NotFound
from scripts.verbs.common import package_option, read_everything


@click.command()
@click.argument("resource")
@click.argument("key")
@click.argument("field", required=False)
@package_option
def command(resource: str, key: str, field: str | None, package_dir: Path) -> None:
    """Show where a value comes from and what speaks against it.

    RESOURCE is a published table, KEY the key of a row, FIELD one of its columns. Without FIELD
    the whole row is shown; a claim is answered in a few lines.

    \b
    Example: python -m scripts explain claims value-added-5-9
             python -m scripts explain companies univercells status
    """
    package, tables = read_everything(package_dir)
    keys = {name: item.schema.primary_key[0] for name, item in package.resources.items()}
    version = package.descriptor.get("version", "")
    try:
        lines = explain(tables, keys, resource, key, field, version)
    except NotFound as error:
        raise click.UsageError(str(error)) from error
    click.echo("\n".join(lines))
