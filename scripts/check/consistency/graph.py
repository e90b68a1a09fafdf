"""Directed graphs given as two columns."""

import pandas as pd


def in_cycle(start: pd.Series, end: pd.Series) -> pd.Series:
    """Whether each edge start → end lies on a cycle, or between two of them.

    Ends that lead nowhere and starts that nothing leads to are cut off until none is left.
    """
    left = pd.DataFrame({"start": start, "end": end})
    while True:
        inner = left["end"].isin(left["start"]) & left["start"].isin(left["end"])
        if inner.all():
            return pd.Series(start.index.isin(left.index), index=start.index)
        left = left[inner]
