"""Rights: facts may be taken over, databases may not."""

import pandas as pd

from scripts.check.consistency.frames import once
from scripts.check.consistency.lists import entries
from scripts.check.consistency.pandera_rules import Check, rules, run
from scripts.check.context import Context
from scripts.compile.policy import parameter
from scripts.package.findings import Finding, Rule

DATABASE = Rule(
    "R821", "No database is taken over in bulk without an open licence",
    "Its maker may forbid taking a substantial part (Directive 96/9/EC); single facts are free.",
    "error", "consistency", "pandera",
    "Leave rows out until bulk_rows of the policy is kept, or write down the open licence that its maker gives.",
)
DIRECTORY = Rule(
    "R822", "No directory is taken over in bulk without an open licence",
    "A page that lists hundreds of members is a database too, whoever publishes it.",
    "error", "consistency", "pandera",
    "Leave rows out until bulk_rows of the policy is kept, or write down the open licence that its maker gives.",
)
KNOWN_RIGHTS = Rule(
    "R823", "Rights in a source are a licence or word of the reviewed list",
    "CC-BY alone is no licence: version and conditions decide what may be done.",
    "error", "consistency", "pandera", "Write the SPDX id, public-sector-reuse, facts-only or unknown.",
)

DATABASES = ("aggregator", "official_statistics", "open_data")  # kinds of source of which a publisher has one
REFERENCE_TABLES = ("geographies", "localities", "postcodes")  # rows taken from sources beside statements


@once
def _taken(context: Context) -> pd.DataFrame:
    """Every row taken from a source without an open licence: `source_id`, `publisher`, `kind`, `entity_id`."""
    tables = [context.typed[name] for name in ("statements", *REFERENCE_TABLES) if name in context.typed]
    rows = pd.concat([table.reindex(columns=["source_id", "entity_id"]) for table in tables])
    sources = context.typed["sources"].drop_duplicates("source_id").set_index("source_id")
    closed = sources[~sources["rights"].isin(entries("licences", "rights", open="true"))]
    return rows.join(closed[["publisher", "kind"]], on="source_id", how="inner")


def _databases(rows: pd.DataFrame, context: Context) -> pd.Series:
    """How many rows come from all sources of the publisher, where these are of a kind with databases."""
    taken = _taken(context)
    sizes = taken[taken["kind"].isin(DATABASES)].groupby("publisher").size()
    closed = ~rows["rights"].isin(entries("licences", "rights", open="true"))
    return rows["publisher"].map(sizes).where(closed & rows["kind"].isin(DATABASES)).fillna(0)


def _directories(rows: pd.DataFrame, context: Context) -> pd.Series:
    """Of how many entities a source tells."""
    return rows["source_id"].map(_taken(context).groupby("source_id")["entity_id"].nunique()).fillna(0)


def _limit(rows: pd.DataFrame, context: Context) -> pd.Series:
    return pd.Series(f"at most {parameter(context.typed, 'bulk_rows'):.0f} rows", rows.index)


CHECKS = (
    Check(
        DATABASE, "sources", "rights",
        lambda rows, context: _databases(rows, context) <= parameter(context.typed, "bulk_rows"),
        "More rows than a few come from sources of {publisher}, whose rights are {rights}.",
        ("publisher", "kind", "rights"), _limit,
    ),
    Check(
        DIRECTORY, "sources", "rights",
        lambda rows, context: _directories(rows, context) <= parameter(context.typed, "bulk_rows"),
        "The source tells of more entities than a few, and its rights are {rights}.", ("source_id", "rights"), _limit,
    ),
    Check(
        KNOWN_RIGHTS, "sources", "rights", lambda rows, context: rows["rights"].isin(entries("licences", "rights")),
        "{rights} is no licence that we know.", ("rights",), "an SPDX id, public-sector-reuse, facts-only or unknown",
    ),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check what is taken from whom."""
    return run(context, CHECKS)
