"""`docs`: the parts of the documentation that data and code write."""

from pathlib import Path

import click

from scripts.evidence.columns import Tables
from scripts.package.descriptor import Package
from scripts.package.transaction import is_current
from scripts.tell.documents import FOLDER, generated
from scripts.verbs.common import fail, package_argument, read_everything
from scripts.verbs.writing import write


@click.command()
@package_argument
@click.option("--check", is_flag=True, help="Change nothing; fail when a page is not what data and code say.")
def command(package_dir: Path, check: bool) -> None:
    """Write the generated parts of the documentation.

    The marked parts of README.md, CONTRIBUTING.md and GOVERNANCE.md, docs/rules.md and docs/dictionary.md,
    CITATION.cff and NOTICE; and the pictures in docs/pictures/, where what draws them is installed (`make site`).
    Run it after a build.

    Example: python -m scripts docs --check
    """
    from scripts.check.catalogue import all_rules

    try:
        package, tables = read_everything(package_dir)
        pages = generated(package, tables, all_rules()) | _pictures(package, tables)
    except ValueError as error:
        fail(str(error))
    if not check:
        for name in write(package_dir, lambda: pages):
            click.echo(f"Written: {name}")
        return
    stale = [name for name, page in pages.items() if not is_current(package_dir, name, page)]
    if stale:
        fail(f"Not what data and code say: {', '.join(stale)}. Run `make docs`.")


def _pictures(package: Package, tables: Tables) -> dict[str, bytes]:
    """The pictures of README; none for a package without pages."""
    if not (package.root / FOLDER).is_dir():
        return {}
    try:
        from scripts.site.pictures import pictures
    except ImportError as error:
        said = f"The pictures of README stay as they are, because {error.name} is not installed."
        click.echo(f"{said} If their figures changed: `make site`, which installs it, then `make docs`.", err=True)
        return {}
    return pictures(package, tables)
