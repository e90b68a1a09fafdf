"""The fingerprint of a release, kept in releases/ when the archive itself is not.

It holds what identifies the archive, and what the next version is computed from without the old
data: schemas and metadata as they were, every released id, and digests of the rows (of the cells,
in published tables). So it works in a shallow clone and in an unpacked archive.
"""

import hashlib
import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from scripts.history.state import CELLS, NOTHING, ROWS, State, TableState, cell_digests, row_digests
from scripts.history.version import VERSION, numbers
from scripts.package.descriptor import EVIDENCE
from scripts.package.tableschema import TableSchema

FOLDER = "releases"


class Fingerprint(NamedTuple):
    """The archive's SHA-256, and in words when and why it was withdrawn and what to use (blank: never)."""

    sha256: str
    withdrawn: str


def take_fingerprint(state: State) -> dict:
    """Return what a fingerprint says of a state; what identifies the archive is for others to add."""
    tables = {
        name: {
            "entry": table.entry, "content": table.content, "schema": table.schema.descriptor, "rows": _pack(table),
        }
        for name, table in state.tables.items()
    }
    return {"metadata": state.metadata, "tables": tables}


def write_fingerprint(content: dict) -> bytes:
    """Return a fingerprint as it is stored: a row a line, so that version control shows rows."""
    return (json.dumps(content, ensure_ascii=False, indent=0) + "\n").encode()


def read_fingerprint(path: Path) -> Fingerprint:
    """Read what identifies a release; raises ValueError with a message in words where it is none."""
    try:
        content = _load(path)
        withdrawal = content.get("withdrawn")
        withdrawn = "on {day} ({reason}); use {use}".format(**withdrawal) if withdrawal else ""
        return Fingerprint(content["archive"]["sha256"], withdrawn)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(path) from error


def read_state(path: Path) -> State:
    """Read the state of a release from its fingerprint; raises ValueError where it is none."""
    try:
        content = _load(path)
        numbers(content["version"])
        tables = {name: _unpack(item) for name, item in content["tables"].items()}
        return State(content["version"], content["metadata"], tables, {})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(path) from error


def fingerprint_path(version: str) -> str:
    """Return where the fingerprint of a release lies, from the package's directory."""
    return f"{FOLDER}/{version}.json"


def archive_entry(name: str, content: bytes) -> dict:
    """Return what identifies an archive: its name, size and SHA-256."""
    return {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def previous_release(root: Path, version: str) -> Path | None:
    """Return the fingerprint of the latest release before a version; None before the first."""
    return _latest([path for path in _fingerprints(root) if numbers(path.stem) < numbers(version)])


def read_release(root: Path) -> State | None:
    """Read the state of the last release of a package; None before the first.

    Raises:
        ValueError: its fingerprint is none.
    """
    path = _latest(_fingerprints(root))
    return read_state(path) if path else None


def _fingerprints(root: Path) -> list[Path]:
    return [path for path in (root / FOLDER).glob("*.json") if VERSION.fullmatch(path.stem)]


def _latest(paths: list[Path]) -> Path | None:
    return max(paths, key=lambda path: numbers(path.stem), default=None)


def _load(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def _unusable(path: Path) -> ValueError:
    reason = "it is no fingerprint of a release. Restore it from version control"
    return ValueError(f"{path.name} cannot be used: {reason}.")


def _known(entry: dict, schema: TableSchema) -> str:
    """How much of the rows a fingerprint keeps."""
    if schema.bookkeeping:
        return NOTHING
    return ROWS if entry["path"].startswith(EVIDENCE) else CELLS


def _pack(table: TableState) -> dict[str, str]:
    known = _known(table.entry, table.schema)
    if known == NOTHING:
        return {}
    digests = (row_digests if known == ROWS else cell_digests)(table.rows)
    return dict(zip(table.rows.index, map(" ".join, digests.to_numpy()), strict=True))


def _unpack(item: dict) -> TableState:
    schema = TableSchema(item["schema"]["name"], item["schema"])
    known = _known(item["entry"], schema)
    columns = ["*"] if known == ROWS else [name for name in schema.columns if name not in schema.primary_key]
    cells = [packed.split(" ") for packed in item["rows"].values()]
    rows = pd.DataFrame(cells, index=pd.Index(item["rows"], dtype="str", name="key"), columns=columns, dtype="str")
    return TableState(item["entry"], schema, rows, known, item["content"])
