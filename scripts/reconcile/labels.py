"""Figures, and what a test compared and found, in words that need no knowledge of the code."""

import numpy as np
import pandas as pd

from scripts.evidence.columns import lookup
from scripts.figures.vocabulary import QUALIFIERS
from scripts.reconcile.bounds import FAILS, HOLDS, STRAINED, UNTESTED, Bounds
from scripts.reconcile.operands import ROLES, YEAR

SAID = {code: f"{code.replace('_', ' ')} " for code in QUALIFIERS} | {"exact": "", "between": ""}
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
    """Add to tests what they compared and what they found, in words.

    Parameters
    ----------
    tests : as of `checks.run_checks`
    known : figures as of `operands.figures`
    units : typed table

    Returns
    -------
    The tests plus `tested`, `expected` (each with its interval) and `finding` (str).
    """
    shown = {role: tests[f"{role}_statement_id"] for role in ROLES}
    known = known[known["statement_id"].isin(pd.concat(shown.values()))]
    labels, unit_of = figure_labels(known, units), known.set_index("statement_id")["unit"]
    names = {role: ids.map(labels).astype("str") for role, ids in shown.items()}
    kind, whole = tests["kind"], tests["kind"] == "part_of_whole"
    of_figure, of_other = (shown[role].map(unit_of).astype("str") for role in ("figure", "against"))
    unit = of_figure.fillna(of_other).mask(kind == "share", PERCENT).mask(kind == "ratio", of_other)
    tested = (names["figure"] + " ÷ " + names["base"]).mask(whole)
    tested = tested.fillna(names["figure"]).fillna(names["against"]).fillna("")
    other = names["against"].fillna(names["part"] + " ÷ " + names["whole"]).mask(whole, names["base"])
    left = _ranges(tests["left_low"], tests["left_high"], unit, units)
    right = _ranges(tests["right_low"], tests["right_high"], of_other.where(kind == "agree", unit), units)
    expected = zip(kind, other.fillna("nothing known"), right, tests["n_operands"], strict=True)
    across = (tests["result"] == STRAINED) & tests["across_perimeters"].astype("bool")
    across &= Bounds.of(tests, "left_low", "left_high").overlaps(Bounds.of(tests, "right_low", "right_high"))
    return tests.assign(
        tested=[_with_range(what, span) or None for what, span in zip(tested, left, strict=True)],
        expected=[
            EXPECTED[asked].format(right=_with_range(what, span), range=span or "nothing known", n=n)
            for asked, what, span, n in expected
        ],
        finding=tests["result"].map(FOUND).mask(across, ACROSS),
    )


def figure_labels(known: pd.DataFrame, units: pd.DataFrame) -> pd.Series:
    """Return a label by statement: the figure as a reader writes it, who says so, of when."""
    base = pd.to_numeric(known["value"], errors="coerce") * known["unit"].map(lookup(units, "unit", "factor"))
    base = base.astype("float64")
    # The words of a range are its ends; a date is shown as it is written.
    text = _ranges(base, base, known["unit"], units, nothing="?")
    text = np.where(known["qualifier"] == "between", _ranges(known["low"], known["high"], known["unit"], units), text)
    text = np.where(known["unit"] == YEAR, known["value"], text)
    qualifiers = known["qualifier"].map(SAID)
    parts = zip(qualifiers, text, known["voice"].fillna(""), known["period"].fillna("undated"), strict=True)
    labels = [f"{qualifier}{figure} ({voice}, {when})" for qualifier, figure, voice, when in parts]
    return pd.Series(labels, index=known["statement_id"], dtype="object")


def _ranges(low: pd.Series, high: pd.Series, unit: pd.Series, units: pd.DataFrame, nothing: str = "") -> list[str]:
    """Intervals of base units, each as its unit is said: "75.6 to 94 %"."""
    said = {code: (kind, title) for code, kind, title in zip(units["unit"], units["kind"], units["title"], strict=True)}
    ends = zip(low, high, unit, strict=True)
    return [_ranged(*row, *said.get(code, ("count", ""))) or nothing for *row, code in ends]


def _ranged(low: float, high: float, kind: str, title: str) -> str:
    if np.isnan(low) or np.isnan(high):
        return ""
    if np.isinf(low):
        return "anything" if np.isinf(high) else f"up to {_amount(high, kind, title)}"
    if np.isinf(high):
        return f"{_amount(low, kind, title)} or more"
    first, last = _amount(low, kind, title), _amount(high, kind, title)
    return last if first == last else f"{first} to {last}"


def _amount(value: float, kind: str, title: str) -> str:
    """A value of the base unit, with its unit: "5.9 billion euro", "7.8 %", "rank 3"."""
    if kind == "calendar":
        return f"{value:.0f}" if value == round(value) else f"{value:.2f}"
    if kind == "count":
        return _number(value)
    if kind == "rank":
        return f"rank {_number(value)}"
    if kind.startswith("money") and title.endswith(("euro", "francs", "dollars", "kroner", "sterling", "ECU")):
        currency = title.removeprefix("billion ").removeprefix("million ")
        scale, word = next(((s, w) for s, w in SCALES if abs(value) >= s), (1, ""))
        return f"{_number(value / scale)} {word}{currency}"
    return f"{_number(value)} {'%' if title == 'per cent' else title.replace('per cent', '%')}"


def _with_range(what: str, span: str) -> str:
    """A label with its interval, which is left out where the label already says it."""
    return f"{what} = {span}" if span and not what.startswith(span) else what


def _number(value: float) -> str:
    """Four significant digits for a fraction, all digits of a whole number, thousands set off."""
    close = round(value)
    if abs(value - close) < 1e-9 * max(1, abs(value)):
        return f"{close:,}"
    digits = max(0, 3 - int(np.floor(np.log10(abs(value)))))
    return f"{value:,.{digits}f}".rstrip("0").rstrip(".") if digits else f"{value:,.0f}"
