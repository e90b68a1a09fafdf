"""Reconciliation: what is adopted is what the tests yield, and what is published follows it."""

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import joined, traces
from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.compile.settled import deciding
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
    "error", "consistency", "pandera", "Name the reading of this reconciliation, or leave it blank where none is adopted.",
)
PAIR = Rule(
    "R708", "A pair of figures that disagree is settled, leading, undetermined, or open with a reason",
    "A contradiction that is neither explained nor marked open is swept under the carpet.",
    "error", "consistency", "pandera", "Run `make build`.",
)
UNLISTED = Rule(
    "R709", "Every contested figure is listed among the disagreements",
    "The list of disagreements is what tells a reader that sources contradict each other.",
    "error", "consistency", "pandera", "Run `make build`.",
)
FOLLOWS = Rule(
    "R710", "A published figure names the reconciliation that interprets its statement",
    "Whoever meets the figure must find the argument about it.",
    "error", "consistency", "pandera", "Run `make build`.",
)
MEANING = Rule(
    "R711", "A figure under test is published for the place and days that all unbeaten readings share",
    "The computation supports no more than what survives it.",
    "error", "consistency", "pandera", "Run `make build`.",
)
TALLIED = {"n_fails": FAILS, "n_strained": STRAINED, "n_holds": HOLDS, "n_untested": UNTESTED}
WITH_READING = ("settled", "leading")
# Their expected interval stands in the row, and is widened by the tolerance of the row.
COMPARED = ("agree", "share", "ratio", "growth", "sum", "count", "part_of_whole")
BY_MEANING = {"geo_code": ("geography", "meaning"), "date_earliest": ("period", "low"), "date_latest": ("period", "high")}


def check(context: Context) -> list[Finding]:
    """Follow the readings from their tests to the published cells."""
    return run(context, CHECKS)


def _yielded(column: str):
    def value(rows: pd.DataFrame, context: Context) -> pd.Series:
        found = outcomes(context.typed["reading_verdicts"], context.typed["reconciliations"])
        found = found.drop_duplicates("reconciliation_id").set_index("reconciliation_id")[column]
        return rows["reconciliation_id"].map(found).fillna("")

    return value


def _is_yielded(column: str, value):
    return lambda rows, context: rows[column].fillna("") == value(rows, context)


def _tally(column: str):
    def count(rows: pd.DataFrame, context: Context) -> pd.Series:
        tests = context.typed["reading_tests"]
        tests = tests[tests["binding"].fillna(False).astype("bool")]
        counted = tests.loc[tests["result"] == TALLIED[column], "reading_id"].value_counts()
        return rows["reading_id"].map(counted).fillna(0).astype("int64")

    return count


def _counts(column: str, count):
    return lambda rows, context: rows[column] == count(rows, context)


def _was_tried(rows: pd.DataFrame, context: Context) -> pd.Series:
    tried = (rows["n_holds"] + rows["n_strained"] > 0) & (rows["n_fails"] == 0)
    return ~rows["verdict"].isin(["adopted", "unbeaten"]) | tried.fillna(False)


def _follows(rows: pd.DataFrame, context: Context) -> pd.Series:
    left = Bounds(rows["left_low"].fillna(-np.inf).to_numpy(), rows["left_high"].fillna(np.inf).to_numpy())
    right = Bounds(rows["right_low"].fillna(-np.inf).to_numpy(), rows["right_high"].fillna(np.inf).to_numpy())
    wide = right.widen(rows["tolerance"].fillna(0).to_numpy())
    overlaps = left.overlaps(right) & ~rows["across_perimeters"].fillna(False).to_numpy("bool")
    expected = np.select([overlaps, left.overlaps(wide)], [HOLDS, STRAINED], FAILS)
    return ~rows["kind"].isin(COMPARED) | (rows["result"] == UNTESTED) | (rows["result"] == expected)


def _speaks_of_all(rows: pd.DataFrame, context: Context) -> pd.Series:
    readings, assignments = context.typed["readings"], context.typed["reading_assignments"]
    of = assignments.merge(readings[["reading_id", "reconciliation_id"]], on="reading_id")
    asked = of.groupby("reconciliation_id")["statement_id"].nunique()
    spoken = of.groupby("reading_id")["statement_id"].nunique()
    return rows["reading_id"].map(spoken).fillna(0) == rows["reconciliation_id"].map(asked).fillna(0)


def _may_be_read(rows: pd.DataFrame, context: Context) -> pd.Series:
    statements = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")
    state = rows["statement_id"].map(statements["state"])
    claimed = rows["statement_id"].isin(set(context.typed["assessments"]["statement_id"]))
    return (state == "under_test") | ((state == "used") & ~claimed)


def _has_own_reading(rows: pd.DataFrame, context: Context) -> pd.Series:
    readings = context.typed["readings"]
    own = joined(rows["reconciliation_id"], rows["adopted_reading"])
    known = own.isin(set(joined(readings["reconciliation_id"], readings["reading_id"])))
    return known.where(rows["outcome"].isin(WITH_READING), rows["adopted_reading"].isna())


def _is_placed(rows: pd.DataFrame, context: Context) -> pd.Series:
    outcome = context.typed["outcomes"].drop_duplicates("reconciliation_id").set_index("reconciliation_id")["outcome"]
    ruled = rows["state"] == rows["reconciliation_id"].map(outcome)
    is_open = (rows["state"] == "open") & rows["reason"].notna()
    return is_open | (ruled & (rows["state"] != "open"))


def _is_listed(table: str):
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        statements = context.typed["statements"]
        original = statements["origin_id"].fillna(statements["statement_id"])
        original = pd.Series(original.to_numpy(), index=statements["statement_id"].to_numpy())
        pairs = context.typed["disagreements"]
        listed = set(pd.concat([pairs["statement_id"], pairs["other_statement_id"]]).map(original))
        behind = traces(context)
        behind = behind[(behind["table"] == table) & behind["role"].isin(["adopted", "rival", "agrees"])]
        shown = set(behind.loc[behind["statement_id"].map(original).isin(listed), "key"])
        return ~rows["contested"].astype("bool") | rows["observation_id"].isin(shown)

    return fine


def _decided_by(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["statement_id"].map(deciding(context.typed)).fillna("")


def _names_it(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["reconciliation_id"].fillna("") == _decided_by(rows, context)


def _meant(column: str):
    def value(rows: pd.DataFrame, context: Context) -> pd.Series:
        attribute, end = BY_MEANING[column]
        known = context.typed["adopted_attributes"]
        known = known[(known["attribute"] == attribute) & (known["adopted"].fillna(False) | (end != "meaning"))]
        found = rows["statement_id"].map(known.drop_duplicates("statement_id").set_index("statement_id")[end])
        return found.fillna(rows[column]).fillna("")

    return value


def _is_meant(column: str, value):
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        return (rows["obs_status"] != "V") | (rows[column].fillna("") == value(rows, context))

    return fine


def _checks():
    for column, stored in (("outcome", "outcome"), ("adopted_reading", "adopted_reading")):
        value = _yielded(column)
        yield Check(
            OVERTURNED, "reconciliations", stored, _is_yielded(stored, value),
            f"{stored} is “{{{stored}}}”, and the tests yield “{{expected}}”.", needs=("reconciliation_id",), expected=value,
        )
    for column in TALLIED:
        count = _tally(column)
        yield Check(
            TALLY, "reading_verdicts", column, _counts(column, count),
            f"{column} is {{{column}}}, and the tests of {{reading_id}} give {{expected}}.", needs=("reading_id", column),
            expected=count,
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
    yield Check(
        PAIR, "disagreements", "state", _is_placed,
        "The state is {state}, the reconciliation “{reconciliation_id}”, the reason “{reason}”.", needs=("state",),
    )
    for table in ("national_indicators", "observations"):
        yield Check(
            UNLISTED, table, "contested", _is_listed(table), "The row is contested, and disagreements does not list it.",
            needs=("contested",),
        )
        yield Check(
            FOLLOWS, table, "reconciliation_id", _names_it,
            "reconciliation_id is “{reconciliation_id}”; the readings of its statement belong to “{expected}”.",
            needs=("statement_id",), expected=_decided_by,
        )
    for column in BY_MEANING:
        value = _meant(column)
        yield Check(
            MEANING, "national_indicators", column, _is_meant(column, value),
            f"{column} is “{{{column}}}”; the unbeaten readings share “{{expected}}”.", needs=("statement_id", "obs_status"),
            expected=value,
        )


CHECKS = tuple(_checks())
