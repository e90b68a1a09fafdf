"""Claims and reconciliations: every claim is answered, by sound evidence and by tests that could fail."""

import numpy as np
import pandas as pd

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, isin, pairs_in, view
from scripts.figures.read import matching
from scripts.figures.units import table
from scripts.reconcile.operands import SEED
from scripts.reconcile.verdicts import outcomes

ENGLISH = "en"  # in which advice is written
UNDER_TEST = "V"  # SDMX CL_OBS_STATUS: unvalidated
NEEDED = {"supported": "n_confirming", "contradicted": "n_contradicting"}
PUBLISHED_AS = {"use_instead": "national_indicators", "use_instead_observation": "observations"}
WITH_READING = ("settled", "leading")


@view(of="claims")
def claims(world: World) -> pd.DataFrame:
    """Claims with whether the figures to use instead are sound, and what their assessment calls better."""
    rows, statements, properties = (world.typed[name] for name in ("claims", "statements", "properties"))
    published = properties.loc[properties["compiled_into"].isin(PUBLISHED_AS.values()), "property"]
    better = rows["claim_id"].map(world.lookup("assessments", "claim_id", "better_statement_id"))
    figures = {column: world.typed[table] for column, table in PUBLISHED_AS.items()}
    return rows.assign(
        better=better,
        better_is_used=isin(better, statements.loc[statements["state"] == "used", "statement_id"]),
        better_is_figure=isin(better, statements.loc[isin(statements["property"], published), "statement_id"]),
        **_instead(rows, pd.concat(figures.values(), ignore_index=True), world.typed["units"]),
        **{f"sound_{column}": isin(rows[column], _sound(table)) for column, table in figures.items()},
    )


def _instead(rows: pd.DataFrame, figures: pd.DataFrame, units: pd.DataFrame) -> dict[str, np.ndarray]:
    """The figure that each claim offers instead, with its unit and its year."""
    instead = rows["use_instead"].fillna(rows["use_instead_observation"])
    shown = figures.set_index("observation_id").reindex(instead)
    known = table(units.to_dict("records"))
    return {
        "figure": shown["value"].map("{:.12g}".format, na_action="ignore").to_numpy(),
        "unit_of_figure": shown["unit"].map(known).to_numpy(),
        "year": shown["period"].fillna(shown["as_of"]).str[: len("YYYY")].fillna("").to_numpy(),
    }


def _sound(figures: pd.DataFrame) -> pd.Series:
    """Published figures with a value that are neither contested nor under test."""
    sound = ~figures["contested"].eq(True) & figures["value"].notna()
    if "obs_status" in figures:
        sound &= figures["obs_status"] != UNDER_TEST
    return figures.loc[sound, "observation_id"]


@view(of="assessment_evidence")
def assessment_evidence(world: World) -> pd.DataFrame:
    """Evidence for claims with the source of each statement."""
    rows = world.typed["assessment_evidence"]
    return rows.assign(source_id=rows["statement_id"].map(world.lookup("statements", "statement_id", "source_id")))


@view(of="reconciliations")
def reconciliations(world: World) -> pd.DataFrame:
    """Reconciliations with what the tests of this package yield, and whether the adopted reading is their own."""
    rows, readings = world.typed["reconciliations"], world.typed["readings"]
    found = outcomes(world.undisputed["reading_verdicts"], rows)
    found = found.drop_duplicates("reconciliation_id").set_index("reconciliation_id")
    own = zip(readings["reconciliation_id"], readings["reading_id"], strict=True)
    return rows.assign(
        expected_outcome=rows["reconciliation_id"].map(found["outcome"]).astype("str"),
        expected_adopted_reading=rows["reconciliation_id"].map(found["adopted_reading"]).astype("str"),
        own=pairs_in(rows["reconciliation_id"], rows["adopted_reading"], own),
    )


@view(of="readings")
def readings(world: World) -> pd.DataFrame:
    """Readings with how many statements they speak of, and how many all readings of their question do."""
    rows, assignments = world.typed["readings"], world.typed["reading_assignments"]
    of = assignments.merge(rows[["reading_id", "reconciliation_id"]], on="reading_id")
    asked = of.groupby("reconciliation_id")["statement_id"].nunique()
    spoken = of.groupby("reading_id")["statement_id"].nunique()
    return rows.assign(
        asked=rows["reconciliation_id"].map(asked).fillna(0), spoken=rows["reading_id"].map(spoken).fillna(0)
    )


@view(of="reading_assignments")
def reading_assignments(world: World) -> pd.DataFrame:
    """Assignments with the state of their statement, and whether that is a claim of the article."""
    rows = world.typed["reading_assignments"]
    return rows.assign(
        state=rows["statement_id"].map(world.lookup("statements", "statement_id", "state")),
        claimed=isin(rows["statement_id"], world.typed["assessments"]["statement_id"]),
    )


@rule(
    "R641", "statements.statement_id", needs="statement_id source_id", also="has_claim",
    says="No claim rests on {statement_id}, which is the article's.",
)
def article_has_its_claims(statements):
    """Every statement of the article has its claim.

    A claim that is left out looks as if it had been checked and found good.

    Add a row to assessments, then run `make build`.
    """
    return (statements["source_id"] != SEED) | statements["has_claim"]


@rule(
    "R643", "claims.verdict", needs="verdict", also="reconciliation_id n_confirming n_contradicting",
    says="The claim is {verdict}; confirming origins: {n_confirming}, contradicting ones: {n_contradicting}.",
)
def verdict_has_evidence(claims):
    """A claim that is supported or contradicted is so by some statement, or by a reconciliation.

    A verdict without evidence is an assertion like the claim itself.

    Add the statement to assessment_evidence (confirms or contradicts), or judge the claim unsupported.
    """
    holds = claims["reconciliation_id"].notna() | ~claims["verdict"].isin(NEEDED)
    for verdict, column in NEEDED.items():
        holds |= (claims["verdict"] == verdict) & (claims[column] > 0).fillna(False)
    return holds


@rule(
    "R645", "claims.use_instead", "claims.use_instead_observation", needs="{column}", also="sound_{column}",
    says="{it} is contested, under test or without a value.",
)
def instead_is_sound(claims, column):
    """The figure to use instead is neither under test nor contested.

    Whoever replaces a doubtful figure must not be handed another.

    Choose another better_statement_id in assessments, or leave it blank.
    """
    return claims[f"sound_{column}"]


@rule(
    "R646", "claims.use_instead", needs="claim_id better",
    also="use_instead_observation better_is_used better_is_figure",
    says="The better statement of the assessment is not in use, or its figure is not shown.",
)
def better_is_shown(claims):
    """The better statement of an assessment is in use, and a figure is shown with the claim.

    The one line that a writer needs must not get lost on the way.

    Choose a better_statement_id whose state is used, then run `make build`.
    """
    shown = claims["use_instead"].notna() | claims["use_instead_observation"].notna()
    return claims["better_is_used"] & (shown | ~claims["better_is_figure"])


@rule(
    "R648", "claims.print_advice", needs="print_advice unit figure unit_of_figure", also="year",
    says="“{print_advice}” does not print the figure to use instead, or not its year {year}.", expected="{figure}",
)
def advice_prints_the_figure(claims):
    """The advice on a figure prints the one that the tables give instead, with its year where it has one.

    An advice is written once and the tables go on: without this it would one day contradict them.

    Write the figure and its year into print_advice of the assessment, or choose another better_statement_id.
    """
    asked = claims[["print_advice", "figure", "unit_of_figure", "year"]].itertuples(index=False, name=None)
    prints = [year in text and bool(matching(text, ENGLISH, figure, unit)) for text, figure, unit, year in asked]
    return pd.Series(prints, claims.index)


@rule(
    "R647", "assessment_evidence.statement_id", needs="statement_id source_id",
    says="{statement_id} is a statement of the article itself.",
)
def article_does_not_confirm_itself(evidence):
    """The article is no evidence for its own claims.

    A source that confirms itself confirms nothing.

    Remove the row, or name an independent statement.
    """
    return evidence["source_id"] != SEED


@rule(
    "R701", "reconciliations.outcome", "reconciliations.adopted_reading",
    also="expected_outcome expected_adopted_reading", says="{column} is “{it}”, and the tests yield otherwise.",
)
def answer_is_what_tests_yield(reconciliations, column):
    """The answer in force is the one that the tests yield.

    New evidence may overturn an old answer: then someone has to look, and say so in public.

    Look at the tests (`python -m scripts explain`): if the new evidence is right, write the new outcome and reading
    into reconciliations and what it means into the claims; else correct the evidence.
    """
    return reconciliations[column].fillna("") == reconciliations[f"expected_{column}"].fillna("")


@rule(
    "R705", "readings.reading_id", also="spoken asked",
    says="{reading_id} leaves out statements that other readings of {reconciliation_id} interpret.",
)
def readings_speak_of_the_same(readings):
    """All readings of a question speak of the same statements.

    A reading that leaves out the awkward figure is bound to win.

    Add the missing row to reading_assignments.
    """
    return readings["spoken"] == readings["asked"]


@rule(
    "R706", "reading_assignments.statement_id", needs="statement_id", also="state claimed",
    says="{reading_id} interprets {statement_id}, which is set aside, or is a claim in use.",
    expected="a statement under test, or one in use that is no claim of the article",
)
def assigned_may_be_read(assignments):
    """A reading interprets statements in use, and claims of the article only while they are under test.

    A figure that is judged must not serve as evidence in its own case.

    Set the statement's state to under_test, or remove the assignment.
    """
    return (assignments["state"] == "under_test") | ((assignments["state"] == "used") & ~assignments["claimed"])


@rule(
    "R707", "reconciliations.adopted_reading", needs="outcome", also="own",
    says="The outcome is {outcome}, the adopted reading “{adopted_reading}”.",
)
def adopted_reading_is_its_own(reconciliations):
    """The adopted reading is one of the question's own, and there is one where the outcome says so.

    A settled question has an answer, an undetermined one has none.

    Name the reading of this reconciliation, or leave it blank where none is adopted.
    """
    return reconciliations["own"].where(
        reconciliations["outcome"].isin(WITH_READING), reconciliations["adopted_reading"].isna()
    )
