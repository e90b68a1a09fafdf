"""The parts of the README that the data writes: counts, the answer, the tables."""

import re

from scripts.package.descriptor import Package, Resource
from scripts.tell.explain import answer
from scripts.tell.lookup import Tables

BLOCK = re.compile(r"<!-- (?P<name>[a-z-]+) -->\n.*?<!-- /(?P=name) -->", re.DOTALL)
QUESTION = "value-added-5-9"  # the claim that README answers on its first screen
BUILT = "Compiled from the statements; do not edit. "


def readme_blocks(package: Package, tables: Tables) -> dict[str, str]:
    """Return what stands between the marks of README.md.

    In: the package and every resource as text. Out: Markdown by the name of the mark: `counts`
    (one sentence), `answer` (what to print, why, what instead) and `tables`.
    """
    return {"counts": _counts(tables), "answer": _answer(tables), "tables": _tables(package, tables)}


def fill(text: str, blocks: dict[str, str]) -> str:
    """Put Markdown between the marks `<!-- NAME -->` and `<!-- /NAME -->` of a text.

    Raises:
        ValueError: a block has no marks, or marks have no block.
    """
    marked = [match["name"] for match in BLOCK.finditer(text)]
    if sorted(marked) != sorted(blocks):
        raise ValueError(f"The text has marks for {sorted(marked)}, and not for {sorted(blocks)}.")
    return BLOCK.sub(lambda match: f"<!-- {match['name']} -->\n{blocks[match['name']]}<!-- /{match['name']} -->", text)


def table(rows: list[list[str]]) -> str:
    """Return a Markdown table; the first row is its head."""
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    escaped = ([cell.replace("|", "\\|") for cell in line] for line in lines)
    return "".join(f"| {' | '.join(line)} |\n" for line in escaped)


def _counts(tables: Tables) -> str:
    companies = tables["companies"]
    city_hubs = (tables["hubs"]["kind"] == "city_hub").sum()
    return (
        "An open data package on the life sciences in Wallonia and Belgium:"
        f" **{len(tables['statements']):,} statements** from {len(tables['sources']):,} public sources, compiled into"
        f" **{(companies['in_scope'] == 'true').sum():,} Walloon life-science companies**,"
        f" {len(tables['clusters']):,} clusters, {city_hubs} city hubs and"
        f" **{len(tables['national_indicators']):,} national figures**, and"
        f" {len(tables['claims'])} printed claims checked against them.\n"
    )


def _answer(tables: Tables) -> str:
    claims = tables["claims"].set_index("claim_id", drop=False)
    _, verdict, why, better, _ = answer(tables, claims.loc[QUESTION])
    return f"**{verdict.capitalize()[0]}{verdict[1:]}**\\\n{why}\\\n{better}\n"


def _tables(package: Package, tables: Tables) -> str:
    published, evidence = (_listed(part, tables) for part in (package.published, package.evidence))
    return (
        f"{published}\n<details>\n<summary>The evidence in <code>data/evidence/</code></summary>\n\n"
        f"{evidence}\n</details>\n"
    )


def _listed(resources: dict[str, Resource], tables: Tables) -> str:
    rows = [
        [f"[{name}]({item.path})", f"{len(tables[name]):,}", item.schema.descriptor["description"].removeprefix(BUILT)]
        for name, item in resources.items()
    ]
    return table([["table", "rows", "what it holds"], *rows])
