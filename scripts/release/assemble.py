"""All files of a release by name: a pure function of the package, its tables and the delta."""

import copy
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from scripts.history.fingerprint import fingerprint_path, pack_snapshot, write_fingerprint
from scripts.history.snapshot import SUITES, take_snapshot
from scripts.package.descriptor import DESCRIPTOR, Package, write_descriptor
from scripts.package.tableschema import TableSchema
from scripts.release import checksums, readme
from scripts.release.exports.parquet import write_parquet
from scripts.release.exports.sqlite import write_sqlite
from scripts.release.exports.workbook import write_workbook
from scripts.release.metadata import croissant, datacite, dcat, rocrate, schemaorg, zenodo
from scripts.release.metadata.record import File, Record, describe_file, read_record
from scripts.tell.attribution import root_files

COPIED = ("CHANGELOG.md", "LICENSE", "LICENSE-DATA")  # beside the CSV files and the schemas
RENDERERS: dict[str, Callable[[Record], bytes]] = {
    "datacite.json": datacite.render,
    "dcat.ttl": dcat.render,
    "ro-crate-metadata.json": rocrate.render,
    "schema-org.jsonld": schemaorg.render,
    "zenodo.json": zenodo.render,
    "README.md": readme.render,
}


def release_version(version: str) -> str:
    """Return the version that a release of this state bears: without the pre-release suffix."""
    return version.split("-", 1)[0]


def released_descriptor(descriptor: dict) -> dict:
    """Return the descriptor of the release, which differs in its version alone."""
    return copy.deepcopy(descriptor) | {"version": release_version(descriptor["version"])}


def assemble(package: Package, tables: dict[str, pd.DataFrame], delta: str) -> dict[str, bytes]:
    """Return the contents of the release by path, SHA256SUMS included.

    In: the package, its tables as typed frames by name (without findings), and in words what
    changed since the previous release.

    Raises:
        OSError: a file that belongs to every release is missing.
        sqlite3.IntegrityError, ValueError: the tables violate their keys or exceed a format.
    """
    descriptor = released_descriptor(package.descriptor)
    schemas = {name: resource.schema for name, resource in package.resources.items()}
    outline = read_record(descriptor)
    members = {DESCRIPTOR: write_descriptor(descriptor), "CHANGES.md": delta.encode()}
    resources = package.resources.values()
    suites = (path.relative_to(package.root).as_posix() for path in (package.root / SUITES).glob("*.json"))
    schemas_and_tables = (path for item in resources for path in (item.schema_path, item.path))
    for path in (*COPIED, *suites, *schemas_and_tables):
        members[path] = (package.root / path).read_bytes()
    members[fingerprint_path(descriptor["version"])] = _fingerprint(replace(package, descriptor=descriptor), tables)
    files = [*_describe_package(package, tables, members), *_exports(outline, tables, schemas, members)]
    record = read_record(descriptor, files)
    members |= root_files(descriptor, tables["sources"], tables["statements"])
    members |= {name: render(record) for name, render in RENDERERS.items()}
    members["croissant.json"] = croissant.render(record, schemas)
    return members | {checksums.NAME: checksums.write_sums(members)}


def _fingerprint(package: Package, tables: dict[str, pd.DataFrame]) -> bytes:
    """The fingerprint of the release, for whoever goes on from the archive; the archive's own checksum is not in it."""
    text = {name: package.resources[name].schema.write_text(typed) for name, typed in tables.items()}
    version, day = package.descriptor["version"], package.descriptor["created"][:10]
    return write_fingerprint({"version": version, "released": day}, pack_snapshot(take_snapshot(package, text)))


def _describe_package(package: Package, tables: dict[str, pd.DataFrame], members: dict[str, bytes]) -> list[File]:
    """The entries of descriptor, schemas and CSV files."""
    files = [
        describe_file(
            DESCRIPTOR, members[DESCRIPTOR], "Descriptor of the data package",
            "Metadata, tables and checksums in the form of Data Package v2.",
        )
    ]
    for name, resource in package.resources.items():
        path, title = resource.schema_path, resource.schema.descriptor["title"]
        description = resource.schema.descriptor["description"]
        meaning = f"Types, keys and meaning of the columns of {name}."
        files += [
            describe_file(path, members[path], f"{title} (Table Schema)", meaning),
            describe_file(resource.path, members[resource.path], title, description, name, len(tables[name])),
        ]
    return files


def _exports(
    outline: Record, tables: dict[str, pd.DataFrame], schemas: dict[str, TableSchema], members: dict[str, bytes]
) -> list[File]:
    """Add the tables in the other formats to the members; return their entries."""
    files = []
    for name, typed in tables.items():
        path = f"parquet/{name}.parquet"
        members[path] = write_parquet(typed, schemas[name])
        title, description = schemas[name].descriptor["title"], schemas[name].descriptor["description"]
        files.append(
            describe_file(path, members[path], f"{title} (Parquet)", description, name, len(typed))
        )
    database, workbook = f"{outline.name}.sqlite", f"{outline.name}.xlsx"
    members[database] = write_sqlite(tables, schemas)
    members[workbook] = write_workbook(tables, schemas, f"{outline.title} {outline.version}", outline.day)
    return [
        *files,
        describe_file(
            database, members[database], "All tables as one SQLite database",
            "Strict types, primary keys and foreign keys from the Table Schemas.",
        ),
        describe_file(
            workbook, members[workbook], "All tables as one workbook",
            "A sheet a table; the first sheet explains every column.",
        ),
    ]
