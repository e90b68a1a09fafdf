"""`site`: the data as pages."""

import shutil
from pathlib import Path

import click

from scripts.package.opening import locate
from scripts.package.terminal import step, wipe
from scripts.verbs.common import fail, last_release, package_argument, read_everything

FOLDER = "build/site"


@click.command()
@package_argument
def command(package_dir: Path) -> None:
    """Write the site: static pages in build/site/ that work offline and from any folder of a web server.

    Example: python -m scripts site
    """
    try:
        from scripts.site.assembly import make
    except ImportError as error:
        fail(f"The site needs {error.name}. Run `make site`: it installs what is missing.", status=2)
    package, tables = read_everything(package_dir)
    step("Writing the pages")
    try:
        files = make(package, tables, last_release(package_dir))
    except (LookupError, ArithmeticError, ValueError):
        fail("The tables do not fit together here. Run `make validate`: it names what is wrong.")
    try:
        write_folder(package_dir, FOLDER, files)
    except OSError as error:
        fail(f"The pages could not be written: {error.filename or FOLDER}: {error.strerror}.")
    wipe()
    size = sum(map(len, files.values()))
    click.echo(f"{FOLDER}/index.html: {len(files):,} files, {size / 1e6:.1f} MB. Open it, or run `make serve`.")


def write_folder(root: Path, name: str, files: dict[str, bytes]) -> None:
    """Write a whole new folder beside the old one, then put it in its place; OSError leaves the old one there."""
    folder, fresh, old = (locate(root, name + mark) for mark in ("", ".new", ".old"))
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)
    for path in sorted({(fresh / name).parent for name in files}):
        path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (fresh / name).write_bytes(content)
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
