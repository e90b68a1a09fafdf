"""Values: published numbers are possible, dated, unique and marked for what they are."""

from collections.abc import Iterator

import pandas as pd

from scripts.check.consistency.frames import among, share
from scripts.check.consistency.indicator_frames import CONFIRMED, SERIES, UNDER_TEST
from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.figures.period import bounds, year
from scripts.package.findings import Finding, Rule

BOUNDS = Rule(
    "R606", "A figure lies within the bounds of its unit, a share of a whole within 0 and 100 per cent",
    "A share of 120 per cent or a negative number of people is a slip of the hand.",
    "error", "consistency", "pandera",
    "Correct the value or the unit; a growth is in percent_change or percent_per_year.",
)
WHOLE = Rule(
    "R607", "A count is a whole number",
    "Half a company is a decimal comma that was read as a thousands separator, or the other way round.",
    "error", "consistency", "pandera",
    "Read the figure again: 1.234 may be a thousand; a mean needs a unit that is not whole.",
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
WITH_VALUES = ("statements", "national_indicators", "observations")
WITH_RANGES = ("national_indicators", "observations", "claims")


def check(context: Context) -> list[Finding]:
    """Check each published number by itself."""
    return run(share(context), CHECKS)


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
    whole = among(rows["unit"], units.loc[units["whole"].fillna(False), "unit"])
    number = pd.to_numeric(rows["value"], errors="coerce")
    return ~whole | number.isna() | (number % 1 == 0)


def _indicator_unit(rows: pd.DataFrame, context: Context) -> pd.Series:
    unit = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    return rows["indicator_id"].map(unit)


def _has_indicator_unit(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["unit"] == _indicator_unit(rows, context)


def _stands_once(rows: pd.DataFrame, context: Context) -> pd.Series:
    confirmed = rows[rows["obs_status"] != UNDER_TEST]
    return ~confirmed.duplicated(SERIES).reindex(rows.index, fill_value=False)


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


def _checks() -> Iterator[Check]:
    of = "national_indicators"
    for table in WITH_VALUES:
        yield Check(BOUNDS, table, "value", _within_bounds, "{value} {unit} cannot be.", needs=("value", "unit"))
        yield Check(WHOLE, table, "value", _is_whole, "{value} {unit} is no whole number.", needs=("value", "unit"))
    yield Check(
        BOUNDS, of, "value", _is_a_share, "A share of {value} per cent cannot be.",
        needs=("value", "unit", "indicator_id"), expected="0 to 100",
    )
    yield Check(
        UNIT, of, "unit", _has_indicator_unit, "{indicator_id} is in {expected}.",
        needs=("unit", "indicator_id"), expected=_indicator_unit,
    )
    yield Check(
        UNIQUE, of, "period", _stands_once, "Another row has {indicator_id} of {geo_code} in {period}.",
        needs=(*SERIES, "obs_status"),
    )
    yield Check(
        YEAR, of, "year", _dated_alike,
        "The period is {period}; year is “{year}”, days {date_earliest} to {date_latest}.", needs=("period",),
    )
    yield Check(YEAR, of, "year", _has_no_year, "The year is {year}, and period is blank.")
    for table in WITH_RANGES:
        yield Check(
            RANGE, table, "value", _is_in_range, "{value} does not lie between {value_low} and {value_high}.",
            needs=("value",),
        )
    yield Check(
        STATUS, of, "obs_status", _status_fits,
        "The status is {obs_status}; period “{period}”, contested {contested}.", needs=("obs_status", "contested"),
        expected="V for a figure under test and no other; A only where dated and uncontested",
    )


CHECKS = tuple(_checks())
