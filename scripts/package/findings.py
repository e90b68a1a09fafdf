"""The one format in which every layer says what is wrong.

Every finding is made by a `Rule`: those of rows are functions (`check.consistency`), all others stand in `rules.csv`.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scripts.package.opening import limit

SEVERITIES = ("error", "warning")
NOT_LISTED = "more findings of this rule are not listed one by one."
FEWEST = 3  # findings of one rule on one column that are always listed
EVIDENCE = "data/evidence/"  # what people edit
LAYERS = ("structure", "compiled", "consistency", "plausibility")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and how to mend it.

    `line` is the physical line of the file (1 is the header) or None where the finding is about
    no line; all other fields are text, empty where they do not apply.
    """

    rule: str
    severity: str
    layer: str
    resource: str
    path: str
    line: int | None
    column: str
    row_key: str
    value: str
    expected: str
    message: str
    hint: str

    @property
    def order(self) -> tuple:
        """Key by which findings are listed: by rank, then by file, line, column and rule."""
        return (*self.rank, *self.place)

    @property
    def rank(self) -> tuple:
        """Errors first, what people wrote first, what one command mends last."""
        return SEVERITIES.index(self.severity), not self.path.startswith(EVIDENCE), self.hint.startswith("Run `make ")

    @property
    def place(self) -> tuple:
        """Where a finding stands among those of its rank."""
        return self.path, self.line or 0, self.column, self.rule, self.value


@dataclass(frozen=True, slots=True)
class Rule:
    """A check that can fail: a stable id, what it asks and why, how grave, and how to mend it."""

    id: str
    title: str
    why: str
    severity: str
    layer: str
    tool: str
    hint: str

    def finding(
        self,
        message: str,
        *,
        resource: str = "",
        path: str = "",
        line: int | None = None,
        column: str = "",
        row_key: str = "",
        value: object = "",
        expected: str = "",
        hint: str = "",
    ) -> Finding:
        """Return a finding of this rule; `hint` replaces the rule's own where it knows better."""
        return Finding(
            self.id, self.severity, self.layer, resource, path, None if line is None else int(line),
            column, str(row_key), "" if value is None else str(value), expected, message,
            hint or self.hint,
        )


with Path(__file__).with_name("rules.csv").open(encoding="utf-8", newline="") as handle:
    RULES = {row["id"]: Rule(**row) for row in csv.DictReader(handle)}


def few(places: Sequence, rule: Rule, listed: int = 0, **show: str) -> tuple[Sequence, list[Finding]]:
    """Return the first of the places that break a rule, and a finding on all others where they are too many to list.

    `listed`: how many findings the same check has listed already.
    """
    most = max(FEWEST, limit("findings") - listed)
    if len(places) <= most:
        return places, []
    return places[:most], [rule.finding(f"{len(places) - most:,} {NOT_LISTED}", **show)]


def is_rest(finding: Finding) -> bool:
    """Whether a finding stands for others, as `few` makes it."""
    return finding.message.endswith(NOT_LISTED)


def unopened(error: Exception, path: str, rule: str = "S101", **more: str) -> Finding:
    """Return the finding on a file that is not read: by the rule that refuses it, or else by `rule`.

    Of all files behind one link it is the same.
    """
    if link := getattr(error, "link", ""):
        return RULES[error.rule].finding(f"{error.strerror}.", path=link)
    reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
    line, rule = getattr(error, "line", None), getattr(error, "rule", rule)
    return RULES[rule].finding(f"{path} cannot be read: {reason}.", path=path, line=line, **more)


class FindingsError(Exception):
    """Work cannot go on; `findings` say why, all of them."""

    def __init__(self, findings: list[Finding]):
        super().__init__(f"{len(findings)} findings")
        self.findings = sorted(findings, key=lambda finding: finding.order)
