"""Adoption: what is published is what the adopted statements say."""

from collections.abc import Callable, Iterator

import pandas as pd

from scripts.check.consistency.frames import (
    TRACED,
    WHOLE_ROW,
    among,
    joined,
    key_of,
    of_whole_rows,
    once,
    share,
    traced,
    traced_cells,
    traces,
    undecided,
)
from scripts.check.consistency.pandera_rules import Check, RowFunction, run, without_bad
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

MEND = "Run `make build`; if the cell is right, its statement is wrong: correct that in data/evidence."
NOT_AS_STATED = Rule(
    "R511", "A published cell says what its adopted statement says",
    "Between the source and the table a value must not change.",
    "error", "consistency", "ours", MEND,
)
ROW_NOT_AS_STATED = Rule(
    "R512", "A name, site, event, relation or claim says what one of its statements says",
    "Between the source and the table a fact must not change.",
    "error", "consistency", "pandera", MEND,
)
FIGURE_NOT_AS_STATED = Rule(
    "R513", "A published figure is that of its adopted statement, in the unit of the table",
    "A slip of unit or digit on the way makes a figure that no one ever stated.",
    "error", "consistency", "pandera", MEND,
)
ADOPTED_ONCE = Rule(
    "R514", "The statement that a row names is the one that provenance adopts",
    "Two answers to the question where a value comes from are none.",
    "error", "consistency", "pandera", MEND,
)
EXACT = 1e-11  # values are kept to twelve significant digits
YEAR_OF = {"founded_year", "opened_year"}  # cells that keep the year of a stated date
SUPPORT = ("adopted", "agrees")


def check(context: Context) -> list[Finding]:
    """Compare published cells with the statements that provenance names for them."""
    seen = without_bad(share(context))
    of_cells = [finding for table in traced(seen) for finding in _of_cells(seen, table)]
    return [*of_cells, *run(seen, CHECKS)]


def _of_cells(context: Context, table: str) -> list[Finding]:
    """Compare all cells of a table that adopt a statement of their own."""
    frame, adopted = context.typed[table], _adopted(context)
    cells = traced_cells(context).loc[adopted.index]
    cells = cells[(cells["table"] == TRACED.index(table)) & (cells[["row", "column"]] >= 0).all(axis=1)]
    findings = []
    for place, of_column in cells[~cells["blank"]].groupby("column"):
        column = frame.columns[place]
        shown = frame[column].iloc[of_column["row"]]
        stated = adopted.loc[of_column.index].set_axis(shown.index)
        for line in shown.index[~_says(column, shown, stated)]:
            said = stated.loc[line]
            message = f"{column} is not what statement {said['statement_id']} says."
            findings.append(context.finding(NOT_AS_STATED, table, line, column, message, expected=said["value"]))
    return findings


@once
def _adopted(context: Context) -> pd.DataFrame:
    """The statements that single cells adopt, by line of provenance, with `factor` to the base unit."""
    rows = traces(context)
    rows = rows[(rows["role"] == "adopted") & (rows["field"] != WHOLE_ROW)]
    factor = context.typed["units"].drop_duplicates("unit").set_index("unit")["factor"]
    return rows.assign(factor=rows["unit"].map(factor).fillna(1.0))


def _says(column: str, shown: pd.Series, stated: pd.DataFrame) -> pd.Series:
    """Whether each cell is the value of its statement; numbers in base units, years as of dates."""
    if column in YEAR_OF:
        return shown.astype("str") == stated["value"].str[:4]
    if pd.api.types.is_numeric_dtype(shown):
        return _equal(shown, pd.to_numeric(stated["value"], errors="coerce") * stated["factor"])
    return shown == stated["value"]


def _equal(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether numbers are equal but for binary noise; two missing ones are."""
    one, other = one.astype("float64"), other.astype("float64")
    return ((one - other).abs() <= EXACT * one.abs()) | (one.isna() & other.isna())


def _some(
    context: Context, rows: pd.DataFrame, table: str, agrees: Callable[[pd.DataFrame], pd.Series]
) -> pd.Series:
    """Whether some statement of each row agrees with it; `agrees` says so of row and statement."""
    key, behind = key_of(context, table), of_whole_rows(context, table, SUPPORT)
    pairs = rows.merge(behind, left_on=key, right_on="key", suffixes=("", "_of"))
    return among(rows[key], pairs.loc[agrees(pairs), key])


def _name_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    def agrees(pair: pd.DataFrame) -> pd.Series:
        return (pair["name"] == pair["value"]) | (pair["name"] == pair["name_as_written"])

    entities = context.typed["entities"]
    ours = among(joined(rows["entity_id"], rows["name"]), joined(entities["entity_id"], entities["name"]))
    return _some(context, rows, "names", agrees) | (ours & (rows["kind"] == "primary"))


def _site_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _some(context, rows, "sites", lambda pair: pair["entity_id"] == pair["entity_id_of"])


def _event_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    def agrees(pair: pd.DataFrame) -> pd.Series:
        date = pair["period"].mask(pair["property"] == "founded", pair["value"])
        same = (pair["entity_id"] == pair["entity_id_of"]) & (pair["kind"] == pair["property"])
        return same & (pair["date"].fillna("") == date.fillna(""))

    is_open = rows["date"].isna() & among(rows["event_id"], undecided(context, "events"))
    return _some(context, rows, "events", agrees) | is_open


def _relation_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    def agrees(pair: pd.DataFrame) -> pd.Series:
        turned = pair["property"] == "predecessor"
        subject = pair["entity_id"].mask(turned, pair["object_id_of"])
        ends = joined(subject, pair["object_id_of"].mask(turned, pair["entity_id"]))
        return ends == joined(pair["subject_id"], pair["object_id"])

    return _some(context, rows, "relations", agrees)


def _statement_of(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """The statement that each row names, on the index of the rows."""
    statements = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")
    return statements.reindex(rows["statement_id"]).set_axis(rows.index)


def _claim_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    columns = ["as_written", "property", "value", "unit", "qualifier"]
    said = _statement_of(rows, context)
    return (said[columns].fillna("") == rows[columns].fillna("")).all(axis=1)


def _in_unit(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """What the statement of each row says, its numbers in the unit of the row."""
    said = _statement_of(rows, context)
    factor = context.typed["units"].drop_duplicates("unit").set_index("unit")["factor"]
    ratio = said["unit"].map(factor) / rows["unit"].map(factor)
    number = pd.to_numeric(said["value"], errors="coerce")
    return said.assign(value=number * ratio, value_low=said["value_low"] * ratio, value_high=said["value_high"] * ratio)


def _figure_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    said = _in_unit(rows, context)
    same = said["qualifier"] == rows["qualifier"]
    for column in ("value", "value_low", "value_high"):
        same &= _equal(rows[column], said[column])
    return same


def _figure_said(rows: pd.DataFrame, context: Context) -> pd.Series:
    said = _in_unit(rows, context)
    return said["qualifier"] + " " + said["value"].map("{:.12g}".format) + " " + rows["unit"]


def _names_adopted(table: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        key, adopted = rows[key_of(context, table)], of_whole_rows(context, table, ("adopted",))
        none = rows["statement_id"].isna() & ~among(key, adopted["key"])
        return none | among(joined(key, rows["statement_id"]), joined(adopted["key"], adopted["statement_id"]))

    return fine


def _checks() -> Iterator[Check]:
    for table, column, fine in (
        ("names", "name", _name_as_stated), ("sites", "entity_id", _site_as_stated),
        ("events", "date", _event_as_stated), ("relations", "object_id", _relation_as_stated),
        ("claims", "as_written", _claim_as_stated),
    ):  # fmt: skip
        message = f"No statement that provenance names for this row says “{{{column}}}” of it."
        yield Check(ROW_NOT_AS_STATED, table, column, fine, message)
    for table in ("observations", "national_indicators"):
        yield Check(
            FIGURE_NOT_AS_STATED, table, "value", _figure_as_stated,
            "The row says {qualifier} {value} {unit}; statement {statement_id} says {expected}.",
            needs=("statement_id", "unit", "qualifier"), expected=_figure_said,
        )
        yield Check(
            ADOPTED_ONCE, table, "statement_id", _names_adopted(table),
            "Provenance does not adopt statement “{statement_id}” for this row.",
        )


CHECKS = tuple(_checks())
