"""CITATION.cff and NOTICE: how to cite the package, and whose facts it holds under which rights."""

import textwrap
from datetime import date

import pandas as pd
import yaml

from scripts.package.dataset import read_dataset
from scripts.tell.templating import render

WIDTH = 100
WITHOUT_LICENSE = {
    "facts-only": "single facts; their texts, layouts and databases are not taken over and not licensed here",
    "unknown": "rights not stated on the page; single facts only",
}


def root_files(descriptor: dict, sources: pd.DataFrame, statements: pd.DataFrame) -> dict[str, bytes]:
    """Return both files by name; see `citation` and `notice`."""
    return {
        "CITATION.cff": citation(descriptor).encode(),
        "NOTICE": notice(descriptor, sources, statements).encode(),
    }


def citation(descriptor: dict) -> str:
    """Return CITATION.cff (Citation File Format 1.2.0, https://citation-file-format.github.io).

    What is blank in the descriptor is left out; a pre-release has no release date.
    """
    data = read_dataset(descriptor)
    content = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it, and for a single value its original source too.",
        "type": "dataset",
        "title": data.title,
        "abstract": data.description,
        "authors": [_filled({"name": creator.name, "website": creator.url}) for creator in data.creators],
        "version": data.version,
        "date-released": date.fromisoformat(data.day) if data.is_released else None,
        "doi": data.doi,
        "url": data.homepage,
        "repository-code": data.repository,
        "license": data.license.id,
        "keywords": list(data.keywords),
    }
    return yaml.safe_dump(_filled(content), sort_keys=False, allow_unicode=True, width=WIDTH)


def notice(descriptor: dict, sources: pd.DataFrame, statements: pd.DataFrame) -> str:
    """Return NOTICE: publishers in the order of their names, open licences first.

    `descriptor`: its `title` and `licenses` are named. `sources`: columns source_id, publisher, rights, reuse_basis.
    `statements`: column source_id.
    """
    counts = statements["source_id"].value_counts()
    counted = sources.assign(statements=sources["source_id"].map(counts).fillna(0).astype("int64"))
    publishers = counted.groupby(["rights", "publisher"])["statements"].agg(["size", "sum"]).reset_index()
    lines: dict[str, list[str]] = {rights: [] for rights in sorted(set(publishers["rights"]), key=_openness)}
    for rights, name, n_sources, n_statements in sorted(publishers.itertuples(index=False), key=_by_name):
        lines[rights].append(f"{name}: {_count(n_sources, 'source')}, {_count(n_statements, 'statement')}")
    bases = sources.groupby("rights")["reuse_basis"].agg(lambda bases: "; ".join(sorted(set(bases))))
    headings = {rights: f"{rights} ({WITHOUT_LICENSE.get(rights, basis)})" for rights, basis in bases.items()}
    return render(
        "notice.txt", title=descriptor["title"], license=descriptor["licenses"][0]["title"],
        groups=[(headings[rights], named) for rights, named in lines.items()],
        wrap=lambda text: textwrap.fill(text, WIDTH),
    )  # fmt: skip


def _openness(rights: str) -> tuple[bool, str]:
    return rights in WITHOUT_LICENSE, rights


def _by_name(row: tuple) -> tuple[str, str]:
    return row.publisher.casefold(), row.publisher


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _filled(content: dict) -> dict:
    return {key: value for key, value in content.items() if value}
