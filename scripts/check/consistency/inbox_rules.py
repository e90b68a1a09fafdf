"""Inbox: rows that people wrote without ids, each read as `add` reads its answers."""

import pandas as pd

from scripts.check.answers.questions import BY_NAME
from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, view


@view(of="inbox")
def inbox(world: World) -> pd.DataFrame:
    """Rows of the inbox with what is wrong with each cell, `problem_COLUMN`; `unfit` where a row has such a cell."""
    from scripts.check.answers.inbox import as_frame, read_inbox  # it runs all rules, these among them

    rows = world.typed["inbox"]
    problems = read_inbox(world.context.package, world.text).problems if len(rows) else {}
    return rows.join(as_frame(problems, rows.index)).assign(unfit=rows.index.isin(list(problems)))


@rule(
    "R551", *(f"inbox.{name}" for name in BY_NAME), needs="problem_{column}",
    says=lambda row: row[f"problem_{row['column']}"],
)
def waiting_row_can_be_filed(rows):
    """Each row of the inbox can be filed.

    What waits there is read as `python -m scripts add` reads its answers, by the same rules, so that nobody learns only
    later what is wrong.

    Mend the cell; the columns are explained in docs/dictionary.md. `make format` files the rows that are sound.
    """
    return pd.Series(False, index=rows.index)


@rule(
    "R552", "inbox.about", needs="about", also="unfit", severity="warning",
    says="The row is sound, and waits: {about}, {what} {value}.", expected="an empty inbox",
)
def waiting_row_is_filed(rows):
    """No row of the inbox waits.

    A row that waits is in no published table: whoever wrote it believes that it is done.

    A maintainer runs `make format` and `make build`: that files the rows that are sound, and empties the inbox.
    """
    return rows["unfit"]
