"""Formulas: shares, ratios and growth follow from the figures that they are made of."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import listed, once, share
from scripts.check.consistency.indicator_frames import SERIES, figures, nested
from scripts.check.consistency.pandera_rules import Check, RowFunction, run
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule
from scripts.reconcile.bounds import Bounds

COMPARE = "Compare the figure and its operands with their sources; they may differ in perimeter, period or basis."
SHARE = Rule(
    "R621", "A share is the part over the whole, where both are there",
    "A share that its own operands contradict mixes up perimeters or years.",
    "error", "consistency", "pandera", COMPARE,
)
RATIO = Rule(
    "R622", "A ratio is the one figure over the other, where both are there",
    "A sum per head that does not follow from sum and heads has a slip in one of three figures.",
    "error", "consistency", "pandera", COMPARE,
)
GROWTH = Rule(
    "R623", "A yearly growth is that of its series, where the year and the one before are there",
    "A growth that the series does not show belongs to another series.",
    "error", "consistency", "pandera", COMPARE,
)
COMPUTED = Rule(
    "R624", "A computed figure follows from its operands, to the last digit",
    "What the build computes anyone must be able to recompute.",
    "error", "consistency", "pandera", "Run `make build`.",
)
OPERANDS = Rule(
    "R625", "A formula names its operands: a share and a ratio two, a growth one",
    "Without operands a formula can neither be computed nor checked.",
    "error", "consistency", "pandera", "Fill numerator_id (and denominator_id), or leave formula blank.",
)
ACROSS = Rule(
    "R626", "A share or ratio stays within one perimeter, or says what it is a proxy for",
    "Parts of another whole than the one below the line give shares that mean nothing.",
    "error", "consistency", "pandera",
    "Choose a denominator whose perimeter contains the numerator's (part_of in perimeters), or fill proxy_for.",
)
OUTSIDE = Rule(
    "R627", "A share is computed only for places that lie in the whole",
    "The share of Switzerland in the European Union is no share.",
    "error", "consistency", "pandera", "Run `make build`.",
)
QUOTIENTS = ("share", "ratio")
PERCENT = "percent"
A_YEAR = "percent_per_year"
ROUNDING = 1e-9  # the build keeps twelve significant digits
# A perimeter that contains every other, though the table says so of few.
EVERYTHING = "total"


def check(context: Context) -> list[Finding]:
    """Recompute what follows from other figures."""
    return run(share(context), CHECKS)


@once
def _quotients(context: Context) -> pd.DataFrame:
    """Shares and ratios with both operands: `expected`, and the interval that the operands allow."""
    known = figures(context)
    rows = known[known["formula"].isin(QUOTIENTS)].copy()
    rows["whole_geo"] = rows["denominator_geo"].fillna(rows["geo_code"])
    operand = known[[*SERIES, "base", "low", "high", "tolerance"]].drop_duplicates(SERIES).set_index(SERIES)
    rows = rows.join(operand.add_prefix("above_"), on=["numerator_id", "geo_code", "period"])
    rows = rows.join(operand.add_prefix("below_"), on=["denominator_id", "whole_geo", "period"])
    rows = rows[rows["above_base"].notna() & rows["below_base"].notna() & (rows["below_base"] != 0)]
    hundred = np.where(rows["unit"] == PERCENT, 100.0, 1.0)
    above = Bounds.of(rows, "above_low", "above_high").widen(rows["above_tolerance"].to_numpy())
    quotient = above.divide(Bounds.of(rows, "below_low", "below_high").widen(rows["below_tolerance"].to_numpy()))
    return rows.assign(
        expected=rows["above_base"] / rows["below_base"] * hundred / rows["factor"],
        expected_low=quotient.low * hundred, expected_high=quotient.high * hundred,
    )  # fmt: skip


@once
def _growths(context: Context) -> pd.DataFrame:
    """Stated growth rates of a year with the year before in the series; the same columns."""
    known = figures(context)
    rates = known[(known["formula"] == "growth") & (known["unit"] == A_YEAR) & known["year"].notna()]
    levels = known[known["year"].notna()].drop_duplicates(["indicator_id", "geo_code", "year"])
    levels = levels.set_index(["indicator_id", "geo_code", "year"])[["base", "low", "high", "tolerance"]]
    rows = rates.assign(year_before=rates["year"] - 1)
    rows = rows.join(levels.add_prefix("now_"), on=["numerator_id", "geo_code", "year"])
    rows = rows.join(levels.add_prefix("then_"), on=["numerator_id", "geo_code", "year_before"])
    rows = rows[rows["now_base"].notna() & (rows["then_base"] > 0)]
    now = Bounds.of(rows, "now_low", "now_high").widen(rows["now_tolerance"].to_numpy())
    quotient = now.divide(Bounds.of(rows, "then_low", "then_high").widen(rows["then_tolerance"].to_numpy()))
    return rows.assign(
        expected=(rows["now_base"] / rows["then_base"] - 1) * 100,
        expected_low=(quotient.low - 1) * 100, expected_high=(quotient.high - 1) * 100,
    )  # fmt: skip


def _agree(rows: pd.DataFrame, made: pd.DataFrame) -> pd.Series:
    """Whether what is stated can be what follows; rows of which nothing follows pass."""
    stated = made[made["origin"] == "stated"]
    apart = ~Bounds.of(stated).overlaps(Bounds.of(stated, "expected_low", "expected_high"))
    return ~listed(rows, stated.index[apart])


def _is_quotient(formula: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        made = _quotients(context)
        return _agree(rows, made[made["formula"] == formula])

    return fine


def _is_growth(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _agree(rows, _growths(context))


def _expected(rows: pd.DataFrame, context: Context) -> pd.Series:
    made = pd.concat([_quotients(context)["expected"], _growths(context)["expected"]])
    return made.reindex(rows.index).map("{:.6g}".format, na_action="ignore")


def _is_recomputed(rows: pd.DataFrame, context: Context) -> pd.Series:
    formula = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["formula"]
    made = _quotients(context)["expected"].reindex(rows.index)
    same = (made - rows["value"]).abs() <= ROUNDING * rows["value"].abs()
    # Ranks are recomputed by a family of their own.
    return (rows["origin"] != "computed") | same | (rows["indicator_id"].map(formula) == "rank")


def _names_operands(rows: pd.DataFrame, context: Context) -> pd.Series:
    two = rows["formula"].isin(QUOTIENTS)
    none = rows["formula"].isna() & (rows["numerator_id"].notna() | rows["denominator_id"].notna())
    one = rows["formula"].isin([*QUOTIENTS, "growth"])
    return ~(none | (one & rows["numerator_id"].isna()) | (two & rows["denominator_id"].isna()))


def _stays_within(rows: pd.DataFrame, context: Context) -> pd.Series:
    perimeter = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["perimeter_id"]
    above, below = rows["numerator_id"].map(perimeter), rows["denominator_id"].map(perimeter)
    inside = pd.MultiIndex.from_arrays([above, below]).isin(nested(context))
    return (above == below) | inside | (below == EVERYTHING) | rows["proxy_for"].notna()


def _lies_within(rows: pd.DataFrame, context: Context) -> pd.Series:
    indicators = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")
    share = rows["indicator_id"].map(indicators["formula"]) == "share"
    whole = rows["indicator_id"].map(indicators["denominator_geo"])
    asked = share & whole.notna() & (rows["origin"] == "computed")
    inside = pd.MultiIndex.from_arrays([rows["geo_code"], whole]).isin(_contained(context))
    return ~asked | inside


@once
def _contained(context: Context) -> set[tuple[str, str]]:
    """Pairs of places of which the first lies in the second, over all steps."""
    parent = context.typed["geographies"].drop_duplicates("geo_code").set_index("geo_code")["parent_code"].dropna()
    pairs, reached = set(), parent
    for _ in range(len(parent)):
        fresh = set(reached.items()) - pairs
        if not fresh:
            break
        pairs |= fresh
        reached = reached.map(parent).dropna()
    return pairs


def _checks() -> Iterator[Check]:
    of = "national_indicators"
    series = "{indicator_id} of {geo_code} in {period} is {value} {unit}; its operands give {expected}."
    for rule, fine in ((SHARE, _is_quotient("share")), (RATIO, _is_quotient("ratio")), (GROWTH, _is_growth)):
        yield Check(rule, of, "value", fine, series, expected=_expected)
    needs = ("value", "origin", "indicator_id")
    yield Check(COMPUTED, of, "value", _is_recomputed, series, needs=needs, expected=_expected)
    yield Check(
        OPERANDS, "indicators", "numerator_id", _names_operands,
        "The formula is “{formula}”, numerator_id “{numerator_id}”, denominator_id “{denominator_id}”.",
    )  # fmt: skip
    yield Check(
        ACROSS, "indicators", "denominator_id", _stays_within,
        "The perimeter of {numerator_id} does not lie in that of {denominator_id}, and proxy_for is blank.",
        needs=("numerator_id", "denominator_id"),
    )  # fmt: skip
    yield Check(
        OUTSIDE, of, "geo_code", _lies_within, "{geo_code} does not lie in the place below the line of {indicator_id}.",
        needs=("indicator_id", "geo_code", "origin"),
    )  # fmt: skip


CHECKS = tuple(_checks())
