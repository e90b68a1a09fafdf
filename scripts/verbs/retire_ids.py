"""`retire`: say what became of released ids that are gone."""

from datetime import date
from pathlib import Path

import click
import pandas as pd

from scripts.evidence.canonical import canonical
from scripts.history.changes import lost_ids, tombstones
from scripts.history.snapshot import take_snapshot
from scripts.package.csvio import write_table
from scripts.verbs.common import fail, last_release, package_option, read_everything, say
from scripts.verbs.writing import write


@click.command()
@click.option("--reason", type=click.Choice(["renamed", "merged", "withdrawn", "split", "error"]), required=True)
@click.option("--note", required=True, help="What happened, in words; nothing of what was withdrawn.")
@click.option("--successor", default="", help="Id that stands for it now.")
@package_option
def command(reason: str, note: str, successor: str, package_dir: Path) -> None:
    """Say what became of every released id that is gone.

    First change the evidence and build. Then each id of the last release that is neither there nor
    in data/evidence/retired.csv gets a row there; run it once for each thing that happened.

    Example: python -m scripts retire --reason renamed --successor biosenic --note "Renamed in 2022"
    """
    package, text = read_everything(package_dir)
    last, now = last_release(package_dir), take_snapshot(package, text)
    lost = lost_ids(last, now) if last else []
    if not lost:
        click.echo("Nothing to retire: every released id is there or in retired.")
        return
    if successor and not any(successor in now.tables[table].ids for table, _ in lost):
        tables = ", ".join(dict.fromkeys(table for table, _ in lost))
        fail(f"{successor} is no id of {tables}, from which ids are gone. Nothing was written.", status=2)
    rows = tombstones(lost, now, date.today().isoformat(), reason, note, successor)
    resource = package.resources["retired"]
    table, _ = canonical(pd.concat([text["retired"], rows], ignore_index=True), resource.schema)
    write(package_dir, lambda: {resource.path: write_table(table)})
    for row in rows.itertuples():
        say(f"{row.table} {row.id}: {row.reason}" + (f", now {row.successor}" if row.successor else ""))
    click.echo("Now run `make build`.")
