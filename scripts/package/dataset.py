"""What is said of the data set as a whole, typed: the one record from which every descriptor is written.

All of it comes from `datapackage.json`, the only place where title, version, publisher, contact, DOI
and addresses stand, and from the files of a release. What is blank there is blank here; nothing is made up.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
PRE_RELEASE = "-"  # stands in no version that is released


class Named(NamedTuple):
    """An organisation (never a person) or a place, with its public address, blank where there is none."""

    name: str
    url: str


class License(NamedTuple):
    """A licence by SPDX id with its address and title."""

    id: str
    url: str
    title: str


@dataclass(frozen=True)
class File:
    """One file of a release; `table` and `rows` only where it holds exactly one table."""

    path: str
    title: str
    description: str
    media_type: str
    bytes: int
    sha256: str
    table: str = ""
    rows: int | None = None


@dataclass(frozen=True)
class Dataset:
    """The data set in the terms of no particular format; blank or None where nothing is known.

    `day` is that of the release (YYYY-MM-DD), `temporal` its first and last date, `sha256` that of
    the archive of this version.
    """

    name: str
    title: str
    description: str
    version: str
    day: str
    keywords: tuple[str, ...]
    license: License
    creators: tuple[Named, ...]
    publisher: Named | None
    contact: Named | None
    doi: str
    homepage: str
    repository: str
    languages: tuple[str, ...]
    temporal: tuple[str, ...]
    places: tuple[Named, ...]
    themes: tuple[str, ...]
    files: tuple[File, ...] = ()
    sha256: str = ""

    @property
    def authors(self) -> str:
        """The names of the creators."""
        return ", ".join(creator.name for creator in self.creators)

    @property
    def imprint(self) -> str:
        """The name of the publisher where it is not that of the authors."""
        return self.publisher.name if self.publisher and self.publisher.name != self.authors else ""

    @property
    def organisations(self) -> tuple[Named, ...]:
        """Creators and publisher, each once."""
        return tuple(dict.fromkeys([*self.creators, *filter(None, [self.publisher])]))

    @property
    def doi_url(self) -> str:
        """The DOI as an address."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def address(self) -> str:
        """Best public address of the data set: DOI, homepage or repository."""
        return self.doi_url or self.homepage or self.repository

    @property
    def is_released(self) -> bool:
        """Whether this version is a release, and no state on the way to one."""
        return PRE_RELEASE not in self.version

    @property
    def tables(self) -> tuple[File, ...]:
        """The CSV files, one a table."""
        return tuple(file for file in self.files if file.media_type == MEDIA_TYPES["csv"])

    @property
    def typed_tables(self) -> tuple[File, ...]:
        """The Parquet files, one a table."""
        return tuple(file for file in self.files if file.media_type == MEDIA_TYPES["parquet"])

    @property
    def data_files(self) -> tuple[File, ...]:
        """Files that hold data: CSV and the other formats, not schemas."""
        return tuple(file for file in self.files if file.media_type != MEDIA_TYPES["json"])

    @property
    def n_rows(self) -> int:
        """Rows of all tables together."""
        return sum(file.rows for file in self.tables)

    @property
    def n_bytes(self) -> int:
        """Bytes of all CSV files together."""
        return sum(file.bytes for file in self.tables)


def read_dataset(descriptor: dict, files: Iterable[File] = (), sha256: str = "") -> Dataset:
    """Return what the descriptor of a package says of the data set, with the files of its release, if any.

    Raises KeyError: the descriptor lacks what every data set needs.
    """
    license_, temporal = descriptor["licenses"][0], descriptor.get("temporal", {})
    creators = (item for item in descriptor["contributors"] if "author" in item["roles"])
    return Dataset(
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        version=descriptor["version"],
        day=descriptor["created"][:10],
        keywords=tuple(descriptor["keywords"]),
        license=License(license_["name"], license_["path"], license_["title"]),
        creators=tuple(Named(item["title"], item.get("path", "")) for item in creators),
        publisher=_named(descriptor.get("publisher"), False),
        contact=_named(descriptor.get("contact"), True),
        doi=descriptor.get("doi", ""),
        homepage=descriptor.get("homepage", ""),
        repository=descriptor.get("repository", ""),
        languages=tuple(descriptor.get("languages", ["en"])),
        temporal=(temporal["start"], temporal["end"]) if temporal else (),
        places=tuple(Named(item["title"], item.get("path", "")) for item in descriptor.get("spatial", [])),
        themes=tuple(descriptor.get("themes", [])),
        files=tuple(sorted(files, key=lambda file: file.path)),
        sha256=sha256,
    )


def describe_file(
    path: str, content: bytes, title: str, description: str, table: str = "", rows: int | None = None
) -> File:
    """Return the entry of a file; the media type follows from the ending of its name."""
    media_type = MEDIA_TYPES[path.rsplit(".", 1)[1]]
    return File(path, title, description, media_type, len(content), hashlib.sha256(content).hexdigest(), table, rows)


def _named(item: dict | None, needs_url: bool) -> Named | None:
    """A name with its address; a contact without an address leads nowhere and counts as blank."""
    named = Named((item or {}).get("name", ""), (item or {}).get("url", ""))
    return named if named.name and (named.url or not needs_url) else None
