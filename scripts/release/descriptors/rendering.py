"""How the descriptors of a release are written: JSON without blanks, and texts from templates."""

import json
from pathlib import Path

from scripts.package.dataset import Dataset
from scripts.tell.styles import apa
from scripts.tell.templating import render

HERE = Path(__file__).parent
LANGUAGES = {"en": "eng", "fr": "fra", "nl": "nld", "de": "deu"}  # ISO 639-1 to 639-3
DATE_TYPES = ("gYear", "gYearMonth", "date")  # of XML Schema, by the parts of a date


def write_json(content: dict) -> bytes:
    """Return UTF-8 JSON with two blanks of indent, without the entries that are blank."""
    return (json.dumps(filled(content), ensure_ascii=False, indent=2) + "\n").encode()


def filled(content: dict) -> dict:
    """Return the object without entries that are None, "" or empty lists (at its own level)."""
    return {key: value for key, value in content.items() if value not in (None, "", [])}


def cited(data: Dataset) -> str:
    """Return how to cite the release, in the order of APA 7 for a data set, as plain text."""
    return apa(None, data)


def write_readme(data: Dataset) -> bytes:
    """Return README.md of the archive, for those who only have the archive."""
    return render("README.md", HERE / "templates", data=data, citation=cited(data)).encode()


def write_dcat(data: Dataset) -> bytes:
    """Return dcat.ttl: a description by DCAT-AP 3 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/) as Turtle.

    Every node has an address relative to the file, so that the links work in an unpacked archive.
    """
    words = {"text": _turtle_text, "languages": LANGUAGES, "date": _turtle_date}
    return render("dcat.ttl", HERE / "templates", data=data, **words).encode()


def _turtle_text(text: str, language: str = "") -> str:
    """A literal of Turtle, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")


def _turtle_date(text: str) -> str:
    """A year, month or day with the XML Schema type of its precision."""
    return f'"{text}"^^xsd:{DATE_TYPES[text.count("-")]}'
