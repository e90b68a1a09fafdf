"""Places on the map: points that can be, and the city hub that follows from them."""

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import once
from scripts.check.consistency.geography import by_code
from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.compile.places import CITY_HUB, distance_km
from scripts.compile.policy import parameter
from scripts.package.findings import Finding, Rule

IN_BELGIUM = Rule(
    "R221", "Points of Belgian places lie in Belgium",
    "Swapped or mistyped degrees put a place into the sea.",
    "error", "consistency", "pandera", "Latitude (about 50) goes first, longitude (about 5) second, both in degrees.",
)
NEAR_MUNICIPALITY = Rule(
    "R222", "A point lies near its municipality",
    "The point of another place of the same name moves entities to another hub.",
    "error", "consistency", "pandera",
    "Take the point of the right place; the distance allowed is municipality_distance_km of the policy.",
)
HUB = Rule(
    "R223", "The hub follows its rule",
    "The hub is that of the municipality, else the nearest within the policy's distance, else blank; "
    "whoever counts by hub relies on it.",
    "error", "consistency", "pandera", "Run `make build`; where the place is wrong, correct its statement.",
)
HUB_BASIS = Rule(
    "R224", "The basis of a hub is how it was found",
    "A hub by distance and one that a source states are not equally sure.",
    "error", "consistency", "pandera", "Run `make build`.",
)
HUB_DISTANCE = Rule(
    "R225", "The distance to the hub is what the points say",
    "Readers filter by distance.",
    "error", "consistency", "pandera",
    "Run `make build`; where a point is wrong, correct it in geographies or localities.",
)
CITY_HUB_ONLY = Rule(
    "R226", "The hub of an entity is a city hub",
    "Parks and incubators lie in a city hub and are none.",
    "error", "consistency", "pandera", "Name the park in a statement of located_in; the hub follows from the place.",
)
PARK_IN_HUB = Rule(
    "R227", "A science park lies in its city hub",
    "A park that counts with another city shifts all its companies.",
    "error", "consistency", "pandera", "Correct the park's locality, or the statement of its hub.",
)

STATED = "stated"  # a hub that a source names where no locality is known
LEAST_KM = 0.1  # distances are published with one decimal
WITH_HUB = {"companies": "hub_id", "institutions": "hub_id", "sites": "hub_id"}


@once
def _hubs(context: Context) -> pd.DataFrame:
    """City hubs by id in order, with code and point of their municipality."""
    hubs = context.typed["hubs"]
    hubs = hubs[hubs["kind"] == CITY_HUB].dropna(subset=["hub_id", "nis_code"]).sort_values("hub_id")
    hubs = hubs.assign(geo_code="nis-" + hubs["nis_code"]).set_index("hub_id")
    return hubs[["geo_code"]].join(_point(context), "geo_code")


def _point(context: Context) -> pd.DataFrame:
    return by_code(context)[["latitude", "longitude"]]


@once
def _follow(context: Context) -> pd.DataFrame:
    """What the rule of hubs gives for each locality by name: `hub`, `basis` and `km`.

    The point is that of the locality, else that of its municipality.
    """
    places, hubs = context.typed["localities"].drop_duplicates("name").set_index("name"), _hubs(context)
    points = places[["latitude", "longitude"]].fillna(places[["geo_code"]].join(_point(context), "geo_code"))
    if hubs.empty:
        return pd.DataFrame(columns=["hub", "basis", "km"])
    grid = distance_km(
        points["latitude"].to_numpy()[:, None], points["longitude"].to_numpy()[:, None],
        hubs["latitude"].to_numpy(), hubs["longitude"].to_numpy(),
    )  # fmt: skip
    grid = np.where(np.isnan(grid), np.inf, grid)
    is_in = places["geo_code"].to_numpy()[:, None] == hubs["geo_code"].to_numpy()
    own = is_in.any(axis=1)
    chosen = np.where(own, is_in.argmax(axis=1), grid.argmin(axis=1))
    km = grid[np.arange(len(places)), chosen].round(1)
    basis = np.where(own, "municipality", "distance")
    found = pd.DataFrame({"hub": hubs.index.to_numpy()[chosen], "basis": basis, "km": km}, index=places.index)
    return found[own | (km <= parameter(context.typed, "hub_distance_km"))]


def _by_rule(column: str) -> RowFunction:
    return lambda rows, context: rows["locality"].map(_follow(context)[column])


def _hub(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _by_rule("hub")(rows, context).astype("str").fillna("no hub")


def _basis(rows: pd.DataFrame, context: Context) -> pd.Series:
    """A hub without a locality can only have been stated."""
    found = _by_rule("basis")(rows, context).astype("str").where(rows["locality"].notna(), STATED)
    return found.where(rows["hub_id"].notna()).fillna("no basis")


def _right_distance(rows: pd.DataFrame, context: Context) -> pd.Series:
    right, given = _by_rule("km")(rows, context), rows["hub_distance_km"]
    return (right.isna() & given.isna()) | ((right - given).abs() < LEAST_KM)


def _park_hub(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _by_rule("hub")(rows, context).mask(rows["kind"] == CITY_HUB, rows["hub_id"])


def _is_city_hub(column: str) -> RowFunction:
    return lambda rows, context: rows[column].isin(_hubs(context).index)


def _near(rows: pd.DataFrame, context: Context) -> pd.Series:
    geo_code = "nis-" + rows["nis_code"] if "nis_code" in rows else rows["geo_code"]
    point = _point(context).reindex(geo_code).set_axis(rows.index)
    km = distance_km(rows["latitude"], rows["longitude"], point["latitude"], point["longitude"])
    return ~(km > parameter(context.typed, "municipality_distance_km"))


def _in_belgium(axis: str) -> RowFunction:
    """The bounds are those of the points of hubs, which their schema declares."""

    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        bounds = context.package.resources["hubs"].schema.field(axis)["constraints"]
        belgian = rows["geo_code"].str.match(r"nis-|BE(?:[0-9]|$)")
        return ~belgian | rows[axis].between(bounds["minimum"], bounds["maximum"])

    return fine


CHECKS = (
    *(
        Check(
            IN_BELGIUM, table, axis, _in_belgium(axis), f"The {axis} {{{axis}}} of {{name}} is not in Belgium.",
            ("geo_code", axis),
        )
        for table in ("geographies", "localities")
        for axis in ("latitude", "longitude")
    ),
    *(
        Check(
            NEAR_MUNICIPALITY, table, "latitude", _near, "The point of {name} lies far from that of its municipality.",
            (code, "latitude", "longitude"),
        )
        for table, code in [("hubs", "nis_code"), ("localities", "geo_code")]
    ),
    *(
        Check(
            HUB, table, "hub_id", lambda rows, context: rows["hub_id"].fillna("no hub") == _hub(rows, context),
            "By the rule {locality} has another hub.", ("locality",), _hub,
        )
        for table in WITH_HUB
    ),
    *(
        Check(
            HUB_BASIS, table, "hub_basis",
            lambda rows, context: rows["hub_basis"].fillna("no basis") == _basis(rows, context),
            "The hub was found in another way.", (), _basis,
        )
        for table in ("companies", "institutions")
    ),
    *(
        Check(
            HUB_DISTANCE, table, "hub_distance_km", _right_distance,
            "The points of {locality} and of the hub lie otherwise.", ("locality",), _by_rule("km"),
        )
        for table in ("companies", "institutions")
    ),
    *(
        Check(CITY_HUB_ONLY, table, column, _is_city_hub(column), f"{{{column}}} is no city hub.", (column,))
        for table, column in [*WITH_HUB.items(), ("hubs", "city_hub_id")]
    ),
    Check(
        PARK_IN_HUB, "hubs", "city_hub_id",
        lambda rows, context: _park_hub(rows, context).isna() | (rows["city_hub_id"] == _park_hub(rows, context)),
        "{name} lies in another city hub.", ("kind",), _park_hub,
    ),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check points and hubs."""
    return run(context, CHECKS)
