"""From a row or cell back to what stands behind it: the statements with their sources, or why it is blank."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import pandas as pd

from scripts.evidence.columns import WHOLE_ROW, Tables
from scripts.evidence.printed import printed_bounds
from scripts.figures.interval import plain
from scripts.package.descriptor import Package
from scripts.package.tableschema import TableSchema
from scripts.tell.keys import Place

BETTER = {"use_instead": "national_indicators", "use_instead_observation": "observations"}  # column of claims: table
THOUSAND = Decimal(1000)
PRINTED = 3  # decimals that sources print


class Origin(NamedTuple):
    """One statement and its source: who says what, in which words, where and when."""

    role: str
    statement_id: str
    source_id: str
    publisher: str
    asserted_by: str
    title: str
    url: str
    published: str
    accessed: str
    locator: str
    words: str
    language: str
    value: str
    period: str = ""
    interval: str = ""

    @property
    def source(self) -> str:
        """Publisher, day and address in one line."""
        return ", ".join(filter(None, [self.publisher, self.day, self.url or "no public address"]))

    @property
    def day(self) -> str:
        """When it was published; of an undated page, when it was seen."""
        return self.published or (f"seen on {self.accessed}" if self.accessed else "")


class Trace(NamedTuple):
    """A row, and what `provenance` and `gaps` say of its cells."""

    table: str
    key: str
    row: pd.Series
    provenance: pd.DataFrame
    gaps: dict[str, str]  # reason by field

    def of(self, field: str) -> pd.DataFrame:
        """Return the provenance of a cell; where it has none of its own, that of the whole row."""
        own = self.provenance[self.provenance["field"] == field]
        return own if len(own) else self.provenance[self.provenance["field"] == WHOLE_ROW]


def trace(package: Package, tables: Tables, place: Place) -> Trace:
    """Find a row and what stands behind it; a statement stands behind itself.

    `tables`: every resource as text. `place`: where a row is, as `find_place` returns it.
    """
    schema, frame = package.resources[place.table].schema, tables[place.table]
    row = frame[schema.keys_of(frame) == place.key].iloc[0]
    gaps = _of_row(tables["gaps"], place.table, place.key)
    provenance = _of_row(tables["provenance"], place.table, place.key)
    if place.table == "statements":
        itself = {"field": WHOLE_ROW, "statement_id": place.key, "role": "adopted"}
        provenance = pd.DataFrame([dict.fromkeys(provenance.columns, "") | itself])
    reasons = dict(zip(gaps["field"], gaps["reason"], strict=True))
    return Trace(place.table, place.key, row, provenance, reasons)


def origins(tables: Tables, provenance: pd.DataFrame) -> list[Origin]:
    """Return the statements that rows of provenance name, each once and in order, with their sources."""
    roles = provenance[provenance["statement_id"] != ""].drop_duplicates("statement_id")
    statements = _named(tables["statements"], "statement_id", roles["statement_id"])
    sources = _named(tables["sources"], "source_id", statements["source_id"])
    units = tables["units"].to_dict("records")
    return [
        Origin(
            role=role, **{name: said[name] for name in ("statement_id", "locator", "language", "period")},
            **{name: source[name] for name in (
                "source_id", "publisher", "asserted_by", "title", "url", "published", "accessed",
            )},
            words=said["as_written"] or said["transcribed_value"] or said["value"], value=amount(units, said),
        )
        for role, said, source in zip(
            roles["role"], statements.to_dict("records"), sources.to_dict("records"), strict=True
        )
    ]  # fmt: skip


def amount(units: Sequence[Mapping[str, str]], row: Mapping[str, str]) -> str:
    """Write the value of a row with its qualifier and its unit in words: more than 13.4 billion euro.

    `units`: the rows of `units`. `row` has `value`, `value_low`, `value_high`, `unit` and `qualifier`. A word or a
    date, which has no unit, stays as it is; without a value the range is written. What no page prints so long is
    rounded.
    """
    if not row["unit"]:
        return row["value"]
    qualifier = "" if row["qualifier"] == "exact" else f"{row['qualifier'].replace('_', ' ')} "
    own = next(unit for unit in units if unit["unit"] == row["unit"])
    ends = [_rounded(row[end]) or "unknown" for end in ("value_low", "value_high")]
    value = _rounded(row["value"]) or " to ".join(ends)
    larger = larger_unit(units, own) if row["value"] and abs(Decimal(value)) >= THOUSAND else None
    if larger:
        own, value = larger, plain(Decimal(value) / THOUSAND)
    return f"{qualifier}{value}" + ("" if own["unit"] == "count" else f" {own['title']}")


def larger_unit(units: Sequence[Mapping[str, str]], own: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return the unit of the same kind that is a thousand times larger; None where there is none."""
    alike = (unit for unit in units if unit["kind"] == own["kind"])
    return next((unit for unit in alike if Decimal(unit["factor"]) == Decimal(own["factor"]) * THOUSAND), None)


def printed_ranges(tables: Tables, schemas: dict[str, TableSchema], statement_ids: Iterable[str]) -> pd.DataFrame:
    """Return where figures lie, as their words and digits say.

    Frame indexed by statement_id, in the order asked for: `low` and `high` (float64, in the unit of the statement; NaN
    for what is no figure), `factor` of that unit and `kind` of quantity (of `units`).
    """
    asked = tables["statements"].set_index("statement_id", drop=False).loc[list(statement_ids)]
    typed = schemas["statements"].cast(asked)
    evidence = {name: schemas[name].cast(tables[name]) for name in ("units", "tolerances", "sources")}
    units = evidence["units"].set_index("unit")
    factor = typed["unit"].map(units["factor"]).astype("float64")
    ends = printed_bounds(typed, evidence)[["low", "high"]].div(factor, axis=0)
    return ends.assign(factor=factor, kind=typed["unit"].map(units["kind"]))


def _named(frame: pd.DataFrame, key: str, keys: pd.Series) -> pd.DataFrame:
    """The rows with these keys, in their order."""
    return frame[frame[key].isin(keys)].set_index(key, drop=False).loc[keys]


def _of_row(frame: pd.DataFrame, table: str, key: str) -> pd.DataFrame:
    return frame[(frame["key"] == key) & (frame["table"] == table)]


def _rounded(number: str) -> str:
    """A number with more decimals than people print, as they print it: 84.9, and below one 0.078."""
    if len(number.partition(".")[2]) <= PRINTED:
        return number
    exact = Decimal(number)
    last = -1 if abs(exact) >= 1 else exact.adjusted() - 1
    return plain(exact.quantize(Decimal(1).scaleb(last), ROUND_HALF_UP))
