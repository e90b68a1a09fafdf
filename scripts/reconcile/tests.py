"""The tests that two figures, or a figure and what follows from others, can pass or fail.

What follows from others is an interval too: a share, a ratio, a sum, the path of a growing series,
a rank. Every test compares columns of intervals row by row, for any indicator, and gives a column
of verdicts: `holds` (they overlap), `strained` (only after the tolerance for revisions, or only by
going across perimeters), `fails` (not even then), `untested` (an operand is missing).
"""

import numpy as np
import pandas as pd

from scripts.reconcile.bounds import Bounds

HOLDS, STRAINED, FAILS, UNTESTED = "holds", "strained", "fails", "untested"
Flags = np.ndarray | bool


def verdict(left: Bounds, right: Bounds, wide: Bounds, across: Flags = False) -> np.ndarray:
    """Compare what is to be tested with what is expected, before and after its tolerance."""
    verdicts = np.where(left.overlaps(right), np.where(across, STRAINED, HOLDS), FAILS)
    verdicts = np.where((verdicts == FAILS) & left.overlaps(wide), STRAINED, verdicts)
    return np.where(left.missing | right.missing, UNTESTED, verdicts)


def agree(one: Bounds, other: Bounds, tolerance: np.ndarray, across: Flags = False) -> np.ndarray:
    """Whether two figures can be one."""
    return verdict(one, other, other.widen(tolerance), across)


def part_of_whole(part: Bounds, whole: Bounds, tolerance: np.ndarray, across: Flags = False) -> np.ndarray:
    """Whether the part can be no larger than the whole (logical intervals)."""
    return verdict(part, whole.below(), whole.widen(tolerance).below(), across)


def share(part: Bounds, whole: Bounds) -> Bounds:
    """Return part ÷ whole, in per cent."""
    return part.divide(whole).times(100)


def ratio(one: Bounds, other: Bounds) -> Bounds:
    """Return one ÷ other, both in base units."""
    return one.divide(other)


def rank(stated: Bounds, own: Bounds, peers: pd.DataFrame, tolerance: np.ndarray, across: Flags = False) -> np.ndarray:
    """Whether the stated rank can follow from the values (`peers` as of `rank_bounds`)."""
    wide = Bounds.of(peers).widen(tolerance[peers["row"]])
    near, far = rank_bounds(own, peers), rank_bounds(own, peers.assign(low=wide.low, high=wide.high))
    return verdict(stated, near, far, across)


def series_path(anchors: pd.DataFrame, windows: pd.DataFrame) -> Bounds:
    """Return every value that a series can take in a window of time.

    In: anchors with `row` (int, position of the window), `year` (float), `low`, `high`; windows
    with `start` and `end` (float years), `rate_low` and `rate_high` (growth a year, 0.05 for
    5 %; NaN where none is known). Between anchors the path runs straight; beyond the first and
    last it is bounded by the rates, and is missing where there is none. Out: one interval a
    window, missing where the path does not cover the whole window.
    """
    known = anchors[["row", "year", "low", "high"]].dropna()
    known = known.groupby(["row", "year"], as_index=False).agg(low=("low", "min"), high=("high", "max"))
    windows = windows.reset_index(drop=True)
    rows = windows.index
    rates = windows[["rate_low", "rate_high"]].assign(row=rows)
    ends = pd.concat([rates.assign(year=windows[end]) for end in ("start", "end")])
    inside = known.join(windows[["start", "end"]], on="row")
    inside = inside[inside["year"].between(inside["start"], inside["end"])]
    knots = pd.concat([inside[["row", "low", "high"]], _at(known, ends)], ignore_index=True)
    by_row = knots.assign(whole=knots["low"].notna() & knots["high"].notna()).groupby("row")
    hull = by_row.agg(low=("low", "min"), high=("high", "max"), whole=("whole", "all")).reindex(rows)
    return Bounds.of(hull.where(hull["whole"].eq(True)))


def _at(known: pd.DataFrame, ends: pd.DataFrame) -> pd.DataFrame:
    """Where the path lies at given years: straight between anchors, by the rates beyond them."""
    found = ends.dropna(subset=["year"]).sort_values("year")
    for side, direction in (("before", "backward"), ("after", "forward")):
        anchor = known.assign(at=known["year"]).sort_values("year")
        anchor = anchor.rename(columns={c: f"{c}_{side}" for c in ("at", "low", "high")})
        found = pd.merge_asof(found, anchor, on="year", by="row", direction=direction)
    gap = found["at_after"] - found["at_before"]
    part = ((found["year"] - found["at_before"]) / gap).where(gap > 0, 0)
    forward, backward = found["year"] - found["at_before"], found["at_after"] - found["year"]
    ends_of = {}
    for end, slow, fast in (("low", "rate_low", "rate_high"), ("high", "rate_high", "rate_low")):
        between = found[f"{end}_before"] * (1 - part) + found[f"{end}_after"] * part
        later = found[f"{end}_before"] * (1 + found[slow]) ** forward
        earlier = found[f"{end}_after"] / (1 + found[fast]) ** backward
        ends_of[end] = between.fillna(later).fillna(earlier)
    return pd.DataFrame({"row": found["row"], **ends_of})


def rank_bounds(own: Bounds, peers: pd.DataFrame) -> Bounds:
    """Return best and worst rank (1 is the largest value).

    In: own values, and peers with `row` (int, position in own), `low` and `high`. Out: one
    interval a row, missing where own is missing or has no peer.
    """
    rows = peers["row"].to_numpy()
    size = len(own.low)
    surely = np.bincount(rows, peers["low"].to_numpy() > own.high[rows], size)
    perhaps = np.bincount(rows, peers["high"].to_numpy() > own.low[rows], size)
    none = own.missing | (np.bincount(rows, minlength=size) == 0)
    return Bounds(np.where(none, np.nan, 1 + surely), np.where(none, np.nan, 1 + perhaps))


def total(addends: pd.DataFrame, size: int) -> Bounds:
    """Return the sums of addends (`row`, `low`, `high`); missing where one is missing or none is there."""
    sums = addends.groupby("row")[["low", "high"]].sum(min_count=1, skipna=False)
    return Bounds.of(sums.reindex(range(size)))
