"""What figures as printed say of the true value: the one place that reads an interval from words."""

from functools import lru_cache

import numpy as np
import pandas as pd

from scripts.evidence.columns import Tables, lookup
from scripts.figures.interval import Interval, logical, pragmatic, rounded_to
from scripts.figures.read import precision
from scripts.figures.units import Unit
from scripts.figures.units import table as unit_table
from scripts.figures.vocabulary import LANGUAGES

BOUNDS = ["low", "high", "logical_low", "logical_high"]
NOTHING = (np.nan,) * 4
# Only of these does the last printed digit tell where the true value lies.
ROUNDED = ("exact", "about")


def printed_bounds(statements: pd.DataFrame, evidence: Tables) -> pd.DataFrame:
    """Return what each figure as printed says of the true value.

    Precision is read from the words: "5.9 billion" is good to a tenth of a billion, whatever the
    unit. An end that does not belong to its interval is moved to the next float inwards, so that
    two columns say all: "more than 350" begins just above 350 and does not overlap 350.

    Parameters
    ----------
    statements : typed rows of the table statements
    evidence : typed tables, of which `units`, `tolerances` and `sources` are read

    Returns
    -------
    Frame on the same index, float64, in the base unit of the unit's kind: `low` and `high` (where
    a sensible reader looks for the true value), `logical_low` and `logical_high` (what the words
    exclude and nothing more). NaN for a statement without unit, or whose value is no number.
    """
    units = unit_table(evidence["units"].dropna(subset="factor").to_dict("records"))
    widths = evidence["tolerances"].query("kind == 'qualifier_width'").set_index("applies_to")["relative"].map(str)
    rows = statements[statements["unit"].isin(units)]
    keys = pd.DataFrame(
        {
            "value": rows["value"], "qualifier": rows["qualifier"],
            "width": rows["qualifier"].replace("exact", "about").map(widths),
            "low": rows["value_low"].map(str, na_action="ignore"),
            "high": rows["value_high"].map(str, na_action="ignore"),
            "words": rows["as_written"], "language": languages(rows, evidence["sources"]),
        }
    ).astype("object").fillna("")  # fmt: skip
    read = [_bounds(*key) for key in zip(rows["unit"].map(units), *(keys[column] for column in keys), strict=True)]
    return pd.DataFrame(read, index=rows.index, columns=BOUNDS, dtype="float64").reindex(statements.index)


def languages(statements: pd.DataFrame, sources: pd.DataFrame) -> pd.Series:
    """Return the language by which the words of each statement are read: its own, its source's, else English."""
    of_source = lookup(sources, "source_id", "language")
    language = statements["language"].fillna(statements["source_id"].map(of_source).astype("str")).fillna("en")
    primary = language.str.split("-").str[0]
    return primary.where(primary.isin(LANGUAGES), "en")


@lru_cache(maxsize=65536)
def _bounds(
    unit: Unit, value: str, qualifier: str, width: str, low: str, high: str, words: str, language: str
) -> tuple[float, float, float, float]:
    ends = {"whole": unit.whole, "low": low, "high": high}
    try:
        step = precision(words, language, value, unit) if words and qualifier in ROUNDED else None
        limits = logical(value, qualifier, step=step, **ends)
        if qualifier == "exact" and unit.counts and limits.low == limits.high:
            step = rounded_to(value, width)
        near = pragmatic(value, qualifier, width, step=step, **ends)
    except ValueError:  # no number: the structure layer names the cell
        return NOTHING
    return (*_floats(near, unit), *_floats(limits, unit))


def _floats(interval: Interval, unit: Unit) -> tuple[float, float]:
    low, high = float(interval.low * unit.factor), float(interval.high * unit.factor)
    return (
        low if interval.low_closed or np.isinf(low) else float(np.nextafter(low, np.inf)),
        high if interval.high_closed or np.isinf(high) else float(np.nextafter(high, -np.inf)),
    )
