"""Statements: what a source shows, told whole, once and in one way."""

import pandas as pd

from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.evidence.identifiers import statement_id
from scripts.figures.period import bounds
from scripts.package.findings import Finding, Rule

HASH = Rule(
    "R521", "A statement's id is the hash of what its source shows",
    "So two people who enter the same words get the same id, and changed words cannot hide behind an old one.",
    "error", "consistency", "pandera",
    "Leave statement_id blank and run `make format`; if a transcription was wrong, keep it as superseded beside the new one.",
)
NO_REASON = Rule(
    "R522", "A statement that is not in use says why",
    "Evidence that disappears without a reason looks like evidence that was suppressed.",
    "error", "consistency", "pandera", "Write the reason: what is wrong with it, or why no table needs it.",
)
SUCCESSOR = Rule(
    "R523", "A superseded statement, and no other, has a successor that is in use",
    "Whoever cites the old one must arrive at what holds now.",
    "error", "consistency", "pandera",
    "Name the statement that replaces it and set the state to superseded, or leave superseded_by blank.",
)
UNDER_TEST = Rule(
    "R524", "A statement is under test only where a reading or an assessed claim speaks of it",
    "Under test keeps a figure out of every other figure's evidence: nobody may park an inconvenient one there.",
    "error", "consistency", "pandera",
    "Add the statement to reading_assignments, or set its state to used (or unused, with a reason).",
)
SUBJECT = Rule(
    "R525", "A statement speaks of an entity, or of an indicator and a geography, or of a geography",
    "A statement on two subjects says something of neither, one on none is lost.",
    "error", "consistency", "pandera", "Fill entity_id, or indicator_id with geo_code, and leave the other blank.",
)
UNIT_KIND = Rule(
    "R526", "The unit of a figure is of the same kind as its indicator's",
    "Euro and per cent cannot be compared, nor jobs and full-time equivalents.",
    "error", "consistency", "pandera", "Correct the unit, or choose the indicator that is measured in it.",
)
VALUE_KIND = Rule(
    "R527", "A value is written as its property demands",
    "A number in words, or a date that is none, is not found by any rule that compares it.",
    "error", "consistency", "pandera",
    "Write numbers with a point, dates as YYYY-MM-DD at their precision, flags as true or false; the words stay in as_written.",
)
NOTHING_SHOWN = Rule(
    "R528", "A figure keeps the words of its source, or its place and value in a data file",
    "Without them nobody can check the reading against the source.",
    "error", "consistency", "pandera",
    "Copy the words around the figure into as_written; for a data file fill locator and transcribed_value.",
)
ORIGIN = Rule(
    "R529", "A repetition names the original itself, and repeats it",
    "Repetitions count once; a chain of them, or one of another fact, would hide or lose an independent source.",
    "error", "consistency", "pandera",
    "Let origin_id name the first statement of the same value on the same subject, which has none itself.",
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
    "error", "consistency", "pandera", "Correct the days or the period; leave the days blank and `make format` fills them.",
)
RANGE = Rule(
    "R532", "The value of a range lies within its ends",
    "A value outside its own range is a slip in one of three numbers.",
    "error", "consistency", "pandera", "Correct value, value_low or value_high: the ends are those that the words print.",
)
NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"
FORMS = {
    "number": NUMBER,
    "date": r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?",
    "flag": "true|false|yes|no",
    "address": r"https?://\S+",
}


def check(context: Context) -> list[Finding]:
    """Check the statements for themselves and against the reference tables."""
    return run(context, CHECKS)


def _hash(rows: pd.DataFrame, context: Context) -> pd.Series:
    parts = ["source_id", "locator", "name_as_written", "as_written", "transcribed_value", "ordinal"]
    shown = zip(*(rows[part].astype("object").where(rows[part].notna(), "") for part in parts), strict=True)
    return pd.Series([statement_id(*row) for row in shown], index=rows.index, dtype="str")


def _has_hash(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["statement_id"] == _hash(rows, context)


def _has_reason(rows: pd.DataFrame, context: Context) -> pd.Series:
    return (rows["state"] == "used") | rows["reason"].notna()


def _has_successor_in_use(rows: pd.DataFrame, context: Context) -> pd.Series:
    every = context.typed["statements"]
    in_use = set(every.loc[every["state"].isin(["used", "under_test"]), "statement_id"])
    return (rows["state"] == "superseded") & rows["superseded_by"].isin(in_use)


def _is_spoken_of(rows: pd.DataFrame, context: Context) -> pd.Series:
    asked = pd.concat([context.typed[name]["statement_id"] for name in ("reading_assignments", "assessments")])
    return (rows["state"] != "under_test") | rows["statement_id"].isin(set(asked))


def _has_one_subject(rows: pd.DataFrame, context: Context) -> pd.Series:
    entity, indicator, place = (rows[column].notna() for column in ("entity_id", "indicator_id", "geo_code"))
    return (entity & ~indicator) | (~entity & place)


def _is_of_kind(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _kind_of(rows["unit"], context) == _kind_of(_indicator_unit(rows, context), context)


def _indicator_unit(rows: pd.DataFrame, context: Context) -> pd.Series:
    unit = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["unit"]
    return rows["indicator_id"].map(unit)


def _kind_of(unit: pd.Series, context: Context) -> pd.Series:
    kind = context.typed["units"].drop_duplicates("unit").set_index("unit")["kind"]
    return unit.map(kind).fillna("")


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


def _shows_something(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["as_written"].notna() | (rows["locator"].notna() & rows["transcribed_value"].notna())


def _repeats(rows: pd.DataFrame, context: Context) -> pd.Series:
    same = ["entity_id", "indicator_id", "property", "geo_code", "value"]
    every = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")
    first = every.reindex(rows["origin_id"]).set_axis(rows.index)
    return (first[same].fillna("") == rows[same].fillna("")).all(axis=1) & first["origin_id"].isna()


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
        HASH, "statements", "statement_id", _has_hash, "The id does not fit what the row shows.",
        needs=("statement_id", "ordinal"), expected=_hash,
    ),
    Check(NO_REASON, "statements", "reason", _has_reason, "The state is {state}, and reason is blank.", needs=("state",)),
    Check(
        SUCCESSOR, "statements", "superseded_by", _has_successor_in_use,
        "The statement is {state}, its successor {superseded_by}.", needs=("state", "superseded_by"),
        expected="state superseded, and a successor whose state is used or under_test",
    ),
    Check(
        UNDER_TEST, "statements", "state", _is_spoken_of, "No reading and no assessed claim speaks of {statement_id}.",
        needs=("state", "statement_id"), expected="used",
    ),
    Check(
        SUBJECT, "statements", "entity_id", _has_one_subject,
        "entity_id is “{entity_id}”, indicator_id “{indicator_id}”, geo_code “{geo_code}”.", expected="one subject",
    ),
    Check(
        UNIT_KIND, "statements", "unit", _is_of_kind, "{unit} is of another kind than {expected}, the unit of {indicator_id}.",
        needs=("unit", "indicator_id"), expected=_indicator_unit,
    ),
    Check(
        VALUE_KIND, "statements", "value", _has_form, "“{value}” (unit “{unit}”) is no {expected}, as {property} demands.",
        needs=("value", "property"), expected=_value_kind,
    ),
    Check(
        NOTHING_SHOWN, "statements", "as_written", _shows_something, "The row shows neither words nor a transcribed value.",
        needs=("unit",),
    ),
    Check(
        ORIGIN, "statements", "origin_id", _repeats, "{origin_id} is itself a repetition, or says something else.",
        needs=("origin_id",), expected="the first statement of the same value on the same subject",
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
