"""`add`: new evidence, the source first."""

from datetime import date
from pathlib import Path

import click
import pandas as pd

from scripts.evidence.add import Unfit, company_row, fact_row, figure_row, known_source, new_rows, source_row
from scripts.evidence.canonical import canonical
from scripts.package.csvio import write_table
from scripts.package.descriptor import Package
from scripts.package.transaction import Busy, exclusive, replace_files
from scripts.verbs.common import fail, give_up, package_option, read_everything, unwritten

FACTS = {
    "locality": "Place of a site in Wallonia (Gosselies)",
    "founded": "Founded (2014 or 2014-05)",
    "website": "Website (https://…)",
    "enterprise_number": "Enterprise number (BE and ten digits)",
    "activity": "What it does, in your own words",
}
NO_SOURCE = "Nothing can be added without its source: give the address of the page that shows it."
NO_WORDS = "Nothing can be added without the words of the page: others must be able to find the place."
NO_FACT = "A company needs at least one fact that the source shows."
Rows = dict[str, list[dict[str, str]]]  # new rows by table


@click.group()
def command() -> None:
    """Add a company or a figure, source first.

    Nothing is written before all questions are answered. Afterwards run `make build`.

    \b
    Example: python -m scripts add company
             python -m scripts add figure
    """


@command.command()
@package_option
def company(package_dir: Path) -> None:
    """Add a company: its source, its name, and what the source shows.

    Example: python -m scripts add company
    """
    _, tables = read_everything(package_dir)
    try:
        rows = _ask_company(tables)
    except Unfit as error:
        fail(f"{error} Nothing was written.")
    _write(package_dir, rows)
    (entity,) = rows["entities"]
    click.echo(f"Added {entity['entity_id']} with {len(rows['statements'])} statements. Now run `make build`.")


@command.command()
@package_option
def figure(package_dir: Path) -> None:
    """Add a figure: its source, what it measures, and the words.

    Example: python -m scripts add figure
    """
    _, tables = read_everything(package_dir)
    try:
        rows = _ask_figure(tables)
    except Unfit as error:
        fail(f"{error} Nothing was written.")
    _write(package_dir, rows)
    click.echo(f"Added {rows['statements'][0]['statement_id']}. Now run `make build`.")


def _ask_company(tables: dict[str, pd.DataFrame]) -> Rows:
    source, is_new = _ask_source(tables)
    entity = company_row(tables, _ask("Name of the company", "A company has a name."))
    facts = []
    for property_, question in FACTS.items():
        value = _ask(f"{question}; empty to skip")
        if value:
            words = _ask("  … in the words of the page", NO_WORDS)
            facts.append(fact_row(tables, source, entity, property_, value, words))
    if not facts:
        raise Unfit(NO_FACT)
    segment = click.prompt("Segment", type=click.Choice(tables["segments"]["segment"].tolist()))
    classified = {
        "entity_id": entity["entity_id"], "scheme": "segment", "code": segment,
        "source_id": source["source_id"], "state": "used",
    }  # fmt: skip
    return {
        "sources": [source] if is_new else [],
        "entities": [entity],
        "statements": facts,
        "classifications": [classified],
    }


def _ask_figure(tables: dict[str, pd.DataFrame]) -> Rows:
    source, is_new = _ask_source(tables)
    row = figure_row(
        tables,
        source,
        indicator=_ask("Indicator (a code of data/evidence/indicators.csv)"),
        geography=_ask("Geography (BE, BE3, …)"),
        period=_ask("Period as printed; empty if none is"),
        value=_ask("Value, digits with a point"),
        unit=_ask("Unit (a code of data/evidence/units.csv)"),
        qualifier=_ask("Qualifier; empty to read it from the words"),
        wording=_ask("The words of the page around the figure", NO_WORDS),
    )
    return {"sources": [source] if is_new else [], "statements": [row]}


def _ask_source(tables: dict[str, pd.DataFrame]) -> tuple[dict[str, str], bool]:
    """Ask for the source; return its row, and whether it is new."""
    url = _ask("Address of the page that shows it", NO_SOURCE)
    known = known_source(tables, url)
    if known:
        click.echo(f"That source is there already: {known}.")
        rows = tables["sources"].set_index("source_id", drop=False)
        return rows.loc[known].to_dict(), False
    publisher = _ask("Who publishes the page", "A source has a publisher.")
    return source_row(
        tables,
        url,
        accessed=click.prompt("Day on which you saw it", default=date.today().isoformat()),
        title=_ask("Title of the page"),
        publisher=publisher,
        asserted_by=click.prompt("Who vouches for it", default=publisher).strip(),
        language=click.prompt("Language", type=click.Choice(["fr", "nl", "en", "de", "it"])),
        published=_ask("Date of publication; empty if none is shown"),
        kind=click.prompt("Kind of source", default="press").strip(),
    ), True


def _ask(question: str, missing: str = "") -> str:
    """Ask for a line of text; where one is needed, `missing` says why.

    Raises:
        Unfit: nothing was given, and something is needed.
    """
    answer = click.prompt(question, default="", show_default=False).strip()
    if missing and not answer:
        raise Unfit(missing)
    return answer


def _write(root: Path, rows: Rows) -> None:
    """Append the rows to their tables, all or none; give up where one breaks its schema."""
    try:
        with exclusive(root):
            package, tables = read_everything(root)  # anew: somebody may have written meanwhile
            added = {name: new_rows(tables[name], new) for name, new in rows.items() if new}
            _refuse_unsound(package, added)
            contents = {}
            for name, new in added.items():
                resource = package.resources[name]
                table, _ = canonical(pd.concat([tables[name], new]), resource.schema)
                contents[resource.path] = write_table(table)
            replace_files(root, contents)
    except Busy:
        fail("A build is at work in this directory. Nothing was written; try again when it has ended.")
    except OSError as error:
        fail(unwritten(root, error))


def _refuse_unsound(package: Package, added: dict[str, pd.DataFrame]) -> None:
    from scripts.check.context import Context
    from scripts.check.structure import constraints, types

    context = Context(package, added)
    findings = [*types.check(context), *constraints.check(context)]
    if findings:
        give_up(findings, "Nothing was written.")
