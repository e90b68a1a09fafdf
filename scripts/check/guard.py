"""Run a family of rules so that, should it break off, the others still speak."""

from collections.abc import Callable
from types import ModuleType

from scripts.package.findings import Finding, Rule

COULD_NOT_RUN = Rule(
    "S999", "Every family of rules runs to its end",
    "A check that breaks off has found nothing wrong in what it did not see.",
    "error", "structure", "ours",
    "Mend the other findings first; if this one stays on a package without others, the rule itself is at fault.",
)


def guarded(family: ModuleType, check: Callable[[], list[Finding]]) -> list[Finding]:
    """Return what a check finds; where it breaks off, a finding that says so.

    Bad data must never end in a stack trace, nor hide what the other families found.
    """
    try:
        return check()
    except Exception as error:
        name = family.__name__.rpartition(".")[2].replace("_", " ")
        return [COULD_NOT_RUN.finding(f"The rules of “{name}” broke off: {type(error).__name__}: {error}")]
