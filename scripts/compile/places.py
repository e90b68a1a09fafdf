"""Where entities are: their sites, the main one, and the city hub by distance."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from scripts.compile.cells import Derived
from scripts.compile.policy import parameter
from scripts.evidence.columns import Tables, lookup
from scripts.evidence.identifiers import row_ids

EARTH_RADIUS_KM = 6371.0088  # mean radius, IUGG
WALLONIA = "BE3"
BELGIUM = "BE"
CITY_HUB = "city_hub"
SITE = ["entity_id", "geo_code"]
POINT = ["latitude", "longitude"]
# What the gazetteer says of a place.
PLACE = [
    "locality", "geo_code", "locality_postcode", *POINT, "kind", "nis_code", "province", "nuts3_code", "in_wallonia",
]  # fmt: skip
# What the policy weighs of a statement that places an entity.
WEIGHED = ["entity_id", "statement_id", "ordinal", "origin", "published", "period", "source_kind_rank"]


class Places(NamedTuple):
    """Where entities are.

    `sites` is the published table, `traces` its statements by `site_id`, `hubs_stated` the hub
    that a source names of an entity without site, `fields` what the entity tables take from all that.
    """

    sites: pd.DataFrame
    traces: pd.DataFrame
    hubs_stated: pd.DataFrame
    fields: list[Derived]

    @property
    def main(self) -> pd.DataFrame:
        """The main site of every entity that has one."""
        return self.sites[self.sites["main"]]


def compile_places(evidence: Tables, candidates: pd.DataFrame) -> Places:
    """Compile sites and what follows from the main one.

    A site is a municipality (or, abroad and in other regions, a geography) in which a source
    places the entity. The main site is Walloon where any is, then the one with most independent
    sources, then the one seen last, then the one that a source names first. An entity that no
    source places, but that lies in a science park, has the park's site. Only Walloon sites have
    a hub.
    """
    located = _located(candidates, _gazetteer(evidence))
    hubs = _city_hubs(evidence, candidates, located)
    sites = _sites(located)
    in_parks = _in_parks(candidates, sites)
    if not in_parks.empty:
        located = pd.concat([located, in_parks], ignore_index=True)
        sites = _sites(located)
    sites["postcode"] = _postcodes(evidence, candidates, sites)
    sites = sites.join(_nearest_hub(sites, hubs, parameter(evidence, "hub_distance_km")), on="site_id")
    traces = located[[*SITE, "statement_id"]].merge(sites[["site_id", *SITE, "main"]], on=SITE)
    hubs_stated = _hubs_stated(evidence, candidates, sites)
    return Places(sites, traces, hubs_stated.drop_duplicates("entity_id"), _fields(sites, traces, hubs_stated))


def distance_km(latitude, longitude, other_latitude, other_longitude):
    """Great-circle distance in kilometres of points in degrees (haversine), vectorised."""
    one, two = np.radians(latitude), np.radians(other_latitude)
    half = np.sin((two - one) / 2) ** 2
    half += np.cos(one) * np.cos(two) * np.sin(np.radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(half))


def inside(parents: pd.Series, root: str) -> set[str]:
    """Return the codes of a geography and of all that it contains, from the parent of each by code."""
    found, layer = {root}, {root}
    while layer:
        layer = set(parents.index[parents.isin(layer)]) - found
        found |= layer
    return found


def _gazetteer(evidence: Tables) -> pd.DataFrame:
    """Localities by name, with geography, the locality's or else the municipality's point."""
    localities = evidence["localities"].rename(columns={"name": "locality", "postcode": "locality_postcode"})
    geographies = lookup(
        evidence["geographies"], "geo_code", ["kind", "nis_code", "province", "nuts3_code", "parent_code", *POINT]
    )
    places = localities.join(geographies, on="geo_code", suffixes=("", "_of_geography"))
    for axis in POINT:
        places[axis] = places[axis].fillna(places[f"{axis}_of_geography"])
    walloon = places["geo_code"].isin(inside(geographies["parent_code"], WALLONIA))
    return places.assign(in_wallonia=walloon)[PLACE]


def _located(candidates: pd.DataFrame, gazetteer: pd.DataFrame) -> pd.DataFrame:
    """Statements that place an entity, with the place."""
    is_place = candidates["property"].isin(["locality", "legal_seat"]) & candidates["entity_id"].notna()
    return candidates.loc[is_place, [*WEIGHED, "value"]].merge(gazetteer, left_on="value", right_on="locality")


def _city_hubs(evidence: Tables, candidates: pd.DataFrame, located: pd.DataFrame) -> pd.DataFrame:
    """Return the city hubs: `hub_id`, `geo_code`, and the point of their municipality."""
    is_city = (candidates["property"] == "kind") & (candidates["value"] == CITY_HUB)
    seats = located.loc[located["entity_id"].isin(candidates.loc[is_city, "entity_id"]), SITE]
    points = lookup(evidence["geographies"], "geo_code", POINT)
    return seats.drop_duplicates("entity_id").rename(columns={"entity_id": "hub_id"}).join(points, on="geo_code")


def _in_parks(candidates: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Statements that put an otherwise unplaced entity into a park, with the park's place."""
    is_in_park = (candidates["property"] == "located_in") & ~candidates["entity_id"].isin(sites["entity_id"])
    parks = sites.loc[sites["main"], ["entity_id", *PLACE]].rename(columns={"entity_id": "object_id"})
    return candidates.loc[is_in_park, [*WEIGHED, "object_id"]].merge(parks, on="object_id")


def _sites(located: pd.DataFrame) -> pd.DataFrame:
    """One row an entity and geography, with the name of the locality that most sources use."""
    used = located.groupby([*SITE, "locality"])["origin"].transform("nunique")
    rows = located.assign(used=used, seen=located["published"].fillna(located["period"]))
    rows = rows.sort_values([*SITE, "used", "locality"], ascending=[True, True, False, True])
    of_site = rows.groupby(SITE, sort=False)
    sites = rows.assign(
        n_independent=of_site["origin"].transform("nunique"), last_seen=of_site["seen"].transform("max"),
        best=of_site["source_kind_rank"].transform("min"), first_named=of_site["ordinal"].transform("min"),
    ).drop_duplicates(SITE).sort_values(
        ["entity_id", "in_wallonia", "n_independent", "last_seen", "best", "first_named", "geo_code"],
        ascending=[True, False, False, False, True, True, True],
        ignore_index=True,
    )  # fmt: skip
    return sites.assign(site_id=row_ids("p", sites, SITE), main=~sites.duplicated("entity_id"))


def _postcodes(evidence: Tables, candidates: pd.DataFrame, sites: pd.DataFrame) -> pd.Series:
    """Postcode of each site: as printed for the entity, else the locality's one, else none."""
    postcodes = evidence["postcodes"]
    printed = candidates[candidates["property"] == "postcode"]
    printed = printed.assign(geo_code=printed["value"].map(lookup(postcodes, "postcode", "geo_code")))
    printed = printed.sort_values(["source_kind_rank", "published"], ascending=[True, False])
    found = sites[SITE].merge(printed.drop_duplicates(SITE)[[*SITE, "value"]], on=SITE, how="left")["value"]
    only = postcodes.drop_duplicates("geo_code", keep=False).set_index("geo_code")["postcode"]
    return found.fillna(sites["locality_postcode"]).fillna(sites["geo_code"].map(only))


def _nearest_hub(sites: pd.DataFrame, hubs: pd.DataFrame, limit_km: float) -> pd.DataFrame:
    """Hub of each Walloon site by municipality, else the nearest one within the limit.

    Returns
    -------
    `hub_id`, `hub_basis` (municipality, distance) and `hub_distance_km`, by `site_id`.
    """
    walloon = sites.loc[sites["in_wallonia"], ["site_id", "geo_code", *POINT]]
    pairs = walloon.merge(hubs, how="cross", suffixes=("", "_of_hub"))
    own = pairs["geo_code"] == pairs["geo_code_of_hub"]
    distance = distance_km(*(pairs[axis] for axis in (*POINT, "latitude_of_hub", "longitude_of_hub"))).round(1)
    pairs = pairs.assign(own=own, hub_distance_km=distance, hub_basis=np.where(own, "municipality", "distance"))
    pairs = pairs[own | (distance <= limit_km)]
    pairs = pairs.sort_values(["own", "hub_distance_km", "hub_id"], ascending=[False, True, True])
    return lookup(pairs, "site_id", ["hub_id", "hub_basis", "hub_distance_km"])


def _hubs_stated(evidence: Tables, candidates: pd.DataFrame, sites: pd.DataFrame) -> pd.DataFrame:
    """Statements that name the hub of an entity without site, the best one first."""
    is_hub = (candidates["property"] == "hub") & ~candidates["entity_id"].isin(sites["entity_id"])
    stated = candidates.loc[is_hub, ["entity_id", "value", "source_kind_rank", "statement_id"]]
    hub = stated["value"].map(lookup(evidence["entities"], "name", "entity_id"))
    stated = stated.assign(hub_id=hub, hub_basis="stated").dropna(subset="hub_id")
    return stated.sort_values(["entity_id", "source_kind_rank"])


def _fields(sites: pd.DataFrame, traces: pd.DataFrame, hubs_stated: pd.DataFrame) -> list[Derived]:
    """Fields of the entity tables that follow from the main site or, without one, from a hub."""
    main, of = sites[sites["main"]], ["entity_id", "statement_id"]
    of_main = traces.loc[traces["main"], of]
    return [
        Derived(main, ["locality", "postcode", "in_wallonia"], "main_site", of_main),
        Derived(main, ["nis_code", "province", "nuts3_code"], "municipality_of_locality", of_main),
        Derived(main, ["hub_id", "hub_basis", "hub_distance_km"], "hub_of_municipality", of_main),
        Derived(hubs_stated.drop_duplicates("entity_id"), ["hub_id", "hub_basis"], "hub_as_stated", hubs_stated[of]),
    ]
