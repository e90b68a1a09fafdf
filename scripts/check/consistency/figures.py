"""Figures: published numbers agree with what they repeat, with their parts and with their wholes."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from scripts.check.consistency.frames import WHOLE_ROW, listed, once, share, traces
from scripts.check.consistency.indicator_frames import (
    SERIES,
    far_apart,
    figures,
    nested,
    statement_bounds,
)
from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule
from scripts.reconcile.bounds import Bounds

COMPARE = "Compare both figures with their sources: unit, geography, perimeter and period first."
AGREE = Rule(
    "R601", "Statements that agree have overlapping intervals, rivals have not",
    "Agreement is counted as support; a contradiction that is counted so makes a wrong figure look certain.",
    "error", "consistency", "pandera",
    "Run `make build`; if it stays, compare value, unit and qualifier with the words.",
)
PART_OF_PLACE = Rule(
    "R602", "What is measured in a part of a place is no more than in the whole",
    "Wallonia cannot produce more than Belgium: such a pair mixes up places, units or perimeters.",
    "error", "consistency", "pandera", COMPARE,
)
PART_OF_PERIMETER = Rule(
    "R603", "A perimeter has no more than the one that contains it",
    "Pharmacy cannot employ more than the chemical industry that it is counted in.",
    "error", "consistency", "pandera", COMPARE,
)
SUM = Rule(
    "R604", "The parts of a place add up to the whole where all are there, and to no more where some are",
    "A sum that does not add up has a slip in one of its figures, and nobody sees it in one alone.",
    "error", "consistency", "pandera", COMPARE,
)
COUNT = Rule(
    "R605", "This package lists no more members or tenants than the largest number that a source gives",
    "More rows than a cluster ever claimed members means doubled companies, or companies that do not belong.",
    "warning", "consistency", "pandera", "Look for doubled companies and for relations of the wrong kind.",
)
# Measures of an entity that count what relations list, from the other end.
LISTED_BY = {"members": "member_of", "companies": "located_in"}
OPEN_ENDED = ("more_than", "at_least")


def check(context: Context) -> list[Finding]:
    """Compare published figures with each other."""
    return run(share(context), CHECKS)


@once
def _agreement(context: Context) -> pd.DataFrame:
    """Supporting and rival statements of published figures, with whether their `role` is right."""
    rows = traces(context)
    rows = rows[rows["table"].isin(["national_indicators", "observations"]) & (rows["field"] == WHOLE_ROW)]
    adopted = rows[rows["role"] == "adopted"].drop_duplicates("key").set_index("key")["statement_id"]
    others = rows[rows["role"].isin(["agrees", "rival"]) & rows["key"].isin(adopted.index)]
    first = others["key"].map(adopted)
    known = statement_bounds(context, pd.concat([first, others["statement_id"]]))
    one = Bounds.of(known.reindex(others["statement_id"]))
    two = Bounds.of(known.reindex(first))
    tolerance = known["tolerance"].reindex(first).set_axis(others.index)
    apart = np.where(others["role"] == "agrees", far_apart(one, two, tolerance), ~one.overlaps(two))
    right = (apart == (others["role"] == "rival")) | one.missing | two.missing
    return others.assign(right=right, against=first)


def _role_is_right(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _agreement(context)["right"].reindex(rows.index, fill_value=True).astype("bool")


def _against(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _agreement(context)["against"].reindex(rows.index)


def _within_place(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = figures(context)
    parts = known[known["additive"].astype("bool")].reset_index()
    pairs = parts.merge(known, left_on=["indicator_id", "parent", "period"], right_on=SERIES, suffixes=("", "_of"))
    return _no_more_than(pairs, rows)


def _within_perimeter(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = figures(context)
    inner = known[known["additive"].astype("bool")].reset_index()
    same = ["measure_id", "basis", "unit_kind", "geo_code", "period"]
    pairs = inner.merge(known, on=same, suffixes=("", "_of"))
    inside = pd.MultiIndex.from_frame(pairs[["perimeter_id", "perimeter_id_of"]]).isin(nested(context))
    return _no_more_than(pairs[inside], rows)


def _no_more_than(pairs: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    """Whether the part is no more than the whole in all pairs of each row."""
    part, whole = Bounds.of(pairs), Bounds.of(pairs, "low_of", "high_of").below()
    over = pd.Index(pairs.loc[far_apart(part, whole, pairs["tolerance_of"]), "line"])
    return ~listed(rows, over)


def _adds_up(rows: pd.DataFrame, context: Context) -> pd.Series:
    known, places = figures(context), context.typed["geographies"]
    parts = known[known["additive"].astype("bool")]
    size = places.loc[places["valid_until"].isna()].groupby("parent_code")["geo_code"].nunique()
    by_whole = parts.groupby(["indicator_id", "parent", "period"])
    sums = by_whole.agg(low_of=("low", "sum"), high_of=("high", "sum"), n=("geo_code", "nunique"))
    wholes = known.join(sums, on=SERIES, how="inner")
    complete = wholes["n"] == wholes["geo_code"].map(size)
    whole, total = Bounds.of(wholes), Bounds.of(wholes, "low_of", "high_of")
    least = Bounds(total.low, np.where(complete, total.high, np.inf))
    wrong = far_apart(least, whole, wholes["tolerance"]) & (wholes["n"] > 1)
    return ~listed(rows, wholes.index[wrong])


def _lists_no_more(rows: pd.DataFrame, context: Context) -> pd.Series:
    relations = context.typed["relations"]
    largest = _largest(rows)
    fine = pd.Series(True, index=rows.index)
    for measure, kind in LISTED_BY.items():
        listed = relations.loc[relations["kind"] == kind, "object_id"].value_counts()
        here = largest & (rows["measure"] == measure)
        fine &= ~here | (rows["entity_id"].map(listed).fillna(0) <= _upper(rows))
    return fine


def _upper(rows: pd.DataFrame) -> pd.Series:
    upper = rows["value_high"].fillna(rows["value"])
    return upper.mask(rows["qualifier"].isin(OPEN_ENDED), np.inf)


def _largest(rows: pd.DataFrame) -> pd.Series:
    """Whether a row has the largest number of its entity and measure, the first of several."""
    order = _upper(rows).sort_values(ascending=False, kind="stable").index
    return ~rows.loc[order].duplicated(["entity_id", "measure"]).reindex(rows.index)


def _checks() -> Iterator[Check]:
    of, series = "national_indicators", "{indicator_id} of {geo_code} in {period} is {value}"
    yield Check(
        AGREE, "provenance", "role", _role_is_right,
        "Statement {statement_id} is said to be “{role}” to {expected}, and its interval says otherwise.",
        needs=("role", "statement_id", "key"), expected=_against,
    )
    for rule, fine, message in (
        (PART_OF_PLACE, _within_place, f"{series}, more than in the place that contains it."),
        (PART_OF_PERIMETER, _within_perimeter, f"{series}, more than in the perimeter that contains it."),
        (SUM, _adds_up, f"{series}, and the parts of the place do not add up to it."),
    ):
        yield Check(rule, of, "value", fine, message)
    yield Check(
        COUNT, "observations", "value", _lists_no_more,
        "The largest number of {measure} of {entity_id} is {value}, and the package lists more.",
        needs=("entity_id", "measure", "value"),
    )


CHECKS = tuple(_checks())
