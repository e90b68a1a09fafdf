"""Indicators of geographies: stated by sources, and computed from stated ones."""

import numpy as np
import pandas as pd

from scripts.compile.adopt import adopt, overlapping
from scripts.compile.places import inside
from scripts.compile.policy import each, first_day, last_day, parameter, significant
from scripts.evidence.columns import Tables, joined, lookup
from scripts.evidence.identifiers import row_ids
from scripts.figures import period as periods

# SDMX CL_OBS_STATUS
UNDER_TEST = "V"  # unvalidated
LOW_RELIABILITY = "U"
FORECAST = "F"
ESTIMATED = "E"
NORMAL = "A"
APART = [UNDER_TEST, FORECAST]
WHOLE_ECONOMY = "total"  # the perimeter that holds every other one
CELL = ["indicator_id", "geo_code", "period"]
DATES = ["year", "date_earliest", "date_latest"]


def compile_stated(evidence: Tables, candidates: pd.DataFrame) -> pd.DataFrame:
    """Figures that sources state, one row a statement, the adopted one of each row first.

    A dated figure is unique by indicator, geography and period. Figures under test, forecasts and undated
    ones are rows of their own, so that they never win a cell. Values are in the unit of the indicator.

    Returns
    -------
    The columns of national_indicators plus `role` and `statement_id` of every statement (the
    adopted one in `adopted_id`) and `undecided`.
    """
    figures = candidates[
        candidates["indicator_id"].notna()
        & candidates["geo_code"].notna()
        & candidates["property"].isin(["figure", "rank", "forecast"])
    ]
    apart = (figures["state"] == "under_test") | (figures["property"] == "forecast")
    # What makes a figure that is under test, a forecast or undated a row of its own.
    own = (figures["value_key"] + "|" + figures["date_latest"].fillna("")).where(figures["period"].isna())
    own = own.mask(apart, figures["statement_id"])
    key = [*CELL, "own"]
    chosen = adopt(_in_indicator_unit(figures.assign(own=own), evidence), key, overlapping)
    chosen = _with_ranks(chosen, evidence["indicators"])
    ids = row_ids("i", chosen, key)
    open_choice = chosen["undecided"] & chosen["own"].isna()
    rows = chosen.groupby(ids)
    low, high = rows["low"].transform("min"), rows["high"].transform("max")
    status = np.select(
        [
            chosen["state"] == "under_test",
            chosen["property"] == "forecast",
            chosen["period"].isna() | chosen["contested"],
        ],
        [UNDER_TEST, FORECAST, LOW_RELIABILITY],
        default=NORMAL,
    )
    first = rows["statement_id"].transform("first")
    return chosen.assign(
        observation_id=ids,
        adopted_id=first.where(~open_choice),
        value=chosen["in_unit"].where(~open_choice),
        value_low=chosen["low_in_unit"].where(~open_choice, significant(low / chosen["indicator_factor"])),
        value_high=chosen["high_in_unit"].where(~open_choice, significant(high / chosen["indicator_factor"])),
        role=chosen["role"].mask(open_choice, "rival"),
        undecided=open_choice,
        asserted_by=chosen["asserted_by"].where(~open_choice),
        unit=chosen["indicator_unit"],
        year=each(chosen["period"], periods.year, "Int64"),
        period_basis=chosen["period_basis"].fillna("bounded"),
        date_earliest=first_day(chosen["period"]).fillna(chosen["date_earliest"]),
        date_latest=last_day(chosen["period"]).fillna(chosen["date_latest"]),
        obs_status=status,
    )


def compile_computed(evidence: Tables, stated: pd.DataFrame) -> pd.DataFrame:
    """Figures of share, ratio and rank indicators, recomputed from stated operands.

    Only dated, normal, uncontested figures are operands; a cell that a source states is not
    computed. A quotient of two perimeters, neither of which holds the other, is an estimate. Ranks are computed from
    shares and ratios too, where enough countries have a figure (policy).

    Parameters
    ----------
    stated
        The stated rows, one a figure.

    Returns
    -------
    The columns of national_indicators with `numerator_row` and `denominator_row`, the observation
    ids of the operands.
    """
    indicators = evidence["indicators"]
    units = lookup(indicators, "indicator_id", "unit")
    size = units.map(lookup(evidence["units"], "unit", "factor"))
    usable = stated["period"].notna() & stated["obs_status"].eq(NORMAL) & stated["value"].notna()
    operands = stated.loc[usable, ["observation_id", *CELL, *DATES, "value"]]
    parents = lookup(evidence["geographies"], "geo_code", "parent_code")
    quotients = _parts_of_wholes(_quotients(indicators, operands, size), indicators, parents)
    quotients = _numbered(_unstated(quotients, stated))
    across = quotients["indicator_id"].isin(_across_perimeters(evidence))
    quotients["obs_status"] = np.where(across, ESTIMATED, NORMAL)
    ranks = _ranks(evidence, pd.concat([operands, quotients[operands.columns]]))
    rows = pd.concat([quotients, _numbered(_unstated(ranks, stated))], ignore_index=True)
    return rows.assign(
        unit=rows["indicator_id"].map(units), obs_status=rows["obs_status"].fillna(NORMAL), qualifier="exact",
        period_basis="printed", contested=False, n_independent=0,
    )  # fmt: skip


def named(rows: pd.DataFrame, evidence: Tables) -> pd.DataFrame:
    """Add what a reader would else have to join: title and proxy of the indicator, English name of the geography."""
    indicators, geographies = evidence["indicators"], evidence["geographies"]
    labels = evidence["labels"].query("vocabulary == 'geographies' and language == 'en'")
    english = rows["geo_code"].map(lookup(labels, "code", "label")).astype("str")  # without labels it is of no type
    return rows.assign(
        title=rows["indicator_id"].map(lookup(indicators, "indicator_id", "title")),
        proxy_for=rows["indicator_id"].map(lookup(indicators, "indicator_id", "proxy_for")),
        geography=english.fillna(rows["geo_code"].map(lookup(geographies, "geo_code", "name"))),
    )


def _across_perimeters(evidence: Tables) -> set[str]:
    """Indicators that divide a figure of one perimeter by that of another which does not hold it."""
    indicators = evidence["indicators"].dropna(subset="denominator_id")
    perimeter = lookup(evidence["indicators"], "indicator_id", "perimeter_id")
    above, below = (indicators[column].map(perimeter) for column in ("numerator_id", "denominator_id"))
    part_of = lookup(evidence["perimeters"], "perimeter_id", "part_of")
    holds = (above == below) | (below == WHOLE_ECONOMY)
    while above.notna().any():
        above = above.map(part_of)
        holds |= above == below
    return set(indicators.loc[~holds, "indicator_id"])


def _quotients(indicators: pd.DataFrame, operands: pd.DataFrame, size: pd.Series) -> pd.DataFrame:
    """Numerator over denominator of the same period, the whole at its own geography."""
    formulas = indicators.loc[
        indicators["formula"].isin(["share", "ratio"]),
        ["indicator_id", "unit", "numerator_id", "denominator_id", "denominator_geo"],
    ]
    above, below, own = (
        formulas[column].map(size).astype("float64")
        for column in ("numerator_id", "denominator_id", "indicator_id")
    )
    scale = above / below / own
    formulas = formulas.assign(scale=scale.where(formulas["unit"] != "percent", scale * 100))
    above = formulas.merge(
        operands, left_on="numerator_id", right_on="indicator_id", suffixes=("", "_above")
    )
    above["whole_geo"] = above["denominator_geo"].fillna(above["geo_code"])
    below = operands[["observation_id", *CELL, "value"]]
    pairs = above.merge(
        below,
        left_on=["denominator_id", "whole_geo", "period"],
        right_on=CELL,
        suffixes=("", "_below"),
    )
    itself = pairs["observation_id"] == pairs["observation_id_below"]
    pairs = pairs[(pairs["value_below"] != 0) & ~itself]
    return pairs.assign(
        value=significant(pairs["value"] / pairs["value_below"] * pairs["scale"]),
        numerator_row=pairs["observation_id"],
        denominator_row=pairs["observation_id_below"],
    )[[*CELL, *DATES, "value", "numerator_row", "denominator_row"]]


def _parts_of_wholes(
    quotients: pd.DataFrame, indicators: pd.DataFrame, parents: pd.Series
) -> pd.DataFrame:
    """Leave out shares of a whole in which the place does not lie: Switzerland's of the Union."""
    shares = indicators.query("formula == 'share'").dropna(subset=["denominator_geo"])
    wholes = quotients["indicator_id"].map(lookup(shares, "indicator_id", "denominator_geo"))
    fits = wholes.isna()
    for whole in wholes.dropna().unique():
        fits |= (wholes == whole) & quotients["geo_code"].isin(inside(parents, whole))
    return quotients[fits]


def _ranks(evidence: Tables, operands: pd.DataFrame) -> pd.DataFrame:
    """Rank of each country by a ranked indicator, the greatest first; equals share a rank."""
    formulas = evidence["indicators"].query("formula == 'rank'").dropna(subset=["numerator_id"])
    geographies = evidence["geographies"]
    countries = geographies.loc[geographies["kind"] == "country", "geo_code"]
    rows = formulas[["indicator_id", "numerator_id"]].merge(
        operands[operands["geo_code"].isin(countries)],
        left_on="numerator_id",
        right_on="indicator_id",
        suffixes=("", "_of"),
    )
    series = rows.groupby(["indicator_id", "period"])["value"]
    peers = series.transform("size")
    enough = peers >= parameter(evidence, "rank_peers")
    return rows.assign(
        value=series.rank(method="min", ascending=False),
        rank_scope="among " + peers.astype("str") + " countries",
        numerator_row=rows["observation_id"],
    )[enough][[*CELL, *DATES, "value", "rank_scope", "numerator_row"]]


def _unstated(rows: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Leave out the cells that a source states."""
    confirmed = ~stated["obs_status"].isin(APART)
    return rows[~joined(rows, CELL).isin(joined(stated.loc[confirmed, CELL], CELL))]


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(observation_id=row_ids("i", rows.assign(own=""), [*CELL, "own"]))


def _in_indicator_unit(figures: pd.DataFrame, evidence: Tables) -> pd.DataFrame:
    """Add the indicator's unit and the value and its printed range in that unit."""
    factors = lookup(evidence["units"], "unit", "factor")
    unit = figures["indicator_id"].map(lookup(evidence["indicators"], "indicator_id", "unit"))
    factor = unit.map(factors).astype("float64")
    ratio = figures["unit"].map(factors).astype("float64") / factor
    number = pd.to_numeric(figures["value"], errors="coerce").astype("float64")
    return figures.assign(
        indicator_unit=unit,
        indicator_factor=factor,
        in_unit=significant(number * ratio),
        low_in_unit=significant(figures["value_low"] * ratio),
        high_in_unit=significant(figures["value_high"] * ratio),
    )


def _with_ranks(chosen: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """Add `rank` and `rank_scope` to dated, confirmed figures that a source ranks, and to the ranks themselves.

    A rank is a figure of its own, of an indicator whose formula is the rank of another.
    """
    formulas = indicators.query("formula == 'rank'")
    is_rank = chosen["indicator_id"].isin(formulas["indicator_id"])
    confirmed = chosen["own"].isna()
    adopted = confirmed & (chosen["role"] == "adopted")
    ranks = chosen.loc[adopted & is_rank, [*CELL, "in_unit", "counted", "source_kind_rank"]]
    of = lookup(formulas, "indicator_id", "numerator_id")
    ranks = ranks.assign(indicator_id=ranks["indicator_id"].map(of)).dropna(subset=CELL)
    ranks = ranks.sort_values("source_kind_rank", kind="stable").drop_duplicates(CELL)
    ranks = ranks[[*CELL, "in_unit", "counted"]].rename(columns={"in_unit": "rank", "counted": "rank_scope"})
    ranked = chosen.merge(ranks, on=CELL, how="left").set_axis(chosen.index)
    return ranked.assign(
        rank=ranked["rank"].where(confirmed).mask(is_rank, chosen["in_unit"]),
        rank_scope=ranked["rank_scope"].where(confirmed).mask(is_rank, chosen["counted"]),
    )
