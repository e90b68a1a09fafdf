"""Figures with what their units, indicators, places, operands and peers say."""

import numpy as np
import pandas as pd

from scripts.check.consistency.views import World, contained, isin, pairs_in, view
from scripts.compile.indicators import APART
from scripts.evidence.columns import lookup
from scripts.evidence.printed import printed_bounds
from scripts.reconcile.bounds import FAILS, Bounds, rank, rank_bounds
from scripts.reconcile.operands import tolerance_of

CONFIRMED = "A"  # SDMX CL_OBS_STATUS: normal
SERIES = ["indicator_id", "geo_code", "period"]
OPERAND = ["base", "low", "high", "tolerance"]
OF_INDICATOR = [
    "measure_id", "perimeter_id", "basis", "additive", "formula", "numerator_id", "denominator_id", "denominator_geo",
]  # fmt: skip
QUOTIENTS = ("share", "ratio")
PERCENT, A_YEAR = "percent", "percent_per_year"
EVERYTHING = "total"  # a perimeter that contains every other, though the table says so of few
NOISE = 1e-9  # of computed figures, which are exact but for binary fractions
LISTED_BY = {"members": "member_of", "companies": "located_in"}  # counts of what relations list from the other end
OPEN_ENDED = ("more_than", "at_least")


@view(of="statements")
def numbers(world: World) -> pd.DataFrame:
    """Statements with a unit: `number`, and the bounds and wholeness of the unit."""
    rows = world.typed["statements"]
    rows = rows[rows["unit"].notna() & rows["value"].notna()]
    return _with_unit(world, rows)


@view(of="national_indicators")
def published_numbers(world: World) -> pd.DataFrame:
    """Published figures with `number`, and the bounds of their unit; a share of a whole lies within 0 and 100."""
    rows = _with_unit(world, world.typed["national_indicators"])
    formula = rows["indicator_id"].map(world.lookup("indicators", "indicator_id", "formula"))
    share = (formula == "share") & (rows["unit"] == PERCENT)
    return rows.assign(minimum=rows["minimum"].mask(share, 0), maximum=rows["maximum"].mask(share, 100))


def _with_unit(world: World, rows: pd.DataFrame) -> pd.DataFrame:
    of_unit = {name: rows["unit"].map(world.lookup("units", "unit", name)) for name in ("minimum", "maximum", "whole")}
    return rows.assign(**of_unit, number=pd.to_numeric(rows["value"], errors="coerce"))


@view(of="national_indicators")
def figures(world: World) -> pd.DataFrame:
    """Dated, confirmed figures with what tests need of their indicator, place and unit.

    `base` is the value in the base unit of the unit's kind and `factor` leads to it; `low` and `high` is what the
    words allow, in that unit (a computed figure is exact); `tolerance` is for revisions, `parts` is how many
    current parts the place has.
    """
    rows, places = world.typed["national_indicators"], world.typed["geographies"]
    rows = rows[(rows["obs_status"] == CONFIRMED) & rows[[*SERIES, "value", "unit"]].notna().all(axis=1)]
    rows = rows.join(world.lookup("indicators", "indicator_id", OF_INDICATOR), on="indicator_id")
    parts = places[places["valid_until"].isna()].groupby("parent_code")["geo_code"].nunique()
    rows = rows.assign(
        property="figure",
        additive=rows["additive"].eq(True),
        kind=rows["geo_code"].map(world.lookup("geographies", "geo_code", "kind")),
        parent=rows["geo_code"].map(world.lookup("geographies", "geo_code", "parent_code")),
        parts=rows["geo_code"].map(parts),
        unit_kind=rows["unit"].map(world.lookup("units", "unit", "kind")),
        factor=rows["unit"].map(world.lookup("units", "unit", "factor")).astype("float64"),
    )
    rows["tolerance"] = tolerance_of(rows, world.typed["tolerances"])
    exact = (rows["value"] * rows["factor"]).astype("float64")
    bounds = _printed(world, rows["statement_id"])
    bounds = bounds.where((bounds["value"] - exact).abs() <= NOISE * exact.abs())
    return rows.assign(
        base=exact,
        low=bounds["low"].fillna(exact - exact.abs() * NOISE),
        high=bounds["high"].fillna(exact + exact.abs() * NOISE),
    )


def _printed(world: World, statement_ids: pd.Series) -> pd.DataFrame:
    """What the statements of figures say of the true value: `value`, `low` and `high` in the base unit."""
    rows = world.typed["statements"]
    rows = rows[isin(rows["statement_id"], statement_ids)].drop_duplicates("statement_id")
    bounds = printed_bounds(rows, world.typed)
    factor = rows["unit"].map(world.lookup("units", "unit", "factor")).astype("float64")
    bounds = bounds.assign(value=pd.to_numeric(rows["value"], errors="coerce") * factor).set_axis(rows["statement_id"])
    return bounds.reindex(statement_ids).set_axis(statement_ids.index)


@view(of="national_indicators")
def made_figures(world: World) -> pd.DataFrame:
    """Stated shares, ratios and yearly growth with both operands: what follows from these, and its interval."""
    known = world.view("figures")
    quotients, growths = _quotients(known), _growths(known)
    made = pd.concat([quotients, growths]).sort_index()
    made = made[made["origin"] == "stated"]
    return made.assign(expected_value=made["follows"].map("{:.6g}".format))


def _quotients(known: pd.DataFrame) -> pd.DataFrame:
    rows = known[known["formula"].isin(QUOTIENTS)]
    rows = rows.assign(whole_geo=rows["denominator_geo"].fillna(rows["geo_code"]))
    operand = lookup(known, SERIES, OPERAND)
    rows = rows.join(operand.add_prefix("above_"), on=["numerator_id", "geo_code", "period"])
    rows = rows.join(operand.add_prefix("below_"), on=["denominator_id", "whole_geo", "period"])
    rows = rows[rows["above_base"].notna() & rows["below_base"].notna() & (rows["below_base"] != 0)]
    hundred = np.where(rows["unit"] == PERCENT, 100.0, 1.0)
    quotient = _widened(rows, "above").divide(_widened(rows, "below"))
    return rows.assign(
        follows=rows["above_base"] / rows["below_base"] * hundred / rows["factor"],
        least=quotient.low * hundred, most=quotient.high * hundred,
    )  # fmt: skip


def _growths(known: pd.DataFrame) -> pd.DataFrame:
    rows = known[(known["formula"] == "growth") & (known["unit"] == A_YEAR) & known["year"].notna()]
    levels = lookup(known, SERIES, OPERAND)
    # The same part of the year before: 2023-S1 of 2024-S1.
    rows = rows.assign(year_before=(rows["year"] - 1).astype("str").str.cat(rows["period"].str[len("YYYY") :]))
    rows = rows.join(levels.add_prefix("above_"), on=["numerator_id", "geo_code", "period"])
    rows = rows.join(levels.add_prefix("below_"), on=["numerator_id", "geo_code", "year_before"])
    rows = rows[rows["above_base"].notna() & (rows["below_base"] > 0)]
    quotient = _widened(rows, "above").divide(_widened(rows, "below"))
    return rows.assign(
        follows=(rows["above_base"] / rows["below_base"] - 1) * 100,
        least=(quotient.low - 1) * 100, most=(quotient.high - 1) * 100,
    )  # fmt: skip


def _widened(rows: pd.DataFrame, side: str) -> Bounds:
    return Bounds.of(rows, f"{side}_low", f"{side}_high").widen(rows[f"{side}_tolerance"].to_numpy())


@view(of="national_indicators")
def ranks(world: World) -> pd.DataFrame:
    """Stated ranks with as many peers as the policy asks, whether they can be, and `expected_value` by the peers.

    A place is ranked among places of its own kind: countries among countries.
    """
    known = world.view("figures").reset_index()
    peers_of = ["numerator_id", "period", "kind"]
    rows = known[(known["formula"] == "rank") & known["numerator_id"].notna()].reset_index(drop=True)
    values = known[["indicator_id", "geo_code", "period", "kind", "low", "high", "tolerance"]]
    values = values.rename(columns={"indicator_id": "numerator_id"})
    own = rows[[*peers_of, "geo_code"]].merge(
        values.drop_duplicates([*peers_of, "geo_code"]), on=[*peers_of, "geo_code"], how="left"
    )
    peers = rows[[*peers_of, "geo_code"]].reset_index(names="row").merge(values, on=peers_of, suffixes=("", "_peer"))
    peers = peers[peers["geo_code"] != peers["geo_code_peer"]]
    result = rank(Bounds.of(rows), Bounds.of(own), peers, own["tolerance"].fillna(0).to_numpy())
    span = rank_bounds(Bounds.of(own), peers)
    n_peers = rows.index.to_series().map(peers["row"].value_counts()).fillna(0)
    expected = [f"{best:.0f} to {worst:.0f}" for best, worst in zip(span.low, span.high, strict=True)]
    rows = rows.assign(can_be=result != FAILS, expected_value=expected)
    return rows[(n_peers >= world.given("rank_peers")) & own["low"].notna()].set_index("line")


@view(of="observations")
def observations(world: World) -> pd.DataFrame:
    """Observations with how many entities relations list under what they count, and whether none counts more."""
    rows, relations = world.typed["observations"], world.typed["relations"]
    listed = relations.groupby(["kind", "object_id"]).size()
    asked = zip(rows["measure"].map(LISTED_BY), rows["entity_id"], strict=True)
    upper = rows["value_high"].fillna(rows["value"]).mask(rows["qualifier"].isin(OPEN_ENDED), np.inf)
    order = upper.sort_values(ascending=False, kind="stable").index
    largest = ~rows.loc[order].duplicated(["entity_id", "measure"]).reindex(rows.index)
    return _with_unit(world, rows).assign(listed=[listed.get(pair, 0) for pair in asked], upper=upper, largest=largest)


@view(of="headline")
def headline_series(world: World) -> pd.DataFrame:
    """Headline series with `figures`: how many periods the published tables have of each."""
    figures, observed = world.typed["national_indicators"], world.typed["observations"]
    figures = figures[~figures["obs_status"].isin(APART)].assign(
        when=figures["period"].fillna(figures["date_latest"]), entity_id="", measure=""
    )
    observed = observed.assign(when=observed["as_of"].fillna(observed["date_latest"]), indicator_id="", geo_code="")
    series = ["indicator_id", "geo_code", "entity_id", "measure"]
    periods = pd.concat([figures[[*series, "when"]], observed[[*series, "when"]]]).groupby(series)["when"].nunique()
    rows = world.typed["headline"]
    asked = rows.rename(columns={"property": "measure"})[series].fillna("")
    return rows.assign(figures=[periods.get(tuple(key), 0) for key in asked.itertuples(index=False)])


@view(of="indicators")
def indicators(world: World) -> pd.DataFrame:
    """Indicators with whether the perimeter above the line lies within the one below."""
    rows = world.typed["indicators"]
    perimeter = world.lookup("indicators", "indicator_id", "perimeter_id")
    nested = contained(world.lookup("perimeters", "perimeter_id", "part_of"))
    above, below = rows["numerator_id"].map(perimeter), rows["denominator_id"].map(perimeter)
    return rows.assign(within=(above == below) | pairs_in(above, below, nested) | (below == EVERYTHING))
