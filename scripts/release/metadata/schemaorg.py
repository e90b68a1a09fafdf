"""schema.org Dataset as JSON-LD (https://schema.org/Dataset), for search engines."""

from scripts.release.metadata.jsontext import without_blanks, write_json
from scripts.release.metadata.record import File, Organisation, Record


def render(record: Record) -> bytes:
    """Return the Dataset with a DataDownload for every file, the rows of each table included."""
    contact = record.contact and {"@type": "ContactPoint", "name": record.contact.name, "url": record.contact.url}
    publisher = record.publisher and organisation(record.publisher)
    return write_json(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": record.title,
            "alternateName": record.name,
            "description": record.description,
            "version": record.version,
            "datePublished": record.day.isoformat(),
            "license": record.license.url,
            "isAccessibleForFree": True,
            "inLanguage": list(record.languages),
            "keywords": list(record.keywords),
            "identifier": record.doi_url,
            "url": record.homepage,
            "creator": [organisation(creator) for creator in record.creators],
            "publisher": publisher and (publisher | ({"contactPoint": contact} if contact else {})),
            "temporalCoverage": "/".join(record.temporal) if record.temporal else "",
            "spatialCoverage": [
                without_blanks({"@type": "Place", "name": place.name, "sameAs": place.url}) for place in record.places
            ],
            "size": f"{len(record.tables)} tables, {record.n_rows} rows",
            "distribution": [_download(file) for file in record.data_files],
        }
    )


def organisation(item: Organisation) -> dict:
    """Return an Organization of schema.org."""
    return without_blanks({"@type": "Organization", "name": item.name, "url": item.url})


def _download(file: File) -> dict:
    rows = {"@type": "QuantitativeValue", "value": file.rows, "unitText": "rows"}
    return without_blanks(
        {
            "@type": "DataDownload",
            "name": file.title,
            "contentUrl": file.path,
            "encodingFormat": file.media_type,
            "contentSize": f"{file.bytes} B",
            "sha256": file.sha256,
            "size": None if file.rows is None else rows,
        }
    )
