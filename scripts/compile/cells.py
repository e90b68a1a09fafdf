"""Cells: the long form in which one-value-a-cell tables are compiled before they are laid out.

A frame of cells has `entity_id`, `field`, `value` (text), `contested` (bool); the rows that say
where they come from have `entity_id`, `field`, `statement_id`, `role`, `rule`.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from scripts.compile.adopt import adopt, same_value
from scripts.package.tableschema import write_number

CELL = ["entity_id", "field", "value", "contested"]
TRACE = ["entity_id", "field", "statement_id", "role", "rule"]

# Properties that an entity has one of at a time, whose published field has the same name.
SINGLE = [
    "acronym", "activity", "area", "enterprise_number", "field", "isin", "kind", "latitude",
    "legal_name", "lei", "longitude", "name_de", "name_en", "name_fr", "name_it", "name_nl",
    "ror_id", "website", "wikidata_id",
]  # fmt: skip
# Wordings differ between sources without contradiction: the best is shown, none is contested.
DESCRIPTIVE = {
    "acronym", "activity", "field", "kind", "legal_name", "name_de", "name_en", "name_fr", "name_it", "name_nl"
}  # fmt: skip


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
    """Cells `founded` (the date at its precision) and `founded_year` of the property founded.

    Years compete; within the adopted year the most precise date is shown, the earliest of equals.
    """
    rows = candidates[candidates["entity_id"].notna() & (candidates["property"] == "founded")]
    rows = rows.assign(value_key=rows["value"].str[:4])
    chosen = adopt(rows, ["entity_id"], same_value)
    dates = chosen.loc[chosen["role"] != "rival", ["entity_id", "value"]]
    dates = dates.assign(size=-dates["value"].str.len()).sort_values(["entity_id", "size", "value"])
    precise = chosen["entity_id"].map(dates.drop_duplicates("entity_id").set_index("entity_id")["value"])
    shown = chosen["role"].ne("rival") & chosen["value"].eq(precise)
    first = shown & ~chosen[shown].duplicated("entity_id").reindex(chosen.index, fill_value=False)
    role = chosen["role"].replace("adopted", "agrees").mask(first, "adopted")
    chosen = chosen.assign(role=role)
    return concat(
        [
            _cells(chosen.assign(value=precise), pd.Series("founded", index=chosen.index)),
            _cells(chosen.assign(value=precise.str[:4]), pd.Series("founded_year", index=chosen.index)),
        ]
    )


def derived_fields(
    rows: pd.DataFrame, fields: list[str], rule: str, statements: pd.DataFrame | None = None
) -> Cells:
    """Turn columns of a frame by entity into cells that a rule makes.

    In: `entity_id` and the fields; the rule's name; `entity_id` and `statement_id` of the
    statements that the rule looks at (a cell without any is traced to the rule alone).
    """
    cells = rows[["entity_id", *fields]].melt("entity_id", fields, "field", "value")
    cells = cells.dropna(subset=["value"])
    cells = cells.assign(value=[_as_text(value) for value in cells["value"]], contested=False)
    traces = cells[["entity_id", "field"]]
    if statements is None:
        traces = traces.assign(statement_id=pd.Series(None, index=traces.index, dtype="str"))
    else:
        traces = traces.merge(statements.drop_duplicates(), on="entity_id", how="left")
    traces = traces.assign(role="derived_from", rule=rule)
    return Cells(cells[CELL], traces[TRACE], cells.iloc[:0][["entity_id", "field"]])


def _as_text(value: object) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    return write_number(value) if isinstance(value, float) else str(value)


def _cells(chosen: pd.DataFrame, field: pd.Series) -> Cells:
    """Turn adopted statements into cells; undecided ones are left blank and named."""
    chosen = chosen.assign(field=field)
    plain = chosen["field"].isin(DESCRIPTIVE)
    undecided = chosen["undecided"] & ~plain
    role = chosen["role"].mask(plain & (chosen["role"] == "rival"), "agrees")
    chosen = chosen.assign(
        contested=chosen["contested"] & ~plain,
        role=role.mask(undecided, "rival"),
        rule=pd.Series("best_source", index=chosen.index).mask(undecided, "undecided"),
    )
    first = chosen.drop_duplicates(["entity_id", "field"])
    is_open = undecided.loc[first.index]
    return Cells(
        first.loc[~is_open, CELL].reset_index(drop=True),
        chosen[TRACE].reset_index(drop=True),
        first.loc[is_open, ["entity_id", "field"]].reset_index(drop=True),
    )
