"""What every layer is given: the package, its tables, and what is already known bad."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from scripts.package.descriptor import Package
from scripts.package.findings import RULES, Finding, Rule


def guarded(what: str, check: Callable[[], list[Finding]]) -> list[Finding]:
    """Return what a check finds; where it breaks off, a finding that says so.

    Bad data must never end in a stack trace, nor hide what the other checks found.
    """
    try:
        return check()
    except Exception as error:
        return [RULES["S999"].finding(f"The check of {what} broke off: {type(error).__name__}: {error}")]


@dataclass
class Context:
    """The tables under check.

    `text` holds by resource name a frame of str with the schema's columns, blanks as "", indexed
    by physical line. `absent` are columns (resource, column) that the file lacks: blank in the
    frame, and named by a finding already. `incomplete` are resources that lost rows, some or all,
    to a fault of their file. `bad` are cells (resource, line, column) that a lower
    layer has found wrong; a rule may look at them, but findings about them are dropped. `minted` are cells that
    are blank on disk and hold here what `format` will write.
    """

    package: Package
    text: dict[str, pd.DataFrame]
    absent: set[tuple[str, str]] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    bad: set[tuple[str, int, str]] = field(default_factory=set)
    minted: set[tuple[str, int, str]] = field(default_factory=set)
    _row_keys: dict[str, dict[int, str]] = field(init=False, default_factory=dict, repr=False)

    @cached_property
    def typed(self) -> dict[str, pd.DataFrame]:
        """The tables in the dtypes of their schemas, same index; ill-written cells are missing."""
        return {name: self.package.resources[name].schema.cast(text) for name, text in self.text.items()}

    def without_bad(self) -> dict[str, pd.DataFrame]:
        """`typed`, in which the cells that are known to be bad are missing."""
        lines = defaultdict(list)
        for resource, line, column in self.bad:
            if resource in self.text and column in self.text[resource]:
                lines[resource, column].append(line)
        typed = dict(self.typed)
        for (resource, column), bad in lines.items():
            cells = typed[resource][column]
            typed[resource] = typed[resource].assign(**{column: cells.mask(cells.index.isin(bad))})
        return typed

    def note_bad(self, findings: Iterable[Finding]) -> None:
        """Remember the cells that errors of a lower layer speak of."""
        self.bad.update(
            (finding.resource, finding.line, finding.column)
            for finding in findings
            if finding.severity == "error" and finding.line is not None and finding.column
        )

    def columns(self, resource: str) -> list[str]:
        """Return the columns of the schema that the file has."""
        schema = self.package.resources[resource].schema
        return [column for column in schema.columns if (resource, column) not in self.absent]

    def has(self, resource: str, columns: Iterable[str] = ()) -> bool:
        """Whether a table was read and its file has these columns."""
        return resource in self.text and not any((resource, column) in self.absent for column in columns)

    def is_bad(self, finding: Finding) -> bool:
        """Whether a finding speaks of a cell that a lower layer has already found wrong."""
        return (finding.resource, finding.column) in self.absent or (
            finding.resource, finding.line, finding.column,
        ) in self.bad

    def row_key(self, resource: str, line: int) -> str:
        """Return the primary key of a row as text, its parts joined by a bar."""
        if resource not in self._row_keys:
            keys = self.package.resources[resource].schema.keys_of(self.text[resource], "|")
            self._row_keys[resource] = dict(keys.items())
        return self._row_keys[resource][line]

    def finding(
        self, rule: Rule, resource: str, line: int | None, column: str, message: str, **more: object
    ) -> Finding:
        """Return a finding about one cell (or a row, where `column` is "", or a table).

        Path, row key and the cell's value are filled in; `more` goes to `Rule.finding`.
        """
        more = {"resource": resource, "path": self.package.resources[resource].path, "column": column} | more
        if line is not None:
            more = {"line": line, "row_key": self.row_key(resource, line)} | more
            if column:
                more = {"value": self.text[resource].at[line, column]} | more
        return rule.finding(message, **more)
