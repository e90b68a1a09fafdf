"""Where entities are: their sites, the main one, and the city hub by distance."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from scripts.compile.cells import Cells, concat, derived_fields
from scripts.compile.policy import parameter
from scripts.evidence.identifiers import row_id

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
WALLONIA = "BE3"
BELGIUM = "BE"
CITY_HUB = "city_hub"


class Places(NamedTuple):
    """`sites` (the published table), its statements by site_id, and the cells of main sites."""

    sites: pd.DataFrame
    traces: pd.DataFrame
    cells: Cells


def compile_places(evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame) -> Places:
    """Compile sites and what follows from the main one.

    A site is a municipality (or, abroad and in other regions, a geography) in which a source
    places the entity. The main site is Walloon where any is, then the one with most independent
    sources, then the one seen last, then the one that a source names first. An entity that no
    source places, but that lies in a science park, has the park's site. Only Walloon sites have
    a hub.
    """
    gazetteer = _gazetteer(evidence)
    located = _located(candidates, gazetteer)
    sites = _sites(located)
    located = pd.concat([located, _in_parks(candidates, located, sites)], ignore_index=True)
    sites = _sites(located)
    postcodes = _postcodes(evidence, candidates, sites)
    hubs = city_hubs(evidence, candidates, gazetteer)
    nearest = _nearest_hub(sites, hubs, parameter(evidence, "hub_distance_km"))
    sites = sites.assign(postcode=postcodes, **nearest)
    traces = located[["entity_id", "geo_code", "statement_id"]].merge(
        sites[["site_id", "entity_id", "geo_code", "main"]], on=["entity_id", "geo_code"]
    )
    return Places(sites, traces, _main_cells(evidence, candidates, sites, traces))


def city_hubs(
    evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame, gazetteer: pd.DataFrame
) -> pd.DataFrame:
    """Return the city hubs: `hub_id`, `geo_code`, and the point of their municipality."""
    kinds = candidates[(candidates["property"] == "kind") & (candidates["value"] == CITY_HUB)]
    seats = _located(candidates[candidates["entity_id"].isin(kinds["entity_id"])], gazetteer)
    seats = seats.drop_duplicates("entity_id").sort_values("entity_id")
    points = evidence["geographies"].set_index("geo_code")[["latitude", "longitude"]]
    hubs = seats[["entity_id", "geo_code"]].rename(columns={"entity_id": "hub_id"})
    return hubs.join(points, on="geo_code").reset_index(drop=True)


def distance_km(latitude, longitude, other_latitude, other_longitude):
    """Great-circle distance in kilometres of points in degrees (haversine), vectorised."""
    one, two = np.radians(latitude), np.radians(other_latitude)
    half = np.sin((two - one) / 2) ** 2
    half += np.cos(one) * np.cos(two) * np.sin(np.radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))


def _gazetteer(evidence: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Localities by name, with geography, the locality's or else the municipality's point."""
    places = evidence["localities"][["name", "geo_code", "postcode", "latitude", "longitude"]]
    geographies = evidence["geographies"].set_index("geo_code")
    places = places.join(
        geographies[["kind", "nis_code", "province", "nuts3_code"]], on="geo_code"
    ).rename(columns={"name": "locality", "postcode": "locality_postcode"})
    for axis in ("latitude", "longitude"):
        places[axis] = places[axis].fillna(places["geo_code"].map(geographies[axis]))
    return places.assign(
        in_wallonia=places["geo_code"].isin(inside(geographies["parent_code"], WALLONIA))
    )


def inside(parents: pd.Series, root: str) -> set[str]:
    """Return the codes of a geography and of all that it contains.

    In: the parent of each geography, by code.
    """
    found, layer = {root}, {root}
    while layer:
        layer = set(parents.index[parents.isin(layer)]) - found
        found |= layer
    return found


def _located(candidates: pd.DataFrame, gazetteer: pd.DataFrame) -> pd.DataFrame:
    """Statements that place an entity, with the place."""
    rows = candidates[candidates["property"].isin(["locality", "legal_seat"])]
    rows = rows[rows["entity_id"].notna()].merge(
        gazetteer, left_on="value", right_on="locality", how="inner", suffixes=("_stated", "")
    )
    return rows.drop(columns=["geo_code_stated"])


def _in_parks(
    candidates: pd.DataFrame, located: pd.DataFrame, sites: pd.DataFrame
) -> pd.DataFrame:
    """Statements that put an otherwise unplaced entity into a park, with the park's place."""
    rows = candidates[candidates["property"] == "located_in"]
    rows = rows[~rows["entity_id"].isin(located["entity_id"])].drop(columns=["geo_code"])
    place = [
        "locality", "geo_code", "locality_postcode", "latitude", "longitude", "kind", "nis_code",
        "province", "nuts3_code", "in_wallonia",
    ]  # fmt: skip
    parks = sites.loc[sites["main"], ["entity_id", *place]].rename(columns={"entity_id": "object_id"})
    return rows.merge(parks, on="object_id", how="inner")


def _sites(located: pd.DataFrame) -> pd.DataFrame:
    """One row an entity and geography, with the name of the locality that most sources use."""
    key = ["entity_id", "geo_code"]
    located = located.assign(seen=located["published"].fillna(located["period"]))
    grouped = located.groupby(key, sort=True)
    summary = grouped.agg(
        n_independent=("origin", "nunique"), last_seen=("seen", "max"), best=("source_kind_rank", "min"),
        first_named=("ordinal", "min"),
    )
    use = located.groupby([*key, "locality"], sort=True).agg(used=("origin", "nunique")).reset_index()
    use = use.sort_values([*key, "used", "locality"], ascending=[True, True, False, True])
    named = use.drop_duplicates(key).drop(columns="used")
    place = located.drop_duplicates([*key, "locality"])[
        [*key, "locality", "locality_postcode", "latitude", "longitude", "nis_code", "province",
         "nuts3_code", "in_wallonia", "kind"]
    ]  # fmt: skip
    sites = named.merge(place, on=[*key, "locality"]).merge(summary.reset_index(), on=key)
    sites = sites.sort_values(
        ["entity_id", "in_wallonia", "n_independent", "last_seen", "best", "first_named", "geo_code"],
        ascending=[True, False, False, False, True, True, True],
    )
    ids = [row_id("p", *pair) for pair in zip(sites["entity_id"], sites["geo_code"], strict=True)]
    return sites.assign(site_id=ids, main=~sites.duplicated("entity_id"))


def _postcodes(
    evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame, sites: pd.DataFrame
) -> pd.Series:
    """Postcode of each site: as printed for the entity, else the locality's one, else none."""
    municipality = evidence["postcodes"].set_index("postcode")["geo_code"]
    printed = candidates[candidates["property"] == "postcode"]
    printed = printed.assign(geo_code=printed["value"].map(municipality)).dropna(subset=["geo_code"])
    printed = printed.sort_values(["source_kind_rank", "published", "statement_id"], ascending=[True, False, True])
    printed = printed.drop_duplicates(["entity_id", "geo_code"]).set_index(["entity_id", "geo_code"])
    found = sites.join(printed["value"], on=["entity_id", "geo_code"])["value"]
    only = municipality.reset_index().drop_duplicates("geo_code", keep=False)
    only = only.set_index("geo_code")["postcode"]
    return found.fillna(sites["locality_postcode"]).fillna(sites["geo_code"].map(only))


def _nearest_hub(sites: pd.DataFrame, hubs: pd.DataFrame, limit_km: float) -> pd.DataFrame:
    """Hub of each Walloon site by municipality, else the nearest one within the limit.

    Out: `hub_id`, `hub_basis` (municipality, distance) and `hub_distance_km` on the index of sites.
    """
    walloon = sites.loc[sites["in_wallonia"], ["site_id", "geo_code", "latitude", "longitude"]]
    pairs = walloon.merge(hubs, how="cross", suffixes=("", "_of_hub"))
    pairs["own"] = pairs["geo_code"] == pairs["geo_code_of_hub"]
    pairs["hub_distance_km"] = distance_km(
        pairs["latitude"], pairs["longitude"], pairs["latitude_of_hub"], pairs["longitude_of_hub"]
    ).round(1)
    pairs = pairs[pairs["own"] | (pairs["hub_distance_km"] <= limit_km)]
    pairs = pairs.sort_values(["own", "hub_distance_km", "hub_id"], ascending=[False, True, True])
    pairs["hub_basis"] = pairs["own"].map({True: "municipality", False: "distance"})
    chosen = pairs.drop_duplicates("site_id").set_index("site_id")
    return sites[["site_id"]].join(chosen[["hub_id", "hub_basis", "hub_distance_km"]], on="site_id").drop(
        columns="site_id"
    )


def _main_cells(
    evidence: dict[str, pd.DataFrame],
    candidates: pd.DataFrame,
    sites: pd.DataFrame,
    traces: pd.DataFrame,
) -> Cells:
    """Cells of the entity tables that follow from the main site or, without one, from a hub."""
    main = sites[sites["main"]]
    of_main = traces[traces["main"]][["entity_id", "statement_id"]]
    makers = [
        derived_fields(main, ["locality", "postcode", "in_wallonia"], "main_site", of_main),
        derived_fields(
            main, ["nis_code", "province", "nuts3_code"], "municipality_of_locality", of_main
        ),
        derived_fields(main, ["hub_id", "hub_basis", "hub_distance_km"], "hub_of_municipality", of_main),
    ]
    stated = candidates[(candidates["property"] == "hub") & ~candidates["entity_id"].isin(main["entity_id"])]
    names = evidence["entities"].set_index("name")["entity_id"]
    stated = stated.assign(hub_id=stated["value"].map(names)).dropna(subset=["hub_id"])
    stated = stated.sort_values(["entity_id", "source_kind_rank", "statement_id"])
    first = stated.drop_duplicates("entity_id").assign(hub_basis="stated")
    makers.append(
        derived_fields(first, ["hub_id", "hub_basis"], "hub_as_stated", stated[["entity_id", "statement_id"]])
    )
    return concat(makers)
