"""Statements: what a source shows, told whole, once and in one way."""

import pandas as pd

from scripts.check.consistency.frames import among, share
from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.evidence.identifiers import statement_id
from scripts.package.findings import Finding, Rule

HASH = Rule(
    "R521", "A statement's id is the hash of what its source shows",
    "So two people who enter the same words get the same id, and changed words cannot hide behind an old one.",
    "error", "consistency", "pandera",
    "Leave statement_id blank and run `make format`; keep a wrong transcription as superseded beside the new one.",
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


def check(context: Context) -> list[Finding]:
    """Check what statements are, where they come from and what became of them."""
    return run(share(context), CHECKS)


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
    in_use = every.loc[every["state"].isin(["used", "under_test"]), "statement_id"]
    return (rows["state"] == "superseded") & among(rows["superseded_by"], in_use)


def _is_spoken_of(rows: pd.DataFrame, context: Context) -> pd.Series:
    asked = pd.concat([context.typed[name]["statement_id"] for name in ("reading_assignments", "assessments")])
    return (rows["state"] != "under_test") | among(rows["statement_id"], asked)


def _has_one_subject(rows: pd.DataFrame, context: Context) -> pd.Series:
    entity, indicator, place = (rows[column].notna() for column in ("entity_id", "indicator_id", "geo_code"))
    return (entity & ~indicator) | (~entity & place)


def _shows_something(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["as_written"].notna() | (rows["locator"].notna() & rows["transcribed_value"].notna())


def _repeats(rows: pd.DataFrame, context: Context) -> pd.Series:
    same = ["entity_id", "indicator_id", "property", "geo_code", "value"]
    every = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")
    first = every.reindex(rows["origin_id"]).set_axis(rows.index)
    return (first[same].fillna("") == rows[same].fillna("")).all(axis=1) & first["origin_id"].isna()


CHECKS = (
    Check(
        HASH, "statements", "statement_id", _has_hash, "The id does not fit what the row shows.",
        needs=("statement_id", "ordinal"), expected=_hash,
    ),
    Check(
        NO_REASON, "statements", "reason", _has_reason, "The state is {state}, and reason is blank.", needs=("state",),
    ),
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
        "entity_id is “{entity_id}”, indicator_id “{indicator_id}”, geo_code “{geo_code}”.",
        expected="one subject",
    ),
    Check(
        NOTHING_SHOWN, "statements", "as_written", _shows_something,
        "The row shows neither words nor a transcribed value.", needs=("unit",),
    ),
    Check(
        ORIGIN, "statements", "origin_id", _repeats, "{origin_id} is itself a repetition, or says something else.",
        needs=("origin_id",), expected="the first statement of the same value on the same subject",
    ),
)  # fmt: skip
