"""The numbers of the policy table, and how the policy compares dates and figures."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from scripts.evidence.columns import Tables, lookup
from scripts.figures import period
from scripts.reconcile.bounds import NOTHING


def parameter(evidence: Tables, name: str) -> float:
    """Return a number of the policy table; raises KeyError where it has no such row."""
    return float(lookup(evidence["policy"], "parameter", "value")[name])


def reference_day(evidence: Tables) -> str:
    """The day up to which the evidence was collected (YYYY-MM-DD): no build looks at a clock."""
    return str(evidence["sources"]["accessed"].max())


def first_day(dates: pd.Series) -> pd.Series:
    """First day of dates or periods as text (YYYY, YYYY-MM, YYYY-MM-DD, YYYY/YYYY)."""
    return each(dates, period.earliest)


def last_day(dates: pd.Series) -> pd.Series:
    """Last day of dates or periods as text."""
    return each(dates, period.latest)


def end_of(dates: pd.Series) -> pd.Series:
    """Last year of spans (YYYY/YYYY → YYYY); other dates stay as they are."""
    return dates.str.replace(r"^.*/", "", regex=True)


def significant(values: pd.Series) -> pd.Series:
    """Round to twelve significant digits: exact for every figure read, without binary noise and open ends at zero."""
    values = values.mask(values.abs() < NOTHING, 0.0)
    size = np.floor(np.log10(values.abs().where(values != 0, 1.0)))
    scale = 10.0 ** (11 - size)
    return (values * scale).round() / scale


def each(texts: pd.Series, read: Callable[[str], object], dtype: str = "str") -> pd.Series:
    """Read every different text once; blanks stay blank."""
    return texts.map({text: read(text) for text in texts.dropna().unique()}).astype(dtype)
