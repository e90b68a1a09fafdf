"""Charts as SVG that takes its colours from the page, so that light, dark and print need no second picture."""

import re
from functools import cache

import altair as alt
import pandas as pd
import vl_convert
from markupsafe import Markup

BELGIUM, WALLONIA, PEERS = "Belgium", "Wallonia", "Peers"
COLOURS = alt.Scale(domain=[BELGIUM, WALLONIA, PEERS], range=["var(--blue)", "var(--orange)", "var(--peer)"])
GROUND = {"BE": BELGIUM, "BE3": WALLONIA}
FONT = "Liberation Sans"  # the drawing library brings it: texts are as wide on every machine; pages have their own
SIZE = {"width": 620, "height": 260}
CONFIG = {
    "font": FONT,
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
# Roles of single marks, which title and table say too; what a mark is without being told; the font, which is the page's.
SILENT = re.compile(
    r' (?:role|aria-[a-z]+|class)="[^"]*"'
    r'| (?:pointer-events="none"|stroke-miterlimit="10"|font-weight="normal"|[xy]2="0"'
    r'|(?:opacity|fill-opacity|stroke-opacity|stroke-width)="1"|font-family="' + FONT + '")'
)  # fmt: skip
UNSEEN = re.compile(r'<path d="(?:M0,0h\d+v\d+h-?\d+Z)?"(?: display="none")?/>')  # grounds without colour


def draw(spec: dict, title: str, **data: pd.DataFrame) -> Markup:
    """Return a chart as inline SVG with its title as text alternative; `data`: the rows of each named data set."""
    rows = {name: frame.to_dict("records") for name, frame in data.items()}
    svg = vl_convert.vegalite_to_svg(spec | {"config": CONFIG, "datasets": rows})
    head, rest = svg.split(">", 1)
    head = SILENT.sub("", STROKE.sub("", head)).replace("<svg", '<svg role="img"', 1)
    return Markup(f"{head}><title>{Markup.escape(title)}</title>{_short(rest)}")


def _short(svg: str) -> str:
    """Without what is not seen; places to a tenth of a pixel, text as it is."""
    return PLACES.sub(lambda place: FRACTION.sub(r"\1", place[0]), UNSEEN.sub("", SILENT.sub("", svg)))


def series(lines: pd.DataFrame, tested: pd.DataFrame, unit: str, title: str) -> Markup:
    """Draw lines over years, one a geography, a gap where a year is missing; bounds of figures under test as bands.

    `lines`: geo_code, place, year, value, sorted by place and year. `tested`: low, high.
    """
    lines = lines.assign(
        group=lines["geo_code"].map(GROUND).fillna(PEERS),
        run=lines.groupby("geo_code")["year"].transform(lambda year: (year.diff() > 1).cumsum()),
    )
    last = lines.sort_values("year").groupby("geo_code").tail(1)
    return draw(_series(unit), title, lines=lines, last=last[last["group"] != PEERS], tested=tested)


@cache
def _series(unit: str) -> dict:
    x = alt.X(
        "year:Q",
        axis=alt.Axis(format="d", tickMinStep=1, title=None, grid=False),
        scale=alt.Scale(zero=False, nice=False, padding=12),
    )
    y = alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=5))
    colour = alt.Color("group:N", scale=COLOURS, title=None)
    base = alt.Chart(alt.NamedData("lines"), **SIZE).encode(
        x=x,
        y=y,
        color=colour,
        detail=["geo_code:N", "run:N"],
        strokeWidth=alt.condition(f"datum.group == '{PEERS}'", alt.value(1), alt.value(2.5)),
        opacity=alt.condition(f"datum.group == '{PEERS}'", alt.value(0.65), alt.value(1)),
    )
    points = base.mark_point(filled=True, size=28).transform_filter(f"datum.group != '{PEERS}'")
    named = alt.Chart(alt.NamedData("last")).mark_text(align="right", dy=-10)
    bands = alt.Chart(alt.NamedData("tested")).mark_rect(opacity=0.3, color="var(--red)")
    return alt.layer(
        base.mark_line(),
        points,
        named.encode(x=x, y=y, text="place:N", color=colour),
        bands.encode(y="low:Q", y2="high:Q"),
    ).to_dict(validate=False)


def intervals(rows: pd.DataFrame, unit: str, title: str) -> Markup:
    """Draw where figures lie as printed, one a line: those in dispute set off from those they are compared with.

    `rows`: label, low, high, disputed (bool).
    """
    span = (rows["high"].max() - rows["low"].min()) or 1
    rows = rows.assign(
        kind=rows["disputed"].map({True: "in dispute", False: "compared with"}),
        high=rows["high"].where(rows["high"] - rows["low"] > span / 150, rows["low"] + span / 150),
    )
    return draw(_intervals(unit), title, rows=rows[["label", "low", "high", "kind"]])


@cache
def _intervals(unit: str) -> dict:
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=["in dispute", "compared with"], range=["var(--red)", "var(--blue)"]),
    )
    bars = alt.Chart(alt.NamedData("rows"), width=430, height=alt.Step(22)).mark_bar(height=11)
    return bars.encode(
        x=alt.X("low:Q", title=unit, axis=alt.Axis(tickCount=6)),
        x2="high:Q",
        y=alt.Y("label:N", sort=None, title=None, axis=alt.Axis(domain=False, ticks=False)),
        color=colour,
    ).to_dict(validate=False)


def counts(rows: pd.DataFrame, title: str) -> Markup:
    """Draw dated counts as points, coloured and shaped by what they count.

    `rows`: date, value, counted.
    """
    return draw(_counts(), title, rows=rows)


@cache
def _counts() -> dict:
    rows = alt.NamedData("rows")
    points = (
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
    return alt.layer(points, figures).to_dict(validate=False)
