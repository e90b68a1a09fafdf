"""Cells: the long form in which one-value-a-cell tables are compiled before they are laid out.

A frame of cells has `entity_id`, `field`, `value` (text), `contested` (bool); the rows that say
where they come from have `entity_id`, `field`, `statement_id`, `role`, `rule`.
"""

from typing import NamedTuple

import pandas as pd

from scripts.compile.adopt import adopt, same_date, same_value

CELL = ["entity_id", "field", "value", "contested"]
TRACE = ["entity_id", "field", "statement_id", "role", "rule"]

# Properties that an entity has one of at a time, whose published field has the same name.
SINGLE = [
    "acronym", "activity", "area", "competitiveness_cluster", "country", "enterprise_number",
    "field", "isin", "kind", "latitude", "lei", "legal_name", "longitude", "name_en", "name_fr",
    "region", "ror_id", "website", "wikidata_id",
]  # fmt: skip
# Wordings differ between sources without contradiction: the best is shown, none is contested.
DESCRIPTIVE = {"activity", "field", "name_en", "name_fr", "acronym", "legal_name", "kind", "region"}


class Cells(NamedTuple):
    """Cells and their traces, undecided ones named: see the module's docstring."""

    cells: pd.DataFrame
    traces: pd.DataFrame
    undecided: pd.DataFrame  # entity_id, field


def concat(parts: list[Cells]) -> Cells:
    """Put cells of several makers together."""
    return Cells(*(pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True)))


def single_values(candidates: pd.DataFrame) -> Cells:
    """Cells of the properties that an entity has one of at a time."""
    rows = candidates[candidates["entity_id"].notna() & candidates["property"].isin(SINGLE)]
    chosen = adopt(rows, ["entity_id", "property"], same_value)
    return _cells(chosen, chosen["property"])


def founding_years(candidates: pd.DataFrame) -> Cells:
    """Cells `founded` (the date at its precision) and `founded_year` of the property founded."""
    rows = candidates[candidates["entity_id"].notna() & (candidates["property"] == "founded")]
    chosen = adopt(rows, ["entity_id"], same_date)
    dates = _cells(chosen, pd.Series("founded", index=chosen.index))
    years = _cells(
        chosen.assign(value=chosen["value"].str[:4]), pd.Series("founded_year", index=chosen.index)
    )
    return concat([dates, years])


def derived(cells: pd.DataFrame, rule: str, traces: pd.DataFrame | None = None) -> Cells:
    """Cells that a rule makes.

    In: `entity_id`, `field`, `value`; the rule's name; traces with `entity_id`, `field` and
    `statement_id` where statements are the input (a cell without any is traced to the rule).
    """
    cells = cells.dropna(subset=["value"]).assign(contested=False)[CELL]
    keys = ["entity_id", "field"]
    sources = cells[keys] if traces is None else cells[keys].merge(traces, on=keys, how="left")
    if traces is None:
        sources = sources.assign(statement_id=pd.Series(pd.NA, index=sources.index, dtype="str"))
    sources = sources.assign(role="derived_from", rule=rule)[TRACE].drop_duplicates()
    return Cells(cells, sources, cells.iloc[:0][keys])


def _cells(chosen: pd.DataFrame, field: pd.Series) -> Cells:
    """Turn adopted statements into cells; undecided ones are left blank and named."""
    chosen = chosen.assign(field=field)
    plain = chosen["field"].isin(DESCRIPTIVE)
    contested = chosen["contested"] & ~plain
    undecided = chosen["undecided"] & ~plain
    role = chosen["role"].mask(plain & (chosen["role"] == "rival"), "agrees")
    role = role.mask(undecided & (role == "adopted"), "rival")
    chosen = chosen.assign(
        contested=contested, role=role, rule=pd.Series("best_source", index=chosen.index).mask(undecided, "undecided")
    )
    first = chosen.drop_duplicates(["entity_id", "field"])
    is_open = undecided.loc[first.index]
    return Cells(
        first.loc[~is_open, CELL].reset_index(drop=True),
        chosen[TRACE].reset_index(drop=True),
        first.loc[is_open, ["entity_id", "field"]].reset_index(drop=True),
    )
