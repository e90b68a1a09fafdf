"""The list of indicators, the longest series first, and a page for each: chart, table, definition, data."""

import csv
import io

import pandas as pd

from scripts.evidence.printed import printed_bounds
from scripts.site.charts import GROUND, series
from scripts.site.model import Site
from scripts.site.words import fold

UNDER_TEST = "V"
WHOLE_ECONOMY = "total"
UNIONS = ("EU", "EA", "W")  # how the codes of unions of states, and of the world, begin
DRAWN = 3  # years that a line needs
FIRST = 8  # series that the list shows as pictures
COLUMNS = (
    "observation_id",
    "geo_code",
    "period",
    "value",
    "value_low",
    "value_high",
    "unit",
    "qualifier",
    "rank",
    "rank_scope",
    "obs_status",
    "origin",
    "contested",
    "asserted_by",
)


def pages(site: Site) -> dict[str, bytes]:
    """Return the list of indicators, the page of each that has figures, and its figures as CSV."""
    described = {row["indicator_id"]: row for row in site.rows("indicators")}
    frames = dict(list(_typed(site).groupby("indicator_id")))
    listed, made = [], {}
    for key, figures in frames.items():
        chart = _chart(site, described[key], figures)
        listed.append(_listed(site, described[key], figures, chart))
        made |= _page(
            site, described[key], figures, chart, [item for item in _operands(described[key]) if item in frames]
        )
    listed.sort(key=lambda row: (-row["years"], row["title"]))
    return made | site.render(
        "list_indicators.html",
        "indicators/",
        "Indicators",
        rows=listed,
        first=[
            row
            for row in listed
            if row["chart"] and row["ground"] and row["own"] and row["perimeter_id"] != WHOLE_ECONOMY
        ][:FIRST],
    )


def _typed(site: Site) -> pd.DataFrame:
    """The figures, typed, with the name of their place and, as `low` and `high`, the bounds of those under test."""
    rows = site.schemas["national_indicators"].cast(site.tables["national_indicators"])
    names = {row["geo_code"]: site.labels[f"geographies/{row['geo_code']}"]["en"] for row in site.rows("geographies")}
    tested = rows["obs_status"] == UNDER_TEST
    bounds = _bounds(site, rows.loc[tested, "statement_id"])
    return rows.assign(
        place=rows["geo_code"].map(names),
        tested=tested,
        dated=rows["year"].notna() & rows["value"].notna(),
        low=rows["statement_id"].map(bounds["low"]).where(tested),
        high=rows["statement_id"].map(bounds["high"]).where(tested),
    )


def _bounds(site: Site, ids: pd.Series) -> pd.DataFrame:
    """Between which values each figure lies as its page prints it, in the unit of its statement."""
    said = (
        site.schemas["statements"]
        .cast(site.tables["statements"])
        .set_index("statement_id", drop=False)
        .loc[ids.unique()]
    )
    units, tolerances, sources = (
        site.schemas[name].cast(site.tables[name]) for name in ("units", "tolerances", "sources")
    )
    bounds = printed_bounds(said, {"units": units, "tolerances": tolerances, "sources": sources})
    factor = said["unit"].map(units.set_index("unit")["factor"])
    return bounds.div(factor.astype("float64"), axis=0)


def _chart(site: Site, indicator: dict, figures: pd.DataFrame) -> dict | None:
    """A picture where some place has enough years."""
    years = figures[figures["dated"] & ~figures["tested"]].groupby("geo_code")["year"].nunique()
    if years.empty or years.max() < DRAWN:
        return None
    unit = next(row["title"] for row in site.rows("units") if row["unit"] == indicator["unit"])
    alone = years.index[~years.index.str.startswith(UNIONS)]  # a union of states would flatten all others
    drawn = figures[figures["geo_code"].isin(alone if len(alone) else years.index)]
    drawn = drawn.astype({"year": "float64", "value": "float64"})
    drawn = drawn.drop_duplicates(["geo_code", "year"]).sort_values(["geo_code", "year"])
    columns = ["geo_code", "place", "year", "value", "low", "high", "tested", "dated"]
    title = f"{indicator['title']}, {unit}, {int(drawn['year'].min())} to {int(drawn['year'].max())}"
    return {"svg": series(drawn[columns], unit, title), "title": title}


def _listed(site: Site, indicator: dict, figures: pd.DataFrame, chart: dict | None) -> dict:
    """One row of the list: its title, perimeter, places, span of years, and what it is found by."""
    ground = figures[figures["geo_code"].isin(GROUND) & figures["dated"] & ~figures["tested"]]
    span = figures["year"].dropna()
    perimeter = site.perimeters.get(indicator["perimeter_id"], "")
    places = list(dict.fromkeys(figures["place"].dropna()))
    return indicator | {
        "chart": chart,
        "ground": len(ground),
        "years": int(ground["year"].nunique()),
        "n": len(figures),
        "places": places,
        "own": not indicator["formula"],
        "perimeter": perimeter,
        "span": f"{int(span.min())} to {int(span.max())}" if len(span) else "",
        "found_by": fold(
            " ".join([indicator["indicator_id"].replace("_", " "), indicator["title"], perimeter, *places])
        ),
    }


def _operands(indicator: dict) -> list[str]:
    """The indicators that one is computed from."""
    return [indicator[column] for column in ("numerator_id", "denominator_id") if indicator[column]]


def _page(
    site: Site, indicator: dict, figures: pd.DataFrame, chart: dict | None, operands: list[str]
) -> dict[str, bytes]:
    key = indicator["indicator_id"]
    rows = [
        row | {"place": place, "amount": site.amount(row), "said": site.said.get(row["statement_id"])}
        for row, place in zip(site.rows("national_indicators", "indicator_id", key), figures["place"], strict=True)
    ]
    sources = {}
    for row in rows:
        if row["said"]:
            sources.setdefault(row["said"].source_id, row["said"])
    rows.sort(key=lambda row: (row["geo_code"] not in GROUND, row["place"], row["date_latest"] or row["period"]))
    made = site.render(
        "indicator.html",
        f"indicators/{key}/",
        indicator["title"],
        indicator=indicator,
        key=key,
        rows=rows,
        chart=chart,
        operands=operands,
        perimeter=site.perimeters.get(indicator["perimeter_id"], ""),
        name=f"{key}.csv",
        sources=list(sources.values()),
        numbers={source: number for number, source in enumerate(sources, 1)},
        proxy=site.titles.get(indicator["proxy_for"], indicator["proxy_for"].replace("_", " ")),
    )
    return made | {f"indicators/{key}/{key}.csv": _csv(rows)}


def _csv(rows: list[dict]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
