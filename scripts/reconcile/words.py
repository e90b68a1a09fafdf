"""What a test compared and found, in words that need no knowledge of the code."""

import numpy as np
import pandas as pd

from scripts.reconcile.engine import ROLES
from scripts.reconcile.operands import YEAR
from scripts.reconcile.tests import FAILS, HOLDS, STRAINED, UNTESTED

QUALIFIERS = {
    "exact": "", "between": "", "about": "about ", "nearly": "nearly ", "less_than": "less than ",
    "at_most": "at most ", "more_than": "more than ", "at_least": "at least ",
}  # fmt: skip
PERCENT = "percent"
SCALES = [(1e9, "billion "), (1e6, "million ")]
EXPECTED = {
    "agree": "{right}",
    "part_of_whole": "at most {right}",
    "share": "the share {right}",
    "ratio": "the ratio {right}",
    "growth": "on the path of {n} earlier or later figures, which runs through {range}",
    "rank": "{range} by the values of {n} others",
    "rising": "above zero",
    "sum": "a sum of {n} parts of {range}",
    "count": "our own count, {range}",
    "wording": "what the words say",
}
FOUND = {
    HOLDS: "agrees",
    FAILS: "does not agree",
    STRAINED: "agrees only after the tolerance for revisions",
    UNTESTED: "could not be tested: an operand is missing",
}
ACROSS = "agrees, but only by comparing two perimeters, geographies or measures"


def describe(tests: pd.DataFrame, known: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Add to tests their operands and their finding in words.

    In: tests as of `engine.run`, figures as of `operands.figures`, typed units. Out: the tests
    plus `tested`, `expected` (what was compared, each with its interval) and `finding` (str).
    """
    shown = [tests[f"{role}_statement_id"] for role in ROLES]
    known = known[known["statement_id"].isin(pd.concat(shown))]
    labels = figure_labels(known, units)
    names = {role: tests[f"{role}_statement_id"].map(labels).astype("str") for role in ROLES}
    by_unit, unit_of = units.set_index("unit"), known.set_index("statement_id")["unit"]
    ratio = tests["kind"] == "ratio"
    of_figure, of_other = (tests[f"{role}_statement_id"].map(unit_of).astype("str") for role in ("figure", "against"))
    unit = of_figure.fillna(of_other).mask(tests["kind"] == "share", PERCENT).mask(ratio, of_other)
    other_unit = of_other.where(tests["kind"] == "agree", unit)
    left, right = _spans(tests, "left", unit, by_unit), _spans(tests, "right", other_unit, by_unit)
    whole = tests["kind"] == "part_of_whole"
    divided = (names["figure"] + " ÷ " + names["base"]).mask(whole)
    tested = divided.fillna(names["figure"]).fillna(names["against"]).fillna("")
    tested = [_with_span(what, span) or None for what, span in zip(tested, left, strict=True)]
    other = names["against"].fillna(names["part"] + " ÷ " + names["whole"]).mask(whole, names["base"])
    expected = [
        EXPECTED[kind].format(right=_with_span(what, span), range=span or "nothing known", n=n)
        for kind, what, span, n in zip(
            tests["kind"], other.fillna("nothing known"), right, tests["n_operands"], strict=True
        )
    ]
    result = tests["result"].map(FOUND)
    crossed = (tests["result"] == STRAINED) & tests["across_perimeters"].astype(bool)
    crossed &= (tests["left_low"] <= tests["right_high"]) & (tests["right_low"] <= tests["left_high"])
    return tests.assign(tested=tested, expected=expected, finding=result.mask(crossed, ACROSS))


def _spans(tests: pd.DataFrame, side: str, unit: pd.Series, by_unit: pd.DataFrame) -> list[str]:
    ends = (tests[f"{side}_low"], tests[f"{side}_high"])
    return [ranged(*row) for row in zip(*ends, unit.map(by_unit["kind"]), unit.map(by_unit["title"]), strict=True)]


def figure_labels(known: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Return a label by statement: the figure as a reader writes it, who says so, of when."""
    by_unit = units.set_index("unit")
    value = pd.to_numeric(known["value"], errors="coerce").to_numpy("float64")
    base = value * known["unit"].map(by_unit["factor"]).to_numpy("float64")
    kinds, titles = known["unit"].map(by_unit["kind"]), known["unit"].map(by_unit["title"])
    text = [amount(*row) for row in zip(base, kinds, titles, strict=True)]
    spans = [
        ranged(low, high, kind, title)
        for low, high, kind, title in zip(known["low"], known["high"], kinds, titles, strict=True)
    ]
    # The words of a range are its ends; a date is shown as it is written.
    text = np.where(known["qualifier"] == "between", spans, text)
    text = np.where(known["unit"] == YEAR, known["value"], text)
    when = known["period"].fillna("undated")
    words = zip(known["qualifier"].map(QUALIFIERS), text, known["voice"].fillna(""), when, strict=True)
    labels = [f"{qualifier}{figure} ({voice}, {period})" for qualifier, figure, voice, period in words]
    return pd.Series(labels, index=known["statement_id"], dtype="object")


def ranged(low: float, high: float, kind: str, title: str) -> str:
    """An interval of base units: "75.6 to 94 %"; "" where there is none."""
    if np.isnan(low) or np.isnan(high):
        return ""
    if np.isinf(low):
        return "anything" if np.isinf(high) else f"up to {amount(high, kind, title)}"
    if np.isinf(high):
        return f"{amount(low, kind, title)} or more"
    first, last = amount(low, kind, title), amount(high, kind, title)
    return last if first == last else f"{first} to {last}"


def amount(value: float, kind: str, title: str) -> str:
    """A value of the base unit, with its unit: "5.9 billion euro", "7.8 %", "rank 3"."""
    if np.isnan(value):
        return "?"
    if kind == "calendar":
        return f"{value:.0f}" if value == round(value) else f"{value:.2f}"
    if pd.isna(kind) or kind == "count":
        return _number(value)
    if kind == "rank":
        return f"rank {_number(value)}"
    if kind.startswith("money") and title.endswith(("euro", "francs", "dollars", "kroner", "sterling", "ECU")):
        currency = title.removeprefix("billion ").removeprefix("million ")
        scale, word = next(((s, w) for s, w in SCALES if abs(value) >= s), (1, ""))
        return f"{_number(value / scale)} {word}{currency}"
    return f"{_number(value)} {'%' if title == 'per cent' else title.replace('per cent', '%')}"


def _with_span(what: str, span: str) -> str:
    """A label with its interval, which is left out where the label already says it."""
    return f"{what} = {span}" if span and not what.startswith(span) else what


def _number(value: float) -> str:
    """Four significant digits for a fraction, all digits of a whole number, thousands set off."""
    close = round(value)
    if abs(value - close) < 1e-9 * max(1, abs(value)):
        return f"{close:,}"
    digits = max(0, 3 - int(np.floor(np.log10(abs(value)))))
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"
