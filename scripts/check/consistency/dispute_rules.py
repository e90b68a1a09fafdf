"""Disputes: they name a cell that there is, say what was decided, and do what they say."""

import pandas as pd

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, view
from scripts.compile.disputed_facts import Case, cases, row_of

DECIDED = ("accepted", "rejected")
# Where evidence says why it is as it is: what was changed for a dispute names it there.
MARKS = ["is_published", "is_there", "has_field", "carried_out"]
REMARKS = {"statements": ["reason", "note"], "entities": ["note"], "retired": ["note"]}


@view(of="disputes")
def disputes(world: World) -> pd.DataFrame:
    """Disputes with whether table, row and column exist, and whether what was accepted is carried out."""
    rows, tables = world.typed["disputes"], world.undisputed
    schemas = {name: resource.schema for name, resource in world.context.package.published.items()}
    found = {case.dispute_id: case for case in cases(world.typed, tables, schemas)}
    retired = set(zip(world.typed["retired"]["table"], world.typed["retired"]["id"], strict=True))
    remarks = pd.concat([world.typed[table][column] for table, names in REMARKS.items() for column in names]).dropna()
    made = []
    for dispute in rows.itertuples():
        row, case = row_of(tables, schemas, dispute.table, dispute.key), found.get(dispute.dispute_id)
        named = remarks.str.contains(str(dispute.dispute_id), regex=False).any()
        accepted = dispute.state == "accepted"
        made.append(
            {
                "is_published": dispute.table in schemas,
                "is_there": row is not None or (dispute.table, dispute.key) in retired or (accepted and named),
                "has_field": dispute.table in schemas and dispute.field in schemas[dispute.table].columns,
                "carried_out": named or (case is not None and _is_carried_out(case, dispute, world.typed)),
            }
        )
    return rows.join(pd.DataFrame(made, rows.index, MARKS, dtype="bool"))


def _is_carried_out(case: Case, dispute: tuple, evidence: dict[str, pd.DataFrame]) -> bool:
    """Whether the evidence shows what an accepted dispute changed.

    It puts statements aside, a statement behind its cell was corrected, one on the same thing taken
    back, or the source that it offers was read since and stands behind the cell.
    """
    statements, sources = evidence["statements"], evidence["sources"]
    old = statements[statements["state"] == "superseded"]
    taken_back = old["entity_id"].isin(case.entities) & (old["property"] == case.cell.field.removesuffix("_year"))
    read = sources.loc[sources["accessed"] >= str(dispute.received), "source_id"]
    offered = statements.loc[statements["source_id"].isin(read) & (statements["source_id"] == dispute.source_id)]
    return bool(
        case.aside
        or old["superseded_by"].isin(case.behind).any()
        or taken_back.any()
        or offered["statement_id"].isin(case.behind).any()
    )


@rule(
    "R331", "disputes.table", needs="table", also="is_published", says="There is no published table {table}.",
    expected="a table of data/, such as companies",
)
def dispute_names_a_table(disputes):
    """A dispute names a published table.

    A dispute about a table that is not there is filed away and changes nothing for the one who asked.

    Write the name of the table as in datapackage.json; evidence is corrected, not disputed.
    """
    return disputes["is_published"]


@rule(
    "R332", "disputes.key", needs="table key", also="is_published is_there", says="{table} has no row {key}.",
    expected="the key of a row, its parts joined by /",
)
def dispute_names_a_row(disputes):
    """A dispute names a row that there is, or was before it was retired or corrected away.

    A slip in the key leaves the cell that is meant as it is.

    Copy the key from the table; `python -m scripts explain TABLE KEY` says what comes close.
    """
    return disputes["is_there"] | ~disputes["is_published"]


@rule(
    "R333", "disputes.field", needs="table field", also="is_published has_field", says="{table} has no column {field}.",
    expected="a column of {table}",
)
def dispute_names_a_column(disputes):
    """A dispute names a column of its table.

    A dispute about a column that is not there changes nothing for the one who asked.

    Copy the name of the column from the first line of the table.
    """
    return disputes["has_field"] | ~disputes["is_published"]


@rule(
    "R334", "disputes.decision", "disputes.decided", needs="state", also="{column}",
    says="The dispute is {state}, and {column} is “{it}”.",
    expected="filled where it is accepted or rejected, blank while it is open",
)
def decided_says_what_and_when(disputes, column):
    """A dispute that is accepted or rejected says what was decided and when, an open one does not.

    Whoever asked is owed the answer, and others must see that it was given.

    Fill decision and decided, or set the state to what holds.
    """
    filled = disputes[column].notna()
    return filled.where(disputes["state"].isin(DECIDED), ~filled | (disputes["state"] != "open"))


@rule(
    "R335", "disputes.state", needs="state", also="carried_out",
    says="The dispute about {table} {key} {field} is accepted, and nothing was changed for it.",
)
def accepted_is_carried_out(disputes):
    """A dispute that is accepted changes what is published.

    Accepted and not carried out is worse than refused: the one who asked believes it done.

    Correct the evidence, and name the dispute (d-2026-001) in the reason of each statement that is set aside or in the
    note of what is added; or name as source_id a source whose statement on this cell is to win.
    """
    return (disputes["state"] != "accepted") | disputes["carried_out"]
