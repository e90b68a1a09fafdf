"""What is cited: the data set, a release, a table, or one value with the statements behind it.

Whoever states a figure is cited before us; a contested value is cited as contested, and a computed
one by its inputs. What is not known (a DOI, an archive's checksum) is left out. How it is written
stands in `scripts.tell.styles`.
"""

from typing import NamedTuple

import pandas as pd

from scripts.evidence.columns import Tables
from scripts.history.changes import changed_keys
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.package.descriptor import Package
from scripts.package.tableschema import TableSchema
from scripts.tell.address import site_address
from scripts.tell.keys import Place
from scripts.tell.trace import BETTER, Origin, Trace, amount, origins, printed_ranges, trace

ADOPTED, RIVAL, INSTEAD = "adopted", "rival", "instead"


class Cited(NamedTuple):
    """What is cited: `place` by table, key and field, what it is in words, and its statements.

    `page` is where the site shows it, once there is one. Of a claim `advice` says what to print, and its origins are
    also those of what to print instead. `unreleased`: it is not what the last release holds.
    """

    place: str
    what: str
    contested: bool
    computed: bool
    origins: list[Origin]
    at: Place = Place("")
    advice: str = ""
    unreleased: bool = False
    page: str = ""

    @property
    def voices(self) -> list[Origin]:
        """The statements that the value rests on: not its rivals."""
        return [origin for origin in self.origins if origin.role != RIVAL]

    @property
    def first(self) -> list[Origin]:
        """Whom a short citation names: the statement that was adopted, else all that it rests on.

        Of a claim those behind the advice, and not the one who claims it.
        """
        if self.advice:
            return [origin for origin in self.origins if origin.role == INSTEAD]
        return [origin for origin in self.origins if origin.role == ADOPTED] or self.voices

    @property
    def rivals(self) -> list[Origin]:
        """The statements that contradict it."""
        return [origin for origin in self.origins if origin.role == RIVAL]


def cite(package: Package, tables: Tables, at: Place | None) -> Cited | None:
    """Return what is cited: a table, a row or a cell of it; None where it is the data set as a whole.

    A row that is a figure is cited by its value, and a claim with what to print.
    """
    if at is None:
        return None
    table, key, field = at
    page = site_address(package, tables, at)
    schemas = {name: resource.schema for name, resource in package.resources.items()}
    if not key:
        return Cited(f"table {table}", schemas[table].descriptor["title"], False, False, [], at, page=page)
    found = trace(package, tables, at)
    shown = _shown(found, field)
    cited = compose(tables, schemas, found, field, origins(tables, found.of(shown) if shown else found.provenance))
    intervals = _intervals(tables, schemas, cited.origins)
    return cited._replace(
        page=page,
        origins=[said._replace(interval=interval) for said, interval in zip(cited.origins, intervals, strict=True)],
    )


def compose(tables: Tables, schemas: dict[str, TableSchema], found: Trace, field: str, said: list[Origin]) -> Cited:
    """Return what is cited of a row that is traced, with the statements behind it."""
    row, shown = found.row, _shown(found, field)
    of_row = shown not in set(found.provenance["field"])  # so that a mark on the row speaks of what is cited
    is_claim = found.table == "claims" and not field
    return Cited(
        place=f"table {found.table}, row {found.key}" + (f", column {field}" if field else ""),
        what=_what(tables, schemas, found.table, row, shown),
        contested=any(origin.role == RIVAL for origin in said) or (of_row and row.get("contested") == "true"),
        computed=row.get("origin") == "computed",
        origins=said + (_behind_advice(tables, row) if is_claim else []),
        at=Place(found.table, found.key, field),
        advice=row["print_advice"] if is_claim else "",
    )


def _shown(found: Trace, field: str) -> str:
    """The column that a citation speaks of; of a row that is a figure its value."""
    return field or ("value" if "value" in found.row.index else "")


def _behind_advice(tables: Tables, claim: pd.Series) -> list[Origin]:
    """The statements behind the figure to print instead of a claim, else those that it was judged by."""
    provenance, evidence = tables["provenance"], tables["assessment_evidence"]
    rows = evidence[evidence["claim_id"] == claim["claim_id"]].assign(role=INSTEAD)
    for column, table in BETTER.items():
        if claim[column]:
            rows = provenance[(provenance["table"] == table) & (provenance["key"] == claim[column])]
            rows = rows[rows["field"].isin(["value", "*"]) & (rows["role"] != RIVAL)]
            rows = rows[(rows["role"] == ADOPTED) | (rows["role"] != ADOPTED).all()].assign(role=INSTEAD)
    return origins(tables, rows)


def _intervals(tables: Tables, schemas: dict[str, TableSchema], said: list[Origin]) -> list[str]:
    """Where each figure lies, as its words and digits say, in its own unit; blank for what is no figure."""
    ranges = printed_ranges(tables, schemas, [item.statement_id for item in said])
    return [
        "" if pd.isna(low) else f"between {low:.6g} and {high:.6g}" if low < high else f"exactly {low:.10g}"
        for low, high in zip(ranges["low"], ranges["high"], strict=True)
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
        written = amount(tables["units"].to_dict("records"), row)
        return f"{written} ({when or 'undated'}): {subject}"
    about = subject if when is None else f"{subject}, {when or 'undated'}"
    return f"{about}, {schemas[table].field(field)['title'].lower()}: {row[field] or 'blank'}" if field else about


def _title(tables: Tables, table: str, key: str, value: str, column: str) -> str:
    rows = tables[table].loc[tables[table][key] == value, column]
    return rows.iloc[0] if len(rows) else value


def is_changed(release: Snapshot, package: Package, tables: Tables, cited: Cited | None) -> bool:
    """Whether the data set (None), a table or a row, with the words and sources behind it, is not as in a release.

    A release keeps a digest of each row: where any cell of a row differs, all count as changed. Of bookkeeping it
    keeps none, and the whole table must be as it was.
    """
    if cited is None:
        return _differs(release, package, tables)
    table, key, _ = cited.at
    if not key:
        return _differs(release, package, {table: tables[table]})
    rows = {"statements": {origin.statement_id for origin in cited.origins}}
    rows |= {"sources": {origin.source_id for origin in cited.origins}}
    rows[table] = rows.get(table, set()) | {key}
    now = take_snapshot(package, {name: tables[name] for name in rows})
    return any(
        name not in release.tables or keys & changed_keys(name, release.tables[name], now.tables[name])
        for name, keys in rows.items()
    )


def _differs(release: Snapshot, package: Package, tables: Tables) -> bool:
    now = take_snapshot(package, tables).tables
    return any(name not in release.tables or release.tables[name].content != now[name].content for name in now)
