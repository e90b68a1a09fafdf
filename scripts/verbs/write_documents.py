"""`docs`: the parts of the documentation that data and code write."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from scripts.package.csvio import read_table, write_table
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.transaction import is_current
from scripts.tell.dictionary import dictionary
from scripts.tell.lookup import Tables
from scripts.tell.readme import fill, readme_blocks
from scripts.verbs.common import fail, package_argument, read_everything
from scripts.verbs.writing import write

RULES = """# Rules

Written by `make docs` from the code that checks them. `python -m scripts rules` lists the same.

"""
# A figure as a contributor might add it, who forgets the source.
SOURCELESS = {
    "statement_id": "s000000000000", "ordinal": "1", "indicator_id": "gva_biopharma_pharmabe", "property": "figure",
    "geo_code": "BE", "period": "2025", "period_basis": "printed", "date_earliest": "2025-01-01",
    "date_latest": "2025-12-31", "value": "14200", "unit": "EUR_million", "qualifier": "exact",
    "as_written": "a value added of 14.2 billion euro in 2025", "language": "en", "state": "used",
}  # fmt: skip
FIRST_ROW = 2  # its physical line


@click.command()
@package_argument
@click.option("--check", is_flag=True, help="Change nothing; fail when a page is not what data and code say.")
def command(package_dir: Path, check: bool) -> None:
    """Write the generated parts of the documentation.

    The counts, the answer and the list of tables in README.md, the example of an error in
    CONTRIBUTING.md, docs/rules.md and docs/dictionary.md. Run it after a build.

    Example: python -m scripts docs --check
    """
    package, tables = read_everything(package_dir)
    try:
        pages = {name: text.encode() for name, text in _pages(package, tables).items()}
    except ValueError as error:
        fail(str(error))
    stale = [name for name, page in pages.items() if not is_current(package_dir / name, page)]
    if check and stale:
        fail(f"Not what data and code say: {', '.join(stale)}. Run `make docs`.")
    if not check:
        write(package_dir, lambda: pages)
    for name in stale:
        click.echo(f"Written: {name}")


def _pages(package: Package, tables: Tables) -> dict[str, str]:
    """Text of every page that has generated parts, by path."""
    from scripts.check.catalogue import all_rules
    from scripts.verbs.list_rules import write_markdown

    def filled(name: str, blocks: dict[str, str]) -> str:
        return fill((package.root / name).read_text(encoding="utf-8"), blocks)

    return {
        "README.md": filled("README.md", readme_blocks(package, tables)),
        "CONTRIBUTING.md": filled("CONTRIBUTING.md", {"forgotten-source": _forgotten_source(package)}),
        "docs/rules.md": RULES + write_markdown(all_rules()),
        "docs/dictionary.md": dictionary(package),
    }


def _forgotten_source(package: Package) -> str:
    """What the check really says of a statement without source, planted into a copy."""
    from scripts.check.report.text import render_findings
    from scripts.check.structure.layer import check_evidence

    statements = package.resources["statements"]
    with TemporaryDirectory() as folder:
        copy = Path(folder)
        shutil.copy(package.root / DESCRIPTOR, copy)
        shutil.copytree(package.root / "schemas", copy / "schemas")
        shutil.copytree(package.root / "data" / "evidence", copy / "data" / "evidence")
        text, _ = read_table(copy / statements.path, statements.schema, statements.path)
        text.loc[FIRST_ROW - 1] = [SOURCELESS.get(column, "") for column in text.columns]
        (copy / statements.path).write_bytes(write_table(text.sort_index()))
        findings = check_evidence(copy).findings
    planted = [item for item in findings if (item.path, item.line) == (statements.path, FIRST_ROW)]
    return f"```text\n{click.unstyle(render_findings(planted)).strip()}\n```\n"
