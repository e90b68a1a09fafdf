"""Cells: the long form in which one-value-a-cell tables are compiled before they are laid out.

A frame of cells has `entity_id`, `field`, `value` (text), `contested` (bool); the traces, which say
where they come from, have `entity_id`, `field`, `statement_id`, `role`, `rule` (the derivation).
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

from scripts.compile.adopt import adopt, same_value
from scripts.evidence.columns import Tables, lookup, marked
from scripts.package.tableschema import write_number

CELL = ["entity_id", "field", "value", "contested"]
# What adoption and layout need of a candidate.
WEIGHED = [
    "entity_id", "property", "value", "value_key", "low", "high", "source_kind_rank", "origin", "published",
    "statement_id",
]  # fmt: skip
TRACE = ["entity_id", "field", "statement_id", "role", "rule"]


class Cells(NamedTuple):
    """Cells and their traces, undecided ones named: see the module's docstring."""

    cells: pd.DataFrame
    traces: pd.DataFrame
    undecided: pd.DataFrame  # entity_id, field


class Derived(NamedTuple):
    """Columns `fields` of `rows`, one row an entity (`entity_id`), that a derivation makes.

    `statements` (`entity_id`, `statement_id`) are those that the derivation looks at; a cell
    without any is traced to the derivation alone.
    """

    rows: pd.DataFrame
    fields: list[str]
    derivation: str
    statements: pd.DataFrame = pd.DataFrame(columns=["entity_id", "statement_id"], dtype="str")


def concat(parts: list[Cells]) -> Cells:
    """Put cells of several makers together."""
    return Cells(*(pd.concat(frames, ignore_index=True) for frames in zip(*parts, strict=True)))


def derived_cells(parts: list[Derived]) -> Cells:
    """Turn what derivations make into cells and their traces; blanks make no cell."""
    columns = [(part, field, _as_text(part.rows[field])) for part in parts for field in part.fields]
    sizes = [len(values) for *_, values in columns]
    cells = pd.DataFrame(
        {
            "entity_id": pd.concat([part.rows["entity_id"] for part, *_ in columns], ignore_index=True),
            "field": np.repeat([field for _, field, _ in columns], sizes),
            "value": pd.concat([values for *_, values in columns], ignore_index=True),
            "rule": np.repeat([part.derivation for part, *_ in columns], sizes),
            "contested": False,
        }
    ).dropna(subset="value")
    looked_at = pd.concat([part.statements.assign(rule=part.derivation) for part in parts]).drop_duplicates()
    traces = cells[["entity_id", "field", "rule"]].merge(looked_at, on=["entity_id", "rule"], how="left")
    return Cells(cells[CELL], traces.assign(role="derived_from")[TRACE], cells.iloc[:0][["entity_id", "field"]])


def single_values(evidence: Tables, candidates: pd.DataFrame) -> Cells:
    """Cells of the properties that an entity has one of at a time, in fields of the same name."""
    properties = evidence["properties"]
    is_single = candidates["entity_id"].notna() & candidates["property"].isin(marked(properties, "single"))
    chosen = adopt(candidates.loc[is_single, WEIGHED], ["entity_id", "property"], same_value)
    return _stated_cells(chosen, chosen["property"], marked(properties, "descriptive"))


def founding_years(candidates: pd.DataFrame) -> Cells:
    """Cells `founded` (the date at its precision) and `founded_year` of the property founded.

    Years compete; within the adopted year the most precise date is shown, the earliest of equals.
    """
    rows = candidates.loc[candidates["entity_id"].notna() & (candidates["property"] == "founded"), WEIGHED]
    chosen = adopt(rows.assign(value_key=rows["value"].str[:4]), ["entity_id"], same_value)
    agreeing = chosen[chosen["role"] != "rival"]
    agreeing = agreeing.assign(size=agreeing["value"].str.len())
    order = agreeing.sort_values(["size", "value"], ascending=[False, True], kind="stable").drop_duplicates("entity_id")
    chosen["role"] = chosen["role"].replace("adopted", "agrees")
    chosen.loc[order.index, "role"] = "adopted"
    date = chosen["entity_id"].map(lookup(order, "entity_id", "value"))
    return concat(
        [
            _stated_cells(chosen.assign(value=value), field, [])
            for field, value in (("founded", date), ("founded_year", date.str[:4]))
        ]
    )


def _as_text(values: pd.Series) -> pd.Series:
    if pd.api.types.is_bool_dtype(values):
        return values.map({True: "true", False: "false"}).astype("str")
    if pd.api.types.is_float_dtype(values):
        return values.map(write_number, na_action="ignore").astype("str")
    return values.astype("str")


def _stated_cells(chosen: pd.DataFrame, field: pd.Series | str, descriptive: list[str]) -> Cells:
    """Turn adopted statements into cells; undecided ones are left blank and named.

    Wordings of a descriptive field differ without contradiction: the best is shown, none is a rival.
    """
    differs = ~chosen["property"].isin(descriptive)
    undecided = chosen["undecided"] & differs
    role = np.select([undecided, chosen["role"].eq("rival") & ~differs], ["rival", "agrees"], chosen["role"])
    rule = np.where(undecided, "undecided", "best_source")
    chosen = chosen.assign(field=field, contested=chosen["contested"] & differs, role=role, rule=rule)
    first = chosen.drop_duplicates(["entity_id", "field"])
    is_open = undecided[first.index]
    return Cells(first.loc[~is_open, CELL], chosen[TRACE], first.loc[is_open, ["entity_id", "field"]])
