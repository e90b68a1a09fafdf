"""The kinds of check: each puts its operands side by side and hands them to its test.

Every maker takes the checks of its kind, all `Operands` (of the frame of `operands.match`, with
`tolerance`), the evidence and our own counts, and returns one row a comparison: `check_id`, the statements
compared, the ends of both sides, `tolerance`, `across_perimeters`, `result`, `n_operands`. A check
whose operands are not all there yields no row.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product

import numpy as np
import pandas as pd

from scripts.reconcile import tests
from scripts.reconcile.bounds import Bounds

WHAT = ("measure_id", "perimeter_id")
ABOVE = ("above_measure", "above_perimeter")
PLACE = "geo_code"
A_YEAR = "percent_per_year"
QUOTIENT = ("figure", "base", "against", "part", "whole")


class Operands:
    """All operands of all checks, and where in the frame those of each check and role stand."""

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame.reset_index(drop=True)
        self.places = defaultdict(list)
        for place, key in enumerate(zip(self.frame["check_id"], self.frame["role"], strict=True)):
            self.places[key].append(place)


class Comparisons:
    """The operands of some checks side by side, one row a combination of the single roles."""

    def __init__(self, check_ids: Iterable[str], operands: Operands, roles: list[str]):
        self.operands, self.roles = operands, roles
        combinations = [
            (check_id, *combination)
            for check_id in check_ids
            for combination in product(*(operands.places[check_id, role] for role in roles))
        ]
        self.check_ids = [check_id for check_id, *_ in combinations]
        self.rows = {role: np.array([c[at] for c in combinations], dtype=int) for at, role in enumerate(roles, start=1)}

    def __len__(self) -> int:
        return len(self.check_ids)

    def get(self, role: str, column: str) -> np.ndarray:
        """A column of the operand in a single role."""
        return self.operands.frame[column].to_numpy()[self.rows[role]]

    def bounds(self, role: str, kind: str = "") -> Bounds:
        """The intervals of the operand in a single role."""
        return Bounds(self.get(role, f"{kind}low"), self.get(role, f"{kind}high"))

    def differ(self, one: str, of_one: tuple, other: str, of_other: tuple) -> np.ndarray:
        """Whether two operands differ in any pair of columns (missing equals missing)."""
        pairs = zip(of_one, of_other, strict=True)
        return np.any([_unequal(self.get(one, a), self.get(other, b)) for a, b in pairs], axis=0)

    def all_in(self, role: str) -> pd.DataFrame:
        """All operands in a role, with `row`: the combination that takes them together."""
        places = [self.operands.places[check_id, role] for check_id in self.check_ids]
        taken = self.operands.frame.take([place for group in places for place in group])
        return taken.assign(row=np.repeat(np.arange(len(self)), [len(group) for group in places]))

    def any_differs(self, of_figure: tuple, operands: pd.DataFrame, of_operands: tuple) -> np.ndarray:
        """Whether, for each figure, some of the operands differs in any pair of columns."""
        differs, at = np.zeros(len(self), dtype=bool), operands["row"].to_numpy()
        for one, other in zip(of_figure, of_operands, strict=True):
            unequal = _unequal(operands[other].to_numpy(), self.get("figure", one)[at])
            np.logical_or.at(differs, at, unequal)
        return differs

    def made(self, left: Bounds, right: Bounds, tolerance, across, result, n_operands=1) -> pd.DataFrame:
        """The rows to return."""
        statements = {f"{role}_statement_id": self.get(role, "statement_id") for role in self.roles}
        return pd.DataFrame(
            {
                "check_id": self.check_ids, **statements,
                "left_low": left.low, "left_high": left.high, "right_low": right.low, "right_high": right.high,
                "tolerance": tolerance, "across_perimeters": across, "result": result, "n_operands": n_operands,
            }
        )  # fmt: skip


def _unequal(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (one != other) & ~(pd.isna(one) & pd.isna(other))


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
