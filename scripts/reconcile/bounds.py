"""Columns of intervals: arithmetic on many at once.

An end that does not belong to its interval is moved to the next float inwards, so that two
columns of floats say all: "more than 350" begins just above 350 and does not overlap 350.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd


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

