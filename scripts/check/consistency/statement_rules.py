"""Statements: what a source shows, told whole, once and in one way."""

import pandas as pd

from scripts.check.consistency.calendar_rules import first, last
from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, is_date, isin, view
from scripts.evidence.identifiers import statement_id

SHOWN = ["source_id", "locator", "name_as_written", "as_written", "transcribed_value", "ordinal"]
SUBJECT = ["entity_id", "indicator_id", "property", "geo_code", "value"]
IN_USE = ["used", "under_test"]
# Statements of these properties feed reference tables, or verdicts on claims, and no cell that provenance names.
FED_ELSEWHERE = ["geographies", "claims"]


@view(of="statements")
def statements(world: World) -> pd.DataFrame:
    """Statements with what their source, property, indicator and unit say, and what speaks of them."""
    rows, properties = world.typed["statements"], world.typed["properties"]
    unit_kind = world.lookup("units", "unit", "kind")
    indicator_unit = rows["indicator_id"].map(world.lookup("indicators", "indicator_id", "unit"))
    asked = pd.concat([world.typed[name]["statement_id"] for name in ("reading_assignments", "assessments")])
    fed_elsewhere = properties.loc[properties["compiled_into"].isin(FED_ELSEWHERE), "property"]
    originals = rows.drop_duplicates("statement_id").set_index("statement_id").reindex(rows["origin_id"])
    originals = originals.set_axis(rows.index)
    same = (originals[SUBJECT].fillna("") == rows[SUBJECT].fillna("")).all(axis=1)
    traced = isin(rows["statement_id"], world.undisputed["provenance"]["statement_id"])
    at_fault = {line for resource, line, _ in world.context.bad if resource == "statements"}  # they feed no cell
    return rows.assign(
        expected_statement_id=_ids(rows),
        published=rows["source_id"].map(world.lookup("sources", "source_id", "published")),
        accessed=rows["source_id"].map(world.lookup("sources", "source_id", "accessed")),
        expected_unit=indicator_unit,
        unit_kind=rows["unit"].map(unit_kind),
        indicator_unit_kind=indicator_unit.map(unit_kind),
        asked=isin(rows["statement_id"], asked),
        successor_in_use=isin(rows["superseded_by"], rows.loc[rows["state"].isin(IN_USE), "statement_id"]),
        repeats=same & originals["origin_id"].isna(),
        shown=traced | isin(rows["property"], fed_elsewhere) | rows.index.isin(at_fault),
        has_claim=isin(rows["statement_id"], world.undisputed["claims"]["statement_id"]),
    )  # fmt: skip


def _ids(rows: pd.DataFrame) -> pd.Series:
    shown = rows[SHOWN].astype("object").fillna({**dict.fromkeys(SHOWN, ""), "ordinal": 0})
    return pd.Series([statement_id(*row) for row in shown.itertuples(index=False)], index=rows.index, dtype="str")


@rule(
    "R521", "statements.statement_id", needs="statement_id ordinal expected_statement_id",
    says="The id does not fit what the row shows.", expected="{expected_statement_id}",
)
def id_is_hash(statements):
    """A statement's id is the hash of what its source shows.

    So two people who enter the same words get the same id, and changed words cannot hide behind an old one.

    Leave statement_id blank and run `make format`; keep a wrong transcription as superseded beside the new one.
    """
    return statements["statement_id"] == statements["expected_statement_id"]


@rule("R522", "statements.reason", needs="state", says="The state is {state}, and reason is blank.")
def not_used_says_why(statements):
    """A statement that is not in use says why.

    Evidence that disappears without a reason looks like evidence that was suppressed.

    Write the reason: what is wrong with it, or why no table needs it.
    """
    return (statements["state"] == "used") | statements["reason"].notna()


@rule(
    "R523", "statements.superseded_by", needs="state superseded_by", also="successor_in_use",
    says="The statement is {state}, its successor {superseded_by}.",
    expected="state superseded, and a successor whose state is used or under_test",
)
def superseded_has_successor(statements):
    """A superseded statement, and no other, has a successor that is in use.

    Whoever cites the old one must arrive at what holds now.

    Name the statement that replaces it and set the state to superseded, or leave superseded_by blank.
    """
    return (statements["state"] == "superseded") & statements["successor_in_use"]


@rule(
    "R524", "statements.state", needs="state statement_id", also="asked", expected="used",
    says="No reading and no assessed claim speaks of {statement_id}.",
)
def under_test_is_tested(statements):
    """A statement is under test only where a reading or an assessed claim speaks of it.

    Under test keeps a figure out of every other figure's evidence: nobody may park an inconvenient one there.

    Add the statement to reading_assignments, or set its state to used (or unused, with a reason).
    """
    return (statements["state"] != "under_test") | statements["asked"]


@rule(
    "R525", "statements.entity_id", also="indicator_id geo_code", expected="one subject",
    says="entity_id is “{entity_id}”, indicator_id “{indicator_id}”, geo_code “{geo_code}”.",
)
def one_subject(statements):
    """A statement speaks of an entity, or of an indicator and a geography, or of a geography.

    A statement on two subjects says something of neither, one on none is lost.

    Fill entity_id, or indicator_id with geo_code, and leave the other blank.
    """
    entity, indicator, place = (statements[column].notna() for column in ("entity_id", "indicator_id", "geo_code"))
    return (entity & ~indicator) | (~entity & place)


@rule(
    "R526", "statements.unit", needs="unit indicator_id unit_kind", also="indicator_unit_kind expected_unit",
    says="{unit} is of another kind than {expected_unit}, the unit of {indicator_id}.", expected="{expected_unit}",
)
def unit_of_indicator(statements):
    """The unit of a figure is of the same kind as its indicator's.

    Euro and per cent cannot be compared, nor jobs and full-time equivalents.

    Correct the unit, or choose the indicator that is measured in it.
    """
    return statements["unit_kind"] == statements["indicator_unit_kind"]


@rule(
    "R528", "statements.as_written", needs="unit", also="locator transcribed_value",
    says="The row shows neither words nor a transcribed value.",
)
def words_are_kept(statements):
    """A figure keeps the words of its source, or its place and value in a data file.

    Without them nobody can check the reading against the source.

    Copy the words around the figure into as_written; for a data file fill locator and transcribed_value.
    """
    in_file = statements["locator"].notna() & statements["transcribed_value"].notna()
    return statements["as_written"].notna() | in_file


@rule(
    "R529", "statements.origin_id", needs="origin_id", also="repeats",
    says="{origin_id} is itself a repetition, or says something else.",
    expected="the first statement of the same value on the same subject",
)
def repeats_the_original(statements):
    """A repetition names the original itself, and repeats it.

    Repetitions count once; a chain of them, or one of another fact, would hide or lose an independent source.

    Let origin_id name the first statement of the same value on the same subject, which has none itself.
    """
    return statements["repeats"]


@rule(
    "R530", "statements.period_basis", also="period reason",
    says="The period is “{period}”, its basis “{period_basis}”, the reason “{reason}”.",
    expected="printed, or inferred with a reason",
)
def period_says_how_known(statements):
    """A period that no source prints says how it is known.

    A guessed year is worse than none unless the reader can follow the guess.

    Say in reason how the period is known; if it is not, leave period blank and give the earliest and latest day.
    """
    inferred = statements["period_basis"] == "inferred"
    based = statements["period"].isna() | inferred | (statements["period_basis"] == "printed")
    return based & (~inferred | statements["reason"].notna())


@rule(
    "R531", "statements.period", needs="period", also="date_earliest date_latest",
    says="{date_earliest} to {date_latest} does not lie in {period}.",
)
def days_lie_in_period(statements):
    """The earliest and latest day of a statement lie in its period.

    Both say when the value was true; they must not contradict each other.

    Correct the days or the period.
    """
    begins, ends = first(statements["period"]), last(statements["period"])
    early, late = statements["date_earliest"].fillna(begins), statements["date_latest"].fillna(ends)
    known = begins.notna() & early.map(is_date, na_action="ignore") & late.map(is_date, na_action="ignore")
    return ~known | ((begins <= early) & (late <= ends))  # R307 compares the two days


@rule(
    "R532", "statements.value", also="value_low value_high",
    says="{value} does not lie between {value_low} and {value_high}.",
)
def value_lies_in_range(statements):
    """The value of a range lies within its ends, and the lower end below the upper.

    A value outside its own range is a slip in one of three numbers.

    Correct value, value_low or value_high: the ends are those that the words print.
    """
    number = pd.to_numeric(statements["value"], errors="coerce")
    low, high = statements["value_low"], statements["value_high"]
    return ~((number < low) | (number > high) | (low > high))


@rule(
    "R507", "statements.state", needs="state property statement_id", also="shown",
    says="The statement is in state used, and no published cell names it.",
)
def used_feeds_a_cell(statements):
    """A statement in use feeds a published cell.

    A fact that was collected and then goes nowhere is lost without anyone noticing.

    If no table needs the statement, set its state to unused and say why.
    """
    return statements["shown"] | (statements["state"] != "used")
