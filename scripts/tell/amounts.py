"""Amounts as people read them."""

from collections.abc import Mapping
from decimal import Decimal

from scripts.figures.interval import plain
from scripts.tell.lookup import Tables

PLAIN = "count"  # the unit that is no word
THOUSAND = Decimal(1000)


def amount(tables: Tables, row: Mapping[str, str]) -> str:
    """Write the value of a row with its qualifier and its unit in words: more than 13.4 billion euro.

    In: all tables as text; a row with `value`, `value_low`, `value_high`, `unit`, `qualifier`. A word
    or a date, which has no unit, stays as it is; without a value the range is written.
    """
    if not row["unit"]:
        return row["value"]
    qualifier = "" if row["qualifier"] == "exact" else f"{row['qualifier'].replace('_', ' ')} "
    if row["value"]:
        return qualifier + _with_unit(tables, row["value"], row["unit"])
    ends = f"{row['value_low'] or 'unknown'} to {row['value_high'] or 'unknown'}"
    return f"{qualifier}{ends}{_name(tables, row['unit'])}"


def _with_unit(tables: Tables, value: str, unit: str) -> str:
    """A value of a thousand and more in the unit of its kind that is a thousand times larger, if any."""
    units = tables["units"]
    own = units[units["unit"] == unit].iloc[0]
    larger = units["factor"].map(Decimal) == Decimal(own["factor"]) * THOUSAND
    larger = units[larger & (units["kind"] == own["kind"])]
    if larger.empty or abs(Decimal(value)) < THOUSAND:
        return value + _name(tables, unit)
    return plain(Decimal(value) / THOUSAND) + _name(tables, larger.iloc[0]["unit"])


def _name(tables: Tables, unit: str) -> str:
    units = tables["units"]
    return "" if unit == PLAIN else " " + units.loc[units["unit"] == unit, "title"].iloc[0]
