"""Provenance: every published cell has a statement, a derivation or a gap, and only one of them."""

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import (
    TRACED,
    among,
    explained_cells,
    share,
    traced,
    traced_cells,
    traces,
)
from scripts.check.consistency.pandera_rules import Check, run, without_bad
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

BUILD = "The build writes this table: run `make build`, and never edit it by hand."
UNTRACED = Rule(
    "R501", "A published value has a statement or a derivation",
    "A value that nobody can trace to a source is a rumour.",
    "error", "consistency", "ours", BUILD,
)
UNEXPLAINED = Rule(
    "R502", "A blank where a value is expected has its reason",
    "A blank without a reason may mean no, unknown, not asked or forgotten.",
    "error", "consistency", "ours", BUILD,
)
GAP_OF_NOTHING = Rule(
    "R503", "A gap explains a blank cell that is there",
    "A gap for a filled or missing cell says that we do not know what we publish.",
    "error", "consistency", "pandera", BUILD,
)
TRACE_OF_NOTHING = Rule(
    "R504", "Provenance speaks of rows and fields that are there",
    "A trace of a cell that is gone leads readers to nothing.",
    "error", "consistency", "pandera", BUILD,
)
TRACE_OF_BLANK = Rule(
    "R505", "Of a blank cell provenance names rivals only",
    "A statement that is adopted and yet not shown was lost on the way.",
    "error", "consistency", "pandera", BUILD,
)
REJECTED_STATEMENT = Rule(
    "R506", "Only statements in use stand behind a published cell",
    "A statement that was set aside or superseded must not come back through the published tables.",
    "error", "consistency", "pandera",
    "Run `make build`; if the statement is right after all, set its state to used.",
)
LOST_STATEMENT = Rule(
    "R507", "A statement in use feeds a published cell",
    "A fact that was collected and then goes nowhere is lost without anyone noticing.",
    "error", "consistency", "pandera",
    "Run `make build`; if no table needs the statement, set its state to unused and say why.",
)
# Statements of these properties are the evidence for reference tables, or for verdicts on claims.
FED_ELSEWHERE = ("geographies", "claims")
SEED_WORDS = "claims"  # the words of the article are shown whatever they are worth


def check(context: Context) -> list[Finding]:
    """Check that provenance and gaps together cover the published cells, and nothing else."""
    seen = without_bad(share(context))
    of_tables = [finding for table in traced(seen) for finding in _of_table(seen, table)]
    return [*of_tables, *run(seen, CHECKS)]


def _of_table(context: Context, table: str) -> list[Finding]:
    """Look at all cells of a table at once: a check for each column would take ten times as long."""
    schema, frame = context.package.resources[table].schema, context.typed[table]
    untraced = frame.notna() & ~_marked(context, table, "provenance")
    unexplained = frame.isna() & ~_marked(context, table, "gaps")
    of_values = [
        context.finding(
            UNTRACED, table, line, column, f"{column} is filled, and provenance has no row for it.",
            expected="a row of provenance for this cell or for the whole row",
        )
        for line, column in _cells(untraced[schema.columns].drop(columns=schema.primary_key))
    ]
    of_blanks = [
        context.finding(
            UNEXPLAINED, table, line, column, f"{column} is blank, and gaps does not say why.",
            expected="a value, or a row of gaps",
        )
        for line, column in _cells(unexplained[schema.expected])
    ]
    return of_values + of_blanks


def _cells(wrong: pd.DataFrame) -> list[tuple[int, str]]:
    """Line and column of the cells that are true."""
    rows, columns = np.nonzero(wrong.to_numpy())
    return list(zip(wrong.index[rows], wrong.columns[columns], strict=True))


def _marked(context: Context, table: str, name: str) -> pd.DataFrame:
    """Whether provenance or gaps (`name`) names each cell of a table, alone or with its row."""
    frame = context.typed[table]
    marked = np.zeros(frame.shape, dtype=bool)
    cells = (traced_cells if name == "provenance" else explained_cells)(context)
    cells = cells[(cells["table"] == TRACED.index(table)) & (cells["row"] >= 0)]
    marked[cells.loc[cells["whole"], "row"]] = True
    cells = cells[cells["column"] >= 0]
    marked[cells["row"], cells["column"]] = True
    return pd.DataFrame(marked, index=frame.index, columns=frame.columns)


def _explains_a_blank(rows: pd.DataFrame, context: Context) -> pd.Series:
    return explained_cells(context).loc[rows.index, "blank"]


def _has_row(rows: pd.DataFrame, context: Context) -> pd.Series:
    return traced_cells(context).loc[rows.index, "row"] >= 0


def _has_field(rows: pd.DataFrame, context: Context) -> pd.Series:
    cells = traced_cells(context).loc[rows.index]
    return (cells["column"] >= 0) | cells["whole"]


def _names_rivals_only(rows: pd.DataFrame, context: Context) -> pd.Series:
    return ~traced_cells(context).loc[rows.index, "blank"] | (rows["role"] == "rival")


def _is_in_use(rows: pd.DataFrame, context: Context) -> pd.Series:
    state = traces(context)["state"].reindex(rows.index)
    return state.isna() | state.isin(["used", "under_test"]) | (rows["table"] == SEED_WORDS)


def _feeds_a_cell(rows: pd.DataFrame, context: Context) -> pd.Series:
    properties = context.typed["properties"]
    fed = among(rows["property"], properties.loc[properties["compiled_into"].isin(FED_ELSEWHERE), "property"])
    shown = among(rows["statement_id"], context.typed["provenance"]["statement_id"])
    return shown | fed | (rows["state"] != "used")


CHECKS = (
    Check(
        GAP_OF_NOTHING, "gaps", "field", _explains_a_blank,
        "{table} has no blank cell {field} in a row {key}.", needs=("table", "key", "field"),
    ),
    Check(
        TRACE_OF_NOTHING, "provenance", "key", _has_row, "{table} has no row {key}.", needs=("table", "key"),
        expected="the key of a row of {table}",
    ),
    Check(
        TRACE_OF_NOTHING, "provenance", "field", _has_field, "{table} has no column {field}.",
        needs=("table", "field"), expected="a column of {table}, or * for the whole row",
    ),
    Check(
        TRACE_OF_BLANK, "provenance", "role", _names_rivals_only,
        "{field} of {key} is blank in {table}, and yet a statement is {role}.", needs=("table", "key", "field", "role"),
        expected="rival",
    ),
    Check(
        REJECTED_STATEMENT, "provenance", "statement_id", _is_in_use,
        "Statement {statement_id} stands behind {table} {key} and is not in use.", needs=("statement_id", "table"),
        expected="a statement whose state is used or under_test",
    ),
    Check(
        LOST_STATEMENT, "statements", "state", _feeds_a_cell,
        "The statement is in state used, and no published cell names it.", needs=("state", "property", "statement_id"),
    ),
)
