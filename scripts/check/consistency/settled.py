"""Settled: what is published of contested figures follows their reconciliations."""

from collections.abc import Iterator

import pandas as pd

from scripts.check.consistency.frames import among, share, traces
from scripts.check.consistency.indicator_frames import UNDER_TEST
from scripts.check.consistency.pandera_rules import Check, RowFunction, run
from scripts.check.context import Context
from scripts.compile.settled import deciding
from scripts.package.findings import Finding, Rule

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
# Columns of a figure under test, and what the unbeaten readings say of them.
BY_MEANING = {
    "geo_code": ("geography", "meaning"), "date_earliest": ("period", "low"), "date_latest": ("period", "high"),
}  # fmt: skip


def check(context: Context) -> list[Finding]:
    """Follow contested figures from the list of disagreements to the published cells."""
    return run(share(context), CHECKS)


def _is_placed(rows: pd.DataFrame, context: Context) -> pd.Series:
    outcome = context.typed["outcomes"].drop_duplicates("reconciliation_id").set_index("reconciliation_id")["outcome"]
    ruled = rows["state"] == rows["reconciliation_id"].map(outcome)
    is_open = (rows["state"] == "open") & rows["reason"].notna()
    return is_open | (ruled & (rows["state"] != "open"))


def _is_listed(table: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        statements = context.typed["statements"]
        original = statements["origin_id"].fillna(statements["statement_id"])
        original = pd.Series(original.to_numpy(), index=statements["statement_id"].to_numpy())
        pairs = context.typed["disagreements"]
        disagreeing = pd.concat([pairs["statement_id"], pairs["other_statement_id"]]).map(original)
        behind = traces(context)
        behind = behind[(behind["table"] == table) & behind["role"].isin(["adopted", "rival", "agrees"])]
        shown = behind.loc[among(behind["statement_id"].map(original), disagreeing), "key"]
        return ~rows["contested"].astype("bool") | among(rows["observation_id"], shown)

    return fine


def _decided_by(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["statement_id"].map(deciding(context.typed)).astype("str").fillna("")


def _names_it(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["reconciliation_id"].fillna("") == _decided_by(rows, context)


def _meant(column: str) -> RowFunction:
    def value(rows: pd.DataFrame, context: Context) -> pd.Series:
        attribute, end = BY_MEANING[column]
        known = context.typed["adopted_attributes"]
        known = known[(known["attribute"] == attribute) & (known["adopted"].fillna(False) | (end != "meaning"))]
        found = rows["statement_id"].map(known.drop_duplicates("statement_id").set_index("statement_id")[end])
        return found.astype("str").fillna(rows[column]).fillna("")

    return value


def _is_meant(column: str, value: RowFunction) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        return (rows["obs_status"] != UNDER_TEST) | (rows[column].fillna("") == value(rows, context))

    return fine


def _checks() -> Iterator[Check]:
    yield Check(
        PAIR, "disagreements", "state", _is_placed,
        "The state is {state}, the reconciliation “{reconciliation_id}”, the reason “{reason}”.",
        needs=("state",),
    )
    for table in ("national_indicators", "observations"):
        yield Check(
            UNLISTED, table, "contested", _is_listed(table),
            "The row is contested, and disagreements does not list it.", needs=("contested",),
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
            f"{column} is “{{{column}}}”; the unbeaten readings share “{{expected}}”.",
            needs=("statement_id", "obs_status"), expected=value,
        )




CHECKS = tuple(_checks())
