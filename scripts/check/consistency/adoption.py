"""Adoption: what is published is what the adopted statements say, and is counted as they are."""

import pandas as pd

from scripts.check.consistency.frames import (
    ENTITY_TABLES,
    TRACED,
    WHOLE_ROW,
    joined,
    key_of,
    traced,
    traced_cells,
    traces,
)
from scripts.check.consistency.pandera_rules import Check, run, without_bad
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
CONTESTED = Rule(
    "R514", "A row is contested exactly where provenance names rivals",
    "A contradiction that is not marked is taken for agreement.",
    "error", "consistency", "pandera", MEND,
)
INDEPENDENT = Rule(
    "R515", "The number of independent origins is that of the statements behind the row",
    "Ten newspapers that print one press release are one origin, not ten.",
    "error", "consistency", "pandera", MEND,
)
SOURCES = Rule(
    "R516", "The number of sources is that of the statements in use",
    "How many sources speak of an entity is the first thing that a reader weighs.",
    "error", "consistency", "pandera", MEND,
)
ADOPTED_ONCE = Rule(
    "R517", "The statement that a row names is the one that provenance adopts",
    "Two answers to the question where a value comes from are none.",
    "error", "consistency", "pandera", MEND,
)
EXACT = 1e-11  # values are kept to twelve significant digits
YEAR_OF = {"founded_year", "opened_year"}  # cells that keep the year of a stated date
COUNTED = ("names", "sites", "events", "relations", "observations", "national_indicators")
DOUBTED = (*ENTITY_TABLES, "events", "observations", "national_indicators")


def check(context: Context) -> list[Finding]:
    """Compare published cells with the statements that provenance names for them."""
    seen = without_bad(context)
    of_cells = [finding for table in traced(seen) for finding in _of_cells(seen, table)]
    return [*of_cells, *run(seen, CHECKS)]


def _of_cells(context: Context, table: str) -> list[Finding]:
    """Compare all cells of a table that adopt a statement of their own."""
    frame, adopted = context.typed[table], _adopted(context)
    cells = traced_cells(context).loc[adopted.index]
    cells = cells[(cells["table"] == TRACED.index(table)) & (cells["row"] >= 0) & (cells["column"] >= 0) & ~cells["blank"]]
    findings = []
    for place, of_column in cells.groupby("column"):
        column = frame.columns[place]
        shown = frame[column].iloc[of_column["row"]]
        stated = adopted.loc[of_column.index].set_axis(shown.index)
        findings += [
            context.finding(
                NOT_AS_STATED, table, line, column,
                f"{column} is not what statement {stated.at[line, 'statement_id']} says.", expected=stated.at[line, "value"],
            )
            for line in shown.index[~_says(column, shown, stated)]
        ]
    return findings


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


def _whole_rows(context: Context, table: str, roles: tuple[str, ...]) -> pd.DataFrame:
    """The statements behind whole rows of a table in some roles."""
    rows = traces(context)
    return rows[(rows["table"] == table) & (rows["field"] == WHOLE_ROW) & rows["role"].isin(roles)]


def _some(context: Context, rows: pd.DataFrame, table: str, agrees) -> pd.Series:
    """Whether some statement of each row agrees with it, `agrees` says so of row and statement."""
    key = key_of(context, table)
    pairs = rows.merge(_whole_rows(context, table, ("adopted", "agrees")), left_on=key, right_on="key", suffixes=("", "_of"))
    return rows[key].isin(set(pairs.loc[agrees(pairs), key]))


def _name_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    said = _some(context, rows, "names", lambda pair: (pair["name"] == pair["value"]) | (pair["name"] == pair["name_as_written"]))
    entities = context.typed["entities"]
    ours = joined(rows["entity_id"], rows["name"]).isin(set(joined(entities["entity_id"], entities["name"])))
    return said | (ours & (rows["kind"] == "primary"))


def _site_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _some(context, rows, "sites", lambda pair: pair["entity_id"] == pair["entity_id_of"])


def _event_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    def agrees(pair: pd.DataFrame) -> pd.Series:
        date = pair["period"].mask(pair["property"] == "founded", pair["value"])
        same = (pair["entity_id"] == pair["entity_id_of"]) & (pair["kind"] == pair["property"])
        return same & (pair["date"].fillna("") == date.fillna(""))

    undecided = rows["date"].isna() & rows["event_id"].isin(_undecided(context, "events"))
    return _some(context, rows, "events", agrees) | undecided


def _relation_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    def agrees(pair: pd.DataFrame) -> pd.Series:
        ends = joined(pair["subject_id"], pair["object_id"])
        turned = pair["property"] == "predecessor"
        subject = pair["entity_id"].mask(turned, pair["object_id_of"])
        return ends == joined(subject, pair["object_id_of"].mask(turned, pair["entity_id"]))

    return _some(context, rows, "relations", agrees)


def _claim_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    columns = ["as_written", "property", "value", "unit", "qualifier"]
    said = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")[columns]
    said = said.reindex(rows["statement_id"]).set_axis(rows.index)
    return (said.fillna("") == rows[columns].fillna("")).all(axis=1)


def _as_stated(rows: pd.DataFrame, context: Context) -> pd.DataFrame:
    """What the statement of each row says, its numbers in the unit of the row."""
    said = context.typed["statements"].drop_duplicates("statement_id").set_index("statement_id")
    said = said.reindex(rows["statement_id"]).set_axis(rows.index)
    factor = context.typed["units"].drop_duplicates("unit").set_index("unit")["factor"]
    ratio = said["unit"].map(factor) / rows["unit"].map(factor)
    number = pd.to_numeric(said["value"], errors="coerce")
    return said.assign(value=number * ratio, value_low=said["value_low"] * ratio, value_high=said["value_high"] * ratio)


def _figure_as_stated(rows: pd.DataFrame, context: Context) -> pd.Series:
    said = _as_stated(rows, context)
    same = said["qualifier"] == rows["qualifier"]
    for column in ("value", "value_low", "value_high"):
        same &= _equal(rows[column], said[column])
    return same


def _figure_said(rows: pd.DataFrame, context: Context) -> pd.Series:
    said = _as_stated(rows, context)
    return said["qualifier"] + " " + said["value"].map("{:.12g}".format) + " " + rows["unit"]


def _marks_rivals(table: str):
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        of_table = traces(context)
        of_table = of_table[(of_table["table"] == table) & (of_table["role"] == "rival")]
        return rows[key_of(context, table)].isin(set(of_table["key"])) == rows["contested"].astype("bool")

    return fine


def _undecided(context: Context, table: str) -> set[str]:
    """Rows for which provenance adopts none of several statements."""
    rivals = set(_whole_rows(context, table, ("rival",))["key"])
    return rivals - set(_whole_rows(context, table, ("adopted",))["key"])


def _origins(table: str):
    def count(rows: pd.DataFrame, context: Context) -> pd.Series:
        behind = _whole_rows(context, table, ("adopted", "agrees"))
        counted = behind.groupby("key")["origin"].nunique()
        return rows[key_of(context, table)].map(counted).fillna(0).astype("int64")

    return count


def _sources(table: str):
    def count(rows: pd.DataFrame, context: Context) -> pd.Series:
        statements = context.typed["statements"]
        used = statements[statements["state"].isin(["used"])]
        counted = used.groupby("entity_id")["source_id"].nunique()
        return rows[key_of(context, table)].map(counted).fillna(0).astype("int64")

    return count


def _names_adopted(table: str):
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        adopted = _whole_rows(context, table, ("adopted",))
        pairs = joined(rows[key_of(context, table)], rows["statement_id"])
        computed = rows["statement_id"].isna() & ~rows[key_of(context, table)].isin(set(adopted["key"]))
        return pairs.isin(set(joined(adopted["key"], adopted["statement_id"]))) | computed

    return fine


def _checks():
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
    for table in DOUBTED:
        yield Check(
            CONTESTED, table, "contested", _marks_rivals(table),
            "contested is {contested}, and provenance says otherwise: it names rivals or none.", needs=("contested",),
        )
    for table in COUNTED:
        count = _origins(table)
        yield Check(
            INDEPENDENT, table, "n_independent", _counts_origins(table, count),
            "n_independent is {n_independent}; the statements behind the row have {expected} origins.",
            needs=("n_independent",), expected=count,
        )
    for table in ENTITY_TABLES:
        count = _sources(table)
        yield Check(
            SOURCES, table, "n_sources", _counts(count, "n_sources"),
            "n_sources is {n_sources}; the statements in use come from {expected} sources.",
            needs=("n_sources",), expected=count,
        )


def _counts(count, column: str):
    return lambda rows, context: rows[column] == count(rows, context)


def _counts_origins(table: str, count):
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        undecided = rows[key_of(context, table)].isin(_undecided(context, table))
        return undecided | (rows["n_independent"] == count(rows, context))

    return fine


CHECKS = tuple(_checks())
