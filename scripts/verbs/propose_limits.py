"""`expect`: the expectation suites of the plausibility layer."""

import json
from pathlib import Path

import click

from scripts.check.context import Context
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
    from scripts.check.plausibility.suites import FOLDER, write_suite

    package, tables = read_everything(package_dir)
    context = Context(package, tables)
    if docs:
        _write_docs(context)
        return
    contents = {f"{FOLDER}/{name}.json": write_suite(suite).encode() for name, suite in propose(context).items()}
    kept = [path for path in contents if (package_dir / path).exists() and not replace]
    written = write(package_dir, lambda: {path: data for path, data in contents.items() if path not in kept})
    click.echo(f"{len(written)} suites written, {len(kept)} kept as they are.")
    for path in written:
        click.echo(f"  {path}")


def _write_docs(context: Context) -> None:
    from scripts.check.plausibility.engine import build_docs, validate
    from scripts.check.plausibility.statistics import RULES
    from scripts.check.plausibility.suites import read_suites

    suites, _ = read_suites(context, RULES)
    folder = context.package.root / DOCS
    folder.mkdir(parents=True, exist_ok=True)
    for suite, results in validate(context, suites):
        text = json.dumps(results, ensure_ascii=False, indent=2, default=str) + "\n"
        (folder / f"{suite.name}.json").write_text(text, encoding="utf-8")
    click.echo(f"Written: {build_docs(context, suites, folder / 'docs')}")
