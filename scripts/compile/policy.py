"""The numbers of the policy table, and how the policy compares dates and figures."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from scripts.figures import period


def parameter(evidence: dict[str, pd.DataFrame], name: str) -> float:
    """Return a number of the policy table; raises KeyError where it has no such row."""
    return float(evidence["policy"].set_index("parameter")["value"][name])


def reference_day(evidence: dict[str, pd.DataFrame]) -> str:
    """The day up to which the evidence was collected (YYYY-MM-DD): no build looks at a clock."""
    return str(evidence["sources"]["accessed"].max())


def first_day(dates: pd.Series) -> pd.Series:
    """First day of dates or periods as text (YYYY, YYYY-MM, YYYY-MM-DD, YYYY/YYYY)."""
    return _each(dates, period.earliest)


def last_day(dates: pd.Series) -> pd.Series:
    """Last day of dates or periods as text."""
    return _each(dates, period.latest)


def end_of(dates: pd.Series) -> pd.Series:
    """Last year of spans (YYYY/YYYY → YYYY); other dates stay as they are."""
    return dates.str.replace(r"^.*/", "", regex=True)


def significant(values: pd.Series) -> pd.Series:
    """Round to twelve significant digits: exact for every figure read, free of binary noise."""
    size = np.floor(np.log10(values.abs().where(values != 0, 1.0)))
    scale = 10.0 ** (11 - size)
    return (values * scale).round() / scale


def _each(dates: pd.Series, read: Callable[[str], str]) -> pd.Series:
    days = {text: read(text) for text in dates.dropna().unique()}
    return dates.map(days).astype("str")
