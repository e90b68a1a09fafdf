"""The fingerprint of a release, kept in releases/ when the archive itself is not.

It holds what identifies the archive, and packed into one text what the next version is computed
from without the old data: metadata, schemas and expectation suites as they were, every released
id, and a digest of each row. So it works in a shallow clone and in an unpacked archive.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pyarrow as pa

from scripts.history.snapshot import DIGEST, DIGITS, Snapshot, TableSnapshot, summarise_rows
from scripts.history.steps import VERSION, numbers
from scripts.package.opening import hold, limit, parse_json, read_json
from scripts.package.tableschema import TableSchema

FOLDER = "releases"
PACKING, LEVEL = "brotli", 11  # of Arrow, whose wheel is pinned: the same bytes everywhere
LARGEST = 1 << 28


class Fingerprint(NamedTuple):
    """The archive's SHA-256, and in words when and why it was withdrawn and what to use (blank: never)."""

    sha256: str
    withdrawn: str


def write_fingerprint(identity: dict, packed: str) -> bytes:
    """Return a fingerprint as it is stored: what identifies the release, and the packed snapshot."""
    return (json.dumps(identity | {"snapshot": packed}, ensure_ascii=False, indent=1) + "\n").encode()


def pack_snapshot(snapshot: Snapshot) -> str:
    """Return as text what a fingerprint keeps of a snapshot."""
    content = {
        "metadata": snapshot.metadata,
        "suites": snapshot.suites,
        "tables": {name: _pack(name, table) for name, table in snapshot.tables.items()},
    }
    written = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.b64encode(pa.Codec(PACKING, LEVEL).compress(written, asbytes=True)).decode()


def read_fingerprint(path: Path) -> Fingerprint:
    """Read what identifies a release; raises ValueError with a message in words where it is none."""
    with _content(path) as content:
        withdrawal = content.get("withdrawn")
        withdrawn = "on {day} ({reason}); use {use}".format(**withdrawal) if withdrawal else ""
        return Fingerprint(content["archive"]["sha256"], withdrawn)


def read_snapshot(path: Path, root: Path | None = None) -> Snapshot:
    """Read the snapshot of a release from its fingerprint, that of a package in `root`; ValueError where it is none."""
    with _content(path, root) as content:
        numbers(content["version"])
        packed = base64.b64decode(content["snapshot"])
        unpacked = pa.input_stream(pa.py_buffer(packed), PACKING).read(min(limit("unpacked_bytes"), LARGEST) + 1)
        hold("unpacked_bytes", len(unpacked))
        kept = parse_json(unpacked)
        tables = {name: _unpack(item) for name, item in kept["tables"].items()}
        return Snapshot(content["version"], kept["metadata"], tables, kept["suites"], {})


def fingerprint_path(version: str) -> str:
    """Return where the fingerprint of a release lies, from the package's directory."""
    return f"{FOLDER}/{version}.json"


def archive_entry(name: str, content: bytes) -> dict:
    """Return what identifies an archive: its name, size and SHA-256."""
    return {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def previous_release(root: Path, version: str = "") -> Path | None:
    """Return the fingerprint of the latest release, or of the latest before a version; None where there is none."""
    paths = [path for path in (root / FOLDER).glob("*.json") if VERSION.fullmatch(path.stem)]
    before = [path for path in paths if not version or numbers(path.stem) < numbers(version)]
    return max(before, key=lambda path: numbers(path.stem), default=None)


def read_release(root: Path) -> Snapshot | None:
    """Read the snapshot of the last release of a package, None before the first; raises ValueError where it is none."""
    path = previous_release(root)
    return read_snapshot(path, root) if path else None


@contextmanager
def _content(path: Path, root: Path | None = None) -> Iterator[dict]:
    """The JSON object of a fingerprint; what goes wrong while it is read is said in words."""
    root = root or path.parent
    try:
        yield read_json(root, path.relative_to(root).as_posix())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        reason = "it is no fingerprint of a release. Restore it from version control"
        raise ValueError(f"{path.name} cannot be used: {reason}.") from error


def _pack(name: str, table: TableSnapshot) -> dict:
    """Everything known of a table; of bookkeeping no row. In the order of keys the text is shorter."""
    rows = summarise_rows(name, table.rows[:0] if table.schema.bookkeeping else table.rows.sort_index())
    return {
        "entry": table.entry, "schema": table.schema.descriptor, "content": table.content, "n_rows": table.n_rows,
        "keys": list(rows.index), "digests": "".join(rows[DIGEST]),
        "decisive": rows.drop(columns=DIGEST).to_dict("list"),
    }


def _unpack(item: dict) -> TableSnapshot:
    digests = [item["digests"][at : at + DIGITS] for at in range(0, len(item["digests"]), DIGITS)]
    index = pd.Index(item["keys"], dtype="str", name="key")
    rows = pd.DataFrame(item["decisive"] | {DIGEST: digests}, index=index, dtype="str")
    schema = TableSchema(item["schema"]["name"], item["schema"])
    return TableSnapshot(item["entry"], schema, item["content"], item["n_rows"], kept=rows)
