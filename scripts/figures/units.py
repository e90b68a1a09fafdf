"""Conversion between units, by the rows of the package's table of units.

Units of one kind convert into each other; a unit's factor is its size in the kind's base unit
(1000000 for EUR_million). Nothing converts across kinds: no exchange rates, no persons per FTE.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from scripts.figures.interval import Interval, decimal


class Unit(NamedTuple):
    """A unit: its code, its kind, its size in the base unit, whether values are whole counts."""

    unit: str
    kind: str
    factor: Decimal
    whole: bool


Units = Mapping[str, Unit]


def table(rows: Iterable[Mapping[str, object]]) -> dict[str, Unit]:
    """Units by code from rows with `unit`, `kind`, `factor` (number) and `whole` (true or false).

    ValueError where a factor is no number above zero.
    """
    units = {}
    for row in rows:
        code, factor = str(row["unit"]), decimal(str(row["factor"]))
        if not (factor > 0 and factor.is_finite()):
            raise ValueError(f"the factor {factor} of the unit {code!r} must be above zero")
        whole = str(row["whole"]).lower() == "true"
        units[code] = Unit(code, str(row["kind"]), factor, whole)
    return units


def find(code: str, units: Units) -> Unit:
    """The unit of that code; ValueError when the table has none."""
    if code not in units:
        raise ValueError(f"unknown unit {code!r}: add it to the table of units or correct it")
    return units[code]


def same_dimension(one: str, other: str, units: Units) -> bool:
    """Whether values in the two units can be compared."""
    return find(one, units).kind == find(other, units).kind


def convert(value: Decimal | Interval, unit: str, target: str, units: Units) -> Decimal | Interval:
    """The value, or interval of values, in `target`; ValueError across kinds."""
    if not same_dimension(unit, target, units):
        raise ValueError(f"{unit} cannot be converted to {target}: they measure different things")
    source, result = find(unit, units).factor, find(target, units).factor
    if isinstance(value, Interval):
        return value.multiply(Interval(source, source)).divide(Interval(result, result))
    return value * source / result
