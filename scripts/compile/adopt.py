"""The policy of choice: which of several statements a published cell takes.

Order: the best kind of source that states the value (source_kinds), then the number of
independent origins, then precision, then the latest publication; of equals the first candidate.
Statements that agree with the choice support it; the others are its rivals, and make the cell
contested. Where a rival is as good as the choice in kind and number, and is not known to be older,
sources are undecided.
"""

from collections.abc import Callable

import pandas as pd

from scripts.compile.policy import significant

Agreement = Callable[[pd.DataFrame], pd.Series]


def same_value(pairs: pd.DataFrame) -> pd.Series:
    """Whether a statement and the adopted one have the same value but for spelling."""
    return pairs["value_key"] == pairs["adopted_value_key"]


def same_date(pairs: pd.DataFrame) -> pd.Series:
    """Whether two dates can be one: equal as far as the less precise one goes."""
    both = zip(pairs["value_key"], pairs["adopted_value_key"], strict=True)
    agree = [one.startswith(other) or other.startswith(one) for one, other in both]
    return pd.Series(agree, index=pairs.index, dtype="bool")


def overlapping(pairs: pd.DataFrame) -> pd.Series:
    """Whether the intervals of two figures overlap; figures without interval by value."""
    overlap = (pairs["low"] <= pairs["adopted_high"]) & (pairs["adopted_low"] <= pairs["high"])
    return overlap.where(pairs["low"].notna() & pairs["adopted_low"].notna(), same_value(pairs))


def adopt(candidates: pd.DataFrame, subject: list[str], agreement: Agreement) -> pd.DataFrame:
    """Choose one statement a subject and say what part every other plays.

    Parameters
    ----------
    candidates
        Rows as of `candidates`.
    subject
        The columns that make the subject.
    agreement
        How agreement is judged, from a frame with every statement's `value_key`, `low`, `high`
        beside those of the adopted one.

    Returns
    -------
    The same rows, one subject after the other and the adopted statement first, plus `role`
    (adopted, agrees, rival), `n_independent` (int64: origins that adopt or agree), `contested` and
    `undecided` (bool: some rival; a rival as good as the choice).
    """
    value = [*subject, "value_key"]
    frame = candidates.copy()
    grouped = frame.groupby(value, dropna=False, sort=False)
    frame["best_kind"] = grouped["source_kind_rank"].transform("min")
    frame["support"] = grouped["origin"].transform("nunique")
    frame["width"] = significant(frame["high"]) - significant(frame["low"])
    frame = frame.sort_values(
        [*subject, "best_kind", "support", "width", "published", "source_kind_rank"],
        ascending=[True] * len(subject) + [True, False, True, False, True],
        na_position="last",
    )
    # Rows of a subject stand together now, the best first: its values are the adopted ones.
    number = frame.groupby(subject, dropna=False, sort=False).ngroup()
    best = frame[~number.duplicated()]
    for column in ("value_key", "low", "high", "best_kind", "support", "published", "statement_id"):
        frame[f"adopted_{column}"] = best[column].array.take(number.to_numpy())
    first = frame["statement_id"] == frame["adopted_statement_id"]
    agrees = agreement(frame) | first
    frame["role"] = pd.Series("rival", index=frame.index).mask(agrees, "agrees").mask(first, "adopted")
    frame["contested"] = ~agrees
    frame["undecided"] = (
        ~agrees
        & (frame["best_kind"] == frame["adopted_best_kind"])
        & (frame["support"] == frame["adopted_support"])
        & ~_surely_before(frame["published"], frame["adopted_published"])
    )
    frame["supporting"] = frame["origin"].where(agrees)
    by_subject = frame.groupby(number.to_numpy(), sort=False)
    frame["n_independent"] = by_subject["supporting"].transform("nunique")
    for flag in ("contested", "undecided"):
        frame[flag] = by_subject[flag].transform("any")
    helpers = [c for c in frame if c.startswith("adopted_")]
    return frame.drop(columns=[*helpers, "best_kind", "support", "width", "supporting"])


def _surely_before(dates: pd.Series, others: pd.Series) -> pd.Series:
    """Whether a date lies before another as precisely as both are known; false for unknown ones.

    "2019" is not surely before "2019-05": the mark, greater than any digit or hyphen, makes the
    shorter of two dates that begin alike the later one.
    """
    return (dates + "~" < others).fillna(False).astype("bool")
