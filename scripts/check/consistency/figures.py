"""Figures: published numbers are possible, dated and unique, and agree with each other."""

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import WHOLE_ROW, joined, once, traces
from scripts.check.consistency.indicator_frames import (
    CONFIRMED,
    SERIES,
    far_apart,
    figures,
    nested,
    statement_bounds,
)
from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.figures.period import bounds, year
from scripts.package.findings import Finding, Rule
from scripts.reconcile.bounds import Bounds

COMPARE = "Compare both figures with their sources: unit, geography, perimeter and period first."
AGREE = Rule(
    "R601", "Statements that agree have overlapping intervals, rivals have not",
    "Agreement is counted as support; a contradiction that is counted so makes a wrong figure look certain.",
    "error", "consistency", "pandera", "Run `make build`; if it stays, compare value, unit and qualifier with the words.",
)
PART_OF_PLACE = Rule(
    "R602", "What is measured in a part of a place is no more than in the whole",
    "Wallonia cannot produce more than Belgium: such a pair mixes up places, units or perimeters.",
    "error", "consistency", "pandera", COMPARE,
)
PART_OF_PERIMETER = Rule(
    "R603", "A perimeter has no more than the one that contains it",
    "Pharmacy cannot employ more than the chemical industry that it is counted in.",
    "error", "consistency", "pandera", COMPARE,
)
SUM = Rule(
    "R604", "The parts of a place add up to the whole where all are there, and to no more where some are",
    "A sum that does not add up has a slip in one of its figures, and nobody sees it in one alone.",
    "error", "consistency", "pandera", COMPARE,
)
COUNT = Rule(
    "R605", "This package lists no more members or tenants than the largest number that a source gives",
    "More rows than a cluster ever claimed members means doubled companies, or companies that do not belong.",
    "warning", "consistency", "pandera", "Look for doubled companies and for relations of the wrong kind.",
)
BOUNDS = Rule(
    "R606", "A figure lies within the bounds of its unit, a share of a whole within 0 and 100 per cent",
    "A share of 120 per cent or a negative number of people is a slip of the hand.",
    "error", "consistency", "pandera", "Correct the value or the unit; a growth is in percent_change or percent_per_year.",
)
WHOLE = Rule(
    "R607", "A count is a whole number",
    "Half a company is a decimal comma that was read as a thousands separator, or the other way round.",
    "error", "consistency", "pandera", "Read the figure again: 1.234 may be a thousand; a mean needs a unit that is not whole.",
)
UNIT = Rule(
    "R608", "A published indicator has one unit",
    "Millions among billions in one series are wrong by a factor of a thousand.",
    "error", "consistency", "pandera", "Run `make build`.",
)
UNIQUE = Rule(
    "R609", "Indicator, place and period stand once among dated figures",
    "Who looks up a figure must find one answer.",
    "error", "consistency", "pandera", "Run `make build`; figures under test and undated ones are rows of their own.",
)
YEAR = Rule(
    "R610", "Year and days of a figure follow from its period",
    "Readers sort and join by year: it must not say something else than the period.",
    "error", "consistency", "pandera", "Run `make build`.",
)
RANGE = Rule(
    "R611", "A published value lies within its own range",
    "A value outside of its range contradicts itself.",
    "error", "consistency", "pandera", "Run `make build`; if it stays, correct the statement.",
)
STATUS = Rule(
    "R612", "The status of a figure says whether it is tested, dated and uncontested",
    "Only a confirmed figure may serve as evidence for another; a contested or undated one must look so.",
    "error", "consistency", "pandera", "Run `make build`.",
)
# Measures of an entity that count what relations list, from the other end.
LISTED_BY = {"members": "member_of", "companies": "located_in"}
OPEN_ENDED = ("more_than", "at_least")
UNDER_TEST = "V"  # SDMX CL_OBS_STATUS: unvalidated
WITH_VALUES = ("statements", "national_indicators", "observations")


def check(context: Context) -> list[Finding]:
    """Compare published figures with themselves, their parts and their wholes."""
    return run(context, CHECKS)


@once
def _agreement(context: Context) -> pd.DataFrame:
    """Supporting and rival statements of published figures, with whether their `role` is right."""
    rows = traces(context)
    rows = rows[rows["table"].isin(["national_indicators", "observations"]) & (rows["field"] == WHOLE_ROW)]
    adopted = rows[rows["role"] == "adopted"].drop_duplicates("key").set_index("key")["statement_id"]
    others = rows[rows["role"].isin(["agrees", "rival"]) & rows["key"].isin(adopted.index)]
    first = others["key"].map(adopted)
    known = statement_bounds(context, pd.concat([first, others["statement_id"]]))
    one = Bounds.of(known.reindex(others["statement_id"]))
    two = Bounds.of(known.reindex(first))
    tolerance = known["tolerance"].reindex(first).set_axis(others.index)
    apart = np.where(others["role"] == "agrees", far_apart(one, two, tolerance), ~one.overlaps(two))
    right = (apart == (others["role"] == "rival")) | one.missing | two.missing
    return others.assign(right=right, against=first)


def _role_is_right(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _agreement(context)["right"].reindex(rows.index, fill_value=True).astype("bool")


def _against(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _agreement(context)["against"].reindex(rows.index)


def _within_place(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = figures(context)
    parts = known[known["additive"].astype("bool")].reset_index()
    pairs = parts.merge(known, left_on=["indicator_id", "parent", "period"], right_on=SERIES, suffixes=("", "_of"))
    return _no_more_than(pairs, rows)


def _within_perimeter(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = figures(context)
    inner = known[known["additive"].astype("bool")].reset_index()
    same = ["measure_id", "basis", "unit_kind", "geo_code", "period"]
    pairs = inner.merge(known, on=same, suffixes=("", "_of"))
    inside = pd.MultiIndex.from_frame(pairs[["perimeter_id", "perimeter_id_of"]]).isin(nested(context))
    return _no_more_than(pairs[inside], rows)


def _no_more_than(pairs: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Whether the part is no more than the whole in all pairs of each row."""
    part, whole = Bounds.of(pairs), Bounds.of(pairs, "low_of", "high_of").below()
    over = pairs.loc[far_apart(part, whole, pairs["tolerance_of"]), "line"]
    return ~rows.index.to_series().isin(set(over))


def _adds_up(rows: pd.DataFrame, context: Context) -> pd.Series:
    known, places = figures(context), context.typed["geographies"]
    parts = known[known["additive"].astype("bool")]
    size = places.loc[places["valid_until"].isna()].groupby("parent_code")["geo_code"].nunique()
    by_whole = parts.groupby(["indicator_id", "parent", "period"])
    sums = by_whole.agg(low_of=("low", "sum"), high_of=("high", "sum"), n=("geo_code", "nunique"), kinds=("kind", "nunique"))
    wholes = known.join(sums, on=SERIES, how="inner")
    complete = wholes["n"] == wholes["geo_code"].map(size)
    whole, total = Bounds.of(wholes), Bounds.of(wholes, "low_of", "high_of")
    least = Bounds(total.low, np.where(complete, total.high, np.inf))
    wrong = far_apart(least, whole, wholes["tolerance"]) & (wholes["n"] > 1)
    return ~rows.index.to_series().isin(set(wholes.index[wrong]))


def _lists_no_more(rows: pd.DataFrame, context: Context) -> pd.Series:
    relations = context.typed["relations"]
    largest = _largest(rows)
    fine = pd.Series(True, index=rows.index)
    for measure, kind in LISTED_BY.items():
        listed = relations.loc[relations["kind"] == kind, "object_id"].value_counts()
        here = largest & (rows["measure"] == measure)
        fine &= ~here | (rows["entity_id"].map(listed).fillna(0) <= _upper(rows))
    return fine


def _upper(rows: pd.DataFrame) -> pd.Series:
    upper = rows["value_high"].fillna(rows["value"])
    return upper.mask(rows["qualifier"].isin(OPEN_ENDED), np.inf)


def _largest(rows: pd.DataFrame) -> pd.Series:
    """Whether a row has the largest number of its entity and measure, the first of several."""
    order = _upper(rows).sort_values(ascending=False, kind="stable").index
    return ~rows.loc[order].duplicated(["entity_id", "measure"]).reindex(rows.index)


def _within_bounds(rows: pd.DataFrame, context: Context) -> pd.Series:
    unit = context.typed["units"].drop_duplicates("unit").set_index("unit")
    number = pd.to_numeric(rows["value"], errors="coerce")
    return ~((number < rows["unit"].map(unit["minimum"])) | (number > rows["unit"].map(unit["maximum"])))


def _is_a_share(rows: pd.DataFrame, context: Context) -> pd.Series:
    formula = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["formula"]
    share = (rows["indicator_id"].map(formula) == "share") & (rows["unit"] == "percent")
    return ~share | rows["value"].between(0, 100)


def _is_whole(rows: pd.DataFrame, context: Context) -> pd.Series:
    units = context.typed["units"]
    whole = rows["unit"].isin(set(units.loc[units["whole"].fillna(False), "unit"]))
    number = pd.to_numeric(rows["value"], errors="coerce")
    return ~whole | number.isna() | (number % 1 == 0)


def _indicator_unit(rows: pd.DataFrame, context: Context) -> pd.Series:
    unit = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    return rows["indicator_id"].map(unit)


def _has_indicator_unit(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["unit"] == _indicator_unit(rows, context)


def _stands_once(rows: pd.DataFrame, context: Context) -> pd.Series:
    return (rows["obs_status"] == UNDER_TEST) | ~rows[rows["obs_status"] != UNDER_TEST].duplicated(SERIES).reindex(
        rows.index, fill_value=False
    )


def _dated_alike(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = {period: _days(period) for period in rows["period"].unique()}
    first, last, own = (rows["period"].map({period: days[part] for period, days in known.items()}) for part in range(3))
    same_year = rows["year"].astype("str").where(rows["year"].notna(), "") == own
    return same_year & (rows["date_earliest"] == first) & (rows["date_latest"] == last)


def _days(period: str) -> tuple[str, str, str]:
    try:
        return (*bounds(period), str(year(period) or ""))
    except ValueError:  # no period: the structure layer names the cell
        return "", "", ""


def _has_no_year(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["period"].notna() | rows["year"].isna()


def _is_in_range(rows: pd.DataFrame, context: Context) -> pd.Series:
    value, low, high = (pd.to_numeric(rows[c], errors="coerce") for c in ("value", "value_low", "value_high"))
    return ~((value < low) | (value > high) | (low > high))


def _status_fits(rows: pd.DataFrame, context: Context) -> pd.Series:
    state = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")["state"]
    tested = rows["statement_id"].map(state) == "under_test"
    doubtful = rows["period"].isna() | rows["contested"].astype("bool")
    return (tested == (rows["obs_status"] == UNDER_TEST)) & ~(doubtful & (rows["obs_status"] == CONFIRMED))


def _checks():
    yield Check(
        AGREE, "provenance", "role", _role_is_right,
        "Statement {statement_id} is said to be “{role}” to {expected}, and its interval says otherwise.",
        needs=("role", "statement_id", "key"), expected=_against,
    )  # fmt: skip
    of = "national_indicators"
    series = "{indicator_id} of {geo_code} in {period}"
    yield Check(PART_OF_PLACE, of, "value", _within_place, f"{series} is {{value}}, more than in the place that contains it.")
    yield Check(
        PART_OF_PERIMETER, of, "value", _within_perimeter, f"{series} is {{value}}, more than in the perimeter that contains it."
    )
    yield Check(SUM, of, "value", _adds_up, f"{series} is {{value}}, and the parts of the place do not add up to it.")
    yield Check(
        COUNT, "observations", "value", _lists_no_more,
        "The largest number of {measure} of {entity_id} is {value}, and the package lists more.",
        needs=("entity_id", "measure", "value"),
    )  # fmt: skip
    for table in WITH_VALUES:
        yield Check(BOUNDS, table, "value", _within_bounds, "{value} {unit} cannot be.", needs=("value", "unit"))
        yield Check(WHOLE, table, "value", _is_whole, "{value} {unit} is no whole number.", needs=("value", "unit"))
    yield Check(
        BOUNDS, of, "value", _is_a_share, "A share of {value} per cent cannot be.", needs=("value", "unit", "indicator_id"),
        expected="0 to 100",
    )  # fmt: skip
    yield Check(UNIT, of, "unit", _has_indicator_unit, "{indicator_id} is in {expected}.", needs=("unit", "indicator_id"), expected=_indicator_unit)
    yield Check(
        UNIQUE, of, "period", _stands_once, f"Another row has {series}.", needs=(*SERIES, "obs_status"),
    )  # fmt: skip
    yield Check(YEAR, of, "year", _dated_alike, "The period is {period}; year is “{year}”, days {date_earliest} to {date_latest}.", needs=("period",))
    yield Check(YEAR, of, "year", _has_no_year, "The year is {year}, and period is blank.")
    for table in ("national_indicators", "observations", "claims"):
        yield Check(RANGE, table, "value", _is_in_range, "{value} does not lie between {value_low} and {value_high}.", needs=("value",))
    yield Check(
        STATUS, of, "obs_status", _status_fits,
        "The status is {obs_status}; period “{period}”, contested {contested}.", needs=("obs_status", "contested"),
        expected="V for a figure under test and no other; A only where dated and uncontested",
    )  # fmt: skip


CHECKS = tuple(_checks())
