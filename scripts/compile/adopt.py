"""The policy of choice: which of several statements a published cell takes.

Order: the best kind of source that states the value (source_kinds), then the number of
independent origins, then precision, then the latest publication. Statements that agree with the
choice support it; the others are its rivals, and make the cell contested. Where a rival is as
good as the choice in kind and number, sources are undecided.
"""

from collections.abc import Callable

import pandas as pd

Agreement = Callable[[pd.DataFrame], pd.Series]


def same_value(pairs: pd.DataFrame) -> pd.Series:
    """Whether a statement and the adopted one have the same value but for spelling."""
    return pairs["value_key"] == pairs["adopted_value_key"]


def same_date(pairs: pd.DataFrame) -> pd.Series:
    """Whether two dates can be one: equal as far as the less precise one goes."""
    shared = pairs[["value_key", "adopted_value_key"]].map(len).min(axis=1)
    return pd.Series(
        [
            one[:size] == other[:size]
            for one, other, size in zip(
                pairs["value_key"], pairs["adopted_value_key"], shared, strict=True
            )
        ],
        index=pairs.index,
        dtype="bool",
    )


def overlapping(pairs: pd.DataFrame) -> pd.Series:
    """Whether the intervals of two figures overlap; figures without interval by value."""
    overlap = (pairs["low"] <= pairs["adopted_high"]) & (pairs["adopted_low"] <= pairs["high"])
    return overlap.where(pairs["low"].notna() & pairs["adopted_low"].notna(), same_value(pairs))


def adopt(candidates: pd.DataFrame, subject: list[str], agreement: Agreement) -> pd.DataFrame:
    """Choose one statement a subject and say what part every other plays.

    In: candidates (as of `candidates`), the columns that make the subject, and how agreement is
    judged. Out: the same rows, one subject after the other and the adopted statement first, plus
    `role` (adopted, agrees, rival), `n_independent` (int64: origins that adopt or agree),
    `contested` and `undecided` (bool: some rival; a rival as good as the choice).
    """
    value = [*subject, "value_key"]
    frame = candidates.copy()
    grouped = frame.groupby(value, dropna=False, sort=False)
    frame["best_kind"] = grouped["source_kind_rank"].transform("min")
    frame["support"] = grouped["origin"].transform("nunique")
    frame["width"] = frame["high"] - frame["low"]
    frame = frame.sort_values(
        [*subject, "best_kind", "support", "width", "published", "source_kind_rank", "statement_id"],
        ascending=[True] * len(subject) + [True, False, True, False, True, True],
        na_position="last",
    )
    by_subject = frame.groupby(subject, dropna=False, sort=False)
    for column in ("value_key", "low", "high", "best_kind", "support", "statement_id"):
        frame[f"adopted_{column}"] = by_subject[column].transform("first" if column not in ("low", "high") else _first)
    first = frame["statement_id"] == frame["adopted_statement_id"]
    agrees = agreement(frame) | first
    frame["role"] = pd.Series("rival", index=frame.index).mask(agrees, "agrees").mask(first, "adopted")
    frame["contested"] = ~agrees
    frame["undecided"] = (
        ~agrees
        & (frame["best_kind"] == frame["adopted_best_kind"])
        & (frame["support"] == frame["adopted_support"])
    )
    frame["supporting"] = frame["origin"].where(agrees)
    by_subject = frame.groupby(subject, dropna=False, sort=False)
    frame["n_independent"] = by_subject["supporting"].transform("nunique")
    for flag in ("contested", "undecided"):
        frame[flag] = by_subject[flag].transform("any")
    helpers = [c for c in frame if c.startswith("adopted_")]
    return frame.drop(columns=[*helpers, "best_kind", "support", "width", "supporting"])


def _first(values: pd.Series):
    """First of a group, missing or not (pandas' own `first` skips missing values)."""
    return values.iloc[0]
