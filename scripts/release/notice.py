"""NOTICE: who published what the package draws on, how much of it, and under which rights."""

import textwrap

import pandas as pd

from scripts.release.metadata.record import Record

WIDTH = 100
WITHOUT_LICENSE = {
    "facts-only": "single facts; their texts, layouts and databases are not taken over and not licensed here",
    "unknown": "rights not stated on the page; single facts only",
}
INTRODUCTION = (
    "{title}",
    "Generated from data/evidence/sources.csv and data/evidence/statements.csv; do not edit.",
    "The selection, structure and texts of this package are licensed under {license}. The facts in it come from "
    "the publishers below, who have not endorsed it and are not affiliated with it. Single facts are free; what "
    "belongs to others stays theirs and is not licensed here. Each line gives the publisher, its sources and the "
    "statements read from them.",
)


def render(record: Record, sources: pd.DataFrame, statements: pd.DataFrame) -> bytes:
    """Return NOTICE.

    In: the record, `sources` (source_id, publisher, rights, reuse_basis) and `statements`
    (source_id), both as text or typed. Out: UTF-8 text, publishers in the order of their names,
    open licences first.
    """
    counted = sources.assign(statements=sources["source_id"].map(statements["source_id"].value_counts()).fillna(0))
    lines = []
    for paragraph in INTRODUCTION:
        lines += [*textwrap.wrap(paragraph.format(title=record.title, license=record.license.title), WIDTH), ""]
    for rights in sorted(counted["rights"].unique(), key=lambda code: (code in WITHOUT_LICENSE, code)):
        group = counted[counted["rights"] == rights]
        lines += [*_heading(rights, group), ""]
        publishers = group.groupby("publisher").agg(sources=("source_id", "size"), statements=("statements", "sum"))
        lines += [
            f"  {publisher}: {_count(row.sources, 'source')}, {_count(row.statements, 'statement')}"
            for publisher, row in sorted(publishers.iterrows(), key=lambda item: (item[0].casefold(), item[0]))
        ]
        lines.append("")
    return "\n".join(lines).encode()


def _heading(rights: str, group: pd.DataFrame) -> list[str]:
    basis = WITHOUT_LICENSE.get(rights) or "; ".join(sorted(group["reuse_basis"].unique()))
    return textwrap.wrap(f"{rights} ({basis})", WIDTH)


def _count(number: float, noun: str) -> str:
    return f"{int(number)} {noun}" + ("" if number == 1 else "s")
