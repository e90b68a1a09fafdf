"""Audits: statements drawn at random and looked up again, each with a verdict, and mended where it is wrong."""

import pandas as pd

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, view
from scripts.tell.audits import FAULTY


@view(of="audits")
def audits(world: World) -> pd.DataFrame:
    """Audits with how many of their statements have a verdict."""
    rows = world.typed["audits"]
    judged = world.typed["audit_verdicts"]["audit_id"].value_counts()
    return rows.assign(judged=rows["audit_id"].map(judged).fillna(0).astype("int64"))


@rule("R571", "audits.drawn", also="judged", says="{audit_id} drew {drawn} statements, and {judged} have a verdict.")
def every_drawn_statement_is_judged(audits):
    """Every statement that an audit drew has its verdict.

    A sample that has lost its bad cases tells nothing of the whole.

    Restore the missing rows of audit_verdicts, or look the statements up.
    """
    return audits["drawn"] == audits["judged"]


@rule(
    "R572", "audit_verdicts.mend", needs="verdict",
    says="{statement_id} was found {verdict}, and nothing says what was mended.",
)
def what_is_wrong_is_mended(audit_verdicts):
    """What an audit found wrong or not supported was mended, and the row says how.

    A fault that is known and stays is worse than one that nobody has seen.

    Mend the statement and those of its kind, and write into mend what was done.
    """
    return ~audit_verdicts["verdict"].isin(FAULTY) | audit_verdicts["mend"].notna()
