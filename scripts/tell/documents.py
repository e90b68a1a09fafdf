"""Every document that data and code write: marked parts of pages, docs/, CITATION.cff and NOTICE."""

import re
from collections.abc import Sequence
from dataclasses import fields

import pandas as pd

from scripts.evidence.columns import Tables
from scripts.history.steps import POLICY
from scripts.package.descriptor import Package
from scripts.package.findings import Rule
from scripts.package.opening import read_inside
from scripts.tell.attribution import root_files
from scripts.tell.audits import audited
from scripts.tell.dictionary import dictionary, grouped
from scripts.tell.explain import answer
from scripts.tell.headline import headline
from scripts.tell.summary import opening
from scripts.tell.templating import cell, render
from scripts.tell.trace import amount

FOLDER = "docs"  # a package without it (an archive, a small copy) has no pages
QUESTION = "value-added-5-9"  # the claim that README answers on its first screen
RULES = """# Rules

Written by `make docs` from the code that checks them. `python -m scripts rules` lists the same.

"""
BLOCK = re.compile(r"<!-- (?P<name>[a-z-]+) -->\n.*?<!-- /(?P=name) -->", re.DOTALL)


def generated(package: Package, tables: Tables, rules: Sequence[Rule]) -> dict[str, bytes]:
    """Return every generated document, or page with generated parts, by path.

    `package`: its descriptor bears the version that is to be written; its pages are read for what people wrote in them.
    `tables`: every resource as text. `rules`: the catalogue of what is checked. Raises ValueError: a page lacks the
    marks of a part that is to be written, or has marks of no part.
    """
    pages = {}
    if (package.root / FOLDER).is_dir():
        pages = {page: _filled(package, page, parts) for page, parts in _parts(package, tables).items()}
        pages |= {"docs/dictionary.md": dictionary(package, tables), "docs/rules.md": RULES + rules_table(rules)}
    written = {path: text.encode() for path, text in pages.items()}
    return written | root_files(package.descriptor, tables["sources"], tables["statements"])


def rules_table(rules: Sequence[Rule]) -> str:
    """Return the catalogue of rules as a Markdown table."""
    columns = [field.name for field in fields(rules[0])]
    return table([columns, *([getattr(rule, name) for name in columns] for rule in rules)])


def fill(text: str, parts: dict[str, str]) -> str:
    """Put Markdown between the marks `<!-- NAME -->` and `<!-- /NAME -->` of a text.

    Raises ValueError: a part has no marks, or marks have no part.
    """
    marked = [match["name"] for match in BLOCK.finditer(text)]
    if sorted(marked) != sorted(parts):
        raise ValueError(f"The text has marks for {sorted(marked)}, and not for {sorted(parts)}.")
    return BLOCK.sub(lambda match: f"<!-- {match['name']} -->\n{parts[match['name']]}<!-- /{match['name']} -->", text)


def table(rows: list[list[str]]) -> str:
    """Return a Markdown table; the first row is its head."""
    lines = [rows[0], ["---"] * len(rows[0]), *rows[1:]]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def _filled(package: Package, page: str, parts: dict[str, str]) -> str:
    try:
        return fill(read_inside(package.root, page, "text_bytes").decode(), parts)
    except OSError as error:
        raise ValueError(f"{page} cannot be read: {error.strerror}.") from error
    except ValueError as error:
        raise ValueError(f"{page}: {error}") from error


def _parts(package: Package, tables: Tables) -> dict[str, dict[str, str]]:
    """Generated parts by page and mark."""
    steps = [[name, *kind] for name, kind in POLICY.items()]
    kinds = tables["source_kinds"].assign(rank=pd.to_numeric(tables["source_kinds"]["rank"])).sort_values("rank")
    return {
        "README.md": {
            "counts": opening(tables),
            "answer": _answer(tables),
            "claims": render("claims.md", rows=_numeric_claims(tables)),
            "headline": render("headline.md", rows=_headline(tables)),
            "audits": render("audits.md", rows=audited(tables)),
            "tables": render("tables.md", groups=grouped(package), tables=tables),
        },
        "CONTRIBUTING.md": {"versions": table([["change", "step", "that is"], *steps])},
        "GOVERNANCE.md": {
            "policy": _shown(tables["policy"], ["parameter", "value", "unit", "why"]),
            "kinds": _shown(kinds, ["rank", "title", "description"]),
        },
    }


def _answer(tables: Tables) -> str:
    claims = tables["claims"].set_index("claim_id", drop=False)
    if QUESTION not in claims.index:
        return "The answer is withheld while a fact that it rests on is disputed.\n"
    _, verdict, why, better, _ = answer(tables, claims.loc[QUESTION])
    return f"**{verdict.capitalize()[0]}{verdict[1:]}**\\\n{why}\\\n{better}\n"


def _numeric_claims(tables: Tables) -> list[dict[str, str]]:
    """The claims that print a number, in the order of the article."""
    rows = tables["claims"].assign(order=pd.to_numeric(tables["claims"]["number"])).sort_values("order")
    return rows[rows["unit"] != ""].to_dict("records")


def _headline(tables: Tables) -> list[dict[str, str]]:
    """Each headline series with the span of its periods and its last figure."""
    units = tables["units"].to_dict("records")
    series = []
    for row, figures in headline(tables):
        first, last = figures.iloc[0], figures.iloc[-1]
        span = {"n": len(figures), "first": first["period"], "last": last["period"]}
        series.append(row | span | {"figure": amount(units, last)})
    return series


def _shown(frame: pd.DataFrame, columns: list[str]) -> str:
    return table([columns, *frame[columns].astype("str").values.tolist()])
