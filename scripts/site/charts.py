"""Charts as SVG that takes its colours from the page, so that light, dark and print need no second picture."""

import re
from functools import cache

import altair as alt
import pandas as pd
import vl_convert
from markupsafe import Markup

BELGIUM, WALLONIA, PEERS = "Belgium", "Wallonia", "Peers"
COLOURS = alt.Scale(domain=[BELGIUM, WALLONIA, PEERS], range=["var(--blue)", "var(--orange)", "var(--peer)"])
SPACING = {"row": 48, "column": 56}
GROUND = {"BE": BELGIUM, "BE3": WALLONIA}
FONT = "Liberation Sans"  # the drawing library brings it: texts are as wide on every machine; pages have their own
TICKS = [float(f"{digit}e{power}") for power in range(-3, 12) for digit in (1, 2, 5)]
LABELS = 430  # place for what a bar stands for
WIDE = 10  # so many times the smallest figure, and a linear picture would press the small ones together
SIZE = {"width": 620, "height": 260}
CONFIG = {
    "font": FONT,
    "background": "transparent",
    "view": {"stroke": None},
    "axis": {
        **{f"{part}Color": "currentColor" for part in ("label", "title")},
        **{f"{part}Color": "var(--line)" for part in ("grid", "domain", "tick")},
        "ticks": False, "labelPadding": 6, "labelFontSize": 12, "labelLimit": 330,
        "titleFontSize": 12, "titleFontWeight": "normal",
    },
    "legend": {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12, "orient": "top"},
    "text": {"color": "currentColor", "fontSize": 12},
}  # fmt: skip
STROKE = re.compile(r' (?:width|height)="\d+"(?= )')
PLACES, FRACTION = re.compile(r' (?:d|transform)="[^"]*"'), re.compile(r"(\d\.\d)\d+")
# Roles of single marks, which title and table say too; what a mark is without being told; the font of the measuring.
SILENT = re.compile(
    r' (?:role|aria-[a-z]+|class|xmlns(?::xlink)?|version)="[^"]*"'
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


def small(rows: pd.DataFrame, title: str) -> Markup:
    """Draw many series small, one a panel, over the same years: lines from zero, of figures of other things points.

    `rows`: label (lines parted by a line feed), order (of the panels), geo_code, year (float), value, sorted by panel
    and year.
    """
    run = rows.groupby("order")["year"].transform(lambda year: (year.diff() > 1).cumsum())
    rows = rows.assign(group=rows["geo_code"].map(GROUND).fillna(PEERS), run=run)
    return draw(_small(), title, rows=rows)


@cache
def _small() -> dict:
    years = alt.Axis(format="d", values=[2010, 2015, 2020, 2025], title=None, grid=False)
    base = alt.Chart(width=290, height=80).encode(
        x=alt.X("year:Q", axis=years, scale=alt.Scale(domain=[2009.5, 2026.5], nice=False)),
        y=alt.Y("value:Q", title=None, axis=alt.Axis(tickCount=2, format=",~f"), scale=alt.Scale(zero=True)),
        color=alt.Color("group:N", scale=COLOURS, legend=None),
        detail="run:N",
    )
    label = alt.Header(labelExpr="split(datum.value, '\\n')", labelAnchor="start", labelFontSize=12, labelPadding=4,
                       labelColor="currentColor")  # fmt: skip
    panels = alt.Facet("label:N", title=None, sort=alt.EncodingSortField("order", "min"), header=label)
    layers = alt.layer(base.mark_line(strokeWidth=2.5), base.mark_point(filled=True, size=28, opacity=1))
    faceted = layers.facet(data=alt.NamedData("rows"), facet=panels, columns=3, bounds="flush", spacing=SPACING)
    return faceted.resolve_scale(y="independent").to_dict(validate=False)


def intervals(rows: pd.DataFrame, unit: str, title: str) -> Markup:
    """Draw where figures lie as printed, one a line: those in dispute set off from those they are compared with.

    `rows`: label, low, high, disputed (bool).
    """
    low, high = rows["low"].min(), rows["high"].max()
    ticks = tuple(tick for tick in TICKS if low <= tick <= high) if low > 0 and high / low > WIDE else None
    thin = rows["low"] * 1.02 if ticks else rows["low"] + (high - low or 1) / 150  # a line that can be seen
    rows = rows.assign(
        kind=rows["disputed"].map({True: "in dispute", False: "compared with"}), high=rows["high"].clip(lower=thin)
    )
    return draw(_intervals(unit, ticks), title, rows=rows[["label", "low", "high", "kind"]])


@cache
def _intervals(unit: str, ticks: tuple[float, ...] | None) -> dict:
    """With `ticks` on a logarithmic scale."""
    scale = alt.Scale(type="log", nice=False, padding=8) if ticks else alt.Scale(type="linear")
    axis = alt.Axis(values=list(ticks), format="~g") if ticks else alt.Axis(tickCount=6)
    colour = alt.Color(
        "kind:N",
        title=None,
        scale=alt.Scale(domain=["in dispute", "compared with"], range=["var(--red)", "var(--blue)"]),
    )
    # From the left, so that in a wider font no label loses its figure.
    labels = alt.Axis(domain=False, ticks=False, labelAlign="left", labelPadding=LABELS, labelLimit=LABELS - 8)
    bars = alt.Chart(alt.NamedData("rows"), width=360, height=alt.Step(22)).mark_bar(height=11)
    return bars.encode(
        x=alt.X("low:Q", title=f"{unit}, logarithmic scale" if ticks else unit, scale=scale, axis=axis),
        x2="high:Q",
        y=alt.Y("label:N", sort=None, title=None, axis=labels),
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
        .mark_point(filled=True, size=110, opacity=1)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(grid=False), scale=alt.Scale(padding=24)),
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
    figures = alt.Chart(rows).mark_text(align="left", dx=9).encode(x="date:T", y="value:Q", text="value:Q")
    return alt.layer(points, figures).to_dict(validate=False)
