"""`format`: make edited CSV files canonical again."""

from pathlib import Path

import click

from scripts.check.answers.inbox import INBOX, findings_of, read_inbox
from scripts.check.answers.whole import grown
from scripts.check.context import Context
from scripts.check.structure.screen import unreadable
from scripts.evidence.canonical import canonical
from scripts.evidence.columns import Tables
from scripts.evidence.load import read_tables
from scripts.evidence.spreadsheet.resaved import UNKNOWN, read_resaved
from scripts.package.csvio import open_table, write_table
from scripts.package.descriptor import Package, Resource
from scripts.package.findings import unopened
from scripts.package.git import GitError, committed_files
from scripts.package.terminal import step, wipe
from scripts.package.transaction import is_current
from scripts.verbs.common import fail, give_up, package_option, read_package, say
from scripts.verbs.writing import write


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; fail when a file is not canonical.")
@package_option
def command(files: tuple[Path, ...], check: bool, package_dir: Path) -> None:
    """Make edited CSV files canonical again.

    Mints empty ids, sorts the rows, cleans the cells, and undoes what a spreadsheet did to the
    file: byte order mark, semicolons, columns in another order. A cell that a spreadsheet made of
    the one in the last commit (a date, a lost zero, a decimal comma, VRAI, letters of another code
    page) becomes again what it was. Where it cannot tell what is meant it changes no file and says why.
    The rows of data/evidence/inbox.csv are filed into the tables that they belong to.
    FILES are CSV files of the package; without any, all that people edit.

    Example: python -m scripts format data/evidence/statements.csv
    """
    package = read_package(package_dir)
    chosen = _choose(package, files)
    notes: dict[str, list[str]] = {}
    if check:
        contents = _format(package, chosen, notes)
        wipe()
        stale = [path for path, data in contents.items() if not is_current(package_dir, path, data)]
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
    committed, unknown = _history(package, chosen)
    tables, findings = {}, []
    for resource in chosen:
        step(f"Formatting {resource.path}")
        try:
            raw = open_table(package.root, resource.path)
        except OSError as error:
            findings.append(unopened(error, resource.path, resource=resource.name))
            continue
        read = read_resaved(resource, raw, committed.get(resource.path), unknown)
        table, done = canonical(read.table, resource.schema)
        findings += read.findings or unreadable(resource, table)
        tables[resource.name] = table
        notes[resource.path] = [*read.notes, *done]
    if findings:
        give_up(findings, "No file was changed.")
    if len(tables.get(INBOX, ())):
        tables |= _filed(package, tables, notes)
    return {package.resources[name].path: write_table(table) for name, table in tables.items()}


def _filed(package: Package, tables: Tables, notes: dict[str, list[str]]) -> Tables:
    """The tables that the rows of the inbox go to, and the inbox without them; give up where one will not do."""
    step("Filing the inbox")
    others = {name: item for name, item in package.resources.items() if name not in tables}
    read, findings = read_tables(package, others)
    context = Context(package, read | tables)
    done = read_inbox(package, context.text)
    findings += findings_of(context, done.problems)
    if findings:
        give_up(findings, "No file was changed.")
    filed = {INBOX: tables[INBOX].iloc[:0]}
    notes[package.resources[INBOX].path].append(f"rows filed: {len(tables[INBOX])}")
    for name, rows in done.rows.items():
        filed[name], _ = canonical(grown(context.text, {name: rows})[name], package.resources[name].schema)
        notes.setdefault(package.resources[name].path, []).append(f"rows from the inbox: {len(rows)}")
    return filed


def _history(package: Package, chosen: list[Resource]) -> tuple[dict[str, bytes], str]:
    """The files as they were last committed, by path; and why others are not there."""
    try:
        return committed_files(package.root, [resource.path for resource in chosen]), UNKNOWN
    except GitError as error:
        return {}, f"no earlier state of it is known ({error})"


def _say(changed: list[str], notes: dict[str, list[str]], verdict: str) -> None:
    if not changed:
        click.echo("Nothing to format.")
    for path in changed:
        say(f"{verdict}: {path} ({'; '.join(notes[path]) or 'line ends or quotes'})")
