"""`explain`: where a value comes from, and how to cite it."""

from pathlib import Path

import click

from scripts.evidence.columns import Tables
from scripts.history.fingerprint import fingerprint_path, read_fingerprint, read_snapshot
from scripts.history.snapshot import Snapshot
from scripts.package.dataset import Dataset, read_dataset
from scripts.package.descriptor import Package
from scripts.package.terminal import printable, printable_lines
from scripts.tell.cite import cite, is_changed
from scripts.tell.explain import asked_for, bearing, explain
from scripts.tell.keys import NotFound, Place, Retired, Withheld, find_place, means_table
from scripts.tell.search import search
from scripts.tell.styles import STYLES
from scripts.verbs.common import fail, last_release, package_option, read_everything


@click.command()
@click.argument("words", nargs=-1, metavar="[TABLE [KEY... [COLUMN]] | WORD...]")
@click.option(
    "--cite", "style", type=click.Choice(list(STYLES)),
    help="Cite it instead: the value, the row, the table, or without words the data set.",
)
@package_option
def command(words: tuple[str, ...], style: str | None, package_dir: Path) -> None:
    """Show where a value comes from and what speaks against it.

    TABLE alone lists the keys of its rows. KEY is the key of a row, all parts of it where it has several, and COLUMN
    one of its cells; without it the whole row is shown. A claim is answered in a few lines, an id that is retired by
    what became of it. Words that begin with no table are searched for.

    \b
    Example: python -m scripts explain claims value-added-5-9
             python -m scripts explain companies univercells status
             python -m scripts explain companies univercells status --cite news
             python -m scripts explain members biowin
    """
    if not words and style is None:
        raise click.UsageError("Say what to explain: a table, a table and the key of a row, or words to search for.")
    package, tables = read_everything(package_dir)
    try:
        if style:
            _cite(package, tables, find_place(package, tables, list(words)) if words else None, style)
        elif words[0] in package.resources or means_table(package, tables, list(words)):
            _show(_explained(package, tables, list(words)))
        else:
            _search(package, tables, list(words))
    except Retired as answer:
        click.echo(printable(str(answer)))
    except NotFound as error:
        raise click.UsageError(printable_lines(str(error))) from error
    except (LookupError, ArithmeticError, ValueError):
        fail("The tables do not fit together here. Run `make validate`: it names what is wrong.")


def _explained(package: Package, tables: Tables, words: list[str]) -> list[str]:
    """Explain what words name; of a row that is withheld, say by which dispute."""
    try:
        return explain(package, tables, find_place(package, tables, words))
    except Withheld as answer:
        return [str(answer), *asked_for(tables, answer.place), *bearing(package, tables, answer.place)]


def _show(lines: list[str]) -> None:
    click.echo("\n".join(map(printable, lines)))


def _search(package: Package, tables: Tables, words: list[str]) -> None:
    found = search(package, tables, words)
    if not found:
        raise NotFound(f"There is no table {words[0]!r}, and no row has {' and '.join(map(repr, words))}.")
    _show(found)


def _cite(package: Package, tables: Tables, at: Place | None, style: str) -> None:
    """Cite: of a release nothing that it does not hold; on the way to the next one with a mark on what differs."""
    cited, data = cite(package, tables, at), read_dataset(package.descriptor, sha256=_checksum(package))
    release = _release(package, data)
    if release and is_changed(release, package, tables, cited):
        if data.is_released:
            what = cited.place if cited else "the data set"
            fail(f"Unreleased change: {what} is not what release {release.version} holds, so it is not cited as such. "
                 "Run `make build`, which gives it a version of its own, or cite from the archive.")  # fmt: skip
        cited = cited and cited._replace(unreleased=True)
    click.echo(printable_lines(STYLES[style](cited, data)))


def _release(package: Package, data: Dataset) -> Snapshot | None:
    """What the release held that is cited, or that came before this state; None where it is not known here."""
    path = package.root / fingerprint_path(data.version)
    if not data.is_released or not path.is_file():
        return last_release(package.root)
    try:
        return read_snapshot(path)
    except ValueError as error:
        fail(str(error))


def _checksum(package: Package) -> str:
    """SHA-256 of the archive of this version; blank where it is no release or not known here."""
    path = package.root / fingerprint_path(package.descriptor["version"])
    try:
        return read_fingerprint(path).sha256
    except ValueError:
        return ""
