"""`expect`: the expectation suites of the plausibility layer."""

import json
from pathlib import Path

import click

from scripts.check.context import Context
from scripts.package.terminal import step, wipe
from scripts.verbs.common import package_argument, read_everything
from scripts.verbs.writing import write

DOCS = "build/plausibility"


@click.command()
@package_argument
@click.option("--replace", is_flag=True, help="Also replace suites that people have kept by hand.")
@click.option("--docs", is_flag=True, help=f"Write no suite, but complete results and Data Docs to {DOCS}/.")
def command(package_dir: Path, replace: bool, docs: bool) -> None:
    """Propose limits for the statistics of the tables.

    Writes a suite for every watched table that has none to schemas/expectations/, from the tables
    as they are. Look at each limit: from then on it is kept by hand.

    Example: python -m scripts expect --docs
    """
    from scripts.check.plausibility.propose import propose
    from scripts.check.plausibility.statistics import FOLDER

    package, tables = read_everything(package_dir)
    context = Context(package, tables)
    step("Computing the statistics")
    if docs:
        _write_docs(context)
        return
    contents = {f"{FOLDER}/{name}.json": _json(suite).encode() for name, suite in propose(context).items()}
    kept = [path for path in contents if (package_dir / path).exists() and not replace]
    written = write(package_dir, lambda: {path: data for path, data in contents.items() if path not in kept})
    click.echo(f"{len(written)} suites written, {len(kept)} kept as they are.")
    for path in written:
        click.echo(f"  {path}")


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"


def _write_docs(context: Context) -> None:
    from scripts.check.plausibility.great_expectations_context import build_pages
    from scripts.check.plausibility.statistics import plain, read_suites, validate

    suites, _ = read_suites(context)
    results = list(validate(context, suites))
    write(context.package.root, lambda: {f"{DOCS}/failures.json": _json(results).encode()})
    frames = {table: plain(context, table, suite) for table, suite in suites.items()}
    step("Writing the pages")
    pages = build_pages(suites, frames, context.package.root / DOCS / "docs")
    wipe()
    click.echo(f"Written: {pages}")
