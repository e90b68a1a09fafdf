"""Columns of intervals: arithmetic, comparison, and what follows from many at once.

An end that does not belong to its interval lies on the next float inwards (see
`evidence.printed`), so that two columns of floats say all.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

NOTHING = np.finfo("float64").tiny  # what is smaller is the end at zero of an interval without zero
HOLDS, STRAINED, FAILS, UNTESTED = "holds", "strained", "fails", "untested"
Flags = np.ndarray | bool


class Bounds(NamedTuple):
    """Lower and upper ends (float64 arrays of one length); NaN in both where one is missing."""

    low: np.ndarray
    high: np.ndarray

    @classmethod
    def of(cls, frame: pd.DataFrame, low: str = "low", high: str = "high") -> "Bounds":
        """Return the intervals in two columns of a frame."""
        return cls(frame[low].to_numpy("float64"), frame[high].to_numpy("float64"))

    @property
    def missing(self) -> np.ndarray:
        """Where there is no interval."""
        return np.isnan(self.low) | np.isnan(self.high)

    def overlaps(self, other: "Bounds") -> np.ndarray:
        """Return where some number lies in both; False where one is missing."""
        return (self.low <= other.high) & (other.low <= self.high)

    def below(self) -> "Bounds":
        """Return everything up to the upper end."""
        return Bounds(np.where(self.missing, np.nan, -np.inf), self.high)

    def times(self, factor: float) -> "Bounds":
        """Return both ends times a number above zero."""
        return Bounds(self.low * factor, self.high * factor)

    def widen(self, relative: np.ndarray | float) -> "Bounds":
        """Return both ends moved outwards by a share of their own size."""
        with np.errstate(invalid="ignore"):  # an endless end times nothing
            low, high = (np.nan_to_num(np.abs(end) * relative, posinf=0.0) for end in self)
        return Bounds(self.low - low, self.high + high)

    def divide(self, other: "Bounds") -> "Bounds":
        """Return every quotient; without limits where the divisor may be nothing."""
        with np.errstate(divide="ignore", invalid="ignore"):
            corners = np.array([a / b for a in self for b in other])
        none = self.missing | other.missing
        free = (other.low <= 0) & (other.high >= 0)
        corners = np.where(none | free, 0, corners)
        low = np.where(free, -np.inf, np.nanmin(corners, axis=0))
        high = np.where(free, np.inf, np.nanmax(corners, axis=0))
        return Bounds(np.where(none, np.nan, low), np.where(none, np.nan, high))


def shown(end: float) -> float:
    """Return an end as people read it: to ten digits, and the end itself where it does not belong to its interval."""
    return 0.0 if abs(end) < NOTHING else float(f"{end:.10g}")


def compare(left: Bounds, right: Bounds, wide: Bounds, across: Flags = False) -> np.ndarray:
    """Compare what is tested with what is expected, before and after its tolerance, row by row.

    `holds` (they overlap), `strained` (only after the tolerance for revisions, or only by going
    across perimeters), `fails` (not even then), `untested` (one is missing).
    """
    overlap = left.overlaps(right)
    cases = [left.missing | right.missing, overlap & ~np.asarray(across), overlap | left.overlaps(wide)]
    return np.select(cases, [UNTESTED, HOLDS, STRAINED], FAILS)


def agree(one: Bounds, other: Bounds, tolerance: np.ndarray, across: Flags = False) -> np.ndarray:
    """Return whether two figures can be one, as `compare`."""
    return compare(one, other, other.widen(tolerance), across)


def rank(stated: Bounds, own: Bounds, peers: pd.DataFrame, tolerance: np.ndarray, across: Flags = False) -> np.ndarray:
    """Return whether stated ranks can follow from the values (`peers` as of `rank_bounds`), as `compare`."""
    wide = Bounds.of(peers).widen(tolerance[peers["row"]])
    near, far = rank_bounds(own, peers), rank_bounds(own, peers.assign(low=wide.low, high=wide.high))
    return compare(stated, near, far, across)


def rank_bounds(own: Bounds, peers: pd.DataFrame) -> Bounds:
    """Return best and worst rank (1 is the largest value) of each of `own`.

    `peers` has `row` (int, position in own), `low` and `high`. Missing where own is missing or has
    no peer.
    """
    rows, size = peers["row"].to_numpy(), len(own.low)
    surely = np.bincount(rows, peers["low"].to_numpy() > own.high[rows], size)
    perhaps = np.bincount(rows, peers["high"].to_numpy() > own.low[rows], size)
    none = own.missing | (np.bincount(rows, minlength=size) == 0)
    return Bounds(np.where(none, np.nan, 1 + surely), np.where(none, np.nan, 1 + perhaps))


def total(addends: pd.DataFrame, size: int) -> Bounds:
    """Return the sums of addends (`row`, `low`, `high`); missing where one is missing or none is there."""
    sums = addends.groupby("row")[["low", "high"]].sum(min_count=1, skipna=False)
    return Bounds.of(sums.reindex(range(size)))


def series_path(anchors: pd.DataFrame, windows: pd.DataFrame) -> Bounds:
    """Return every value that a series can take in a window of time.

    Between anchors the path runs straight; beyond the first and last it is bounded by the rates.

    Parameters
    ----------
    anchors : `row` (int, position of the window), `year` (float), `low`, `high`
    windows : `start` and `end` (float years), `rate_low` and `rate_high` (growth a year, 0.05 for
        5 %; NaN where none is known)

    Returns
    -------
    One interval a window, missing where the path does not cover the whole window.
    """
    known = anchors[["row", "year", "low", "high"]].dropna()
    known = known.groupby(["row", "year"], as_index=False).agg(low=("low", "min"), high=("high", "max"))
    windows = windows.rename_axis("row").reset_index()
    ends = windows.melt(["row", "rate_low", "rate_high"], ["start", "end"], value_name="year")
    inside = known.merge(windows[["row", "start", "end"]], on="row").query("start <= year <= end")
    knots = pd.concat([inside[["row", "low", "high"]], _at(known, ends)], ignore_index=True)
    by_row = knots.assign(whole=knots["low"].notna() & knots["high"].notna()).groupby("row")
    hull = by_row.agg(low=("low", "min"), high=("high", "max"), whole=("whole", "all")).reindex(windows["row"])
    return Bounds.of(hull.where(hull["whole"].eq(True)))


def _at(known: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """Where the path lies at given years: straight between anchors, by the rates beyond them."""
    found = ends.dropna(subset=["year"]).sort_values("year")
    for side, direction in (("before", "backward"), ("after", "forward")):
        anchor = known.assign(at=known["year"]).sort_values("year")
        anchor = anchor.rename(columns={c: f"{c}_{side}" for c in ("at", "low", "high")})
        found = pd.merge_asof(found, anchor, on="year", by="row", direction=direction)
    forward, backward = found["year"] - found["at_before"], found["at_after"] - found["year"]
    gap = found["at_after"] - found["at_before"]
    part = (forward / gap).where(gap > 0, 0)
    ends_of = {}
    for end, slow, fast in (("low", "rate_low", "rate_high"), ("high", "rate_high", "rate_low")):
        between = found[f"{end}_before"] * (1 - part) + found[f"{end}_after"] * part
        later = found[f"{end}_before"] * (1 + found[slow]) ** forward
        earlier = found[f"{end}_after"] / (1 + found[fast]) ** backward
        ends_of[end] = between.fillna(later).fillna(earlier)
    return pd.DataFrame({"row": found["row"], **ends_of})
