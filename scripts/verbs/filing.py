"""From answers to rows, and the rows into the tables: all or none."""

from collections.abc import Callable
from pathlib import Path

from scripts.check.answers.draft import ANSWER, Draft, Rows, joined_rows
from scripts.check.answers.whole import errors_of, grown
from scripts.evidence.add import Row, Unfit
from scripts.evidence.canonical import canonical
from scripts.evidence.columns import Tables
from scripts.package.csvio import write_table
from scripts.package.descriptor import Package
from scripts.package.findings import Finding
from scripts.package.terminal import step, wipe
from scripts.verbs.answering import NOTHING, ask_again, asks_nothing, fill
from scripts.verbs.common import fail, read_everything, say
from scripts.verbs.writing import write


def filled(draft: Draft, given: Row, before: Rows | None = None) -> Rows:
    """Fill a draft, and return its rows together with those made before."""
    fill(draft, given)
    return _rows(draft, before or {})


def sound_rows(draft: Draft, given: Row, before: Rows | None = None) -> Rows:
    """As `filled`; what breaks a rule of `validate` is told, and asked again where somebody can answer."""
    rows = filled(draft, given, before)
    while findings := _errors(draft, before or {}, rows):
        tell(findings, asks_nothing(given))
        ask_again(draft, list({ANSWER.get((finding.resource, finding.column), "value") for finding in findings}))
        rows = _rows(draft, before or {})
    return rows


def tell(findings: list[Finding], gives_up: bool) -> None:
    """Say what is wrong and how to mend it, and give up where nobody can."""
    for finding in findings:
        say(f"  {finding.message} {finding.hint} ({finding.rule})", err=gives_up)
    if gives_up:
        fail(NOTHING)


def write_tables(root: Path, change: Callable[[Package, Tables], Tables]) -> None:
    """Write the evidence tables that a change alters, read anew: somebody may have written meanwhile."""

    def contents() -> dict[str, bytes]:
        package, tables = read_everything(root)
        after = change(package, tables)
        changed = [item for name, item in package.evidence.items() if not after[name].equals(tables[name])]
        return {item.path: write_table(canonical(after[item.name], item.schema)[0]) for item in changed}

    write(root, contents)


def with_rows(package: Package, tables: Tables, rows: Rows) -> Tables:
    """The tables with new rows; ends the verb where one of them is there meanwhile."""
    for name, new in rows.items():
        key = package.resources[name].schema.primary_key
        held = set(map(tuple, tables[name][key].to_numpy()))
        if any(tuple(row[column] for column in key) in held for row in new):
            fail(f"Somebody wrote the same meanwhile. {NOTHING}")
    return grown(tables, rows)


def _rows(draft: Draft, before: Rows) -> Rows:
    try:
        made = draft.rows()
    except Unfit as error:
        fail(f"{error} {NOTHING}")
    return joined_rows(before, made)


def _errors(draft: Draft, before: Rows, rows: Rows) -> list[Finding]:
    fresh = {name: new[len(before.get(name, [])):] for name, new in rows.items()}
    package, tables = draft.known.package, draft.known.tables
    return checked(package, grown(tables, fresh), rows)


def checked(package: Package, tables: Tables, rows: Rows) -> list[Finding]:
    """The errors that new rows bring, see `errors_of`; progress is shown."""
    step("Checking what follows from it")
    found = errors_of(package, tables, rows)
    wipe()
    return found
