"""`format`: make edited CSV files canonical again."""

from pathlib import Path

import click

from scripts.evidence.canonical import canonical
from scripts.package.csvio import read_file, write_table
from scripts.package.descriptor import Package, Resource
from scripts.package.transaction import Busy, exclusive, replace_files
from scripts.verbs.common import fail, give_up, package_option, read_package, unwritten


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
    if check:
        contents, notes = _format(package, chosen)
        stale = [path for path, data in contents.items() if (package_dir / path).read_bytes() != data]
        _say(stale, notes, "Not canonical")
        if stale:
            fail("Run `make format`.")
        return
    try:
        with exclusive(package_dir):
            contents, notes = _format(package, chosen)
            _say(replace_files(package_dir, contents), notes, "Formatted")
    except Busy:
        fail("A build is at work in this directory. Wait for it to end, then run format again.")
    except OSError as error:
        fail(unwritten(package_dir, error))


def _choose(package: Package, files: tuple[Path, ...]) -> list[Resource]:
    if not files:
        return list(package.evidence.values())
    by_path = {(package.root / item.path).resolve(): item for item in package.resources.values()}
    unknown = [str(file) for file in files if file.resolve() not in by_path]
    if unknown:
        raise click.BadParameter(f"no table of the package: {', '.join(unknown)}", param_hint="FILES")
    return [by_path[file.resolve()] for file in files]


def _format(package: Package, chosen: list[Resource]) -> tuple[dict[str, bytes], dict[str, list[str]]]:
    """Return the canonical content and what was done, by path; give up where something is unclear."""
    contents, notes, findings = {}, {}, []
    for resource in chosen:
        read = read_file(package.root / resource.path, resource.schema, resource.path, lenient=True)
        findings += read.findings
        if not read.findings:
            table, done = canonical(read.frame, resource.schema)
            contents[resource.path] = write_table(table)
            notes[resource.path] = [*read.unusual, *done]
    if findings:
        give_up(findings, "No file was changed.")
    return contents, notes


def _say(changed: list[str], notes: dict[str, list[str]], verdict: str) -> None:
    if not changed:
        click.echo("Nothing to format.")
    for path in changed:
        click.echo(f"{verdict}: {path} ({'; '.join(notes[path]) or 'line ends or quotes'})")
