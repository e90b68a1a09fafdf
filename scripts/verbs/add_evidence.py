"""`add`: new evidence, the source first."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
import pandas as pd

from scripts.evidence.add import Unfit, company_row, fact_row, figure_row, known_source, new_rows, source_row
from scripts.evidence.canonical import canonical
from scripts.package.csvio import write_table
from scripts.package.descriptor import Package
from scripts.verbs.common import fail, give_up, package_option, read_everything
from scripts.verbs.writing import write

Row = dict[str, str]
Tables = dict[str, pd.DataFrame]


class Question(NamedTuple):
    """A line to be typed: what it fills, how it is asked, and why it is needed (blank: it is not)."""

    name: str
    text: str
    needed: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()


ADDRESS = Question(
    "url", "Address of the page that shows it",
    "Nothing can be added without its source: give the address of the page that shows it.",
)  # fmt: skip
SOURCE = (
    Question("title", "Title of the page"),
    Question("asserted_by", "Who vouches for it; empty for the publisher"),
    Question("language", "Language", choices=("fr", "nl", "en", "de", "it")),
    Question("published", "Date of publication; empty if none is shown"),
    Question("kind", "Kind of source", default="press"),
)
NO_WORDS = "Nothing can be added without the words of the page: others must be able to find the place."
WORDS = Question("wording", "  … in the words of the page", NO_WORDS)
FACTS = (
    Question("locality", "Place of a site in Wallonia (Gosselies); empty to skip"),
    Question("founded", "Founded (2014 or 2014-05); empty to skip"),
    Question("website", "Website (https://…); empty to skip"),
    Question("enterprise_number", "Enterprise number (BE and ten digits); empty to skip"),
    Question("activity", "What it does, in your own words; empty to skip"),
)
FIGURE = (
    Question("indicator", "Indicator (a code of data/evidence/indicators.csv)"),
    Question("geography", "Geography (BE, BE3, …)"),
    Question("period", "Period as printed; empty if none is"),
    Question("value", "Value, digits with a point"),
    Question("unit", "Unit (a code of data/evidence/units.csv)"),
    Question("qualifier", "Qualifier; empty to read it from the words"),
    Question("wording", "The words of the page around the figure", NO_WORDS),
)


@click.command()
@click.argument("what", type=click.Choice(["company", "figure"]))
@package_option
def command(what: str, package_dir: Path) -> None:
    """Add a company or a figure, source first.

    Asks for the source, then for a company's name and what the source shows of it, or for what a figure measures,
    its value and the words. Nothing is written before all questions are answered. Afterwards run `make build`.

    \b
    Example: python -m scripts add company
             python -m scripts add figure
    """
    _, tables = read_everything(package_dir)
    try:
        rows = _ask_company(tables) if what == "company" else _ask_figure(tables)
    except Unfit as error:
        fail(f"{error} Nothing was written.")
    write(package_dir, lambda: _grown(*read_everything(package_dir), rows))  # anew: somebody may have written meanwhile
    said = [row["statement_id"] for row in rows["statements"]]
    named = [f"{row['entity_id']} with {len(said)} statements" for row in rows.get("entities", [])] or said
    click.echo(f"Added {named[0]}. Now run `make build`.")


def _ask_company(tables: Tables) -> dict[str, list[Row]]:
    from scripts.check.consistency.privacy_rules import person_in

    source, is_new = _ask_source(tables)
    name = _ask(Question("name", "Name of the company", "A company has a name."))
    if problem := person_in(name):
        raise Unfit(f"{problem}.")
    entity = company_row(tables, name)
    facts = []
    for question in FACTS:
        if value := _ask(question):
            facts.append(fact_row(tables, source, entity, question.name, value, _ask(WORDS)))
    if not facts:
        raise Unfit("A company needs at least one fact that the source shows.")
    segment = _ask(Question("segment", "Segment", choices=tuple(tables["segments"]["segment"])))
    classified = {"entity_id": entity["entity_id"], "scheme": "segment", "code": segment}
    classified |= {"source_id": source["source_id"], "state": "used"}
    return {"sources": is_new, "entities": [entity], "statements": facts, "classifications": [classified]}


def _ask_figure(tables: Tables) -> dict[str, list[Row]]:
    source, is_new = _ask_source(tables)
    return {"sources": is_new, "statements": [figure_row(tables, source, **_ask_all(FIGURE))]}


def _ask_source(tables: Tables) -> tuple[Row, list[Row]]:
    """Ask for the source; return its row, and what that adds to the table of sources."""
    url = _ask(ADDRESS)
    known = known_source(tables, url)
    if known:
        click.echo(f"That source is there already: {known}.")
        return tables["sources"].set_index("source_id", drop=False).loc[known].to_dict(), []
    publisher = _ask(Question("publisher", "Who publishes the page", "A source has a publisher."))
    accessed = _ask(Question("accessed", "Day on which you saw it", default=date.today().isoformat()))
    row = source_row(tables, url, accessed=accessed, publisher=publisher, **_ask_all(SOURCE))
    return row, [row]


def _ask_all(questions: tuple[Question, ...]) -> dict[str, str]:
    return {question.name: _ask(question) for question in questions}


def _ask(question: Question) -> str:
    """Ask for a line of text; raises Unfit where nothing was given and something is needed."""
    answer = click.prompt(
        question.text, default=question.default, show_default=bool(question.default),
        type=click.Choice(question.choices) if question.choices else str,
    ).strip()  # fmt: skip
    if question.needed and not answer:
        raise Unfit(question.needed)
    return answer


def _grown(package: Package, tables: Tables, rows: dict[str, list[Row]]) -> dict[str, bytes]:
    """Contents of the tables with the new rows in them; gives up where a row breaks its schema."""
    added = {name: new_rows(tables[name], new) for name, new in rows.items() if new}
    _refuse_unsound(package, added)
    contents = {}
    for name, new in added.items():
        resource = package.resources[name]
        table, _ = canonical(pd.concat([tables[name], new]), resource.schema)
        contents[resource.path] = write_table(table)
    return contents


def _refuse_unsound(package: Package, added: Tables) -> None:
    from scripts.check.structure.screen import screen

    findings = [finding for name, rows in added.items() for finding in screen(package.resources[name], rows, known={})]
    if findings:
        give_up(findings, "Nothing was written.")
