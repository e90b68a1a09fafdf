"""The entity tables: one row an entity, one value a cell."""

import pandas as pd

from scripts.compile.adopt import adopt, same_value
from scripts.compile.cells import Cells, concat, derived_fields, founding_years, single_values
from scripts.compile.classes import compile_classes, compile_scope
from scripts.compile.places import Places
from scripts.compile.status import compile_status

# Entity table, its key, and the kind of entity it holds.
TABLES = {
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
    evidence: dict[str, pd.DataFrame],
    candidates: pd.DataFrame,
    places: Places,
    relations: pd.DataFrame,
    events: pd.DataFrame,
    observations: pd.DataFrame,
) -> Cells:
    """Compile all cells of the entity tables, by entity and field, with their traces.

    In: evidence, candidates, and what other makers have made of them (places; relations, events
    and observations with one row a statement). Cells that are withheld because of a dispute are
    left out.
    """
    entities = evidence["entities"]
    companies = entities.query("kind == 'company'")
    parts = [
        derived_fields(entities, ["name"], "name_in_use"),
        single_values(candidates),
        founding_years(candidates),
        places.cells,
        compile_classes(evidence, candidates),
        compile_status(evidence, candidates),
        _parents(relations, events),
        _successors(entities, relations),
        _points(entities, candidates, places),
        _clusters(evidence, candidates, observations),
        _counts(evidence, candidates),
    ]
    cells = concat(parts)
    scope = compile_scope(companies, cells.cells, evidence["segments"])
    disputes = _disputes(evidence, companies)
    contested = _contested(entities, concat([cells, scope]))
    return _without_withheld(concat([cells, scope, disputes, contested]), evidence["disputes"])


def compiled_as(table: str, field: str) -> str:
    """Name under which the cells of a published field are compiled."""
    return RENAMED.get(table, {}).get(field, field)


def lay_out(cells: Cells, entities: pd.DataFrame, table: str, columns: list[str]) -> pd.DataFrame:
    """Lay the cells of one entity table out in rows.

    Out: a frame of text with `columns`, blanks as "", one row an entity of the table's kind.
    """
    key, kind = TABLES[table]
    ids = entities.loc[entities["kind"] == kind, "entity_id"].sort_values()
    wide = cells.cells.set_index(["entity_id", "field"])["value"].unstack()
    rows = wide.reindex(index=ids, columns=[compiled_as(table, column) for column in columns])
    rows.columns = columns
    rows = rows.astype("str").fillna("").reset_index(drop=True)
    return rows.assign(**{key: ids.to_numpy()})[columns]


def _parents(relations: pd.DataFrame, events: pd.DataFrame) -> Cells:
    """Parent: the acquirer of the last dated take-over, else the parent that was stated last."""
    bought = events[(events["kind"] == "acquired") & events["object_id"].notna()]
    stated = relations[relations["kind"] == "parent"].assign(entity_id=lambda rows: rows["subject_id"])
    rows = pd.concat([bought.assign(certain=1), stated.assign(certain=0)]).sort_values(
        ["entity_id", "date", "certain", "n_independent", "object_id"],
        ascending=[True, False, False, False, True],
        na_position="last",
    )
    rows = rows.assign(parent_id=rows["object_id"])[["entity_id", "parent_id", "statement_id"]]
    best = rows.drop_duplicates("entity_id")
    traces = rows.merge(best[["entity_id", "parent_id"]], on=["entity_id", "parent_id"])
    return derived_fields(best, ["parent_id"], "last_owner", traces[["entity_id", "statement_id"]])


def _successors(entities: pd.DataFrame, relations: pd.DataFrame) -> Cells:
    """Successor and status of institutions: merged where another took over, else as sources show."""
    institutions = entities.query("kind == 'institution'")[["entity_id"]]
    rows = relations[relations["kind"] == "successor"].sort_values(["subject_id", "date", "object_id"])
    last = rows.drop_duplicates("subject_id", keep="last").set_index("subject_id")["object_id"]
    followed = institutions["entity_id"].map(last)
    table = institutions.assign(
        successor_id=followed, status=pd.Series("active", index=followed.index).mask(followed.notna(), "merged")
    )
    traces = rows[["subject_id", "statement_id"]].rename(columns={"subject_id": "entity_id"})
    return derived_fields(table, ["successor_id", "status"], "successor_takes_over", traces)


def _points(entities: pd.DataFrame, candidates: pd.DataFrame, places: Places) -> Cells:
    """Basis of a hub's coordinates; the point of its locality where no source states one."""
    hubs = entities.query("kind == 'hub'")["entity_id"]
    main = places.sites[places.sites["main"]].set_index("entity_id")
    stated = set(candidates.loc[candidates["property"] == "latitude", "entity_id"])
    city = set(candidates.loc[candidates["value"].eq("city_hub") & candidates["property"].eq("kind"), "entity_id"])
    rows = pd.DataFrame({"entity_id": hubs})
    has = hubs.isin(stated) | hubs.isin(main.index)
    basis = pd.Series("locality", index=rows.index).mask(hubs.isin(city), "municipality")
    rows["coordinates_basis"] = basis.where(has)
    rows["latitude"] = hubs.map(main["latitude"]).mask(hubs.isin(stated))
    rows["longitude"] = hubs.map(main["longitude"]).mask(hubs.isin(stated))
    return derived_fields(rows, ["coordinates_basis", "latitude", "longitude"], "point_of_place")


def _clusters(
    evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame, observations: pd.DataFrame
) -> Cells:
    """Geography, standing and latest dated membership of clusters."""
    clusters = evidence["entities"].query("kind == 'cluster'")[["entity_id"]]
    regions = candidates[candidates["property"].isin(["region", "country"]) & candidates["geo_code"].notna()]
    regions = regions.sort_values(
        ["entity_id", "property", "source_kind_rank", "statement_id"], ascending=[True, False, True, True]
    )
    geo = regions.drop_duplicates("entity_id")
    flag = adopt(candidates[candidates["property"] == "competitiveness_cluster"], ["entity_id"], same_value)
    decided = flag[~flag["undecided"]].drop_duplicates("entity_id").set_index("entity_id")["value"]
    words = {"true": "yes", "false": "no"}
    standing = clusters["entity_id"].map(decided).map(words).fillna("unknown")
    # A number is as old as its printed date, or as the page that shows it.
    dated = observations["as_of"].notna() | observations["published"].notna()
    members = observations[
        observations["measure"].eq("members") & dated & observations["role"].eq("adopted")
        & observations["state"].eq("used") & ~observations["undecided"]
        & observations["entity_id"].isin(clusters["entity_id"])
    ].sort_values(["entity_id", "date_latest", "n_independent", "value", "statement_id"])  # fmt: skip
    members = members.drop_duplicates("entity_id", keep="last")
    members = members.assign(members=members["value"], members_year=members["date_latest"].str[:4])
    return concat(
        [
            derived_fields(geo, ["geo_code"], "region_or_country", geo[["entity_id", "statement_id"]]),
            derived_fields(
                clusters.assign(competitiveness_cluster=standing), ["competitiveness_cluster"],
                "standing_as_stated", flag[["entity_id", "statement_id"]],
            ),
            derived_fields(
                members, ["members", "members_year"], "latest_dated", members[["entity_id", "statement_id"]]
            ),
        ]
    )  # fmt: skip


def _counts(evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame) -> Cells:
    """Number of sources that speak of an entity."""
    sources = candidates.groupby("entity_id")["source_id"].nunique()
    counts = evidence["entities"]["entity_id"].map(sources).fillna(0).astype("int64")
    table = pd.DataFrame({"entity_id": evidence["entities"]["entity_id"], "n_sources": counts})
    return derived_fields(table, ["n_sources"], "count_of_sources")


def _disputes(evidence: dict[str, pd.DataFrame], companies: pd.DataFrame) -> Cells:
    """Whether a company asked for a correction that is still open, its cell withheld or not."""
    disputes = evidence["disputes"]
    waiting = disputes[disputes["state"].isin(["open", "withheld"]) & disputes["table"].eq("companies")]
    table = companies[["entity_id"]].assign(disputed=companies["entity_id"].isin(waiting["key"]))
    return derived_fields(table, ["disputed"], "open_disputes")


def _contested(entities: pd.DataFrame, cells: Cells) -> Cells:
    """Whether any cell of an entity is contested or undecided."""
    doubtful = set(cells.cells.loc[cells.cells["contested"], "entity_id"])
    doubtful |= set(cells.undecided["entity_id"])
    table = entities[["entity_id"]].assign(contested=entities["entity_id"].isin(doubtful))
    return derived_fields(table, ["contested"], "any_contested_cell")


def _without_withheld(cells: Cells, disputes: pd.DataFrame) -> Cells:
    """Leave out the cells that are withheld, and where they come from."""
    rows = disputes[disputes["state"] == "withheld"]
    fields = [compiled_as(*place) for place in zip(rows["table"], rows["field"], strict=True)]
    hidden = pd.MultiIndex.from_arrays([rows["key"], fields])
    return Cells(
        *(part[~pd.MultiIndex.from_frame(part[["entity_id", "field"]]).isin(hidden)] for part in cells)
    )
