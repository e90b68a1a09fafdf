"""The descriptors of a release, each from the data set's one record (`package.dataset`) and a template of its own.

Templates of JSON are written as YAML, where blanks are left out of the result and no comma is in the way.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from scripts.package.dataset import Dataset, Named
from scripts.package.tableschema import TableSchema
from scripts.tell.styles import apa
from scripts.tell.templating import render

HERE = Path(__file__).parent
TEMPLATES = {
    "croissant.json": "croissant.yaml",
    "datacite.json": "datacite.yaml",
    "dcat.ttl": "dcat.ttl",
    "ro-crate-metadata.json": "ro_crate.yaml",
    "schema-org.jsonld": "schema_org.yaml",
    "zenodo.json": "zenodo.yaml",
    "README.md": "README.md",
}
LANGUAGES = {"en": "eng", "fr": "fra", "nl": "nld", "de": "deu"}  # ISO 639-1 to 639-3
DATE_TYPES = ("gYear", "gYearMonth", "date")  # of XML Schema, by the parts of a date


def write_descriptors(data: Dataset, schemas: dict[str, TableSchema]) -> dict[str, bytes]:
    """Return the contents of all descriptors by path."""
    return {path: write_descriptor(path, data, schemas) for path in TEMPLATES}


def write_descriptor(path: str, data: Dataset, schemas: Mapping[str, TableSchema]) -> bytes:
    """Return one descriptor: text as its template has it, JSON without blanks."""
    words = {"data": data, "languages": LANGUAGES, "citation": apa(None, data), "schemas": schemas}
    template = TEMPLATES[path]
    if not template.endswith(".yaml"):
        return render(template, HERE / "templates", **words, text=_turtle_text, date=_turtle_date).encode()
    context = json.loads((HERE / "croissant_context.json").read_text(encoding="utf-8"))
    written = _environment().get_template(template).render(**words, node=_node, context=context)
    content = _filled(yaml.load(written, yaml.CSafeLoader))
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(HERE / "templates")
    return Environment(loader=loader, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, finalize=_yaml)


def _yaml(value: object) -> str:
    """A value as YAML, text always in quotes with all that is special escaped."""
    if isinstance(value, str):
        return '"' + value.encode("unicode_escape").decode().replace('"', '\\"') + '"'
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_yaml(key)}: {_yaml(item)}" for key, item in value.items()) + "}"
    return "[" + ", ".join(map(_yaml, value)) + "]" if isinstance(value, tuple | list) else json.dumps(value)


def _filled(content: object) -> object:
    """The content without entries of objects that are None, "" or empty lists."""
    if isinstance(content, dict):
        return {key: _filled(value) for key, value in content.items() if value not in (None, "", [])}
    return list(map(_filled, content)) if isinstance(content, list) else content


def _node(item: Named) -> str:
    """What identifies an organisation in an RO-Crate."""
    return item.url or "#" + "-".join(item.name.lower().split())


def _turtle_text(text: str, language: str = "") -> str:
    """A literal of Turtle, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False) + (f"@{language}" if language else "")


def _turtle_date(text: str) -> str:
    """A year, month or day with the XML Schema type of its precision."""
    return f'"{text}"^^xsd:{DATE_TYPES[text.count("-")]}'
