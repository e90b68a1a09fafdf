"""Measurements: the value, unit and time of a statement are written so that rules can compare them."""

import pandas as pd

from scripts.check.consistency.frames import share
from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.figures.period import bounds
from scripts.package.findings import Finding, Rule

UNIT_KIND = Rule(
    "R526", "The unit of a figure is of the same kind as its indicator's",
    "Euro and per cent cannot be compared, nor jobs and full-time equivalents.",
    "error", "consistency", "pandera", "Correct the unit, or choose the indicator that is measured in it.",
)
VALUE_KIND = Rule(
    "R527", "A value is written as its property demands",
    "A number in words, or a date that is none, is not found by any rule that compares it.",
    "error", "consistency", "pandera",
    "Write numbers with a point, dates as YYYY-MM-DD at their precision, flags as true or false.",
)
INFERRED = Rule(
    "R530", "A period that no source prints says how it is known",
    "A guessed year is worse than none unless the reader can follow the guess.",
    "error", "consistency", "pandera",
    "Say in reason how the period is known; if it is not, leave period blank and give the earliest and latest day.",
)
DAYS = Rule(
    "R531", "The earliest and latest day of a statement lie in its period",
    "Both say when the value was true; they must not contradict each other.",
    "error", "consistency", "pandera", "Correct the days or the period.",
)
RANGE = Rule(
    "R532", "The value of a range lies within its ends",
    "A value outside its own range is a slip in one of three numbers.",
    "error", "consistency", "pandera",
    "Correct value, value_low or value_high: the ends are those that the words print.",
)
NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
FORMS = {
    "number": NUMBER,
    "date": r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?",
    "flag": "true|false|yes|no",
    "address": r"https?://\S+",
}


def check(context: Context) -> list[Finding]:
    """Check value, unit and period of the statements."""
    return run(share(context), CHECKS)


def _is_of_kind(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _kind_of(rows["unit"], context) == _kind_of(_indicator_unit(rows, context), context)


def _indicator_unit(rows: pd.DataFrame, context: Context) -> pd.Series:
    unit = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    return rows["indicator_id"].map(unit)


def _kind_of(unit: pd.Series, context: Context) -> pd.Series:
    kind = context.typed["units"].drop_duplicates("unit").set_index("unit")["kind"]
    return unit.map(kind).astype("str").fillna("")


def _has_form(rows: pd.DataFrame, context: Context) -> pd.Series:
    kinds = _value_kind(rows, context)
    fine = pd.Series(True, index=rows.index)
    for kind, form in FORMS.items():
        here = kinds == kind
        fine[here] = rows.loc[here, "value"].str.fullmatch(form)
    return fine & ((kinds != "number") | rows["unit"].notna())


def _value_kind(rows: pd.DataFrame, context: Context) -> pd.Series:
    kind = context.typed["properties"].drop_duplicates("property").set_index("property")["value_kind"]
    return rows["property"].map(kind)


def _says_how(rows: pd.DataFrame, context: Context) -> pd.Series:
    return (rows["period_basis"] != "inferred") | rows["reason"].notna()


def _has_basis(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["period_basis"].isin(["printed", "inferred"])


def _days_in_period(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = {period: _bounds(period) for period in rows["period"].unique()}
    first, last = (rows["period"].map({period: ends[end] for period, ends in known.items()}) for end in (0, 1))
    early, late = rows["date_earliest"].fillna(first), rows["date_latest"].fillna(last)
    return (first <= early) & (early <= late) & (late <= last)


def _bounds(period: str) -> tuple[str, str]:
    try:
        return bounds(period)
    except ValueError:  # no period: the structure layer names the cell
        return "", ""


def _is_in_range(rows: pd.DataFrame, context: Context) -> pd.Series:
    number = pd.to_numeric(rows["value"], errors="coerce")
    low, high = rows["value_low"], rows["value_high"]
    return ~((number < low) | (number > high) | (low > high))


CHECKS = (
    Check(
        UNIT_KIND, "statements", "unit", _is_of_kind,
        "{unit} is of another kind than {expected}, the unit of {indicator_id}.",
        needs=("unit", "indicator_id"), expected=_indicator_unit,
    ),
    Check(
        VALUE_KIND, "statements", "value", _has_form,
        "“{value}” (unit “{unit}”) is no {expected}, as {property} demands.",
        needs=("value", "property"), expected=_value_kind,
    ),
    Check(
        INFERRED, "statements", "period_basis", _says_how, "period_basis is inferred, and reason is blank.",
        needs=("period_basis",), expected="a reason",
    ),
    Check(
        INFERRED, "statements", "period_basis", _has_basis, "The period is {period}, its basis “{period_basis}”.",
        needs=("period",), expected="printed or inferred",
    ),
    Check(
        DAYS, "statements", "period", _days_in_period,
        "{date_earliest} to {date_latest} does not lie in {period}.", needs=("period",),
    ),
    Check(
        RANGE, "statements", "value", _is_in_range, "{value} does not lie between {value_low} and {value_high}.",
        needs=("value",),
    ),
)  # fmt: skip
