"""Run the checks of all readings: one row for every comparison."""

import pandas as pd

from scripts.evidence.identifiers import row_id
from scripts.reconcile import tests
from scripts.reconcile.comparisons import Operands
from scripts.reconcile.kinds import MAKERS
from scripts.reconcile.operands import YEAR, match

ANY = "any"
ROLES = ["figure", "base", "against", "part", "whole"]
STATEMENTS = [f"{role}_statement_id" for role in ROLES]
SIDES = ["left_low", "left_high", "right_low", "right_high", "tolerance"]
OF_WORDS = {"states": tests.HOLDS, "contradicts": tests.FAILS}
# What the words of a figure can settle, and the column that says whether they do.
ATTRIBUTES = {"subject": "subject_words", "geography": "geo_words", "period": "date_words"}


def run(
    evidence: dict[str, pd.DataFrame], known: pd.DataFrame, own_counts: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Run every check of every reading.

    In: typed evidence, figures as of `operands.figures`, own counts (`count_id`, `value`).
    Out: the tests, with `test_id`, the columns of reading_checks, the statements compared,
    `left_low`, `left_high` (what is tested), `right_low`, `right_high` (what is expected),
    `tolerance`, `across_perimeters` (bool), `n_operands`, `result`; and which independent
    voices each test hears (`test_id`, `voice`).
    """
    checks = evidence["reading_checks"]
    filled = match(evidence, known)
    filled["tolerance"] = tolerance_of(filled, evidence["tolerances"])
    operands = Operands(filled)
    parts = [MAKERS[kind](rows, operands, evidence, own_counts) for kind, rows in checks.groupby("kind")]
    made = pd.concat([part for part in parts if len(part)] or [pd.DataFrame({"check_id": checks["check_id"][:0]})])
    missing = checks.loc[~checks["check_id"].isin(made["check_id"]), ["check_id"]]
    missing = missing.assign(result=tests.UNTESTED, n_operands=0, across_perimeters=False)
    made = pd.concat([part for part in (made, missing) if len(part)] or [missing])
    made = made.merge(checks, on="check_id")
    short = made["n_operands"] < made["least_operands"].fillna(1)
    made["result"] = made["result"].mask(short, tests.UNTESTED)
    words = wording(evidence)
    made = pd.concat([part for part in (made, words) if len(part)] or [words], ignore_index=True)
    made = made.merge(evidence["readings"][["reading_id", "reconciliation_id", "letter"]], on="reading_id")
    made = made.reindex(columns=made.columns.union([*STATEMENTS, *SIDES], sort=False))
    made = made.astype(dict.fromkeys(STATEMENTS, "str") | dict.fromkeys(SIDES, "float64"))
    ids = (made[c].fillna("") for c in STATEMENTS)
    made["test_id"] = [row_id("t", *parts) for parts in zip(made["check_id"], *ids, strict=True)]
    return made, _voices(made, filled)


def wording(evidence: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Tests of what the words state or contradict; where they are silent there is none.

    Not binding: whoever wrote the reading has read the same words.
    """
    rows = evidence["reading_assignments"].melt(
        ["reading_id", "statement_id", "why"], list(ATTRIBUTES.values()), "attribute", "words"
    )
    rows["attribute"] = rows["attribute"].map({column: name for name, column in ATTRIBUTES.items()})
    rows["result"] = rows["words"].map(OF_WORDS)
    rows = rows[rows["result"].notna()]
    return pd.DataFrame(
        {
            "check_id": rows["reading_id"] + "-" + rows["attribute"],
            "reading_id": rows["reading_id"],
            "kind": "wording",
            "binding": False,
            "title": "Do the words say this " + rows["attribute"] + "?",
            "why": rows["why"],
            "figure_statement_id": rows["statement_id"],
            "across_perimeters": False,
            "n_operands": 1,
            "result": rows["result"],
        }
    )


def tolerance_of(figures: pd.DataFrame, tolerances: pd.DataFrame) -> pd.Series:
    """Return the revision tolerance of each figure: of its measure or property, else of any.

    Out: float64 on the same index. Dates have none: how precise they are is in their interval.
    """
    sizes = tolerances[tolerances["kind"] == "revision"].drop_duplicates("applies_to")
    sizes = sizes.set_index("applies_to")["relative"]
    own = figures["measure_id"].fillna(figures["property"]).map(sizes)
    return own.fillna(sizes.get(ANY, 0.0)).astype("float64").mask(figures["unit"] == YEAR, 0.0)


def _voices(made: pd.DataFrame, filled: pd.DataFrame) -> pd.DataFrame:
    """Which independent voices each test hears: those of its operands, or of all that it sums up."""
    heard = filled.loc[(filled["role"] != "figure") & ~filled["tested"], ["check_id", "statement_id", "voice"]]
    heard = made[["test_id", "check_id", *STATEMENTS]].merge(heard, on="check_id")
    others = STATEMENTS[1:]
    named = heard[others].eq(heard["statement_id"], axis=0).any(axis=1)
    return heard.loc[named | heard[others].isna().all(axis=1), ["test_id", "voice"]].drop_duplicates()
