"""Units, by the rows of the package's table of units.

Units of one kind convert into each other: a unit's factor is its size in the kind's base unit
(1000000 for EUR_million). Nothing converts across kinds: no exchange rates, no persons per FTE.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from scripts.figures.interval import decimal

ORDINALS = ("rank", "calendar")


class Unit(NamedTuple):
    """A unit: its code, its kind, its size in the base unit, whether values are whole numbers."""

    unit: str
    kind: str
    factor: Decimal
    whole: bool

    @property
    def counts(self) -> bool:
        """Whether values say how many: not so ranks and years, which are whole too."""
        return self.whole and self.kind not in ORDINALS


def table(rows: Iterable[Mapping[str, object]]) -> dict[str, Unit]:
    """Return units by code from rows with `unit`, `kind`, `factor` (number) and `whole` (true or false).

    ValueError where a factor is no number above zero.
    """
    units = {}
    for row in rows:
        code, factor = str(row["unit"]), decimal(str(row["factor"]))
        if not (factor > 0 and factor.is_finite()):
            raise ValueError(f"the factor {factor} of the unit {code!r} must be above zero")
        units[code] = Unit(code, str(row["kind"]), factor, str(row["whole"]).lower() == "true")
    return units
