"""Propose expectation suites from the present state of the tables; people then keep them by hand."""

import math

import pandas as pd

from scripts.check.context import Context
from scripts.compile.policy import reference_day

# Tables with a suite; the others are lists of codes, or follow from these.
TABLES = (
    "companies", "hubs", "clusters", "institutions", "names", "sites", "events", "funding", "relations",
    "observations", "national_indicators", "claims", "gaps", "sources", "statements",
)  # fmt: skip
KEPT, GROWN = 0.9, 1.25  # a table may lose a tenth of its rows, and grow by a quarter
SLACK = 0.05  # a share may fall or rise by five points
COMMON = 0.2  # a category is watched from this share on
CATEGORIES = {
    "companies": ("status", "segment", "in_scope"),
    "events": ("kind",),
    "national_indicators": ("obs_status", "origin"),
    "claims": ("verdict",),
    "statements": ("state", "period_basis"),
}
DOUBTFUL = {
    "companies": {"status": ["unconfirmed"], "contested": [True], "entity_level": ["unknown"]},
    "national_indicators": {"contested": [True], "obs_status": ["U", "V"]},
    "claims": {"verdict": ["unsupported"]},
    "gaps": {"reason": ["not_searched"]},
    "sources": {"kind": ["press", "aggregator", "article"]},
    "statements": {"state": ["unused", "superseded"], "period_basis": ["bounded"]},
}
# Columns that expect no value in every row, and yet must not run empty.
WATCHED = {"as_written", "published", "period", "value", "use_instead", "url", "locality", "object_id"}
RECENT_YEARS = 6
SEVERITY = {"G102": "warning", "G104": "warning", "G105": "warning", "G106": "warning"}


def propose(context: Context) -> dict[str, dict]:
    """Return a suite for every watched table, by its name, from the tables as they are."""
    return {table: _suite(context, table) for table in TABLES if context.has(table)}


def _suite(context: Context, table: str) -> dict:
    frame = context.typed[table]
    expectations = [
        _expectation("expect_table_row_count_to_be_between", "G101", min_value=math.floor(len(frame) * KEPT)),
        _expectation("expect_table_row_count_to_be_between", "G102", max_value=math.ceil(len(frame) * GROWN)),
        *_completeness(context, table),
        *_categories(table, frame),
    ]
    suite = {"name": table, "expectations": expectations, "meta": {}}
    if table == "sources":  # first hand are registers, statistics, and bodies that speak of themselves
        suite["meta"] = {"years_of": ["published"]}
        expectations += _sources(context, frame)
    if table == "companies":
        share = (frame["n_sources"] >= 2).mean()
        expectations.append(_column("expect_column_values_to_be_between", "G108", "n_sources", share, min_value=2))
    return suite


def _completeness(context: Context, table: str) -> list[dict]:
    """Floors of the columns in which a value is expected, and of a few others, unless nearly empty."""
    filled = context.typed[table].notna().mean()
    schema = context.package.resources[table].schema
    return [
        _column("expect_column_values_to_not_be_null", "G103", column, filled[column])
        for column in schema.columns
        if (schema.field(column).get("expected") or column in WATCHED) and filled[column] > 2 * SLACK
    ]


def _categories(table: str, frame: pd.DataFrame) -> list[dict]:
    expectations = []
    for column in CATEGORIES.get(table, ()):
        shares = frame[column].value_counts(normalize=True)
        for value, share in shares[shares >= COMMON].items():
            if value not in DOUBTFUL.get(table, {}).get(column, []):
                limits = {"value_set": [bool(value) if pd.api.types.is_bool(value) else value]}
                expectations.append(_column("expect_column_values_to_be_in_set", "G104", column, share, **limits))
    for column, values in DOUBTFUL.get(table, {}).items():
        share = 1 - frame[column].isin(values).sum() / max(1, frame[column].notna().sum())
        expectations.append(_column("expect_column_values_to_not_be_in_set", "G105", column, share, value_set=values))
    return expectations


def _sources(context: Context, frame: pd.DataFrame) -> list[dict]:
    since = int(reference_day(context.typed)[:4]) - RECENT_YEARS
    recent = (pd.to_numeric(frame["published"].dropna().str[:4]) >= since).mean()
    first_hand = context.typed["source_kinds"].query("first_hand")["source_kind"].to_list()
    primary = frame["kind"].isin(first_hand).mean()
    independent = 1 - frame["interested_party"].mean()
    return [
        _column("expect_column_values_to_be_between", "G106", "published_year", recent, min_value=since),
        _column("expect_column_values_to_be_in_set", "G107", "kind", primary, value_set=first_hand),
        _column("expect_column_values_to_be_in_set", "G108", "interested_party", independent, value_set=[False]),
    ]


def _column(kind: str, rule: str, column: str, share: float, **limits: object) -> dict:
    mostly = max(0.0, math.floor(round((float(share) - SLACK) * 100, 6)) / 100)
    return _expectation(kind, rule, column=column, **limits, mostly=mostly)


def _expectation(kind: str, rule: str, **kwargs: object) -> dict:
    return {"type": kind, "kwargs": kwargs, "meta": {"rule": rule}, "severity": SEVERITY.get(rule, "critical")}
