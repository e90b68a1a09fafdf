"""All files of a release by name: a pure function of the package and its tables."""

import copy
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from scripts.history.changes import compare
from scripts.history.fingerprint import (
    fingerprint_path,
    pack_snapshot,
    previous_release,
    read_snapshot,
    write_fingerprint,
)
from scripts.history.notes import render_markdown
from scripts.history.snapshot import SUITES, Snapshot, suite_files, take_snapshot
from scripts.package.dataset import File, describe_file, read_dataset
from scripts.package.descriptor import DESCRIPTOR, Package, write_descriptor
from scripts.package.opening import read_inside
from scripts.release.archive import SUMS, write_sums
from scripts.release.descriptors import write_descriptors
from scripts.release.typed_files import write_parquet, write_sqlite
from scripts.release.workbook import write_workbook
from scripts.tell.attribution import root_files

COPIED = ("CHANGELOG.md", "LICENSE", "LICENSE-DATA")  # beside CSV files, schemas and suites
ROOT_FILES = ("CITATION.cff", "NOTICE")  # generated, and committed too
CHANGES = "CHANGES.md"
FIRST = "This is the first release; there is none to compare it with.\n"


def release_version(version: str) -> str:
    """Return the version that a release of this state bears: without the pre-release suffix."""
    return version.split("-", 1)[0]


def released_descriptor(descriptor: dict) -> dict:
    """Return the descriptor of the release, which differs in its version alone."""
    return copy.deepcopy(descriptor) | {"version": release_version(descriptor["version"])}


def assemble(package: Package, text: dict[str, pd.DataFrame]) -> dict[str, bytes]:
    """Return the contents of the release by path, SHA256SUMS included.

    `text`: its tables as text by name, without findings. Raises OSError: a file that belongs to
    every release is missing. Raises sqlite3.IntegrityError, ValueError: the tables violate their keys or exceed a
    format, or the fingerprint of the last release is none.
    """
    package = replace(package, descriptor=released_descriptor(package.descriptor))
    version, snapshot = package.descriptor["version"], take_snapshot(package, text)
    identity = {"version": version, "released": package.descriptor["created"][:10]}  # its own checksum is not in it
    members = {
        DESCRIPTOR: write_descriptor(package.descriptor),
        CHANGES: _describe_changes(package, snapshot).encode(),
        fingerprint_path(version): write_fingerprint(identity, pack_snapshot(snapshot)),
    }
    members |= {path: read_released(package, path) for path in copied_paths(package)}
    tables = {name: package.resources[name].schema.cast(frame) for name, frame in text.items()}
    exported = _export(package, tables)
    members |= {file.path: content for file, content in exported}
    files = [*_describe_package(package, tables, members), *(file for file, _ in exported)]
    data = read_dataset(package.descriptor, files)
    members |= root_files(package.descriptor, tables["sources"], tables["statements"])
    members |= write_descriptors(data, {name: item.schema for name, item in package.resources.items()})
    return members | {SUMS: write_sums(members)}


def copied_paths(package: Package) -> list[str]:
    """Return the paths of the files that a release takes over as they are."""
    resources = package.resources
    suites = (path.name for path in suite_files(package.root) if path.stem in resources)
    described = (path for item in resources.values() for path in (item.schema_path, item.path))
    return [*COPIED, *(f"{SUITES}/{name}" for name in suites), *described]


def read_released(package: Package, path: str) -> bytes:
    """Return the content of a file that a release takes over; raises OSError with its name."""
    try:
        return read_inside(package.root, path)
    except OSError as error:
        error.filename = path
        raise


def _describe_changes(package: Package, now: Snapshot) -> str:
    """CHANGES.md: in words what changed since the release before this version.

    It is told from the fingerprint of that release alone, so that it is the same wherever it is made.
    """
    previous = previous_release(package.root, now.version)
    told = render_markdown(compare(read_snapshot(previous, package.root), now)) if previous else FIRST
    return f"# Changes\n\n{told}"


def _describe_package(package: Package, tables: dict[str, pd.DataFrame], members: dict[str, bytes]) -> Iterator[File]:
    """The entries of descriptor, schemas and CSV files."""
    meaning = "Metadata, tables and checksums in the form of Data Package v2."
    yield describe_file(DESCRIPTOR, members[DESCRIPTOR], "Descriptor of the data package", meaning)
    for name, item in package.resources.items():
        title, description = item.schema.descriptor["title"], item.schema.descriptor["description"]
        meaning = f"Types, keys and meaning of the columns of {name}."
        yield describe_file(item.schema_path, members[item.schema_path], f"{title} (Table Schema)", meaning)
        yield describe_file(item.path, members[item.path], title, description, name, len(tables[name]))


def _export(package: Package, tables: dict[str, pd.DataFrame]) -> list[tuple[File, bytes]]:
    """The tables in the other formats: entry and content of each file."""
    schemas = {name: item.schema for name, item in package.resources.items()}
    data = read_dataset(package.descriptor)
    files = [
        (
            f"parquet/{name}.parquet", write_parquet(typed, schemas[name]),
            f"{schemas[name].descriptor['title']} (Parquet)", schemas[name].descriptor["description"], name, len(typed),
        )
        for name, typed in tables.items()
    ]
    files += [
        (
            f"{data.name}.sqlite", write_sqlite(tables, schemas), "All tables as one SQLite database",
            "Strict types, primary keys and foreign keys from the Table Schemas.",
        ),
        (
            f"{data.name}.xlsx", write_workbook(tables, schemas, f"{data.title} {data.version}", data.day),
            "All tables as one workbook", "A sheet a table; the first sheet explains every column.",
        ),
    ]
    return [(describe_file(*file), file[1]) for file in files]
