"""`format`: make edited CSV files canonical again."""

from pathlib import Path

import click

from scripts.evidence.canonical import canonical
from scripts.package.csvio import read_file, write_table
from scripts.package.descriptor import Package, Resource
from scripts.package.progress import step, wipe
from scripts.package.transaction import is_current
from scripts.verbs.common import fail, give_up, package_option, read_package
from scripts.verbs.writing import write


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; fail when a file is not canonical.")
@package_option
def command(files: tuple[Path, ...], check: bool, package_dir: Path) -> None:
    """Make edited CSV files canonical again.

    Mints empty ids, sorts the rows, cleans the cells, and undoes what a spreadsheet did to the
    file: byte order mark, semicolons, Windows-1252, decimal commas, TRUE, columns in another
    order. Loses nothing: where it cannot tell what is meant it changes no file and says why.
    FILES are CSV files of the package; without any, all that people edit.

    Example: python -m scripts format data/evidence/statements.csv
    """
    package = read_package(package_dir)
    chosen = _choose(package, files)
    notes: dict[str, list[str]] = {}
    if check:
        contents = _format(package, chosen, notes)
        wipe()
        stale = [path for path, data in contents.items() if not is_current(package_dir / path, data)]
        _say(stale, notes, "Not canonical")
        if stale:
            fail("Run `make format`.")
    else:
        _say(write(package_dir, lambda: _format(package, chosen, notes)), notes, "Formatted")


def _choose(package: Package, files: tuple[Path, ...]) -> list[Resource]:
    if not files:
        return list(package.evidence.values())
    by_path = {(package.root / item.path).resolve(): item for item in package.resources.values()}
    unknown = [str(file) for file in files if file.resolve() not in by_path]
    if unknown:
        raise click.BadParameter(f"no table of the package: {', '.join(unknown)}", param_hint="FILES")
    return [by_path[file.resolve()] for file in files]


def _format(package: Package, chosen: list[Resource], notes: dict[str, list[str]]) -> dict[str, bytes]:
    """Return canonical contents by path, and add to `notes` what was done; give up where something is unclear."""
    contents, findings = {}, []
    for resource in chosen:
        step(f"Formatting {resource.path}")
        read = read_file(package.root / resource.path, resource.schema, resource.path, lenient=True)
        findings += read.findings
        if not read.findings:
            table, done = canonical(read.frame, resource.schema)
            contents[resource.path] = write_table(table)
            notes[resource.path] = [*read.unusual, *done]
    if findings:
        give_up(findings, "No file was changed.")
    return contents


def _say(changed: list[str], notes: dict[str, list[str]], verdict: str) -> None:
    if not changed:
        click.echo("Nothing to format.")
    for path in changed:
        click.echo(f"{verdict}: {path} ({'; '.join(notes[path]) or 'line ends or quotes'})")
