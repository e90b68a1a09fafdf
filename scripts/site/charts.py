"""Charts as SVG that takes its colours from the page, so that light, dark and print need no second picture."""

import re

import altair as alt
import pandas as pd
import vl_convert
from markupsafe import Markup

BELGIUM, WALLONIA, PEERS = "Belgium", "Wallonia", "Peers"
COLOURS = alt.Scale(domain=[BELGIUM, WALLONIA, PEERS], range=["var(--blue)", "var(--orange)", "var(--peer)"])
GROUND = {"BE": BELGIUM, "BE3": WALLONIA}
SIZE = {"width": 620, "height": 260}
CONFIG = {
    "font": "inherit",
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        **{f"{part}Color": "currentColor" for part in ("label", "title")},
        **{f"{part}Color": "var(--line)" for part in ("grid", "domain", "tick")},
        "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal", "labelLimit": 330,
    },
    "legend": {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12, "orient": "top"},
    "text": {"color": "currentColor", "fontSize": 12},
}  # fmt: skip
STROKE = re.compile(r' (?:width|height)="\d+"(?= )')
PLACES, FRACTION = re.compile(r' (?:d|transform)="[^"]*"'), re.compile(r"(\d\.\d)\d+")
SAID_BY_CSS = re.compile(r' (?:font-family="inherit"|stroke-miterlimit="10"|fill-opacity="1"|stroke-opacity="1")')


def draw(chart: alt.Chart | alt.LayerChart, title: str) -> Markup:
    """Return a chart as inline SVG with its title as text alternative."""
    svg = vl_convert.vegalite_to_svg(chart.to_dict(validate=False) | {"config": CONFIG})
    head, rest = svg.split(">", 1)
    head = STROKE.sub("", head).replace("<svg", '<svg role="img"', 1)
    return Markup(f"{head}><title>{Markup.escape(title)}</title>{_silent(rest)}")


def _silent(svg: str) -> str:
    """Without the roles of single marks, which title and table say too; places to a tenth of a pixel, text as it is."""
    svg = re.sub(r' (?:role|aria-[a-z]+|class)="[^"]*"| pointer-events="none"', "", svg)
    return SAID_BY_CSS.sub("", PLACES.sub(lambda place: FRACTION.sub(r"\1", place[0]), svg))


def series(rows: pd.DataFrame, unit: str, title: str) -> Markup:
    """Draw lines over years, one a geography, a gap where a year is missing; bounds of figures under test as bands.

    `rows`: geo_code, place, year, value, low, high, tested (bool), dated (bool).
    """
    rows = rows.assign(group=rows["geo_code"].map(GROUND).fillna(PEERS))
    known = rows[rows["dated"] & ~rows["tested"]]
    known = known.assign(run=known.groupby("geo_code")["year"].transform(lambda year: (year.diff() > 1).cumsum()))
    x = alt.X(
        "year:Q",
        axis=alt.Axis(format="d", tickMinStep=1, title=None, grid=False),
        scale=alt.Scale(zero=False, nice=False, padding=12),
    )
    y = alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=5))
    colour = alt.Color("group:N", scale=COLOURS, title=None)
    base = alt.Chart(known, **SIZE).encode(
        x=x,
        y=y,
        color=colour,
        detail=["geo_code:N", "run:N"],
        strokeWidth=alt.condition(f"datum.group == '{PEERS}'", alt.value(1), alt.value(2.5)),
        opacity=alt.condition(f"datum.group == '{PEERS}'", alt.value(0.65), alt.value(1)),
    )
    layers = [base.mark_line(), base.mark_point(filled=True, size=28).transform_filter(f"datum.group != '{PEERS}'")]
    last = known.sort_values("year").groupby("geo_code").tail(1)
    named = last[last["group"] != PEERS]
    layers.append(alt.Chart(named).mark_text(align="right", dy=-10).encode(x=x, y=y, text="place:N", color=colour))
    tested = rows[rows["tested"]].dropna(subset=["low", "high"])
    if len(tested):
        layers.append(alt.Chart(tested).mark_rect(opacity=0.3, color="var(--red)").encode(y="low:Q", y2="high:Q"))
    return draw(alt.layer(*layers), title)


def intervals(rows: pd.DataFrame, unit: str, title: str) -> Markup:
    """Draw where figures lie as printed, one a line: those in dispute set off from those they are compared with.

    `rows`: label, low, high, disputed (bool).
    """
    rows = rows.assign(kind=rows["disputed"].map({True: "in dispute", False: "compared with"}))
    span = (rows["high"].max() - rows["low"].min()) or 1
    rows = rows.assign(high=rows["high"].where(rows["high"] - rows["low"] > span / 150, rows["low"] + span / 150))
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=["in dispute", "compared with"], range=["var(--red)", "var(--blue)"]),
    )
    chart = (
        alt.Chart(rows, width=430, height=alt.Step(22))
        .mark_bar(height=11)
        .encode(
            x=alt.X("low:Q", title=unit, axis=alt.Axis(tickCount=6)),
            x2="high:Q",
            y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(domain=False, ticks=False)),
            color=colour,
        )
    )
    return draw(chart, title)


def counts(rows: pd.DataFrame, title: str) -> Markup:
    """Draw dated counts as points, coloured and shaped by what they count.

    `rows`: date, value, counted.
    """
    chart = (
        alt.Chart(rows, width=620, height=280)
        .mark_point(filled=True, size=110)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(grid=False)),
            y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True)),
            color=alt.Color(
                "counted:N",
                title=None,
                legend=alt.Legend(columns=1, labelLimit=560),
                scale=alt.Scale(range=[f"var(--{name})" for name in ("blue", "orange", "green", "red", "peer")]),
            ),
            shape=alt.Shape("counted:N", title=None),
        )
    )
    figures = alt.Chart(rows).mark_text(dy=-13).encode(x="date:T", y="value:Q", text="value:Q")
    return draw(alt.layer(chart, figures), title)
