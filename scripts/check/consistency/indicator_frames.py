"""National indicators with what tests of figures need to know of them."""

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import among, once
from scripts.check.context import Context
from scripts.reconcile.bounds import Bounds, printed_bounds
from scripts.reconcile.engine import tolerance_of
from scripts.reconcile.kinds import containments

# SDMX CL_OBS_STATUS: normal, and unvalidated.
CONFIRMED = "A"
UNDER_TEST = "V"
SERIES = ["indicator_id", "geo_code", "period"]
# What tests ask of the indicator of a figure.
OF_INDICATOR = [
    "measure_id", "perimeter_id", "basis", "additive", "formula", "numerator_id", "denominator_id", "denominator_geo",
]  # fmt: skip
NOISE = 1e-9  # of computed figures, which are exact but for binary fractions


@once
def figures(context: Context) -> pd.DataFrame:
    """Dated, confirmed figures: the rows of national_indicators with `low` and `high`.

    Also `OF_INDICATOR`; `base`, the value in the base unit, and `factor` to it;
    `unit_kind`; `kind` and `parent` of the geography; and `tolerance` for revisions. `low` and
    `high` are in the base unit of the unit's kind; a figure that is computed, or that is not what
    its statement says, is taken as exact.
    """
    rows = context.typed["national_indicators"]
    rows = rows[(rows["obs_status"] == CONFIRMED) & rows[[*SERIES, "value", "unit"]].notna().all(axis=1)]
    indicators = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")
    places = context.typed["geographies"].drop_duplicates("geo_code").set_index("geo_code")
    rows = rows.join(indicators[OF_INDICATOR], on="indicator_id")
    rows = rows.assign(
        kind=rows["geo_code"].map(places["kind"]), parent=rows["geo_code"].map(places["parent_code"]), property="figure"
    )
    rows["tolerance"] = tolerance_of(rows, context.typed["tolerances"])
    units = context.typed["units"].drop_duplicates("unit").set_index("unit")
    rows["unit_kind"] = rows["unit"].map(units["kind"])
    rows["factor"] = rows["unit"].map(units["factor"])
    exact = (rows["value"] * rows["factor"]).astype("float64")
    bounds = statement_bounds(context, rows["statement_id"]).reindex(rows["statement_id"]).set_axis(rows.index)
    bounds = bounds.where((bounds["value"] - exact).abs() <= NOISE * exact.abs())
    return rows.assign(
        base=exact,
        low=bounds["low"].fillna(exact - exact.abs() * NOISE),
        high=bounds["high"].fillna(exact + exact.abs() * NOISE),
    )


def statement_bounds(context: Context, needed: pd.Series) -> pd.DataFrame:
    """What figures say of the true value, by statement (those of `needed`).

    Out: the columns of `printed_bounds`, `value` in the base unit, and `tolerance` for revisions.
    """
    statements = context.typed["statements"]
    rows = statements[among(statements["statement_id"], needed)].drop_duplicates("statement_id")
    measure = context.typed["indicators"].drop_duplicates("indicator_id").set_index("indicator_id")["measure_id"]
    rows = rows.assign(measure_id=rows["indicator_id"].map(measure))
    bounds = printed_bounds(rows, context.typed["units"], context.typed["tolerances"])
    bounds["tolerance"] = tolerance_of(rows, context.typed["tolerances"])
    factor = rows["unit"].map(context.typed["units"].drop_duplicates("unit").set_index("unit")["factor"])
    bounds["value"] = pd.to_numeric(rows["value"], errors="coerce") * factor.astype("float64")
    return bounds.set_axis(rows["statement_id"])


def far_apart(one: Bounds, other: Bounds, tolerance: pd.Series) -> np.ndarray:
    """Whether two figures contradict each other even after the tolerance for revisions."""
    return ~one.overlaps(other.widen(tolerance.to_numpy()))


@once
def nested(context: Context) -> set[tuple[str, str]]:
    """Pairs of perimeters of which the first lies within the second."""
    return set(containments(context.typed["perimeters"]).itertuples(index=False, name=None))
