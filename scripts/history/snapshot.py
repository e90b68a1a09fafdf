"""A snapshot of the package: the form in which two states of it are compared.

It is taken from a package, whose cells are there, or read from the fingerprint of a release
(see `scripts.history.fingerprint`), which keeps one digest a row.
"""

import hashlib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scripts.evidence.columns import SEPARATOR, WHOLE_ROW, Tables
from scripts.package.descriptor import Package
from scripts.package.desktop import is_desktop
from scripts.package.opening import read_json
from scripts.package.tableschema import TableSchema

DIGEST = "*"  # the column that holds the digest of a row
DIGITS = 4  # hexadecimal; a change that they miss still shows in the content of the table
DECISIVE = {"outcomes": ["outcome", "adopted_reading"]}  # what a reconciliation yields, kept as it is written
VARIABLE = ("bytes", "hash")  # what the build writes into the entry of a resource
OWN = ("version", "resources")  # what is no metadata of the descriptor
SUITES = "schemas/expectations"


@dataclass(frozen=True)
class TableSnapshot:
    """One table: its entry in the descriptor, its schema, a checksum of its content, and its rows.

    `text` holds all cells, or else `kept` what a fingerprint has of the rows: a digest and what is
    decisive of each, indexed by key, and of bookkeeping nothing. `n_rows` counts them in any case.
    `withheld` are keys of rows that a dispute keeps back whole: their ids are not lost.
    """

    entry: dict
    schema: TableSchema
    content: str
    n_rows: int
    text: pd.DataFrame | None = None
    kept: pd.DataFrame | None = None
    withheld: frozenset[str] = frozenset()

    @cached_property
    def rows(self) -> pd.DataFrame:
        """What is known of the rows, indexed by key, parts joined by /."""
        return self.kept if self.text is None else keyed(self.text, self.schema)

    @property
    def has_ids(self) -> bool:
        """Whether its rows have ids: a key of one column, and no bookkeeping."""
        return len(self.schema.primary_key) == 1 and not self.schema.bookkeeping

    @cached_property
    def ids(self) -> set[str]:
        """The ids of its rows, those that are withheld among them."""
        if not self.has_ids:
            return set()
        return {*(self.kept.index if self.text is None else self.text[self.schema.primary_key[0]]), *self.withheld}


@dataclass(frozen=True)
class Snapshot:
    """The package at one time: version, metadata, tables, and the expectations of each suite by its name.

    `text` holds the tables as text where the snapshot was taken from a package.
    """

    version: str
    metadata: dict
    tables: dict[str, TableSnapshot]
    suites: dict[str, list[dict]]
    text: Tables

    @cached_property
    def retired(self) -> set[tuple[str, str]]:
        """Table and id of every row of `retired`."""
        known = self.tables["retired"].rows.index if "retired" in self.tables else []
        return {tuple(key.split("/", 1)) for key in known}


def take_snapshot(package: Package, text: Tables) -> Snapshot:
    """Return the snapshot of a package: its descriptor, its suites, and all its tables as text by name."""
    entries = {item["name"]: item for item in package.descriptor["resources"]}
    tables, withheld = {}, _withheld(text["gaps"]) if "gaps" in text else {}
    for name, frame in text.items():
        schema = package.resources[name].schema
        entry = {key: value for key, value in entries[name].items() if key not in VARIABLE}
        kept_back = frozenset(withheld.get(name, ()))
        tables[name] = TableSnapshot(entry, schema, _content(frame), len(frame), frame, withheld=kept_back)
    metadata = {key: value for key, value in package.descriptor.items() if key not in OWN}
    return Snapshot(package.descriptor["version"], metadata, tables, _read_suites(package.root), text)


def _withheld(gaps: pd.DataFrame) -> dict[str, list[str]]:
    """Keys of the rows that disputes withhold whole, by table."""
    rows = gaps[(gaps["field"] == WHOLE_ROW) & (gaps["reason"] == "withheld_disputed")]
    return rows.groupby("table")["key"].agg(list).to_dict()


def keyed(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    """Return the columns outside the key, indexed by key; a key that stands again is key#2."""
    key, joined = schema.primary_key, schema.keys_of(frame)
    if joined.duplicated().any():
        again = joined.groupby(joined).cumcount()
        joined = joined.mask(again > 0, joined + "#" + (again + 1).astype("str"))
    return frame[[column for column in schema.columns if column not in key]].set_axis(pd.Index(joined, name="key"))


def summarise_rows(name: str, cells: pd.DataFrame) -> pd.DataFrame:
    """Return what is kept of the rows of a table: what is decisive, and a digest of all other cells."""
    decisive = [column for column in DECISIVE.get(name, []) if column in cells]
    lines = _lines(cells, [column for column in cells if column not in decisive])
    digests = [hashlib.sha256(line.as_buffer()).hexdigest()[:DIGITS] for line in lines]
    return cells[decisive].assign(**{DIGEST: pd.Series(digests, cells.index, dtype="str")})


def _content(frame: pd.DataFrame) -> str:
    """A checksum of all cells, which no order of rows or columns changes."""
    lines = _lines(frame, sorted(frame))
    return hashlib.sha256(lines.take(pc.sort_indices(lines)).buffers()[-1] or b"").hexdigest()


def _lines(frame: pd.DataFrame, columns: list[str]) -> pa.Array:
    """The cells of each row as one text, each cell with a separator after it."""
    cells = [pa.array(frame[column], pa.string()) for column in columns]
    lines = pc.binary_join_element_wise(*cells, pa.repeat("", len(frame)), SEPARATOR)
    return lines.combine_chunks() if isinstance(lines, pa.ChunkedArray) else lines


def suite_files(root: Path) -> list[Path]:
    """Return the suites of expectations of a package, without what desktops and editors leave beside them."""
    return sorted(path for path in (root / SUITES).glob("*.json") if not is_desktop(path.name))


def _read_suites(root: Path) -> dict[str, list[dict]]:
    """The expectations by suite; of one that cannot be read there are none (validate names it)."""
    suites = {}
    for path in suite_files(root):
        try:
            listed = read_json(root, f"{SUITES}/{path.name}")["expectations"]
            suites[path.stem] = [item for item in listed if isinstance(item["kwargs"], dict)]
        except (OSError, ValueError, KeyError, TypeError):
            suites[path.stem] = []
    return suites
