"""Columns of intervals: arithmetic on many at once.

An end that does not belong to its interval is moved to the next float inwards, so that two
columns of floats say all: "more than 350" begins just above 350 and does not overlap 350.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import numpy as np
import pandas as pd

from scripts.evidence.intervals import qualifier_widths
from scripts.figures import units as unit_table
from scripts.figures.interval import Interval, logical, pragmatic
from scripts.figures.parse import precision
from scripts.figures.words import LANGUAGES

# Only these can be good to more or less than the last digit of the plain number shows: "5.9
# billion" written as 5900 million, "5.0 %" written as 5.
ROUND = r"0$"
KEPT_ZERO = r"[.,]\d*0(?!\d)"


class Bounds(NamedTuple):
    """Lower and upper ends (float64 arrays of one length); NaN in both where one is missing."""

    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame, low: str = "low", high: str = "high") -> Bounds:
        """The intervals in two columns of a frame."""
        return cls(frame[low].to_numpy("float64"), frame[high].to_numpy("float64"))

    @property
    def missing(self) -> np.ndarray:
        """Where there is no interval."""
        return np.isnan(self.low) | np.isnan(self.high)

    def overlaps(self, other: Bounds) -> np.ndarray:
        """Where some number lies in both; False where one is missing."""
        return (self.low <= other.high) & (other.low <= self.high)

    def below(self) -> Bounds:
        """Everything up to the upper end."""
        return Bounds(np.where(self.missing, np.nan, -np.inf), self.high)

    def times(self, factor: float) -> Bounds:
        """Both ends times a number above zero."""
        return Bounds(self.low * factor, self.high * factor)

    def widen(self, relative: np.ndarray | float) -> Bounds:
        """Both ends moved outwards by a share of their own size."""
        with np.errstate(invalid="ignore"):  # an endless end times nothing
            low, high = (np.nan_to_num(np.abs(end) * relative, posinf=0.0) for end in self)
        return Bounds(self.low - low, self.high + high)

    def divide(self, other: Bounds) -> Bounds:
        """Every quotient; without limits where the divisor may be nothing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            corners = np.array([a / b for a in self for b in other])
        none = self.missing | other.missing
        free = (other.low <= 0) & (other.high >= 0)
        corners = np.where(none | free, 0, corners)
        low = np.where(free, -np.inf, np.nanmin(corners, axis=0))
        high = np.where(free, np.inf, np.nanmax(corners, axis=0))
        return Bounds(np.where(none, np.nan, low), np.where(none, np.nan, high))


def printed_bounds(statements: pd.DataFrame, units: pd.DataFrame, tolerances: pd.DataFrame) -> pd.DataFrame:
    """Return what each figure as printed says of the true value.

    In: typed statements, units and tolerances. Out: frame on the same index, float64, in the base
    unit of the unit's kind: `low` and `high` (where a sensible reader looks for the true value),
    `logical_low` and `logical_high` (what the words exclude and nothing more). NaN for a statement
    without unit, or whose value is no number. The last printed digit, and so the precision, is
    read from the wording: "5.9 billion" is good to a tenth of a billion, whatever the unit.
    """
    table = unit_table.table(units.to_dict("records"))
    widths = qualifier_widths(tolerances)
    figures = statements[statements["unit"].isin(table)]
    steps = _steps(figures, table)
    columns = ["value", "qualifier", "unit", "value_low", "value_high"]
    known: dict[tuple, tuple[float, ...]] = {}
    rows = []
    for key in zip(*(figures[c] for c in columns), steps, strict=True):
        if key not in known:
            known[key] = _row(key, table, widths)
        rows.append(known[key])
    names = ["low", "high", "logical_low", "logical_high"]
    return pd.DataFrame(rows, index=figures.index, columns=names, dtype="float64").reindex(statements.index)


def _row(key: tuple, table: unit_table.Units, widths: dict[str, str]) -> tuple[float, ...]:
    value, qualifier, code, low, high, step = key
    unit = table[code]
    ends = {
        "low": None if pd.isna(low) else f"{low:f}",
        "high": None if pd.isna(high) else f"{high:f}",
        "step": step,
        "whole": unit.whole,
    }
    try:
        limits = logical(value, qualifier, **ends)
        exact = qualifier in ("exact", "between")
        near = limits if exact else pragmatic(value, qualifier, widths, **ends)
    except ValueError:  # no number: the structure layer names the cell
        return (float("nan"),) * 4
    return (*_floats(near, unit), *_floats(limits, unit))


def _floats(interval: Interval, unit: unit_table.Unit) -> tuple[float, float]:
    low, high = float(interval.low * unit.factor), float(interval.high * unit.factor)
    return (
        low if interval.low_closed or np.isinf(low) else float(np.nextafter(low, np.inf)),
        high if interval.high_closed or np.isinf(high) else float(np.nextafter(high, -np.inf)),
    )


def _steps(figures: pd.DataFrame, table: unit_table.Units) -> list[Decimal | None]:
    """One unit of the last printed digit, in the statement's unit; None where the value shows it."""
    words, language = figures["as_written"], figures["language"].str[:2]
    doubtful = words.notna() & figures["value"].notna() & (figures["qualifier"] != "between")
    doubtful &= figures["value"].str.contains(ROUND, na=False) | words.str.contains(KEPT_ZERO, na=False)
    language = language.where(language.isin(LANGUAGES), "en")
    return [
        _step(text, code, value, unit, table) if look else None
        for look, text, code, value, unit in zip(
            doubtful, words, language, figures["value"], figures["unit"], strict=True
        )
    ]


def _step(text: str, language: str, value: str, unit: str, table: unit_table.Units) -> Decimal | None:
    try:
        return precision(text, language, value, unit, table)
    except ValueError:
        return None
