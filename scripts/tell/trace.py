"""From a row or cell back to what stands behind it: the statements with their sources, or why it is blank."""

from collections.abc import Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import NamedTuple

import pandas as pd

from scripts.figures.interval import plain
from scripts.package.descriptor import Package

Tables = dict[str, pd.DataFrame]  # every resource of the package as text, blanks as ""
WHOLE_ROW = "*"
THOUSAND = Decimal(1000)


class NotFound(Exception):
    """There is no such table, row or field; the message says what comes close."""


class Retired(NotFound):
    """The id was released and is retired; the message says what became of it."""


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
    period: str = ""
    interval: str = ""

    @property
    def source(self) -> str:
        """Publisher, date and address in one line."""
        date = f", {self.published}" if self.published else ""
        return f"{self.publisher}{date}, {self.url or 'no public address'}"


class Trace(NamedTuple):
    """A row, and what `provenance` and `gaps` say of its cells."""

    table: str
    key: str
    row: pd.Series
    provenance: pd.DataFrame
    gaps: dict[str, str]  # reason by field

    def of(self, field: str) -> pd.DataFrame:
        """Return the provenance of a cell; where it has none of its own, that of the whole row."""
        own = self.provenance[self.provenance["field"] == field]
        return own if len(own) else self.provenance[self.provenance["field"] == WHOLE_ROW]


def trace(package: Package, tables: Tables, table: str, key: str, field: str | None = None) -> Trace:
    """Find a row and what stands behind it.

    A statement stands behind itself.

    Parameters
    ----------
    tables : dict of DataFrame
        Every resource as text.
    key : str
        What stands in the first column of the table's primary key.
    field : str, optional
        A column that must be there.

    Raises
    ------
    NotFound
        There is no such table, row or field.
    Retired
        The id is gone; the message says what became of it.
    """
    check_table(package, table)
    schema, frame = package.resources[table].schema, tables[table]
    rows = frame[frame[schema.primary_key[0]] == key]
    if rows.empty:
        if fate := _fate(tables["retired"], table, key):
            raise Retired(" ".join(fate))
        raise NotFound(_missing(f"row in {table}", key, frame[schema.primary_key[0]].tolist()))
    if field is not None and field not in frame.columns:
        raise NotFound(_missing("field", field, list(frame.columns)))
    row = rows.iloc[0]
    full_key = "/".join(row[column] for column in schema.primary_key)
    gaps = _of_row(tables["gaps"], table, full_key)
    provenance = _of_row(tables["provenance"], table, full_key)
    if table == "statements":
        itself = {"field": WHOLE_ROW, "statement_id": key, "role": "adopted"}
        provenance = pd.DataFrame([dict.fromkeys(provenance.columns, "") | itself])
    return Trace(table, key, row, provenance, dict(zip(gaps["field"], gaps["reason"], strict=True)))


def check_table(package: Package, table: str) -> None:
    """Raise NotFound where there is no such table."""
    if table not in package.resources:
        raise NotFound(_missing("table", table, list(package.resources)))


def origins(tables: Tables, provenance: pd.DataFrame) -> list[Origin]:
    """Return the statements that rows of provenance name, each once and in order, with their sources."""
    roles = provenance[provenance["statement_id"] != ""].drop_duplicates("statement_id")
    statements = tables["statements"].set_index("statement_id", drop=False).loc[roles["statement_id"]]
    sources = tables["sources"].set_index("source_id", drop=False).loc[statements["source_id"]]
    return [
        Origin(
            role=role, **{name: said[name] for name in ("statement_id", "locator", "language", "period")},
            **{name: source[name] for name in (
                "source_id", "publisher", "asserted_by", "title", "url", "published", "accessed",
            )},
            words=said["as_written"] or said["transcribed_value"] or said["value"], value=amount(tables, said),
        )
        for role, said, source in zip(
            roles["role"], statements.to_dict("records"), sources.to_dict("records"), strict=True
        )
    ]  # fmt: skip


def amount(tables: Tables, row: Mapping[str, str]) -> str:
    """Write the value of a row with its qualifier and its unit in words: more than 13.4 billion euro.

    The row has `value`, `value_low`, `value_high`, `unit` and `qualifier`. A word or a date, which has no unit,
    stays as it is; without a value the range is written.
    """
    if not row["unit"]:
        return row["value"]
    qualifier = "" if row["qualifier"] == "exact" else f"{row['qualifier'].replace('_', ' ')} "
    units = tables["units"]
    own = units[units["unit"] == row["unit"]].iloc[0]
    value = row["value"] or f"{row['value_low'] or 'unknown'} to {row['value_high'] or 'unknown'}"
    if row["value"] and abs(Decimal(value)) >= THOUSAND:  # in the unit of its kind that is a thousand times larger
        larger = units[units["kind"] == own["kind"]]
        larger = larger[larger["factor"].map(Decimal) == Decimal(own["factor"]) * THOUSAND]
        if len(larger):
            own, value = larger.iloc[0], plain(Decimal(value) / THOUSAND)
    return f"{qualifier}{value}" + ("" if own["unit"] == "count" else f" {own['title']}")


def _of_row(frame: pd.DataFrame, table: str, key: str) -> pd.DataFrame:
    return frame[(frame["key"] == key) & (frame["table"] == table)]


def _fate(retired: pd.DataFrame, table: str, key: str) -> list[str]:
    """Say what became of a retired id, and of its successors; nothing of any other id."""
    rows = retired[retired["table"] == table].set_index("id").to_dict("index")
    said: dict[str, str] = {}
    while key in rows and key not in said:
        row = rows[key]
        then = f" It is now {row['successor']}." if row["successor"] else " Nothing stands for it."
        said[key] = f"{key} was retired on {row['date']} ({row['reason']}): {row['note'].rstrip('.')}.{then}"
        key = row["successor"]
    return list(said.values())


def _missing(what: str, word: str, known: list[str]) -> str:
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    return f"There is no {what} {word!r}.{hint}"
