"""CITATION.cff (Citation File Format 1.2.0, https://citation-file-format.github.io)."""

import yaml

from scripts.release.metadata.jsontext import without_blanks
from scripts.release.metadata.record import Record


def render(record: Record) -> bytes:
    """Return CITATION.cff; a pre-release has no release date."""
    content = {
        "cff-version": "1.2.0",
        "message": "If you use this data set, please cite it, and for a single value its original source too.",
        "type": "dataset",
        "title": record.title,
        "abstract": record.description,
        "authors": [without_blanks({"name": creator.name, "website": creator.url}) for creator in record.creators],
        "version": record.version,
        "date-released": "" if "-" in record.version else record.day,
        "doi": record.doi,
        "url": record.homepage,
        "repository-code": record.repository,
        "license": record.license.id,
        "keywords": list(record.keywords),
    }
    return yaml.safe_dump(without_blanks(content), sort_keys=False, allow_unicode=True, width=100).encode()
