"""The one record of a release from which every descriptor is written.

All of it comes from `datapackage.json`, the only place where title, version, publisher, contact,
DOI and addresses stand, and from the files of the release. What is blank there is left out
everywhere and listed by `open_points`; nothing is made up.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from scripts.tell.cite import Dataset
from scripts.tell.styles import apa

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# What each blank costs whoever releases; the keys are those of the descriptor.
COSTS = {
    "doi": "the release has no persistent identifier, so citations rest on name, version and checksum",
    "homepage": "catalogues and search engines get no landing page",
    "repository": "readers of the archive cannot find the source and its issues",
    "publisher": "DataCite gets (:unav), and catalogues that follow DCAT-AP ask for a publisher",
    "contact": "nobody is named to whom a correction can be sent, and DCAT-AP portals ask for one",
}


class Organisation(NamedTuple):
    """An organisation (never a person) with its public address, blank where there is none."""

    name: str
    url: str


class License(NamedTuple):
    """A licence by SPDX id with its address and title."""

    id: str
    url: str
    title: str


class Place(NamedTuple):
    """A place that the data cover, with the address that identifies it (blank: none)."""

    name: str
    url: str


@dataclass(frozen=True)
class File:
    """One file of the release; `table` and `rows` only where it holds exactly one table."""

    path: str
    title: str
    description: str
    media_type: str
    bytes: int
    sha256: str
    table: str = ""
    rows: int | None = None


@dataclass(frozen=True)
class Record:
    """What is said about a release, in the terms of no particular format."""

    name: str
    title: str
    description: str
    version: str
    day: date
    keywords: tuple[str, ...]
    license: License
    code_license: License | None
    creators: tuple[Organisation, ...]
    publisher: Organisation | None
    contact: Organisation | None
    doi: str
    homepage: str
    repository: str
    languages: tuple[str, ...]
    temporal: tuple[str, str] | None
    places: tuple[Place, ...]
    themes: tuple[str, ...]
    files: tuple[File, ...]

    @property
    def doi_url(self) -> str:
        """The DOI as an address, blank without one."""
        return f"https://doi.org/{self.doi}" if self.doi else ""

    @property
    def address(self) -> str:
        """Best public address of the data set: DOI, homepage or repository; blank without any."""
        return self.doi_url or self.homepage or self.repository

    @property
    def citation(self) -> str:
        """How to cite the release, in the order of APA 7 for a data set, as plain text."""
        authors = ", ".join(creator.name for creator in self.creators)
        publisher = self.publisher.name if self.publisher and self.publisher.name != authors else ""
        url, day = self.homepage or self.repository, self.day.isoformat()
        return apa(None, Dataset(self.name, authors, self.title, self.version, day, publisher, self.doi, url, ""))

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


def read_record(descriptor: dict, files: Iterable[File] = ()) -> Record:
    """Make the record from the descriptor of a package and the files of its release.

    Raises:
        KeyError, ValueError: the descriptor lacks what every data set needs.
    """
    licenses = [License(item["name"], item["path"], item["title"]) for item in descriptor["licenses"]]
    temporal = descriptor.get("temporal")
    return Record(
        name=descriptor["name"],
        title=descriptor["title"],
        description=descriptor["description"],
        version=descriptor["version"],
        day=date.fromisoformat(descriptor["created"][:10]),
        keywords=tuple(descriptor["keywords"]),
        license=licenses[0],
        code_license=licenses[1] if len(licenses) > 1 else None,
        creators=tuple(
            Organisation(item["title"], item.get("path", ""))
            for item in descriptor["contributors"]
            if "author" in item["roles"]
        ),
        publisher=_organisation(descriptor.get("publisher")),
        contact=_contact(descriptor.get("contact")),
        doi=descriptor.get("doi", ""),
        homepage=descriptor.get("homepage", ""),
        repository=descriptor.get("repository", ""),
        languages=tuple(descriptor.get("languages", ["en"])),
        temporal=(temporal["start"], temporal["end"]) if temporal else None,
        places=tuple(Place(item["title"], item.get("path", "")) for item in descriptor.get("spatial", [])),
        themes=tuple(descriptor.get("themes", [])),
        files=tuple(sorted(files, key=lambda file: file.path)),
    )


def describe_file(
    path: str, content: bytes, title: str, description: str, table: str = "", rows: int | None = None
) -> File:
    """Return the entry of a file; the media type follows from the ending of its name."""
    media_type = MEDIA_TYPES[path.rsplit(".", 1)[1]]
    return File(path, title, description, media_type, len(content), hashlib.sha256(content).hexdigest(), table, rows)


def open_points(record: Record) -> list[str]:
    """Say which metadata are still blank in the descriptor and what each blank costs."""
    return [f"{key} is blank: {cost}." for key, cost in COSTS.items() if not getattr(record, key)]


def _organisation(item: dict | None) -> Organisation | None:
    return Organisation(item["name"], item.get("url", "")) if item and item.get("name") else None


def _contact(item: dict | None) -> Organisation | None:
    """A contact without an address leads nowhere and counts as blank."""
    organisation = _organisation(item)
    return organisation if organisation and organisation.url else None
