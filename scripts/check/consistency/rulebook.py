"""The book of rules: how a rule is written, and how Pandera runs all of them.

A rule is a small function. It takes a typed table (or a view of it, see `views`) and says of every row
whether the rule holds. Its docstring is its entry in the catalogue: title, why, how to mend.
"""

import inspect
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from scripts.check import named_rows
from scripts.check.consistency.views import GIVEN, VIEWS, World
from scripts.check.context import Context
from scripts.package.descriptor import Package
from scripts.package.findings import RULES as LISTED
from scripts.package.findings import Finding, Rule
from scripts.package.tableschema import read_schema

HOME = Path(__file__).parents[3]  # the package that this code came with
RULES: list["RowRule"] = []


@dataclass(frozen=True)
class RowRule:
    """A rule at work on columns of one view; called by Pandera with the frame of that view.

    `holds` gets the rows in which all of `needs` are filled, in the columns that are declared, so that it meets
    no missing value in them; all other rows pass. Its further parameters are `column` (the one to blame) and
    names of `views.GIVEN`.
    """

    rule: Rule
    view: str
    columns: tuple[str, ...]
    needs: tuple[str, ...]
    also: tuple[str, ...]
    says: str | Callable[[dict], str]
    expected: str
    holds: Callable[..., pd.Series]
    before_build: bool = False

    def __call__(self, frame: pd.DataFrame, *, column: str, given: Callable[[str], object]) -> pd.Series:
        """Return whether the rule holds, one bool for each row of `frame`; `given` yields numbers and days by name."""
        filled, also = ([name.format(column=column) for name in names] for names in (self.needs, self.also))
        rows = frame if "*" in also else frame[list(dict.fromkeys([column, *filled, *also]))]
        masks = [rows[name].notna().to_numpy() for name in filled]
        spoken_of = np.logical_and.reduce([np.ones(len(rows), bool), *masks])
        passes = ~spoken_of
        if spoken_of.any():
            asked = inspect.signature(self.holds).parameters
            wanted = {"column": column} if "column" in asked else {}
            wanted |= {name: given(name) for name in asked if name in GIVEN}
            holds = self.holds(rows if spoken_of.all() else rows[spoken_of], **wanted)
            passes[spoken_of] = holds.fillna(False).to_numpy("bool")
        return pd.Series(passes, frame.index)


def rule(
    id_: str, *places: str, needs: str = "", also: str = "", says: str | Callable[[dict], str], expected: str = "",
    severity: str = "error", before_build: bool = False,
) -> Callable:  # fmt: skip
    """Register a function as a rule of the consistency layer.

    Parameters
    ----------
    id_ : str
        Stable id, such as R305.
    places : str
        `view.column` for every column that the rule can blame.
    needs, also : str
        Columns that must be filled for the rule to speak of a row, and others that it reads (`*` for all), separated by
        blanks; `{column}` stands for the one to blame.
    says, expected : str
        Message (or what makes it of the row) and expectation; columns of the row in braces, `{it}` for the cell to
        blame. Where the view has a column `expected_COLUMN`, that is what is expected.
    severity : str
        error or warning.
    before_build : bool
        Whether the compiler cannot read cells of the evidence that fail it.
    """

    def register(holds: Callable[..., pd.Series]) -> Callable[..., pd.Series]:
        title, why, hint = (" ".join(part.split()) for part in inspect.getdoc(holds).split("\n\n"))
        entry = Rule(id_, title.rstrip("."), why, severity, "consistency", "pandera", hint)
        by_view = defaultdict(list)
        for place in places:
            view, column = place.split(".")
            by_view[view].append(column)
        for view, columns in by_view.items():
            reads = tuple(needs.split()), tuple(also.split())
            RULES.append(RowRule(entry, view, tuple(columns), *reads, says, expected, holds, before_build))
        return holds

    return register


def speaks_of(package: Package, each: RowRule) -> bool:
    """Whether a package has the table and the columns that a rule can blame; of texts every package has some."""
    table = _table(each.view)
    return not table or (table in package.resources and {*each.columns} <= {*package.resources[table].schema.columns})


def parted(package: Package) -> tuple[list[RowRule], list[RowRule]]:
    """Return the rules that must hold of the evidence before it is compiled, and all others."""
    before = [each for each in RULES if each.before_build and _table(each.view) in package.evidence]
    return before, [each for each in RULES if each not in before]


def check_rules(context: Context, half: int | None = None, before_build: bool = False) -> list[Finding]:
    """Run the rules that the compiler needs, or all others: of all views, or of every other one (half 0 or 1)."""
    before, others = parted(context.package)
    rules = before if before_build else others
    views = list(dict.fromkeys(each.view for each in rules))
    chosen = views if half is None else views[half::2]
    found = check(World(context), [each for each in rules if each.view in chosen])
    return [finding for finding in found if not context.is_bad(finding)]


def check(world: World, rules: list[RowRule] | None = None) -> list[Finding]:
    """Run rules, all without `rules`, and return what fails.

    A rule of a table or column that is not there is left out; one that breaks off is a finding of its own, but for
    one that misses what the package lacks (see `_lacking`).
    """
    package, by_view = world.context.package, defaultdict(list)
    for each in RULES if rules is None else rules:
        if speaks_of(package, each):
            by_view[each.view].append(each)
    return [finding for view, rules in by_view.items() for finding in _check_view(world, view, rules)]


def _lacking(context: Context) -> set[str]:
    """Names of tables and columns of our schemas that a package has not, and of rows whose loss is told already."""
    lost = {finding.row_key for finding in named_rows.check(context)}
    for path in (HOME / "schemas").glob("*.json"):
        ours, there = read_schema(HOME, f"schemas/{path.name}"), context.package.resources.get(path.stem)
        lost |= {*ours.columns} - {*there.schema.columns} if there else {ours.name}
    return lost


def _table(view: str) -> str:
    return VIEWS[view].of if view in VIEWS else view


def _check_view(world: World, view: str, rules: list[RowRule]) -> Iterator[Finding]:
    def broken_off(rules: str, reason: str) -> Iterator[Finding]:
        if not (reason.startswith("KeyError(") and _lacking(world.context).intersection(re.findall(r"\w+", reason))):
            yield LISTED["S999"].finding(f"{rules} broke off on {table}: {reason}", resource=table)

    table = _table(view)
    rules = [each for each in rules if world.has(table, {*each.columns, *each.needs})]
    if not rules:
        return
    try:
        frame = world.view(view)
    except Exception as error:
        yield from broken_off(", ".join(each.rule.id for each in rules), repr(error))
        return
    for each, column, failed in _validate(world, frame, rules):
        if isinstance(failed, str):
            yield from broken_off(each.rule.id, failed)
        else:
            yield from _tell(world, table, frame, each, column, failed)


def _validate(world: World, frame: pd.DataFrame, rules: list[RowRule]) -> Iterator[tuple[RowRule, str, pd.Index | str]]:
    """Let Pandera validate a view: rule, column and the lines that fail it, or why it broke off."""
    import pandera.pandas as pa
    from pandera.errors import SchemaErrors

    tasks = [(each, column) for each in rules for column in each.columns]
    checks = [
        pa.Check(each, name=str(number), title=each.rule.title, ignore_na=False, column=column, given=world.given)
        for number, (each, column) in enumerate(tasks)
    ]
    try:
        pa.DataFrameSchema(checks=checks).validate(frame, lazy=True)
    except SchemaErrors as errors:
        for name, cases in errors.failure_cases.groupby("check"):
            broken = cases["index"].isna().any()
            yield *tasks[int(name)], cases["failure_case"].iloc[0] if broken else pd.Index(cases["index"].unique())


def _tell(
    world: World, table: str, frame: pd.DataFrame, each: RowRule, column: str, failed: pd.Index
) -> Iterator[Finding]:
    expected = f"{{expected_{column}}}" if f"expected_{column}" in frame and not each.expected else each.expected
    for place, resource, line, blamed in world.cells(table, frame, failed.sort_values(), column):
        row = {name: "" if pd.isna(cell) else cell for name, cell in frame.loc[place].items() if name != "columns"}
        row |= world.text[resource].loc[line].to_dict()
        row |= {"it": row[blamed], "column": blamed}
        message = each.says(row) if callable(each.says) else each.says.format(**row)
        wanted = expected.format(**row)
        yield world.context.finding(each.rule, resource, line, blamed, message, expected=wanted)

