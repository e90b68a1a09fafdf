"""The list of indicators, the headline series first, and a page for each: chart, table, definition, data."""

import pandas as pd

from scripts.compile.indicators import APART, UNDER_TEST
from scripts.figures.period import is_span
from scripts.package.csvio import table_lines, write_rows
from scripts.site.charts import GROUND, series, small
from scripts.site.model import Site
from scripts.site.words import fold
from scripts.tell.headline import headline
from scripts.tell.trace import larger_unit

UNIONS = ("group", "world")  # kinds of geographies that would flatten all others in a picture
PANEL = ["order", "page", "label", "geo_code", "year", "value"]
DRAWN = 3  # years that a line needs


def pages(site: Site) -> dict[str, bytes]:
    """Return the list of indicators, the page of each, and its figures as CSV."""
    every = _typed(site)
    frames = dict(list(every.groupby("indicator_id")))
    listed, made = [], {}
    for indicator in site.rows("indicators"):
        figures = frames.get(indicator["indicator_id"], every.iloc[:0])
        chart = _chart(site, indicator, figures)
        listed.append(_listed(site, indicator, figures))
        made |= _page(site, indicator, figures, chart)
    panels = starting(site)
    order = panels.groupby("page")["order"].min()
    listed.sort(key=lambda row: (order.get(row["page"], len(order)), -row["years"], row["title"]))
    return made | site.render(
        "list_indicators.html",
        "indicators/",
        "Indicators",
        rows=listed,
        first=[_panel(rows) for _, rows in panels.groupby("order")],
    )


def _typed(site: Site) -> pd.DataFrame:
    """The figures, typed, each with its line of CSV and the name of its place; those under test with their bounds."""
    rows = site.schemas["national_indicators"].cast(site.tables["national_indicators"])
    kinds = {row["geo_code"]: row["kind"] for row in site.rows("geographies")}
    names = {row["geo_code"]: site.labels[f"geographies/{row['geo_code']}"]["en"] for row in site.rows("geographies")}
    tested = rows["obs_status"] == UNDER_TEST
    apart = rows["obs_status"].isin(APART) | rows["period"].map(is_span, na_action="ignore").eq(True)
    return rows.assign(
        line=table_lines(site.tables["national_indicators"]),
        place=rows["geo_code"].map(names),
        union=rows["geo_code"].map(kinds).isin(UNIONS),
        tested=tested,
        yearly=rows["year"].notna() & rows["value"].notna() & ~apart,
        low=rows["statement_id"].map(site.ranges["low"]).where(tested),
        high=rows["statement_id"].map(site.ranges["high"]).where(tested),
    ).astype({"year": "float64", "value": "float64"})


def _chart(site: Site, indicator: dict, figures: pd.DataFrame) -> dict | None:
    """A picture where some place has enough years: their lines, and the figures under test of the same places."""
    known = figures[figures["yearly"]].drop_duplicates(["geo_code", "year"])
    years = known["geo_code"].value_counts()
    if years.empty or years.max() < DRAWN:
        return None
    known = known if known["union"].all() else known[~known["union"]]
    tested = figures[figures["tested"] & figures["geo_code"].isin(known["geo_code"])].dropna(subset=["low", "high"])
    unit = next(row["title"] for row in site.rows("units") if row["unit"] == indicator["unit"])
    title = f"{indicator['title']}, {unit}, {known['year'].min():.0f} to {known['year'].max():.0f}"
    lines = known.sort_values(["geo_code", "year"])[["geo_code", "place", "year", "value"]]
    return {"svg": series(lines, tested[["low", "high"]], unit, title), "title": title}


def starting(site: Site) -> pd.DataFrame:
    """Return the figures of the headline series over years as `charts.small` draws them, each with its `page`."""
    panels = []
    for order, (row, figures) in enumerate(headline(site.tables)):
        known = figures[(figures["year"] != "") & ~figures["period"].map(is_span)]
        if row["indicator_id"] and len(known):
            title, _, place = row["title"].rpartition(", ")
            last = known.iloc[-1]
            panels.append(
                known.assign(
                    order=order,
                    page=f"indicators/{row['indicator_id']}/",
                    label=f"{title}\n{place}, {last['period']}: {site.amount(last)}",
                    year=known["period"].map(_moment),
                    value=_drawn_values(site, known),
                )
            )
    return pd.concat(panels or [pd.DataFrame(columns=PANEL)])[PANEL]


def _drawn_values(site: Site, figures: pd.DataFrame) -> pd.Series:
    """Values of one series in the unit in which its last figure is written."""
    values = figures["value"].astype("float64")
    own = next(unit for unit in site.rows("units") if unit["unit"] == figures["unit"].iloc[-1])
    return values / 1000 if abs(values.iloc[-1]) >= 1000 and larger_unit(site.rows("units"), own) else values


def _panel(rows: pd.DataFrame) -> dict:
    """One headline series: what its link says, where it leads, its picture under a line for place and last figure."""
    title, _, said = rows["label"].iloc[0].partition("\n")
    svg = small(rows.assign(label=said), f"{title}. {said}")
    return {"title": title, "page": rows["page"].iloc[0], "svg": svg}


def _moment(period: str) -> float:
    """A year, or a month or day within it, on an axis of years."""
    year, _, rest = period.partition("-")
    return int(year) + (int(rest[:2]) - 1) / 12 if rest else int(year)


def _listed(site: Site, indicator: dict, figures: pd.DataFrame) -> dict:
    """One row of the list: its title, perimeter, places, span of years, and what it is found by."""
    ground = figures[figures["geo_code"].isin(GROUND) & figures["yearly"]]
    span = figures["year"].dropna()
    perimeter = site.perimeters.get(indicator["perimeter_id"], "")
    places = list(dict.fromkeys(figures["place"].dropna()))
    return indicator | {
        "page": f"indicators/{indicator['indicator_id']}/",
        "years": int(ground["year"].nunique()),
        "n": len(figures),
        "places": places,
        "perimeter": perimeter,
        "span": f"{int(span.min())} to {int(span.max())}" if len(span) else "",
        "found_by": fold(
            " ".join([indicator["indicator_id"].replace("_", " "), indicator["title"], perimeter, *places])
        ),
    }


def _page(site: Site, indicator: dict, figures: pd.DataFrame, chart: dict | None) -> dict[str, bytes]:
    key = indicator["indicator_id"]
    computed_from = [indicator[column] for column in ("numerator_id", "denominator_id")]
    rows = [
        row | {"place": place, "amount": site.amount(row), "said": site.said.get(row["statement_id"])}
        for row, place in zip(site.rows("national_indicators", "indicator_id", key), figures["place"], strict=True)
    ]
    sources = {row["said"].source_id: row["said"] for row in rows if row["said"]}
    rows.sort(key=lambda row: (row["geo_code"] not in GROUND, row["place"], row["date_latest"] or row["period"]))
    made = site.render(
        "indicator.html",
        f"indicators/{key}/",
        indicator["title"],
        indicator=indicator,
        key=key,
        rows=rows,
        chart=chart,
        operands=list(filter(None, computed_from)),
        perimeter=site.perimeters.get(indicator["perimeter_id"], ""),
        name=f"{key}.csv",
        sources=list(sources.values()),
        numbers={source: number for number, source in enumerate(sources, 1)},
        proxy=site.titles.get(indicator["proxy_for"], indicator["proxy_for"].replace("_", " ")),
    )
    head = write_rows([site.tables["national_indicators"].columns])
    return made | {f"indicators/{key}/{key}.csv": "".join([head, *figures["line"]]).encode()}
