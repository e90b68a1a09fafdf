"""Places: municipalities and postcodes that exist, geographies that nest, points and hubs that can be."""

import pandas as pd

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, contained, in_cycle, isin, pairs_in, view
from scripts.compile.places import BELGIUM, CITY_HUB, distance_km
from scripts.evidence.columns import lookup

PLACES = ["locality", "legal_seat"]  # properties whose value is a locality


def _km_from(world: World, rows: pd.DataFrame, geo_code: pd.Series) -> pd.Series:
    """How far the point of each row lies from that of a geography."""
    points = world.lookup("geographies", "geo_code", ["latitude", "longitude"])
    points = points.reindex(geo_code).set_axis(rows.index)
    return distance_km(rows["latitude"], rows["longitude"], points["latitude"], points["longitude"])


@view(of="localities")
def localities(world: World) -> pd.DataFrame:
    """Localities with the municipality of their postcode, whether theirs exists today, and how far it is."""
    rows, places = world.typed["localities"], world.typed["geographies"]
    today = world.given("today")
    gone = places.loc[(places["valid_from"] > today) | (places["valid_until"] < today), "geo_code"]
    return rows.assign(
        exists=~isin(rows["geo_code"], gone),
        postcode_of=rows["postcode"].map(world.lookup("postcodes", "postcode", "geo_code")),
        km=_km_from(world, rows, rows["geo_code"]),
    )


@view(of="sites")
def sites(world: World) -> pd.DataFrame:
    """Sites with the municipality of their postcode."""
    rows = world.typed["sites"]
    return rows.assign(postcode_of=rows["postcode"].map(world.lookup("postcodes", "postcode", "geo_code")))


@view(of="statements")
def statements_of_places(world: World) -> pd.DataFrame:
    """Statements that place an entity, with whether `value` is a known locality, postcode of its site, or city hub."""
    rows, sites, hubs = world.typed["statements"], world.undisputed["sites"], world.undisputed["hubs"]
    rows = rows[rows["property"].isin([*PLACES, "postcode", "hub"]) & (rows["state"] == "used")]
    cities = hubs.loc[hubs["kind"] == CITY_HUB]
    postcode_of = rows["value"].map(world.lookup("postcodes", "postcode", "geo_code"))
    pairs = zip(sites["entity_id"], sites["geo_code"], strict=True)
    outside = sites.loc[~sites["in_wallonia"].eq(True), "entity_id"]  # postcodes of other regions are not listed
    return rows.assign(
        is_locality=isin(rows["value"], world.typed["localities"]["name"]),
        is_postcode_of_site=pairs_in(rows["entity_id"], postcode_of, pairs)
        | (postcode_of.isna() & isin(rows["entity_id"], outside)),
        is_city_hub=isin(rows["value"], pd.concat([cities["name"], cities["hub_id"]])),
    )


@view(of="geographies")
def geographies(world: World) -> pd.DataFrame:
    """Geographies with what contains them, and what the codes of a municipality follow from."""
    rows = world.typed["geographies"]
    kind = world.lookup("geographies", "geo_code", "kind")
    name = world.lookup("geographies", "geo_code", "name")
    pairs = sorted(contained(world.lookup("geographies", "geo_code", "parent_code")))
    above = pd.DataFrame(pairs, columns=["geo_code", "above"], dtype="str")
    above = above.assign(kind=above["above"].map(kind)).drop_duplicates(["geo_code", "kind"])
    above = above.pivot(index="geo_code", columns="kind", values="above")
    above = above.reindex(columns=["arrondissement", "province"])
    municipality = rows["kind"] == "municipality"
    return rows.assign(
        parent_kind=rows["parent_code"].map(kind),
        expected_nis_code=rows["geo_code"].str.removeprefix("nis-").where(municipality),
        expected_nuts3_code=rows["geo_code"].map(above["arrondissement"]).where(municipality),
        expected_province=rows["geo_code"].map(above["province"]).map(name).where(municipality),
    )


@view(of="hubs")
def hubs(world: World) -> pd.DataFrame:
    """Hubs with the city hub of their main site, and how far their point lies from their municipality."""
    rows = world.typed["hubs"]
    main = lookup(world.typed["sites"].query("main"), "entity_id", "hub_id")
    return rows.assign(
        expected_city_hub_id=rows["hub_id"].map(main).where(rows["kind"] != CITY_HUB, rows["hub_id"]),
        km=_km_from(world, rows, "nis-" + rows["nis_code"]),
    )


@rule(
    "R201", "sites.postcode", "localities.postcode", needs="postcode geo_code", also="postcode_of",
    says="Postcode {postcode} does not belong to {geo_code}.", expected="a postcode of {geo_code}",
)
def postcode_of_municipality(rows):
    """A postcode belongs to the municipality.

    One of the two places the entity in the wrong town.

    Correct the postcode or the locality in the statements; a new pair is added to postcodes with its source.
    """
    return rows["postcode_of"] == rows["geo_code"]


@rule(
    "R208", "statements_of_places.value", needs="value property", also="is_postcode_of_site",
    says="{value} is no postcode of a place where {entity_id} is.", expected="a postcode of the municipality of a site",
)
def stated_postcode_of_a_site(statements):
    """A stated postcode exists and belongs to a place where a source puts the entity.

    One of the two places the entity in the wrong town, and the postcode would be left out without a word.

    Compare postcode and locality with the page; a postcode that is missing is added to postcodes with its source.
    """
    return (statements["property"] != "postcode") | statements["is_postcode_of_site"]


@rule(
    "R202", "localities.geo_code", needs="geo_code", also="exists",
    says="{geo_code} is no municipality of today.", expected="a municipality that exists today",
)
def municipality_of_today(localities):
    """A locality lies in a municipality which exists today.

    Municipalities merge and their codes change: an old code joins with no current table.

    Use the code of the municipality that took over, or add it to geographies.
    """
    return localities["exists"]


@rule(
    "R206", "statements_of_places.value", needs="value property", also="is_locality",
    says="No row of localities is called “{value}”.", expected="a name of the table localities",
)
def locality_is_known(statements):
    """Every locality that statements name is known.

    A place that localities does not have is left out of the sites without a word.

    Add the name to localities with its municipality and a source.
    """
    return ~statements["property"].isin(PLACES) | statements["is_locality"]


@rule(
    "R211", "geographies.parent_code", needs="geo_code parent_code",
    says="{geo_code} lies in {parent_code}, and that in the end in {geo_code}.",
)
def contains_not_itself(geographies):
    """No geography contains itself.

    Whoever climbs from a place to its country would go round for ever.

    Correct parent_code.
    """
    return ~in_cycle(geographies["geo_code"], geographies["parent_code"])


@rule(
    "R212", "geographies.parent_code", needs="kind parent_code parent_kind",
    says="{geo_code} ({kind}) lies in {parent_code}, which is no higher level.",
    expected="a geography of a higher level",
)
def lies_in_higher_level(geographies, levels):
    """A geography lies in one of a higher level.

    Sums over parts and shares of wholes follow these steps; groups may hold groups.

    Correct kind or parent_code.
    """
    level = {kind: place for place, kind in enumerate(levels)}
    higher = geographies["parent_kind"].map(level) > geographies["kind"].map(level)
    return higher | ((geographies["kind"] == "group") & (geographies["parent_kind"] == "group"))


@rule(
    "R213", "geographies.nis_code", "geographies.nuts3_code", "geographies.province", needs="kind",
    also="expected_nis_code expected_nuts3_code expected_province", says="“{it}” is not what follows for {geo_code}.",
)
def codes_follow_from_nesting(geographies, column):
    """A municipality's codes agree with its key and with what contains it.

    NIS code, NUTS 3 and province of a municipality stand in its row and in those above it.

    Make the cell agree with geo_code, or with the arrondissement and province above it.
    """
    expected = geographies[f"expected_{column}"]
    return expected.isna() | (geographies[column] == expected)


@rule(
    "R221", "geographies.latitude", "geographies.longitude", "localities.latitude", "localities.longitude",
    needs="{column} geo_code", says="The point of {name} is not in Belgium.",
)
def lies_in_belgium(rows, column, bounds_of_belgium):
    """Points of Belgian places lie in Belgium.

    Swapped or mistyped degrees put a place into the sea.

    Latitude (about 50) goes first, longitude (about 5) second, both in degrees.
    """
    latitude, longitude = bounds_of_belgium
    belgian = rows["geo_code"].str.match(rf"nis-|{BELGIUM}(?:[0-9]|$)")
    return ~belgian | rows[column].between(*(latitude if column == "latitude" else longitude))


@rule(
    "R222", "hubs.latitude", "localities.latitude", needs="km",
    says="The point of {name} lies far from that of its municipality.",
)
def near_its_municipality(rows, municipality_distance_km):
    """A point lies near its municipality.

    The point of another place of the same name moves entities to another hub.

    Take the point of the right place; the distance allowed is municipality_distance_km of the policy.
    """
    return rows["km"] <= municipality_distance_km


@rule(
    "R226", "statements_of_places.value", needs="value property", also="is_city_hub",
    says="“{value}” is no city hub.", expected="the name of a city hub",
)
def hub_is_a_city(statements):
    """The hub of an entity is a city hub.

    Parks and incubators lie in a city hub and are none.

    Name the park in a statement of located_in; the hub follows from the place.
    """
    return (statements["property"] != "hub") | statements["is_city_hub"]


@rule(
    "R227", "hubs.city_hub_id", needs="expected_city_hub_id", says="{name} lies in another city hub.",
)
def park_lies_in_its_hub(hubs):
    """A science park lies in its city hub.

    A park that counts with another city shifts all its companies.

    Correct the park's locality, or the statement of its hub.
    """
    return hubs["city_hub_id"] == hubs["expected_city_hub_id"]
