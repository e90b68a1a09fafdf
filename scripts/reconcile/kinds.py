"""The kinds of check: each puts its operands side by side and hands them to its test.

Every maker takes the checks of its kind, all `Operands` (of the frame of `operands.match`, with
`tolerance`), the evidence and our own counts, and returns one row a comparison: `check_id`, the statements
compared, the ends of both sides, `tolerance`, `across_perimeters`, `result`, `n_operands`. A check
whose operands are not all there yields no row.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from scripts.reconcile import tests
from scripts.reconcile.bounds import Bounds
from scripts.reconcile.comparisons import Comparisons

WHAT = ("measure_id", "perimeter_id")
ABOVE = ("above_measure", "above_perimeter")
PLACE = "geo_code"
A_YEAR = "percent_per_year"
QUOTIENT = ("figure", "base", "against", "part", "whole")


def _largest(operands: pd.DataFrame, size: int) -> np.ndarray:
    """The largest tolerance of the operands of each row."""
    largest = np.zeros(size)
    np.maximum.at(largest, operands["row"].to_numpy(), operands["tolerance"].to_numpy())
    return largest


def _counted(operands: pd.DataFrame, size: int) -> np.ndarray:
    return np.bincount(operands["row"].to_numpy(), minlength=size)


def _agree(checks, operands, evidence, own_counts) -> pd.DataFrame:
    rows = Comparisons(checks["check_id"], operands, ["figure", "against"])
    left, right, tolerance = rows.bounds("figure"), rows.bounds("against"), rows.get("against", "tolerance")
    # Growth over a span is compared with a yearly rate as the rate that makes it.
    grows = (rows.get("figure", "unit") == A_YEAR) & (rows.get("against", "unit") != A_YEAR)
    spread = _yearly(operands.frame.take(rows.rows["against"])).times(100)
    right = Bounds(np.where(grows, spread.low, right.low), np.where(grows, spread.high, right.high))
    same_kind = rows.differ("figure", (*WHAT, "whole"), "against", (*WHAT, "whole"))
    across = np.where(grows, rows.differ("figure", ABOVE, "against", ABOVE), same_kind)
    return rows.made(left, right, tolerance, across, tests.agree(left, right, tolerance, across))


def _rising(checks, operands, evidence, own_counts) -> pd.DataFrame:
    rows = Comparisons(checks["check_id"], operands, ["against"])
    left, none = rows.bounds("against"), np.zeros(len(rows))
    above = Bounds(np.nextafter(none, 1), none + np.inf)
    return rows.made(left, above, none, False, tests.verdict(left, above, above))


def _part_of_whole(checks, operands, evidence, own_counts) -> pd.DataFrame:
    rows = Comparisons(checks["check_id"], operands, ["figure", "base"])
    left, right = rows.bounds("figure", "logical_"), rows.bounds("base", "logical_")
    tolerance = rows.get("base", "tolerance")
    nested = set(containments(evidence["perimeters"]).itertuples(index=False, name=None))
    pairs = zip(rows.get("figure", "perimeter_id"), rows.get("base", "perimeter_id"), strict=True)
    contained = np.fromiter((pair in nested for pair in pairs), bool, len(rows))
    across = rows.differ("figure", WHAT[1:], "base", WHAT[1:]) & ~contained
    return rows.made(left, right.below(), tolerance, across, tests.part_of_whole(left, right, tolerance, across))


def _quotient(checks, operands, evidence, divide: Callable[[Bounds, Bounds], Bounds]) -> pd.DataFrame:
    """Figure ÷ base, or the figure itself, against a published quotient or part ÷ whole."""
    given = evidence["reading_operands"].groupby("check_id")["role"].agg(lambda roles: " ".join(sorted(set(roles))))
    parts = []
    for names, group in checks.groupby(checks["check_id"].map(given)):
        roles = [role for role in QUOTIENT if role in names.split()]
        rows = Comparisons(group["check_id"], operands, roles)
        left, ours = rows.bounds("figure"), WHAT if "base" in roles else ABOVE
        across = np.zeros(len(rows), dtype=bool)
        if "base" in roles:
            left = divide(left, rows.bounds("base"))
            across |= rows.differ("figure", WHAT[1:], "base", WHAT[1:])
        if "whole" in roles:
            right = divide(rows.bounds("part"), rows.bounds("whole"))
            tolerance = np.maximum(rows.get("part", "tolerance"), rows.get("whole", "tolerance"))
            across |= rows.differ("figure", ours, "part", WHAT) | rows.differ("part", WHAT, "whole", WHAT)
        else:
            right, tolerance = rows.bounds("against"), rows.get("against", "tolerance")
            across |= rows.differ("figure", ours, "against", ABOVE)
        parts.append(rows.made(left, right, tolerance, across, tests.agree(left, right, tolerance, across)))
    return pd.concat(parts, ignore_index=True) if parts else checks[["check_id"]].iloc[:0]


def _share(checks, operands, evidence, own_counts) -> pd.DataFrame:
    return _quotient(checks, operands, evidence, tests.share)


def _ratio(checks, operands, evidence, own_counts) -> pd.DataFrame:
    return _quotient(checks, operands, evidence, tests.ratio)


def _growth(checks, operands, evidence, own_counts) -> pd.DataFrame:
    rows = Comparisons(checks["check_id"], operands, ["figure"])
    anchors, rates = rows.all_in("anchor"), rows.all_in("rate")
    yearly = _yearly(rates)
    hull = pd.DataFrame({"row": rates["row"].to_numpy(), "low": yearly.low, "high": yearly.high}).groupby("row")
    hull = hull.agg(rate_low=("low", "min"), rate_high=("high", "max")).reindex(range(len(rows)))
    # A yearly figure of some year from first to last day belongs to the middle of that year.
    start, end = rows.get("figure", "start"), rows.get("figure", "end")
    half = np.minimum((end - start) / 2, 0.5)
    path = tests.series_path(anchors, hull.assign(start=start + half, end=end - half))
    left, tolerance = rows.bounds("figure"), _largest(anchors, len(rows))
    across = rows.any_differs((*WHAT, PLACE), anchors, (*WHAT, PLACE))
    across |= rows.any_differs((*WHAT, PLACE), rates, (*ABOVE, PLACE))
    result = tests.agree(left, path, tolerance, across)
    return rows.made(left, path, tolerance, across, result, _counted(anchors, len(rows)))


def _yearly(rates: pd.DataFrame) -> Bounds:
    """Growth as a share a year; growth over a span of years is spread evenly over it."""
    first, last = (pd.to_numeric(rates[c].str[:4]).to_numpy("float64") for c in ("date_earliest", "date_latest"))
    years = np.where(rates["unit"] == A_YEAR, 1.0, np.where(last > first, last - first, np.nan))
    low, high = ((1 + rates[end].to_numpy("float64") / 100) ** (1 / years) - 1 for end in ("low", "high"))
    return Bounds(low, high)


def _rank(checks, operands, evidence, own_counts) -> pd.DataFrame:
    rows = Comparisons(checks["check_id"], operands, ["figure", "own"])
    peers = rows.all_in("peer")
    peers = peers[peers[PLACE].to_numpy() != rows.get("own", PLACE)[peers["row"]]]
    left, own, tolerance = rows.bounds("figure"), rows.bounds("own"), rows.get("own", "tolerance")
    across = rows.differ("figure", ABOVE, "own", WHAT)
    result = tests.rank(left, own, peers, tolerance, across)
    made = rows.made(left, tests.rank_bounds(own, peers), tolerance, across, result, _counted(peers, len(rows)))
    return made.drop(columns="own_statement_id")


def _sum(checks, operands, evidence, own_counts) -> pd.DataFrame:
    rows = Comparisons(checks["check_id"], operands, ["figure"])
    addends = rows.all_in("addend")
    left, right, tolerance = rows.bounds("figure"), tests.total(addends, len(rows)), _largest(addends, len(rows))
    across = rows.any_differs(WHAT, addends, WHAT)
    result = tests.agree(left, right, tolerance, across)
    return rows.made(left, right, tolerance, across, result, _counted(addends, len(rows)))


def _count(checks, operands, evidence, own_counts) -> pd.DataFrame:
    asked = evidence["reading_operands"].dropna(subset=["count_id"])[["check_id", "count_id"]]
    counts = asked.merge(own_counts, on="count_id").merge(checks[["check_id"]], on="check_id")
    rows = Comparisons(counts["check_id"], operands, ["figure"])
    value_of = counts.drop_duplicates("check_id").set_index("check_id")["value"]
    own = value_of.reindex(rows.check_ids).to_numpy("float64", na_value=np.nan)
    left, right, tolerance = rows.bounds("figure"), Bounds(own, own), rows.get("figure", "tolerance")
    return rows.made(left, right, tolerance, False, tests.agree(left, right, tolerance))


def containments(perimeters: pd.DataFrame) -> pd.DataFrame:
    """Return every pair of `inner` and `outer` perimeter, over all steps of part_of."""
    step = perimeters.loc[perimeters["part_of"].notna(), ["perimeter_id", "part_of"]]
    step = step.set_axis(["inner", "outer"], axis=1)
    found = reached = step
    while len(reached):
        onward = reached.merge(step, left_on="outer", right_on="inner")
        reached = onward[["inner_x", "outer_y"]].set_axis(["inner", "outer"], axis=1)
        reached = reached[~pd.MultiIndex.from_frame(reached).isin(pd.MultiIndex.from_frame(found))]
        found = pd.concat([found, reached.drop_duplicates()], ignore_index=True)
    return found


MAKERS = {
    "agree": _agree,
    "count": _count,
    "growth": _growth,
    "part_of_whole": _part_of_whole,
    "rank": _rank,
    "ratio": _ratio,
    "rising": _rising,
    "share": _share,
    "sum": _sum,
}
