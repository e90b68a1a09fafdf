"""`add`: new evidence, the source first."""

from functools import partial
from itertools import repeat
from pathlib import Path

import click

from scripts.check.answers.draft import Draft
from scripts.check.answers.questions import OF_SOURCE, Known
from scripts.check.answers.whole import grown
from scripts.evidence.add import Row
from scripts.verbs.answering import NOTHING, answer_flags, ask, asks_nothing, checked_names, given_answers
from scripts.verbs.common import fail, package_option, read_everything
from scripts.verbs.filing import Rows, filled, sound_rows, with_rows, write_tables

END = "What the page shows of it; empty where that is all"
SHARED = ("source_url", "about", "entity_id")  # answers that all facts of a company share, as those about the source
FACT = ("what", "value", "unit", "period", "words", "qualifier", "counted", "note")  # answers about one fact


@click.command()
@click.argument("of", metavar="{company|fact|figure}", type=click.Choice(["company", "fact", "figure"]))
@click.argument("subject", metavar="[COMPANY|INDICATOR]", required=False)
@answer_flags
@click.option("--segment", help="Segment of a new company.")
@package_option
def command(
    of: str, subject: str | None, file: str | None, segment: str | None, package_dir: Path, **flags: str | None
) -> None:
    """Add a company, a fact of one, or a figure, source first.

    Asks for the source, then for what it shows, each answer checked at once by the rules of validate and asked again
    where it will not do. A company or indicator is named by its id, its name or words of it; a date is written as you
    like. Flags or a file give answers beforehand: with all that are needed nothing is asked. Nothing is written before
    all is sound. Afterwards run `make build`.

    \b
    Example: python -m scripts add company
             python -m scripts add fact univercells
             python -m scripts add figure --from figure.yml
    """
    given = given_answers(file, flags | {"segment": segment} | ({"about": subject} if subject else {}))
    package, tables = read_everything(package_dir)
    known = Known(package, tables)
    rows = _company(known, given) if of == "company" else sound_rows(Draft(known, of), given)
    write_tables(package_dir, partial(with_rows, rows=rows))
    said = [row["statement_id"] for row in rows.get("statements", [])]
    named = [f"{row['entity_id']} with {len(said)} statements" for row in rows.get("entities", [])] or said
    click.echo(f"Added {', '.join(named) or 'a class of the company'}. Now run `make build`.")


def _company(known: Known, given: Row) -> Rows:
    """Rows of a new company: its source, its segment, and the facts that the source shows."""
    facts, draft = _facts(given), Draft(known, "company")
    own = {name: text for name, text in given.items() if name not in (*FACT, "facts", "segment")}
    rows = filled(draft, own | ({"value": given["segment"]} if "segment" in given else {}))
    shared = {name: text for name, text in draft.answers.items() if name in (*SHARED, *OF_SOURCE)}
    for fact in facts or repeat({}):
        one = Draft(Known(known.package, grown(known.tables, rows)), "fact", dict(shared))
        if not fact and not ask(one, "what", END, may_end="statements" in rows):
            break
        rows = sound_rows(one, fact, rows)
    return rows


def _facts(given: Row) -> list[Row]:
    """The facts that flags and a file give; none where they are to be typed."""
    listed = given.get("facts", [])
    if not isinstance(listed, list):
        fail(f"facts is no list of answers. {NOTHING}", status=2)
    flags = {name: given[name] for name in FACT if name in given}
    found = [*(checked_names(fact, "facts") for fact in listed), *([flags] if flags else [])]
    if not found and asks_nothing(given):
        fail(f"A company needs at least one fact that the source shows: --what, --value, --words. {NOTHING}", status=2)
    return found
