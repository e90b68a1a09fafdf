"""Reconciliation: what is adopted is what the tests yield, and no test can be bent."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import among, joined, share
from scripts.check.consistency.pandera_rules import Check, RowFunction, run
from scripts.check.consistency.tallies import equals
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule
from scripts.reconcile.bounds import Bounds
from scripts.reconcile.tests import FAILS, HOLDS, STRAINED, UNTESTED
from scripts.reconcile.verdicts import outcomes

OVERTURNED = Rule(
    "R701", "The answer in force is the one that the tests yield",
    "New evidence may overturn an old answer: then someone has to look, and say so in public.",
    "error", "consistency", "pandera",
    "Look at the tests (`python -m scripts explain`): if the new evidence is right, write the new outcome and reading "
    "into reconciliations and what it means into the claims; else correct the evidence.",
)
TALLY = Rule(
    "R702", "A reading's tally is the count of its tests",
    "The order of readings is arithmetic: nobody may turn it by hand.",
    "error", "consistency", "pandera", "Run `make build`.",
)
UNBOUND = Rule(
    "R703", "No reading is adopted that no binding test could try, or that fails one",
    "What could not have failed has not been tested; what failed is refuted.",
    "error", "consistency", "pandera", "Run `make build`; for a new reading add a binding check.",
)
RESULT = Rule(
    "R704", "The result of a test follows from its two intervals",
    "Every verdict rests on these results: anyone can compare two intervals.",
    "error", "consistency", "pandera", "Run `make build`.",
)
SAME_SUBJECT = Rule(
    "R705", "All readings of a question speak of the same statements",
    "A reading that leaves out the awkward figure is bound to win.",
    "error", "consistency", "pandera", "Add the missing row to reading_assignments.",
)
ASSIGNED = Rule(
    "R706", "A reading interprets statements in use, and claims of the article only while they are under test",
    "A figure that is judged must not serve as evidence in its own case.",
    "error", "consistency", "pandera", "Set the statement's state to under_test, or remove the assignment.",
)
OWN_READING = Rule(
    "R707", "The adopted reading is one of the question's own, and there is one where the outcome says so",
    "A settled question has an answer, an undetermined one has none.",
    "error", "consistency", "pandera",
    "Name the reading of this reconciliation, or leave it blank where none is adopted.",
)
TALLIED = {"n_fails": FAILS, "n_strained": STRAINED, "n_holds": HOLDS, "n_untested": UNTESTED}
WITH_READING = ("settled", "leading")
# Their expected interval stands in the row, and is widened by the tolerance of the row.
COMPARED = ("agree", "share", "ratio", "growth", "sum", "count", "part_of_whole")


def check(context: Context) -> list[Finding]:
    """Follow the readings from their tests to the answer in force."""
    return run(share(context), CHECKS)


def _yielded(column: str) -> RowFunction:
    def value(rows: pd.DataFrame, context: Context) -> pd.Series:
        found = outcomes(context.typed["reading_verdicts"], context.typed["reconciliations"])
        found = found.drop_duplicates("reconciliation_id").set_index("reconciliation_id")[column]
        return rows["reconciliation_id"].map(found).astype("str").fillna("")

    return value


def _is_yielded(column: str, value: RowFunction) -> RowFunction:
    return lambda rows, context: rows[column].fillna("") == value(rows, context)


def _tally(column: str) -> RowFunction:
    def count(rows: pd.DataFrame, context: Context) -> pd.Series:
        tests = context.typed["reading_tests"]
        tests = tests[tests["binding"].fillna(False).astype("bool")]
        counted = tests.loc[tests["result"] == TALLIED[column], "reading_id"].value_counts()
        return rows["reading_id"].map(counted).fillna(0).astype("int64")

    return count


def _was_tried(rows: pd.DataFrame, context: Context) -> pd.Series:
    tried = (rows["n_holds"] + rows["n_strained"] > 0) & (rows["n_fails"] == 0)
    return ~rows["verdict"].isin(["adopted", "unbeaten"]) | tried.fillna(False)


def _follows(rows: pd.DataFrame, context: Context) -> pd.Series:
    left = Bounds(rows["left_low"].fillna(-np.inf).to_numpy(), rows["left_high"].fillna(np.inf).to_numpy())
    right = Bounds(rows["right_low"].fillna(-np.inf).to_numpy(), rows["right_high"].fillna(np.inf).to_numpy())
    wide = right.widen(rows["tolerance"].fillna(0).to_numpy())
    overlaps = left.overlaps(right) & ~rows["across_perimeters"].fillna(False).to_numpy("bool")
    expected = np.select([overlaps, left.overlaps(wide)], [HOLDS, STRAINED], FAILS)
    # Rounded ends do not show whether they belong to the interval: "more than 350" begins at 350.
    touching = ((left.low == right.high) | (left.high == right.low)) & (left.low < left.high)
    settled = (rows["result"] == expected) | (touching & (rows["result"] == STRAINED))
    return ~rows["kind"].isin(COMPARED) | (rows["result"] == UNTESTED) | settled


def _speaks_of_all(rows: pd.DataFrame, context: Context) -> pd.Series:
    readings, assignments = context.typed["readings"], context.typed["reading_assignments"]
    of = assignments.merge(readings[["reading_id", "reconciliation_id"]], on="reading_id")
    asked = of.groupby("reconciliation_id")["statement_id"].nunique()
    spoken = of.groupby("reading_id")["statement_id"].nunique()
    return rows["reading_id"].map(spoken).fillna(0) == rows["reconciliation_id"].map(asked).fillna(0)


def _may_be_read(rows: pd.DataFrame, context: Context) -> pd.Series:
    statements = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")
    state = rows["statement_id"].map(statements["state"])
    claimed = among(rows["statement_id"], context.typed["assessments"]["statement_id"])
    return (state == "under_test") | ((state == "used") & ~claimed)


def _has_own_reading(rows: pd.DataFrame, context: Context) -> pd.Series:
    readings = context.typed["readings"]
    own = joined(rows["reconciliation_id"], rows["adopted_reading"])
    known = among(own, joined(readings["reconciliation_id"], readings["reading_id"]))
    return known.where(rows["outcome"].isin(WITH_READING), rows["adopted_reading"].isna())


def _checks() -> Iterator[Check]:
    for column in ("outcome", "adopted_reading"):
        value = _yielded(column)
        yield Check(
            OVERTURNED, "reconciliations", column, _is_yielded(column, value),
            f"{column} is “{{{column}}}”, and the tests yield “{{expected}}”.",
            needs=("reconciliation_id",), expected=value,
        )
    for column in TALLIED:
        count = _tally(column)
        yield Check(
            TALLY, "reading_verdicts", column, equals(column, count),
            f"{column} is {{{column}}}, and the tests of {{reading_id}} give {{expected}}.",
            needs=("reading_id", column), expected=count,
        )
    yield Check(
        UNBOUND, "reading_verdicts", "verdict", _was_tried,
        "The reading is {verdict}; binding tests that hold: {n_holds}, strained: {n_strained}, failed: {n_fails}.",
        needs=("verdict",),
    )
    yield Check(
        RESULT, "reading_tests", "result", _follows,
        "{left_low} to {left_high} against {right_low} to {right_high}, tolerance {tolerance}, is not “{result}”.",
        needs=("result", "kind"),
    )
    yield Check(
        SAME_SUBJECT, "readings", "reading_id", _speaks_of_all,
        "{reading_id} leaves out statements that other readings of {reconciliation_id} interpret.",
        needs=("reading_id", "reconciliation_id"),
    )
    yield Check(
        ASSIGNED, "reading_assignments", "statement_id", _may_be_read,
        "{reading_id} interprets {statement_id}, which is set aside, or is a claim in use.", needs=("statement_id",),
        expected="a statement under test, or one in use that is no claim of the article",
    )
    yield Check(
        OWN_READING, "reconciliations", "adopted_reading", _has_own_reading,
        "The outcome is {outcome}, the adopted reading “{adopted_reading}”.", needs=("outcome",),
    )


CHECKS = tuple(_checks())
