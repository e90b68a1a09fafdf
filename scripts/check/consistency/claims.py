"""Claims: every claim of the article is answered, by evidence that is not itself in doubt."""

from collections.abc import Iterator

import pandas as pd

from scripts.check.consistency.frames import among, share, with_origin
from scripts.check.consistency.indicator_frames import UNDER_TEST
from scripts.check.consistency.pandera_rules import Check, RowFunction, run
from scripts.check.consistency.tallies import equals
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule
from scripts.reconcile.operands import SEED
from scripts.reconcile.readings import claim_verdicts

MISSING = Rule(
    "R641", "Every statement of the article has its claim",
    "A claim that is left out looks as if it had been checked and found good.",
    "error", "consistency", "pandera", "Add a row to assessments, then run `make build`.",
)
VERDICT = Rule(
    "R642", "The verdict on a claim is that of its reconciliation, else that of its assessment",
    "A verdict that the tests do not yield is an opinion.",
    "error", "consistency", "pandera", "Run `make build`.",
)
NO_BASIS = Rule(
    "R643", "A claim that is supported or contradicted is so by some statement, or by a reconciliation",
    "A verdict without evidence is an assertion like the claim itself.",
    "error", "consistency", "pandera",
    "Add the statement to assessment_evidence (confirms or contradicts), or judge the claim unsupported.",
)
COUNTS = Rule(
    "R644", "The numbers of confirming and contradicting origins are those of the assessment's evidence",
    "Readers weigh a verdict by how many independent sources stand behind it.",
    "error", "consistency", "pandera", "Run `make build`.",
)
DOUBTFUL = Rule(
    "R645", "The figure to use instead is neither under test nor contested",
    "Whoever replaces a doubtful figure must not be handed another.",
    "error", "consistency", "pandera", "Choose another better_statement_id in assessments, or leave it blank.",
)
LOST = Rule(
    "R646", "The better statement of an assessment is in use, and a figure is shown with the claim",
    "The one line that a writer needs must not get lost on the way.",
    "error", "consistency", "pandera", "Choose a better_statement_id whose state is used, then run `make build`.",
)
ITSELF = Rule(
    "R647", "The article is no evidence for its own claims",
    "A source that confirms itself confirms nothing.",
    "error", "consistency", "pandera", "Remove the row, or name an independent statement.",
)
NEEDED = {"supported": "n_confirming", "contradicted": "n_contradicting"}
RELATIONS = {"n_confirming": "confirms", "n_contradicting": "contradicts"}
PUBLISHED_AS = {"use_instead": "national_indicators", "use_instead_observation": "observations"}


def check(context: Context) -> list[Finding]:
    """Check the claims against their evidence."""
    return run(share(context), CHECKS)


def _has_claim(rows: pd.DataFrame, context: Context) -> pd.Series:
    return (rows["source_id"] != SEED) | among(rows["statement_id"], context.typed["claims"]["statement_id"])


def _verdict(rows: pd.DataFrame, context: Context) -> pd.Series:
    decided = claim_verdicts(context.typed, context.typed["reading_verdicts"])
    decided = decided.drop_duplicates("claim_id").set_index("claim_id")["verdict"]
    assessed = context.typed["assessments"].drop_duplicates("claim_id").set_index("claim_id")["verdict"]
    return rows["claim_id"].map(decided).astype("str").fillna(rows["claim_id"].map(assessed).astype("str"))


def _is_judged(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["verdict"] == _verdict(rows, context)


def _has_basis(rows: pd.DataFrame, context: Context) -> pd.Series:
    fine = rows["reconciliation_id"].notna()
    for verdict, column in NEEDED.items():
        fine |= (rows["verdict"] == verdict) & (rows[column] > 0).fillna(False)
    return fine | ~rows["verdict"].isin(NEEDED)


def _origins(column: str) -> RowFunction:
    def count(rows: pd.DataFrame, context: Context) -> pd.Series:
        statements = with_origin(context)
        usable = statements[statements["state"].isin(["used", "under_test"])].drop_duplicates("statement_id")
        bearing = context.typed["assessment_evidence"]
        bearing = bearing[bearing["relation"] == RELATIONS[column]]
        bearing = bearing.merge(usable[["statement_id", "origin"]], on="statement_id")
        counted = bearing.groupby("claim_id")["origin"].nunique()
        return rows["claim_id"].map(counted).fillna(0).astype("int64")

    return count


def _is_sound(column: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        figures = context.typed[PUBLISHED_AS[column]]
        sound = ~figures["contested"].fillna(False).astype("bool") & figures["value"].notna()
        if "obs_status" in figures:
            sound &= figures["obs_status"] != UNDER_TEST
        return among(rows[column], figures.loc[sound, "observation_id"])

    return fine


def _shows_better(rows: pd.DataFrame, context: Context) -> pd.Series:
    statements, properties = context.typed["statements"], context.typed["properties"]
    published = properties.loc[properties["compiled_into"].isin(PUBLISHED_AS.values()), "property"]
    figure = among(statements["property"], published)
    in_use = statements["state"] == "used"
    better = context.typed["assessments"].drop_duplicates("claim_id").set_index("claim_id")["better_statement_id"]
    better = rows["claim_id"].map(better)
    shown = rows["use_instead"].notna() | rows["use_instead_observation"].notna()
    fine = shown | ~among(better, statements.loc[figure, "statement_id"])
    return better.isna() | (fine & among(better, statements.loc[in_use, "statement_id"]))


def _is_another(rows: pd.DataFrame, context: Context) -> pd.Series:
    statements = context.typed["statements"]
    own = statements.loc[statements["source_id"] == SEED, "statement_id"]
    return ~among(rows["statement_id"], own)


def _checks() -> Iterator[Check]:
    yield Check(
        MISSING, "statements", "statement_id", _has_claim, "No claim rests on {statement_id}, which is the article's.",
        needs=("statement_id", "source_id"),
    )
    yield Check(
        VERDICT, "claims", "verdict", _is_judged,
        "The verdict is {verdict}; reconciliation or assessment say {expected}.",
        needs=("claim_id", "verdict"), expected=_verdict,
    )
    yield Check(
        NO_BASIS, "claims", "verdict", _has_basis,
        "The claim is {verdict}; confirming origins: {n_confirming}, contradicting ones: {n_contradicting}.",
        needs=("verdict",),
    )
    for column in RELATIONS:
        count = _origins(column)
        yield Check(
            COUNTS, "claims", column, equals(column, count),
            f"{column} is {{{column}}}; the evidence has {{expected}}.",
            needs=("claim_id", column), expected=count,
        )
    for column in PUBLISHED_AS:
        yield Check(
            DOUBTFUL, "claims", column, _is_sound(column), f"{{{column}}} is contested, under test or without a value.",
            needs=(column,),
        )
    yield Check(
        LOST, "claims", "use_instead", _shows_better,
        "The better statement of the assessment is not in use, or its figure is not shown.",
        needs=("claim_id",),
    )
    yield Check(
        ITSELF, "assessment_evidence", "statement_id", _is_another,
        "{statement_id} is a statement of the article itself.",
        needs=("statement_id",),
    )


CHECKS = tuple(_checks())
