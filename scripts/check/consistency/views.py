"""What rules look at: typed tables, and views of them with what their references say.

A view is named after its table where it serves all rules of that table. Views hold joins and nothing else: what is
right and wrong stands in the rules.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import pandas as pd

from scripts.check.context import Context
from scripts.compile.policy import parameter
from scripts.compile.tables import compile_undisputed
from scripts.evidence.columns import lookup
from scripts.figures import period as periods
from scripts.package.tableschema import sort_rows


@dataclass(frozen=True)
class View:
    """A view of a table: its function, and the table whose lines index it ("" for a view of cells)."""

    of: str
    make: Callable[["World"], pd.DataFrame]


VIEWS: dict[str, View] = {}


def view(of: str) -> Callable:
    """Register a function of the world as the view with the function's name."""

    def register(make: Callable[["World"], pd.DataFrame]) -> Callable[["World"], pd.DataFrame]:
        VIEWS[make.__name__] = View(of, make)
        return make

    return register


@dataclass
class World:
    """The evidence and the published tables as the rules see them.

    `typed` holds by table a typed frame, indexed by physical line, in which the cells that a lower layer found
    bad are missing; `text` the same cells as written.
    """

    context: Context
    typed: dict[str, pd.DataFrame] = field(init=False)
    _views: dict[str, pd.DataFrame] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.typed = self.context.without_bad()

    @property
    def text(self) -> dict[str, pd.DataFrame]:
        """Tables as written."""
        return self.context.text

    @cached_property
    def undisputed(self) -> dict[str, pd.DataFrame]:
        """The tables with every statement in its place: `typed`, unless disputes put statements aside.

        What is said of the evidence, such as that every statement is used, holds before disputes are heeded.
        """
        if not self.typed["disputes"]["state"].isin(["withheld", "accepted"]).any():
            return self.typed
        package = self.context.package
        evidence = {name: sort_rows(self.typed[name], resource.schema) for name, resource in package.evidence.items()}
        schemas = {name: resource.schema for name, resource in package.published.items()}
        return self.typed | compile_undisputed(evidence, schemas).tables

    def has(self, table: str, columns: Iterable[str]) -> bool:
        """Whether a table was read, with those of these columns that its schema has (views add others)."""
        if table in self.typed:
            return self.context.has(table, set(columns) & set(self.typed[table]))
        return table == ""

    def view(self, name: str) -> pd.DataFrame:
        """A view by its name, made once; a table where there is no view of that name."""
        if name not in VIEWS:
            return self.typed[name]
        if name not in self._views:
            self._views[name] = VIEWS[name].make(self)
        return self._views[name]

    def given(self, name: str) -> object:
        """A number or day that rules ask for by name."""
        return GIVEN[name](self)

    def cells(
        self, table: str, frame: pd.DataFrame, places: pd.Index, column: str
    ) -> Iterator[tuple[object, str, int, str]]:
        """Place in the view, resource, line and column of every cell that rows of a view speak of.

        A row of a view of a table speaks of one cell, a row of a view of texts of every cell with its text.
        """
        if table:
            yield from ((place, table, place, column) for place in places)
            return
        found = pd.Series(places, frame.loc[places, "text"])
        for resource, name in frame["columns"].iloc[0]:
            cells = self.text[resource][name]
            yield from ((found[cell], resource, line, name) for line, cell in cells[isin(cells, found.index)].items())

    def lookup(self, table: str, key: str, column: str | list[str]) -> pd.Series | pd.DataFrame:
        """A column of a table by a key, the first row of each."""
        return lookup(self.typed[table], key, column)


def _today(world: World) -> str:
    """The package's own today: the last day of the latest access of a source. No check looks at a clock."""
    days = world.typed["sources"]["accessed"].dropna().unique()
    return periods.latest(max(filter(is_date, days)))


def _coverage(world: World) -> tuple[str, str]:
    """First and last day of the coverage that the descriptor declares; without one every day is covered."""
    declared = world.context.package.descriptor.get("temporal", {})
    begins, ends = declared.get("start", ""), declared.get("end", "")
    return periods.earliest(begins) if begins else "", periods.latest(ends) if ends else "9999-12-31"


def _bounds_of_belgium(world: World) -> tuple[tuple[float, float], tuple[float, float]]:
    """Least and greatest latitude and longitude, as the schema of hubs declares them."""
    schema = world.context.package.resources["hubs"].schema
    limits = [schema.field(axis)["constraints"] for axis in ("latitude", "longitude")]
    return tuple((limit["minimum"], limit["maximum"]) for limit in limits)


# What a rule may ask for beside its rows, by the name of its parameter.
GIVEN: dict[str, Callable[[World], object]] = {
    "today": _today,
    "coverage": _coverage,
    "bounds_of_belgium": _bounds_of_belgium,
    "levels": lambda world: tuple(
        world.context.package.resources["geographies"].schema.field("kind")["constraints"]["enum"]
    ),
    "perimeters": lambda world: tuple(contained(world.lookup("perimeters", "perimeter_id", "part_of"))),
    **{
        name: lambda world, name=name: parameter(world.typed, name)
        for name in ("bulk_rows", "municipality_distance_km", "rank_peers")
    },
}


def is_date(text: str) -> bool:
    """Whether a text is a period whose days exist."""
    try:
        periods.bounds(text)
    except ValueError:
        return False
    return True


def isin(cells: pd.Series, known: Iterable) -> pd.Series:
    """Whether each cell is one of the known values: ten times as fast as `Series.isin` is on text."""
    found = set(known)
    return pd.Series([cell in found for cell in cells.to_numpy("object")], index=cells.index, dtype="bool")


def pairs_in(one: pd.Series, other: pd.Series, known: Iterable[tuple]) -> pd.Series:
    """Whether each pair of cells is one of the known pairs."""
    found = set(known)
    return pd.Series([pair in found for pair in zip(one, other, strict=True)], index=one.index, dtype="bool")


def in_cycle(start: pd.Series, end: pd.Series) -> pd.Series:
    """Whether each edge start → end lies on a cycle, or between two of them.

    Ends that lead nowhere and starts that nothing leads to are cut off until none is left.
    """
    left = pd.DataFrame({"start": start, "end": end})
    while True:
        inner = left["end"].isin(left["start"]) & left["start"].isin(left["end"])
        if inner.all():
            return pd.Series(start.index.isin(left.index), index=start.index)
        left = left[inner]


def contained(parts: pd.Series) -> set[tuple[str, str]]:
    """Pairs of which the first lies in the second, over all steps.

    `parts`: what each thing lies in, indexed by the thing; missing where in nothing.
    """
    above = parts.dropna()
    pairs, reached = set(), above
    for _ in range(len(above)):
        fresh = set(reached.items()) - pairs
        if not fresh:
            break
        pairs |= fresh
        reached = reached.map(above).dropna()
    return pairs


@cache
def entries(name: str, column: str, **having: str) -> tuple[str, ...]:
    """Return a column of a list, in its order, of the rows that have these values elsewhere.

    Raises OSError or KeyError where list or column is not there.
    """
    with (Path(__file__).parent / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        rows = [row for row in csv.DictReader(handle) if having.items() <= row.items()]
    return tuple(row[column] for row in rows)
