"""The evidence as the compiler reads it: what `build` and `validate` ask of it before anything is compiled."""

from functools import partial
from pathlib import Path

from scripts.check import named_rows
from scripts.check.context import Context, guarded
from scripts.check.structure import screening
from scripts.check.structure.screening import Screened
from scripts.package.findings import Finding


def check_evidence(root: Path) -> Screened:
    """Check what a build reads: the structure of the evidence, and the values that the compiler must understand."""
    done = screening.check_evidence(root)
    if done.context is not None and not done.gaps:
        done.findings += check_values(done.context, done.findings)
    return done


def check_values(context: Context, findings: list[Finding]) -> list[Finding]:
    """Look for the rows, and run the rules, without which the compiler would break off.

    The rules look at the cells that `findings` leave sound; what they find is bad for all later checks, as that of
    the structure layer is.
    """
    from scripts.check.consistency.rulebook import check_rules

    context.note_bad(findings)
    found = guarded("values of the evidence", partial(check_rules, context, before_build=True))
    context.note_bad(found)
    return found + guarded("named rows", partial(named_rows.check, context))
