"""The intervals of statements: what each figure says of the true value, as columns."""

from decimal import Decimal

import pandas as pd

from scripts.figures import units as unit_table
from scripts.figures.interval import Interval, logical, pragmatic
from scripts.figures.parse import precision
from scripts.figures.words import LANGUAGES


def pragmatic_bounds(
    statements: pd.DataFrame, units: pd.DataFrame, tolerances: pd.DataFrame
) -> pd.DataFrame:
    """Return where a sensible reader looks for the true value of each figure.

    In: typed statements, the tables of units and tolerances. Out: frame on the same index with
    `low` and `high` (float64) in the base unit of the unit's kind; NaN for a statement without
    unit or whose value is no number.
    """
    widths = qualifier_widths(tolerances)
    return _bounds(statements, units, lambda v, q, **more: pragmatic(v, q, widths, **more))


def logical_bounds(statements: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Return what the words of each figure exclude and nothing more (same shape)."""
    return _bounds(statements, units, logical)


def qualifier_widths(tolerances: pd.DataFrame) -> dict[str, str]:
    """Relative width by qualifier, as exact text, from the table of tolerances."""
    rows = tolerances[tolerances["kind"] == "qualifier_width"]
    return {q: f"{width:f}" for q, width in zip(rows["applies_to"], rows["relative"], strict=True)}


def _bounds(statements: pd.DataFrame, units: pd.DataFrame, read) -> pd.DataFrame:
    table = unit_table.table(units.to_dict("records"))
    figures = statements[statements["unit"].isin(table)]
    rows = {
        index: _row(read, row, table)
        for index, row in zip(figures.index, figures.itertuples(), strict=True)
    }
    bounds = pd.DataFrame.from_dict(
        rows, orient="index", columns=["low", "high"], dtype="float64"
    )
    return bounds.reindex(statements.index)


def _row(read, row, units: unit_table.Units) -> tuple[float, float]:
    unit = units[row.unit]
    low = None if pd.isna(row.value_low) else f"{row.value_low:f}"
    high = None if pd.isna(row.value_high) else f"{row.value_high:f}"
    try:
        step = _printed_step(row, units)
        found: Interval = read(
            row.value, row.qualifier, step=step, whole=unit.whole, low=low, high=high
        )
    except ValueError:  # no number: the structure layer names the cell
        return float("nan"), float("nan")
    return float(found.low * unit.factor), float(found.high * unit.factor)


def _printed_step(row, units: unit_table.Units) -> Decimal | None:
    """One unit of the last printed digit, which the value alone does not show.

    "5.9 billion" is as coarse as a tenth of a billion, also where it is kept as 5900 million.
    """
    if pd.isna(row.as_written) or row.as_written == row.value or row.qualifier == "between":
        return None
    language = row.language if row.language in LANGUAGES else "en"
    return precision(row.as_written, language, Decimal(row.value), row.unit, units)
