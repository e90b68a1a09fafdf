"""What is cited: the data set, a release, a table, or one value with the statements behind it.

Whoever states a figure is cited before us; a contested value is cited as contested, and a computed
one by its inputs. What is not known (a DOI, an archive's checksum) is left out. How it is written
stands in `scripts.tell.styles`.
"""

from typing import NamedTuple

import pandas as pd

from scripts.evidence.intervals import pragmatic_bounds
from scripts.package.tableschema import TableSchema
from scripts.tell.amounts import amount
from scripts.tell.lookup import Tables

ADOPTED, RIVAL = "adopted", "rival"


class Origin(NamedTuple):
    """One statement and its source: who says what, in which words, where and when."""

    role: str
    statement_id: str
    source_id: str
    publisher: str
    asserted_by: str
    title: str
    url: str
    published: str
    accessed: str
    locator: str
    words: str
    language: str
    value: str
    interval: str


class Cited(NamedTuple):
    """What is cited: `place` by table, key and field, what it is in words, and its statements."""

    place: str
    what: str
    contested: bool
    computed: bool
    origins: list[Origin]

    @property
    def voices(self) -> list[Origin]:
        """The statements that the value rests on: not its rivals."""
        return [origin for origin in self.origins if origin.role != RIVAL]

    @property
    def first(self) -> list[Origin]:
        """Whom a short citation names: the statement that was adopted, else all that it rests on."""
        return [origin for origin in self.origins if origin.role == ADOPTED] or self.voices

    @property
    def rivals(self) -> list[Origin]:
        """The statements that contradict it."""
        return [origin for origin in self.origins if origin.role == RIVAL]


def cite_table(table: str, schema: TableSchema) -> Cited:
    """Return what is cited when a whole table is."""
    return Cited(f"table {table}", schema.descriptor["title"], False, False, [])


def cite_value(
    tables: Tables, schemas: dict[str, TableSchema], table: str, row: pd.Series, field: str | None
) -> Cited:
    """Return what is cited when a row is, or one cell of it.

    In: all tables as text and their schemas by name, and the row. A row that is a figure is cited
    by its value.
    """
    key = "/".join(row[column] for column in schemas[table].primary_key)
    shown = field or ("value" if "value" in row.index else "")
    trace = _trace(tables, table, key, shown)
    contested = (trace["role"] == RIVAL).any() or (not _is_cell(table, tables, key, shown) and _is(row, "contested"))
    cell = f", column {field}" if field else ""
    return Cited(
        place=f"table {table}, row {key}{cell}",
        what=_what(tables, schemas, table, row, shown),
        contested=bool(contested),
        computed=row.get("origin", "") == "computed",
        origins=_origins(tables, schemas, trace),
    )


def _trace(tables: Tables, table: str, key: str, field: str) -> pd.DataFrame:
    """Provenance of a cell, else that of its whole row; of a row that is traced by cells, all of it.

    A statement is its own.
    """
    if table == "statements":
        return pd.DataFrame({"field": ["*"], "statement_id": [key], "role": [ADOPTED]})
    rows = tables["provenance"].query("table == @table and key == @key")
    own = rows[rows["field"] == field] if field else rows
    return own if len(own) else rows[rows["field"] == "*"]


def _is_cell(table: str, tables: Tables, key: str, field: str) -> bool:
    """Whether provenance speaks of this cell by itself, so that a mark on the row says nothing of it."""
    return bool(len(tables["provenance"].query("table == @table and key == @key and field == @field")))


def _is(row: pd.Series, flag: str) -> bool:
    return row.get(flag, "") == "true"


def _origins(tables: Tables, schemas: dict[str, TableSchema], trace: pd.DataFrame) -> list[Origin]:
    """The statements of a trace, each once, with their sources."""
    roles = trace[trace["statement_id"] != ""].drop_duplicates("statement_id").set_index("statement_id")["role"]
    statements = tables["statements"].set_index("statement_id").loc[roles.index].reset_index()
    intervals = _intervals(tables, schemas, statements)
    sources = tables["sources"].set_index("source_id").loc[statements["source_id"]]
    return [
        Origin(
            role=role, statement_id=said["statement_id"], source_id=said["source_id"], publisher=source["publisher"],
            asserted_by=source["asserted_by"], title=source["title"], url=source["url"],
            published=source["published"], accessed=source["accessed"], locator=said["locator"],
            words=said["as_written"] or said["transcribed_value"] or said["value"], language=said["language"],
            value=amount(tables, said), interval=interval,
        )
        for role, said, source, interval in zip(
            roles, statements.to_dict("records"), sources.to_dict("records"), intervals, strict=True
        )
    ]


def _intervals(tables: Tables, schemas: dict[str, TableSchema], statements: pd.DataFrame) -> list[str]:
    """Where each figure lies, as its words and digits say, in its own unit; blank for what is no figure."""
    typed = schemas["statements"].cast(statements)
    units = schemas["units"].cast(tables["units"])
    bounds = pragmatic_bounds(typed, units, schemas["tolerances"].cast(tables["tolerances"]))
    factor = typed["unit"].map(units.set_index("unit")["factor"]).astype("float64")
    return [
        "" if pd.isna(low) else f"between {low:.6g} and {high:.6g}" if low < high else f"exactly {low:.10g}"
        for low, high in zip(bounds["low"] / factor, bounds["high"] / factor, strict=True)
    ]


def _what(tables: Tables, schemas: dict[str, TableSchema], table: str, row: pd.Series, field: str) -> str:
    """Say what a row or cell is, what matters first, because a short citation cuts the end."""
    if table == "claims" and field == "value":
        return f"claim “{row['as_written']}”: {row['verdict'].replace('_', ' ')}"
    if table == "national_indicators":
        measure = _title(tables, "indicators", "indicator_id", row["indicator_id"], "title")
        place = _title(tables, "geographies", "geo_code", row["geo_code"], "name")
        subject, when = f"{measure}, {place}", row["period"]
    elif table == "observations":
        name = _title(tables, "entities", "entity_id", row["entity_id"], "name")
        subject, when = f"{row['counted'] or row['measure'].replace('_', ' ')} of {name}", row["as_of"]
    else:
        subject, when = row.get("name") or row.get("title") or row.get("as_written") or row.iloc[0], None
    if field == "value" and when is not None:
        return f"{amount(tables, row)} ({when or 'undated'}): {subject}"
    about = subject if when is None else f"{subject}, {when or 'undated'}"
    return f"{about}, {schemas[table].field(field)['title'].lower()}: {row[field] or 'blank'}" if field else about


def _title(tables: Tables, table: str, key: str, value: str, column: str) -> str:
    rows = tables[table].loc[tables[table][key] == value, column]
    return rows.iloc[0] if len(rows) else value
