"""What all pages share: the tables read once, what stands behind each row, names, labels and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import pandas as pd
from markupsafe import Markup

from scripts.evidence.columns import WHOLE_ROW, Tables
from scripts.history.changes import changed_keys
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.package.dataset import Dataset, read_dataset
from scripts.package.descriptor import Package
from scripts.tell.address import KINDS, address, site_address
from scripts.tell.cite import Cited, compose
from scripts.tell.explain import GAP_WORDS
from scripts.tell.keys import Place
from scripts.tell.styles import STYLES
from scripts.tell.templating import render
from scripts.tell.trace import Origin, Trace, amount, origins, printed_ranges

TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = ("en", "fr", "nl")
VOCABULARIES = {"segments": "segment", "properties": "property", "geographies": "geo_code"}  # those with English titles
NAVIGATION = {
    name: f"{name.lower()}/"
    for name in (
        "Companies", "Money", "Hubs", "Clusters", "Institutions", "Indicators", "Contradictions", "Claims",
        "Dictionary",
    )
}.items()  # fmt: skip
QUOTED = re.compile(r'(?<==)"([\w./#:-]+)"(?=[ >])')  # attributes that HTML reads as well without
COPIED = ("news", "apa", "bibtex")  # ways to cite that are offered


class Fact(NamedTuple):
    """One cell as a page shows it: its field, value, why it is blank, the statements and derivations behind it."""

    field: dict
    value: str
    why_blank: str
    said: list[Origin]
    rules: list[str]

    @property
    def rivals(self) -> list[Origin]:
        """The statements that contradict it."""
        return [origin for origin in self.said if origin.role == "rival"]


@dataclass(frozen=True)
class Site:
    """The package as the pages ask it; `release` is the last one, None before the first."""

    package: Package
    tables: Tables
    release: Snapshot | None = None
    _groups: dict = field(default_factory=dict)

    @cached_property
    def data(self) -> Dataset:
        """What is said of the data set as a whole."""
        return read_dataset(self.package.descriptor)

    @cached_property
    def schemas(self) -> dict:
        """Table Schemas by resource."""
        return {name: resource.schema for name, resource in self.package.resources.items()}

    @cached_property
    def said(self) -> dict[str, Origin]:
        """Every statement with its source, by its id."""
        known = pd.DataFrame({"statement_id": self.tables["statements"]["statement_id"], "role": "adopted"})
        return {origin.statement_id: origin for origin in origins(self.tables, known)}

    @cached_property
    def ranges(self) -> pd.DataFrame:
        """Where every figure lies as printed, by its statement."""
        return printed_ranges(self.tables, self.schemas, self.tables["statements"]["statement_id"])

    @cached_property
    def entities(self) -> dict[str, dict]:
        """Rows of `entities` by id."""
        return {row["entity_id"]: row for row in self.tables["entities"].to_dict("records")}

    @cached_property
    def changed(self) -> dict[str, set[str]]:
        """Keys of the rows that are not as in the last release, by table that it holds row by row."""
        if self.release is None:
            return {}
        now = take_snapshot(self.package, self.tables).tables
        shared = [name for name in now if name in self.release.tables and not now[name].schema.bookkeeping]
        return {name: changed_keys(name, self.release.tables[name], now[name]) for name in shared}

    def since_release(self, table: str, key: str) -> str:
        """Say whether a row is as in the last release; blank where there is none that knows."""
        if table not in self.changed:
            return ""
        if key not in self.changed[table]:
            return f"The same in release {self.release.version}."
        known = key in self.release.tables[table].rows.index
        return f"{'Changed since' if known else 'Not yet in'} release {self.release.version}."

    @cached_property
    def titles(self) -> dict[str, str]:
        """Titles of the indicators by id."""
        return {row["indicator_id"]: row["title"] for row in self.rows("indicators")}

    @cached_property
    def measures(self) -> dict[str, str]:
        """Titles of what the indicators measure, by indicator."""
        titles = {row["measure_id"]: row["title"] for row in self.rows("measures")}
        return {row["indicator_id"]: titles[row["measure_id"]] for row in self.rows("indicators")}

    @cached_property
    def perimeters(self) -> dict[str, str]:
        """Titles of the perimeters by id."""
        return {row["perimeter_id"]: row["title"] for row in self.rows("perimeters")}

    @cached_property
    def statements_of(self) -> dict[tuple[str, str], list[str]]:
        """Ids of the statements behind each row, by table and key."""
        rows = self.tables["provenance"]
        found: dict[tuple[str, str], list[str]] = {}
        for table, key, statement in zip(rows["table"], rows["key"], rows["statement_id"], strict=True):
            if statement and statement not in (known := found.setdefault((table, key), [])):
                known.append(statement)
        return found

    def statement(self, statement_id: str) -> dict:
        """Return the row of a statement."""
        return self.rows("statements", "statement_id", statement_id)[0]

    def name(self, entity_id: str) -> str:
        """Return the name of an entity, never translated."""
        return self.entities[entity_id]["name"] if entity_id in self.entities else entity_id

    def page(self, entity_id: str) -> str:
        """Return the address of the page of an entity; blank where there is none."""
        return f"{KINDS[self.entities[entity_id]['kind']]}/{entity_id}/" if entity_id in self.entities else ""

    def address(self, table: str, key: str) -> str:
        """Return the address at which a row stands."""
        return address(self.package, self.tables, Place(table, key))

    def amount(self, row: dict) -> str:
        """Write the value of a row with qualifier and unit."""
        return amount(self.rows("units"), row)

    def rows(self, table: str, column: str = "", key: str = "") -> list[dict]:
        """Return the rows of a table as dicts; with a column only those that have the key there."""
        if (table, column) not in self._groups:
            groups: dict[str, list[dict]] = {}
            for row in self.rows(table) if column else self.tables[table].to_dict("records"):
                groups.setdefault(row[column] if column else "", []).append(row)
            self._groups[table, column] = groups
        return self._groups[table, column].get(key, [])

    def traces(self, table: str) -> Iterator[Trace]:
        """Yield every row of a table with what stands behind it, as `trace` would find it."""
        frame = self.tables[table]
        behind, gaps = self._parts("provenance", table), self._parts("gaps", table)
        none = self.tables["provenance"].iloc[:0]
        for position, key in enumerate(self.schemas[table].keys_of(frame)):
            why = gaps[key].set_index("field")["reason"].to_dict() if key in gaps else {}
            yield Trace(table, key, frame.iloc[position], behind.get(key, none), why)

    def behind(self, found: Trace) -> dict[str, list[Origin]]:
        """Return the statements behind a row by field, each with the role that it has there."""
        said: dict[str, list[Origin]] = {}
        rows = found.provenance
        for column, statement, role in zip(rows["field"], rows["statement_id"], rows["role"], strict=True):
            if statement:
                said.setdefault(column, []).append(self.said[statement]._replace(role=role))
        return said

    def facts(self, found: Trace) -> list[Fact]:
        """Return the cells of a row with what stands behind each; those that do not apply are left out."""
        said = self.behind(found)
        rules = found.provenance.groupby("field")["rule"].agg(lambda rule: list(dict.fromkeys(filter(None, rule))))
        return [
            Fact(
                item,
                found.row[item["name"]],
                GAP_WORDS.get(found.gaps.get(item["name"], ""), ""),
                said.get(item["name"], said.get(WHOLE_ROW, [])),
                rules.get(item["name"], []),
            )
            for item in self.schemas[found.table].fields
            if found.row[item["name"]] or found.gaps.get(item["name"], "not_applicable") != "not_applicable"
        ]

    def cited(self, found: Trace, column: str, said: list[Origin]) -> Cited:
        """Return what is cited of a row, or one cell of it, with the statements behind it."""
        page = site_address(self.package, self.tables, Place(found.table, found.key, column))
        return compose(self.tables, self.schemas, found, column, said)._replace(page=page)

    def citations(self, cited: Cited | None, styles: tuple[str, ...] = COPIED) -> dict[str, str]:
        """Return the ways to cite something; what is not as in the last release says so."""
        if cited and cited.at.key in self.changed.get(cited.at.table, ()):
            cited = cited._replace(unreleased=True)
        return {style: STYLES[style](cited, self.data) for style in styles}

    def label(self, vocabulary: str, code: str) -> Markup:
        """Return the label of a code in English, marked so that the switch of languages finds it."""
        labels = self.labels.get(f"{vocabulary}/{code}", {})
        text = labels.get("en") or code.replace("_", " ")
        return Markup('<span data-l="{}/{}">{}</span>').format(vocabulary, code, text) if len(labels) > 1 else text

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """Labels by vocabulary/code, then by language; English titles stand in the tables of the codes themselves."""
        known: dict[str, dict[str, str]] = {}
        for row in self.rows("labels"):
            if row["language"] in LANGUAGES:
                known.setdefault(f"{row['vocabulary']}/{row['code']}", {})[row["language"]] = row["label"]
        for table, key in VOCABULARIES.items():
            for row in self.rows(table):
                known.setdefault(f"{table}/{row[key]}", {}).setdefault("en", row.get("title") or row.get("name"))
        return known

    def render(self, template: str, to: str, title: str, **values: object) -> dict[str, bytes]:
        """Fill a template for the page at an address; returns it by the path of its file."""
        root = "../" * to.count("/")
        shared = {"title": title, "root": root, "address": to, "url": lambda page: root + _file(page)}
        page = self.text(template, navigation=NAVIGATION, **shared, **values).decode()
        return {_file(to): QUOTED.sub(r"\1", page).encode()}

    def text(self, template: str, **values: object) -> bytes:
        """Fill a template that is no page."""
        return render(template, TEMPLATES, site=self, data=self.data, **values).encode()

    def _parts(self, name: str, table: str) -> dict[str, pd.DataFrame]:
        rows = self.tables[name]
        return dict(list(rows[rows["table"] == table].groupby("key")))


def _file(address: str) -> str:
    """The file of an address, so that links also work without a server."""
    page, mark, anchor = address.partition("#")
    return (f"{page}index.html" if page.endswith("/") or not page else page) + mark + anchor
