"""Rights: facts may be taken over, databases may not; and every source can be found."""

import pandas as pd

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, entries, isin, view
from scripts.reconcile.operands import SEED

REFERENCE_TABLES = ("geographies", "localities", "postcodes")  # rows taken from sources beside statements


@view(of="sources")
def sources(world: World) -> pd.DataFrame:
    """Sources with how much is taken from them without an open licence.

    `of_publisher` counts rows from all sources of the publisher where these are databases, `entities` of how many
    entities the source tells.
    """
    rows = world.typed["sources"]
    tables = [world.typed[name] for name in ("statements", *REFERENCE_TABLES) if name in world.typed]
    taken = pd.concat([table.reindex(columns=["source_id", "entity_id"]) for table in tables])
    closed = rows[~isin(rows["rights"], entries("licences", "rights", open="true"))]
    by_source = taken.groupby("source_id").agg(rows=("source_id", "size"), entities=("entity_id", "nunique"))
    taken_of = closed.join(by_source, on="source_id")
    kinds = world.typed["source_kinds"].query("database")["source_kind"]
    databases = taken_of[isin(taken_of["kind"], kinds)]
    of_publisher = databases["publisher"].map(databases.groupby("publisher")["rows"].sum())
    of_publisher = of_publisher.reindex(rows.index).astype("float64").fillna(0)
    return rows.assign(of_publisher=of_publisher, entities=taken_of["entities"].reindex(rows.index).fillna(0))


@rule(
    "R821", "sources.rights", needs="rights of_publisher",
    says="{of_publisher:.0f} rows come from sources of {publisher}, whose rights are {rights}.",
    expected="fewer rows, or an open licence",
)
def no_database_in_bulk(sources, bulk_rows):
    """No database is taken over in bulk without an open licence.

    Its maker may forbid taking a substantial part (Directive 96/9/EC); single facts are free.

    Leave rows out until bulk_rows of the policy is kept, or write down the open licence that its maker gives.
    """
    return sources["of_publisher"] <= bulk_rows


@rule(
    "R822", "sources.rights", needs="rights entities",
    says="The source tells of {entities:.0f} entities, and its rights are {rights}.",
    expected="fewer rows, or an open licence",
)
def no_directory_in_bulk(sources, bulk_rows):
    """No directory is taken over in bulk without an open licence.

    A page that lists hundreds of members is a database too, whoever publishes it.

    Leave rows out until bulk_rows of the policy is kept, or write down the open licence that its maker gives.
    """
    return sources["entities"] <= bulk_rows


@rule(
    "R823", "sources.rights", needs="rights", says="{rights} is no licence that we know.",
    expected="an SPDX id, public-sector-reuse, facts-only or unknown",
)
def rights_are_known(sources):
    """Rights in a source are a licence or word of the reviewed list.

    CC-BY alone is no licence: version and conditions decide what may be done.

    Write the SPDX id, public-sector-reuse, facts-only or unknown.
    """
    return isin(sources["rights"], entries("licences", "rights"))


@rule("R824", "sources.url", needs="source_id", says="{source_id} has no address.", expected="the address of the page")
def source_has_an_address(sources):
    """Every source but the article itself has an address.

    What nobody can look up cannot be checked.

    Fill in url; a source without a public page does not belong here.
    """
    return sources["url"].notna() | (sources["source_id"] == SEED)
