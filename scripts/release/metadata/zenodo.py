"""Body of a deposit at Zenodo (https://developers.zenodo.org/#representation).

It belongs to the archive only: as `.zenodo.json` in a repository it would silence CITATION.cff.
"""

from html import escape

from scripts.release.metadata.jsontext import without_blanks, write_json
from scripts.release.metadata.record import Record

LANGUAGES = {"en": "eng", "fr": "fra", "nl": "nld", "de": "deu"}  # ISO 639-1 to 639-3


def render(record: Record) -> bytes:
    """Return the deposit's metadata; Zenodo mints the DOI where the record has none."""
    repository = {"identifier": record.repository, "relation": "isSupplementedBy", "resource_type": "software"}
    return write_json(
        {
            "metadata": without_blanks(
                {
                    "upload_type": "dataset",
                    "title": record.title,
                    "creators": [{"name": creator.name} for creator in record.creators],
                    "description": f"<p>{escape(record.description)}</p>",
                    "publication_date": record.day.isoformat(),
                    "version": record.version,
                    "access_right": "open",
                    "license": record.license.id.lower(),
                    "keywords": list(record.keywords),
                    "language": LANGUAGES[record.languages[0]],
                    "doi": record.doi,
                    "related_identifiers": [repository] if record.repository else [],
                    "notes": f"{len(record.tables)} tables, {record.n_rows} rows, {record.n_bytes} bytes of CSV.",
                }
            )
        }
    )
