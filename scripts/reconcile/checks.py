"""Run the checks of all readings: one row for every comparison."""

import pandas as pd

from scripts.evidence.columns import Tables
from scripts.evidence.identifiers import row_ids
from scripts.reconcile.bounds import FAILS, HOLDS, UNTESTED
from scripts.reconcile.kinds import KINDS
from scripts.reconcile.operands import ROLES, as_objects, match

STATEMENTS = [f"{role}_statement_id" for role in ROLES]
SIDES = ["left_low", "left_high", "right_low", "right_high", "tolerance"]
MADE = ["check_id", *STATEMENTS, *SIDES, "across_perimeters", "n_operands", "result"]
# What the words of a figure can settle, and the column that says whether they do.
ATTRIBUTES = {"subject": "subject_words", "geography": "geo_words", "period": "date_words"}
OF_WORDS = {"states": HOLDS, "contradicts": FAILS}


def run_checks(evidence: Tables, known: pd.DataFrame, own_counts: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run every check of every reading.

    Parameters
    ----------
    evidence : typed tables
    known : figures as of `operands.figures`
    own_counts : `count_id`, `value`

    Returns
    -------
    The tests, with `test_id`, the columns of reading_checks, `reconciliation_id` and `letter`, the
    statements compared, `left_low`, `left_high` (what is tested), `right_low`, `right_high` (what
    is expected), `tolerance`, `across_perimeters` (bool), `n_operands`, `result`; and which
    independent voices each test hears (`test_id`, `voice`).
    """
    operands = match(evidence, known)
    checks = as_objects(evidence["reading_checks"])
    parts = [KINDS[kind](rows, operands, evidence, own_counts) for kind, rows in checks.groupby("kind")]
    made = checks.merge(pd.concat([pd.DataFrame(columns=MADE), *parts]), on="check_id", how="left")
    made["across_perimeters"] = made["across_perimeters"].eq(True)
    made["n_operands"] = made["n_operands"].fillna(0).astype("int64")
    short = made["n_operands"] < made["least_operands"].fillna(1)
    made["result"] = made["result"].mask(short, UNTESTED)
    made = pd.concat([made, _wording(evidence)], ignore_index=True)
    made = made.merge(evidence["readings"][["reading_id", "reconciliation_id", "letter"]], on="reading_id")
    made = made.astype(dict.fromkeys(STATEMENTS, "str") | dict.fromkeys(SIDES, "float64"))
    made["test_id"] = row_ids("t", made, ["check_id", *STATEMENTS])
    return made, _voices(made, operands.frame)


def _wording(evidence: Tables) -> pd.DataFrame:
    """Tests of what the words state or contradict; where they are silent there is none.

    Not binding: the author of the reading has read the same words.
    """
    rows = evidence["reading_assignments"].rename(columns={column: name for name, column in ATTRIBUTES.items()})
    rows = rows.melt(["reading_id", "statement_id", "why"], list(ATTRIBUTES), "attribute", "words")
    rows = rows.assign(result=rows["words"].map(OF_WORDS)).dropna(subset="result")
    return rows.assign(
        check_id=rows["reading_id"] + "-" + rows["attribute"], kind="wording", binding=False,
        title="Do the words say this " + rows["attribute"] + "?", figure_statement_id=rows["statement_id"],
        across_perimeters=False, n_operands=1,
    ).drop(columns=["statement_id", "attribute", "words"])  # fmt: skip


def _voices(made: pd.DataFrame, operands: pd.DataFrame) -> pd.DataFrame:
    """Which independent voices each test hears: those of its operands, or of all that it sums up."""
    heard = operands.loc[(operands["role"] != "figure") & ~operands["tested"], ["check_id", "statement_id", "voice"]]
    heard = made[["test_id", "check_id", *STATEMENTS]].merge(heard, on="check_id")
    others = heard[STATEMENTS[1:]]
    named = others.eq(heard["statement_id"], axis=0).any(axis=1)
    return heard.loc[named | others.isna().all(axis=1), ["test_id", "voice"]].drop_duplicates()
