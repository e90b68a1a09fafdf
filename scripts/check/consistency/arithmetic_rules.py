"""Arithmetic: figures agree with their parts and wholes, with their operands and with their peers."""

import numpy as np
import pandas as pd

from scripts.check.consistency.figure_views import QUOTIENTS, SERIES
from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import pairs_in
from scripts.reconcile.bounds import Bounds

SPAN = "{indicator_id} of {geo_code} in {period} is {value}"
A_SERIES = 3  # periods
FOLLOWS = SPAN + " {unit}; its operands give {expected_value}."


def far_apart(one: Bounds, other: Bounds, tolerance: pd.Series) -> np.ndarray:
    """Whether two figures contradict each other even after the tolerance for revisions."""
    return ~one.overlaps(other.widen(tolerance.to_numpy()))


def _no_more_than(figures: pd.DataFrame, pairs: pd.DataFrame) -> pd.Series:
    """Whether the part (`line`, `low`, `high`) is no more than the whole (`…_of`) in all pairs of each row."""
    part, whole = Bounds.of(pairs), Bounds.of(pairs, "low_of", "high_of").below()
    over = pairs.loc[far_apart(part, whole, pairs["tolerance_of"]), "line"]
    return pd.Series(~figures.index.isin(over), figures.index)


@rule("R602", "figures.value", also="*", says=SPAN + ", more than in the place that contains it.")
def part_of_place(figures):
    """What is measured in a part of a place is no more than in the whole.

    Wallonia cannot produce more than Belgium: such a pair mixes up places, units or perimeters.

    Compare both figures with their sources: unit, geography, perimeter and period first.
    """
    parts = figures[figures["additive"]].reset_index()
    pairs = parts.merge(figures, left_on=["indicator_id", "parent", "period"], right_on=SERIES, suffixes=("", "_of"))
    return _no_more_than(figures, pairs)


@rule("R603", "figures.value", also="*", says=SPAN + ", more than in the perimeter that contains it.")
def part_of_perimeter(figures, perimeters):
    """A perimeter has no more than the one that contains it.

    Pharmacy cannot employ more than the chemical industry that it is counted in.

    Compare both figures with their sources: unit, geography, perimeter and period first.
    """
    inner = figures[figures["additive"]].reset_index()
    pairs = inner.merge(figures, on=["measure_id", "basis", "unit_kind", "geo_code", "period"], suffixes=("", "_of"))
    return _no_more_than(figures, pairs[pairs_in(pairs["perimeter_id"], pairs["perimeter_id_of"], perimeters)])


@rule("R604", "figures.value", also="*", says=SPAN + ", and the parts of the place do not add up to it.")
def parts_add_up(figures):
    """The parts of a place add up to the whole where all are there, and to no more where some are.

    A sum that does not add up has a slip in one of its figures, and nobody sees it in one alone.

    Compare both figures with their sources: unit, geography, perimeter and period first.
    """
    by_whole = figures[figures["additive"]].groupby(["indicator_id", "parent", "period"])
    sums = by_whole.agg(low_of=("low", "sum"), high_of=("high", "sum"), n=("geo_code", "nunique"))
    wholes = figures.join(sums, on=SERIES, how="inner")
    total = Bounds(wholes["low_of"].to_numpy(), np.where(wholes["n"] == wholes["parts"], wholes["high_of"], np.inf))
    wrong = far_apart(total, Bounds.of(wholes), wholes["tolerance"]) & (wholes["n"] > 1)
    return pd.Series(~figures.index.isin(wholes.index[wrong]), figures.index)


@rule(
    "R605", "observations.value", needs="entity_id measure value", also="listed upper largest", severity="warning",
    says="The largest number of {measure} of {entity_id} is {value}, and the package lists {listed}.",
)
def lists_no_more_than_stated(observations):
    """This package lists no more members or tenants than the largest number that a source gives.

    More rows than a cluster ever claimed members means doubled companies, or companies that do not belong.

    Look for doubled companies and for relations of the wrong kind.
    """
    return ~observations["largest"] | (observations["listed"] <= observations["upper"])


@rule(
    "R606", "numbers.value", "published_numbers.value", "observations.value", needs="number unit",
    also="minimum maximum", says="{value} {unit} cannot be.", expected="{minimum} to {maximum}",
)
def within_bounds_of_unit(rows):
    """A figure lies within the bounds of its unit, a share of a whole within 0 and 100 per cent.

    A share of 120 per cent or a negative number of people is a slip of the hand.

    Correct the value or the unit; a growth is in percent_change or percent_per_year.
    """
    return ~((rows["number"] < rows["minimum"]) | (rows["number"] > rows["maximum"]))


@rule(
    "R607", "numbers.value", "published_numbers.value", "observations.value", needs="number unit", also="whole",
    says="{value} {unit} is no whole number.",
)
def count_is_whole(rows):
    """A count is a whole number.

    Half a company is a decimal comma that was read as a thousands separator, or the other way round.

    Read the figure again: 1.234 may be a thousand; a mean needs a unit that is not whole.
    """
    return ~rows["whole"].eq(True) | (rows["number"] % 1 == 0)


@rule(
    "R608", "headline_series.series_id", also="figures",
    says="{series_id} has {figures} figures; a series has three or more.",
)
def headline_is_a_series(series):
    """A headline series has figures of three periods or more.

    Fewer make no line, and a series of which nothing is published is a slip in its indicator, place or measure.

    Name an indicator and its geography, or an entity and its measure, of which the tables hold three periods.
    """
    return series["figures"] >= A_SERIES


def _agrees(made: pd.DataFrame) -> np.ndarray:
    """Whether what is stated can be what follows."""
    return Bounds.of(made).overlaps(Bounds.of(made, "least", "most"))


@rule("R621", "made_figures.value", needs="formula", also="low high least most", says=FOLLOWS)
def share_is_part_over_whole(made):
    """A share is the part over the whole, where both are there.

    A share that its own operands contradict mixes up perimeters or years.

    Compare the figure and its operands with their sources; they may differ in perimeter, period or basis.
    """
    return (made["formula"] != "share") | _agrees(made)


@rule("R622", "made_figures.value", needs="formula", also="low high least most", says=FOLLOWS)
def ratio_is_one_over_the_other(made):
    """A ratio is the one figure over the other, where both are there.

    A sum per head that does not follow from sum and heads has a slip in one of three figures.

    Compare the figure and its operands with their sources; they may differ in perimeter, period or basis.
    """
    return (made["formula"] != "ratio") | _agrees(made)


@rule("R623", "made_figures.value", needs="formula", also="low high least most", says=FOLLOWS)
def growth_is_that_of_the_series(made):
    """A yearly growth is that of its series, where the year and the one before are there.

    A growth that the series does not show belongs to another series.

    Compare the figure and its operands with their sources; they may differ in perimeter, period or basis.
    """
    return (made["formula"] != "growth") | _agrees(made)


@rule(
    "R625", "indicators.numerator_id", also="formula denominator_id",
    says="The formula is “{formula}”, numerator_id “{numerator_id}”, denominator_id “{denominator_id}”.",
)
def formula_names_operands(indicators):
    """A formula names its operands: a share and a ratio two, a growth one.

    Without operands a formula can neither be computed nor checked.

    Fill numerator_id (and denominator_id), or leave formula blank.
    """
    formula = indicators["formula"]
    above, below = indicators["numerator_id"].notna(), indicators["denominator_id"].notna()
    needless = formula.isna() & (above | below)
    lacking = (formula.isin([*QUOTIENTS, "growth"]) & ~above) | (formula.isin(QUOTIENTS) & ~below)
    return ~(needless | lacking)


@rule(
    "R626", "indicators.denominator_id", needs="numerator_id denominator_id", also="within proxy_for",
    says="The perimeter of {numerator_id} does not lie in that of {denominator_id}, and proxy_for is blank.",
)
def stays_within_perimeter(indicators):
    """A share or ratio stays within one perimeter, or says what it is a proxy for.

    Parts of another whole than the one below the line give shares that mean nothing.

    Choose a denominator whose perimeter contains the numerator's (part_of in perimeters), or fill proxy_for.
    """
    return indicators["within"] | indicators["proxy_for"].notna()


@rule(
    "R631", "ranks.value", also="can_be",
    says=SPAN + "; by the values of the peers it is {expected_value}.",
)
def rank_follows_from_peers(ranks):
    """A rank follows from the values of the peers, where enough are there.

    First in Europe is easily said: the values say who is first.

    Compare what is ranked, among whom and when: a rank of another measure is another indicator.
    """
    return ranks["can_be"]
