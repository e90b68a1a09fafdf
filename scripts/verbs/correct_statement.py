"""`correct`: a statement that says something else than its source, or than is right."""

from functools import partial
from pathlib import Path

import click

from scripts.check.answers.asking import answers_of
from scripts.check.answers.draft import ANSWER, Draft, Rows
from scripts.check.answers.questions import OF_SOURCE, Known
from scripts.evidence.add import Row
from scripts.evidence.columns import Tables
from scripts.package.descriptor import Package
from scripts.verbs.answering import NOTHING, answer_flags, ask, ask_again, asks_nothing, given_answers, prompt
from scripts.verbs.common import fail, package_option, read_everything, say
from scripts.verbs.filing import checked, filled, tell, with_rows, write_tables

SAME = "Address of the page that shows what is right; empty for the same source, which was misread"
SHOWN = ("entity_id", "indicator_id", "property", "period", "value", "unit")


@click.command()
@click.argument("statement_id", metavar="STATEMENT")
@click.option("--reason", help="What is wrong with it.")
@answer_flags
@package_option
def command(statement_id: str, reason: str | None, file: str | None, package_dir: Path, **flags: str | None) -> None:
    """Correct a statement: set it aside, add what is right, and link the two.

    Asks what is wrong, which page shows what is right (empty for the same source, which was misread), and what is
    right; an empty answer keeps what stands there. The old statement stays, superseded, with the reason and its
    successor. `explain` shows the ids of the statements behind a value. Afterwards run `make build`.

    \b
    Example: python -m scripts correct s3fa91c0b2d4e
             python -m scripts correct s3fa91c0b2d4e --reason "misread" --value 2014 --words "fondée en 2014"
    """
    given = given_answers(file, flags | {"reason": reason})
    package, tables = read_everything(package_dir)
    old = _statement(tables, statement_id)
    if not given.get("reason") and asks_nothing(given):
        fail(f"--reason: say what is wrong with {statement_id}. {NOTHING}", status=2)
    say(f"{statement_id}: {' '.join(filter(None, (old[name] for name in SHOWN)))} “{old['as_written']}”")
    reason = given.get("reason") or _reason()
    draft = _draft(Known(package, tables), old, given)
    rows = filled(draft, given)
    while findings := checked(package, _corrected(package, tables, rows, old, reason), _both(rows, old)):
        tell(findings, asks_nothing(given))
        ask_again(draft, list({ANSWER.get((finding.resource, finding.column), "value") for finding in findings}))
        rows = filled(draft, given)
    write_tables(package_dir, partial(_corrected, rows=rows, old=old, reason=reason))
    click.echo(f"{statement_id} is superseded by {rows['statements'][0]['statement_id']}. Now run `make build`.")


def _statement(tables: Tables, statement_id: str) -> Row:
    """The statement to correct."""
    found = tables["statements"].query("statement_id == @statement_id").to_dict("records")
    if not found:
        fail(f"There is no statement {statement_id}: `explain` shows the ids behind a value. {NOTHING}", status=2)
    if found[0]["state"] == "superseded":
        fail(f"{statement_id} is superseded already, by {found[0]['superseded_by']}: correct that one. {NOTHING}")
    if not found[0]["entity_id"] and not found[0]["indicator_id"]:
        fail(f"{statement_id} is about a place: correct it in data/evidence/statements.csv. {NOTHING}")
    return found[0]


def _reason() -> str:
    while not (typed := prompt("What is wrong with it")):
        click.echo("  Evidence that is set aside says why.")
    return typed


def _draft(known: Known, old: Row, given: Row) -> Draft:
    """A draft about the same thing; from the same source where no address is given."""
    before = answers_of(old)
    fixed = {name: before.pop(name) for name in ("about", "what", "entity_id", "indicator_id") if name in before}
    fixed |= {} if "note" in given else {"note": f"Corrects {old['statement_id']}"}
    other = Draft(known, "", dict(fixed), {name: text for name, text in before.items() if name != "words"})
    typed = not asks_nothing(given) and "source_url" not in given and ask(other, "source_url", SAME, may_end=True)
    if typed or "source_url" in given:
        return other
    source = known.tables["sources"].set_index("source_id", drop=False).loc[old["source_id"]]
    fixed |= {name: source["accessed" if name == "seen" else name] for name in OF_SOURCE}
    fixed |= {name: old[name] for name in ("source_id", "locator", "name_as_written", "state")}
    return Draft(known, "", fixed | {"source_url": source["url"]}, before)


def _corrected(package: Package, tables: Tables, rows: Rows, old: Row, reason: str) -> Tables:
    """The tables in which the new statement stands for the old one.

    Where that is the same source, read rightly, what refers to the old one refers to the new one.
    """
    (new,) = rows["statements"]
    statements = tables["statements"]
    is_old = statements["statement_id"] == old["statement_id"]
    aside = {"state": "superseded", "superseded_by": new["statement_id"], "reason": reason}
    aside = {column: statements[column].mask(is_old, cell) for column, cell in aside.items()}
    after = with_rows(package, tables | {"statements": statements.assign(**aside)}, rows)
    if new["source_id"] == old["source_id"]:
        for name in package.evidence.keys() - {"statements"}:
            for key in package.resources[name].schema.foreign_keys:
                if key.resource == "statements":
                    cells = after[name][key.fields[0]].replace(old["statement_id"], new["statement_id"])
                    after[name] = after[name].assign(**{key.fields[0]: cells})
    return after


def _both(rows: Rows, old: Row) -> Rows:
    return rows | {"statements": [*rows["statements"], old]}
