"""What every family of rules is given: the package, its tables, and what is already known bad."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from scripts.package.descriptor import Package
from scripts.package.findings import Finding, Rule


@dataclass
class Context:
    """The tables under check.

    `text` holds by resource name a frame of str with the schema's columns, blanks as "", indexed
    by physical line. `absent` are columns (resource, column) that the file lacks: blank in the
    frame, and named by a finding already. `incomplete` are resources that lost rows, some or all,
    to a fault of their file. `bad` are cells (resource, line, column) that a lower
    layer has found wrong; a rule may look at them, but findings about them are dropped.
    """

    package: Package
    text: dict[str, pd.DataFrame]
    absent: set[tuple[str, str]] = field(default_factory=set)
    incomplete: set[str] = field(default_factory=set)
    bad: set[tuple[str, int, str]] = field(default_factory=set)
    _row_keys: dict[str, dict[int, str]] = field(default_factory=dict, repr=False)

    @cached_property
    def typed(self) -> dict[str, pd.DataFrame]:
        """The tables in the dtypes of their schemas, same index; ill-written cells are missing."""
        return {name: self.package.resources[name].schema.cast(text) for name, text in self.text.items()}

    @cached_property
    def today(self) -> str:
        """The package's own today, YYYY-MM-DD or shorter: the latest `accessed` of the sources.

        Checks compare with it and never with the clock, so that they give the same tomorrow.
        """
        return self.text["sources"]["accessed"].max() if "sources" in self.text else ""

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
            text, schema = self.text[resource], self.package.resources[resource].schema
            parts = [text[column].to_list() for column in schema.primary_key]
            self._row_keys[resource] = dict(zip(text.index, map("|".join, zip(*parts, strict=True)), strict=True))
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

    def cells(
        self,
        rule: Rule,
        resource: str,
        column: str,
        wrong: pd.Series,
        message: str | Callable[[str], str],
        **more: object,
    ) -> list[Finding]:
        """Return a finding for every cell of a column where the boolean series `wrong` is true.

        `message` is one text for all, or makes one from the cell's value.
        """
        cells = self.text[resource].loc[wrong[wrong].index, column]
        return [
            self.finding(rule, resource, line, column, message if isinstance(message, str) else message(cell), **more)
            for line, cell in cells.items()
        ]
