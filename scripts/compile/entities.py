"""The entity tables: one row an entity, one value a cell."""

import numpy as np
import pandas as pd

from scripts.compile.adopt import adopt, same_value
from scripts.compile.cells import Cells, Derived, concat, derived_cells, founding_years, single_values
from scripts.compile.classes import entity_levels, scope, segments_by_votes
from scripts.compile.places import CITY_HUB, POINT, Places
from scripts.compile.status import compile_status
from scripts.evidence.columns import Tables, lookup
from scripts.package.tableschema import TableSchema

# Entity table, its key, and the kind of entity it holds.
ENTITY_TABLES = {
    "companies": ("company_id", "company"),
    "hubs": ("hub_id", "hub"),
    "clusters": ("cluster_id", "cluster"),
    "institutions": ("institution_id", "institution"),
}
# Fields whose cells are compiled under another name.
RENAMED = {
    "hubs": {"city_hub_id": "hub_id", "opened_year": "founded_year", "area_ha": "area"},
}


def compile_entities(
    evidence: Tables,
    candidates: pd.DataFrame,
    places: Places,
    relations: pd.DataFrame,
    events: pd.DataFrame,
    observations: pd.DataFrame,
) -> Cells:
    """Compile all cells of the entity tables, by entity and field, with their traces.

    `places`, `relations`, `events` and `observations` are what other makers have made of the
    candidates.
    """
    entities = evidence["entities"]
    stated = concat([single_values(evidence, candidates), founding_years(candidates)])
    segments = segments_by_votes(evidence, candidates)
    derived = [
        Derived(entities, ["name"], "name_in_use"),
        *places.fields,
        segments,
        entity_levels(evidence, candidates),
        scope(evidence, places.main, places.hubs_stated, segments.rows),
        compile_status(evidence, candidates),
        _parents(relations, events),
        _successors(entities, relations),
        _points(entities, candidates, places),
        *_clusters(entities, candidates, observations),
        _counts(entities, candidates),
        _undisputed(entities),
        _contested(entities, stated),
    ]
    return concat([stated, derived_cells(derived)])


def compiled_as(table: str, field: str) -> str:
    """Name under which the cells of a published field are compiled."""
    return RENAMED.get(table, {}).get(field, field)


def lay_out(cells: Cells, entities: pd.DataFrame, schemas: dict[str, TableSchema]) -> Tables:
    """Lay the cells out in the entity tables, typed, one row an entity of the table's kind."""
    wide = cells.cells.pivot(index="entity_id", columns="field", values="value")
    tables = {}
    for table, (key, kind) in ENTITY_TABLES.items():
        columns, ids = schemas[table].columns, entities.loc[entities["kind"] == kind, "entity_id"]
        rows = wide.reindex(index=ids, columns=[compiled_as(table, column) for column in columns])
        rows = rows.set_axis(columns, axis="columns").reset_index().assign(**{key: ids.to_numpy()})
        tables[table] = schemas[table].arrange(schemas[table].cast(rows[columns].astype("str").fillna("")))
    return tables


def _parents(relations: pd.DataFrame, events: pd.DataFrame) -> Derived:
    """Parent: the acquirer of the last dated take-over, else the parent that was stated last."""
    bought = events[(events["kind"] == "acquired") & events["object_id"].notna()]
    stated = relations[relations["kind"] == "parent"].assign(entity_id=lambda rows: rows["subject_id"])
    columns = ["entity_id", "date", "n_independent", "object_id", "statement_id"]
    rows = pd.concat([bought[columns].assign(certain=1), stated[columns].assign(certain=0)]).sort_values(
        ["entity_id", "date", "certain", "n_independent", "object_id"],
        ascending=[True, False, False, False, True],
        na_position="last",
    )
    rows = rows.rename(columns={"object_id": "parent_id"})
    best = rows.drop_duplicates("entity_id")
    of_best = rows["parent_id"] == rows["entity_id"].map(lookup(best, "entity_id", "parent_id"))
    return Derived(best, ["parent_id"], "last_owner", rows.loc[of_best, ["entity_id", "statement_id"]])


def _successors(entities: pd.DataFrame, relations: pd.DataFrame) -> Derived:
    """Successor and status of institutions: merged where another took over, else as sources show."""
    institutions = entities.loc[entities["kind"] == "institution", "entity_id"]
    rows = relations[relations["kind"] == "successor"].sort_values(["subject_id", "date", "object_id"])
    followed = institutions.map(lookup(rows[::-1], "subject_id", "object_id"))
    table = pd.DataFrame(
        {
            "entity_id": institutions,
            "successor_id": followed,
            "status": np.where(followed.notna(), "merged", "active"),
        }
    )
    looked_at = rows[["subject_id", "statement_id"]].rename(columns={"subject_id": "entity_id"})
    return Derived(table, ["successor_id", "status"], "successor_takes_over", looked_at)


def _points(entities: pd.DataFrame, candidates: pd.DataFrame, places: Places) -> Derived:
    """Basis of a hub's coordinates; the point of its locality where no source states one."""
    hubs = entities.loc[entities["kind"] == "hub", "entity_id"]
    main = places.main.set_index("entity_id")
    stated = {axis: hubs.isin(candidates.loc[candidates["property"] == axis, "entity_id"]) for axis in POINT}
    is_city = candidates["property"].eq("kind") & candidates["value"].eq(CITY_HUB)
    basis = np.where(hubs.isin(candidates.loc[is_city, "entity_id"]), "municipality", "locality")
    rows = pd.DataFrame(
        {
            "entity_id": hubs,
            "coordinates_basis": pd.Series(basis, index=hubs.index).where(stated["latitude"] | hubs.isin(main.index)),
            **{axis: hubs.map(main[axis]).mask(stated[axis]) for axis in POINT},
        }
    )
    return Derived(rows, ["coordinates_basis", "latitude", "longitude"], "point_of_place")


def _clusters(entities: pd.DataFrame, candidates: pd.DataFrame, observations: pd.DataFrame) -> list[Derived]:
    """Geography, standing and latest dated membership of clusters."""
    clusters = entities.loc[entities["kind"] == "cluster", ["entity_id"]]
    regions = candidates[candidates["property"].isin(["region", "country"]) & candidates["geo_code"].notna()]
    regions = regions.sort_values(
        ["entity_id", "property", "source_kind_rank"], ascending=[True, False, True]
    ).drop_duplicates("entity_id")
    flag = adopt(candidates[candidates["property"] == "competitiveness_cluster"], ["entity_id"], same_value)
    decided = clusters["entity_id"].map(lookup(flag[~flag["undecided"]], "entity_id", "value"))
    clusters["competitiveness_cluster"] = np.select([decided == "true", decided == "false"], ["yes", "no"], "unknown")
    # A number is as old as its printed date, or as the page that shows it.
    dated = observations["as_of"].notna() | observations["published"].notna()
    counts = (
        observations["measure"].eq("members") & dated & observations["role"].eq("adopted")
        & observations["state"].eq("used") & ~observations["undecided"]
        & observations["entity_id"].isin(clusters["entity_id"])
    )  # fmt: skip
    members = observations[counts].sort_values(["entity_id", "date_latest", "n_independent", "value"])
    members = members.drop_duplicates("entity_id", keep="last")
    members = members.assign(members=members["value"], members_year=members["date_latest"].str[:4])
    of = ["entity_id", "statement_id"]
    return [
        Derived(regions, ["geo_code"], "region_or_country", regions[of]),
        Derived(clusters, ["competitiveness_cluster"], "standing_as_stated", flag[of]),
        Derived(members, ["members", "members_year"], "latest_dated", members[of]),
    ]


def _counts(entities: pd.DataFrame, candidates: pd.DataFrame) -> Derived:
    """Number of sources that speak of an entity."""
    sources = candidates.groupby("entity_id")["source_id"].nunique()
    counts = entities["entity_id"].map(sources).fillna(0).astype("int64")
    return Derived(entities[["entity_id"]].assign(n_sources=counts), ["n_sources"], "count_of_sources")


def _undisputed(entities: pd.DataFrame) -> Derived:
    """Companies before any dispute is looked at (see `withholding.mark`)."""
    companies = entities.loc[entities["kind"] == "company", ["entity_id"]]
    return Derived(companies.assign(disputed=False), ["disputed"], "open_disputes")


def _contested(entities: pd.DataFrame, stated: Cells) -> Derived:
    """Whether any stated cell of an entity is contested or undecided."""
    doubtful = [*stated.cells.loc[stated.cells["contested"], "entity_id"], *stated.undecided["entity_id"]]
    rows = entities[["entity_id"]].assign(contested=entities["entity_id"].isin(doubtful))
    return Derived(rows, ["contested"], "any_contested_cell")
