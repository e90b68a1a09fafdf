"""Tallies: how many independent sources stand behind a row, and whether any speaks against it."""

from collections.abc import Iterator

import pandas as pd

from scripts.check.consistency.frames import (
    ENTITY_TABLES,
    among,
    key_of,
    of_whole_rows,
    share,
    traces,
    undecided,
)
from scripts.check.consistency.pandera_rules import Check, RowFunction, run
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

MEND = "Run `make build`; if the number is right, a statement or its origin is wrong: correct that in data/evidence."
CONTESTED = Rule(
    "R515", "A row is contested exactly where provenance names rivals",
    "A contradiction that is not marked is taken for agreement.",
    "error", "consistency", "pandera", MEND,
)
INDEPENDENT = Rule(
    "R516", "The number of independent origins is that of the statements behind the row",
    "Ten newspapers that print one press release are one origin, not ten.",
    "error", "consistency", "pandera", MEND,
)
SOURCES = Rule(
    "R517", "The number of sources is that of the statements in use",
    "How many sources speak of an entity is the first thing that a reader weighs.",
    "error", "consistency", "pandera", MEND,
)
COUNTED = ("names", "sites", "events", "relations", "observations", "national_indicators")
DOUBTED = (*ENTITY_TABLES, "events", "observations", "national_indicators")


def check(context: Context) -> list[Finding]:
    """Count again what the published tables say of their own support."""
    return run(share(context), CHECKS)


def equals(column: str, count: RowFunction) -> RowFunction:
    """Return a predicate: the column holds what `count` gives."""
    return lambda rows, context: rows[column] == count(rows, context)


def _marks_rivals(table: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        behind = traces(context)
        rivals = behind.loc[(behind["role"] == "rival") & (behind["table"] == table), "key"]
        against = among(rows[key_of(context, table)], rivals)
        return against == rows["contested"].astype("bool")

    return fine


def _origins(table: str) -> RowFunction:
    def count(rows: pd.DataFrame, context: Context) -> pd.Series:
        behind = of_whole_rows(context, table, ("adopted", "agrees"))
        counted = behind.groupby("key")["origin"].nunique()
        return rows[key_of(context, table)].map(counted).fillna(0).astype("int64")

    return count


def _counts_origins(table: str) -> RowFunction:
    """A row for which nothing is adopted is not counted: no statement stands behind it."""
    counts = equals("n_independent", _origins(table))

    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        return among(rows[key_of(context, table)], undecided(context, table)) | counts(rows, context)

    return fine


def _sources(table: str) -> RowFunction:
    def count(rows: pd.DataFrame, context: Context) -> pd.Series:
        used = context.typed["statements"].query("state == 'used'")
        counted = used.groupby("entity_id")["source_id"].nunique()
        return rows[key_of(context, table)].map(counted).fillna(0).astype("int64")

    return count


def _checks() -> Iterator[Check]:
    for table in DOUBTED:
        yield Check(
            CONTESTED, table, "contested", _marks_rivals(table),
            "contested is {contested}, and provenance says otherwise: it names rivals or none.", needs=("contested",),
        )
    for table in COUNTED:
        yield Check(
            INDEPENDENT, table, "n_independent", _counts_origins(table),
            "n_independent is {n_independent}; the statements behind the row have {expected} origins.",
            needs=("n_independent",), expected=_origins(table),
        )
    for table in ENTITY_TABLES:
        yield Check(
            SOURCES, table, "n_sources", equals("n_sources", _sources(table)),
            "n_sources is {n_sources}; the statements in use come from {expected} sources.",
            needs=("n_sources",), expected=_sources(table),
        )


CHECKS = tuple(_checks())
