"""The kinds of check: each puts its operands side by side and says whether they fit.

Every kind takes the rows of its checks, all `Operands`, the evidence and our own counts, and returns
one row a comparison (`_made`). A check whose operands are not all there yields none.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from scripts.reconcile.bounds import Bounds, agree, compare, rank, rank_bounds, series_path, total
from scripts.reconcile.operands import ROLES, containments

YEARLY = "percent_per_year"
WHAT, ABOVE, PLACE = ["measure_id", "perimeter_id"], ["above_measure", "above_perimeter"], ["geo_code"]


def _differ(one: pd.DataFrame, of_one: list[str], other: pd.DataFrame, of_other: list[str]) -> np.ndarray:
    """Whether two operands side by side differ in any pair of columns (missing equals missing)."""
    a, b = one[of_one].to_numpy("object"), other[of_other].to_numpy("object")
    return ((a != b) & ~(pd.isna(a) & pd.isna(b))).any(axis=1)


def _any_differs(figure: pd.DataFrame, of_figure: list[str], many: pd.DataFrame, of_many: list[str]) -> np.ndarray:
    """Whether, for each figure, some of its many operands differs in any pair of columns."""
    differs = _differ(figure.take(many["row"]), of_figure, many, of_many)
    return np.bincount(many["row"], differs, len(figure)) > 0


def _tolerance(many: pd.DataFrame, size: int) -> np.ndarray:
    """The largest tolerance of the many operands of each row."""
    return many.groupby("row")["tolerance"].max().reindex(range(size), fill_value=0.0).to_numpy()


def _made(sides: dict[str, pd.DataFrame], left: Bounds, right: Bounds, tolerance, across, result, many=None):
    """One row a comparison: what was compared, both intervals, the result."""
    figure = next(iter(sides.values()))
    statements = {f"{role}_statement_id": side["statement_id"] for role, side in sides.items()}
    return pd.DataFrame(
        {
            "check_id": figure["check_id"], **statements,
            "left_low": left.low, "left_high": left.high, "right_low": right.low, "right_high": right.high,
            "tolerance": tolerance, "across_perimeters": across, "result": result,
            "n_operands": 1 if many is None else np.bincount(many["row"], minlength=len(figure)),
        }
    )  # fmt: skip


def _agree(checks, operands, evidence, own_counts) -> pd.DataFrame:
    sides = operands.beside(checks, "figure", "against")
    figure, against = sides.values()
    left, right = Bounds.of(figure), Bounds.of(against)
    # Growth over a span is compared with a yearly rate as the rate that makes it.
    grows = ((figure["unit"] == YEARLY) & (against["unit"] != YEARLY)).to_numpy()
    rate = _yearly(against).times(100)
    right = Bounds(np.where(grows, rate.low, right.low), np.where(grows, rate.high, right.high))
    same_kind = _differ(figure, [*WHAT, "whole"], against, [*WHAT, "whole"])
    across = np.where(grows, _differ(figure, ABOVE, against, ABOVE), same_kind)
    tolerance = against["tolerance"].to_numpy()
    return _made(sides, left, right, tolerance, across, agree(left, right, tolerance, across))


def _rising(checks, operands, evidence, own_counts) -> pd.DataFrame:
    sides = operands.beside(checks, "against")
    left = Bounds.of(sides["against"])
    none = np.zeros(len(left.low))
    above = Bounds(np.nextafter(none, 1), none + np.inf)
    return _made(sides, left, above, none, False, compare(left, above, above))


def _part_of_whole(checks, operands, evidence, own_counts) -> pd.DataFrame:
    sides = operands.beside(checks, "figure", "base")
    part, whole = sides.values()
    left, right = (Bounds.of(side, "logical_low", "logical_high") for side in (part, whole))
    tolerance = whole["tolerance"].to_numpy()
    inside = pd.MultiIndex.from_arrays([part["perimeter_id"], whole["perimeter_id"]])
    across = _differ(part, WHAT[1:], whole, WHAT[1:]) & ~inside.isin(containments(evidence["perimeters"]))
    result = compare(left, right.below(), right.widen(tolerance).below(), across)
    return _made(sides, left, right.below(), tolerance, across, result)


def _quotient(checks, operands, evidence, factor: float) -> pd.DataFrame:
    """Figure ÷ base, or the figure itself, against a published quotient or part ÷ whole."""
    given = evidence["reading_operands"].groupby("check_id")["role"].agg(lambda roles: " ".join(sorted(set(roles))))
    parts = []
    for names, group in checks.groupby(checks["check_id"].map(given)):
        sides = operands.beside(group, *(role for role in ROLES if role in names.split()))
        figure, left, ours = sides["figure"], Bounds.of(sides["figure"]), ABOVE
        across = np.zeros(len(figure), dtype=bool)
        if "base" in sides:
            left, ours = left.divide(Bounds.of(sides["base"])).times(factor), WHAT
            across |= _differ(figure, WHAT[1:], sides["base"], WHAT[1:])
        if "whole" in sides:
            part, whole = sides["part"], sides["whole"]
            right = Bounds.of(part).divide(Bounds.of(whole)).times(factor)
            tolerance = np.maximum(part["tolerance"], whole["tolerance"]).to_numpy()
            across |= _differ(figure, ours, part, WHAT) | _differ(part, WHAT, whole, WHAT)
        else:
            right, tolerance = Bounds.of(sides["against"]), sides["against"]["tolerance"].to_numpy()
            across |= _differ(figure, ours, sides["against"], ABOVE)
        parts.append(_made(sides, left, right, tolerance, across, agree(left, right, tolerance, across)))
    return pd.concat(parts) if parts else checks[["check_id"]].iloc[:0]


def _share(checks, operands, evidence, own_counts) -> pd.DataFrame:
    return _quotient(checks, operands, evidence, 100)


def _ratio(checks, operands, evidence, own_counts) -> pd.DataFrame:
    return _quotient(checks, operands, evidence, 1)


def _growth(checks, operands, evidence, own_counts) -> pd.DataFrame:
    sides = operands.beside(checks, "figure")
    figure = sides["figure"]
    anchors, rates = operands.all_in("anchor", figure), operands.all_in("rate", figure)
    yearly = rates[["row"]].assign(**dict(zip(("low", "high"), _yearly(rates), strict=True))).groupby("row")
    windows = yearly.agg(rate_low=("low", "min"), rate_high=("high", "max")).reindex(figure.index)
    # A yearly figure of some year from first to last day belongs to the middle of that year.
    half = np.minimum((figure["end"] - figure["start"]) / 2, 0.5)
    path = series_path(anchors, windows.assign(start=figure["start"] + half, end=figure["end"] - half))
    left, tolerance = Bounds.of(figure), _tolerance(anchors, len(figure))
    across = _any_differs(figure, WHAT + PLACE, anchors, WHAT + PLACE)
    across |= _any_differs(figure, WHAT + PLACE, rates, ABOVE + PLACE)
    return _made(sides, left, path, tolerance, across, agree(left, path, tolerance, across), anchors)


def _yearly(rates: pd.DataFrame) -> Bounds:
    """Growth as a share a year; growth over a span of years is spread evenly over it."""
    first, last = (pd.to_numeric(rates[c].str[:4]).to_numpy("float64") for c in ("date_earliest", "date_latest"))
    years = np.where(rates["unit"] == YEARLY, 1.0, np.where(last > first, last - first, np.nan))
    return Bounds(*((1 + end / 100) ** (1 / years) - 1 for end in Bounds.of(rates)))


def _rank(checks, operands, evidence, own_counts) -> pd.DataFrame:
    sides = operands.beside(checks, "figure", "own")
    figure, own = sides["figure"], sides.pop("own")
    peers = operands.all_in("peer", figure)
    peers = peers[peers["geo_code"].to_numpy() != own["geo_code"].to_numpy()[peers["row"]]]
    left, values, tolerance = Bounds.of(figure), Bounds.of(own), own["tolerance"].to_numpy()
    across = _differ(figure, ABOVE, own, WHAT)
    result = rank(left, values, peers, tolerance, across)
    return _made(sides, left, rank_bounds(values, peers), tolerance, across, result, peers)


def _sum(checks, operands, evidence, own_counts) -> pd.DataFrame:
    sides = operands.beside(checks, "figure")
    figure = sides["figure"]
    addends = operands.all_in("addend", figure)
    left, right, tolerance = Bounds.of(figure), total(addends, len(figure)), _tolerance(addends, len(figure))
    across = _any_differs(figure, WHAT, addends, WHAT)
    return _made(sides, left, right, tolerance, across, agree(left, right, tolerance, across), addends)


def _count(checks, operands, evidence, own_counts) -> pd.DataFrame:
    counts = evidence["reading_operands"][["check_id", "count_id"]].merge(own_counts, on="count_id")
    counts = counts.drop_duplicates("check_id").set_index("check_id")["value"]
    sides = operands.beside(checks[checks["check_id"].isin(counts.index)], "figure")
    figure = sides["figure"]
    own = figure["check_id"].map(counts).to_numpy("float64", na_value=np.nan)
    left, right, tolerance = Bounds.of(figure), Bounds(own, own), figure["tolerance"].to_numpy()
    return _made(sides, left, right, tolerance, False, agree(left, right, tolerance))


KINDS: dict[str, Callable[..., pd.DataFrame]] = {
    "agree": _agree, "count": _count, "growth": _growth, "part_of_whole": _part_of_whole, "rank": _rank,
    "ratio": _ratio, "rising": _rising, "share": _share, "sum": _sum,
}  # fmt: skip
