"""schema.org Dataset as JSON-LD (https://schema.org/Dataset), for search engines."""

from scripts.package.dataset import Dataset, File, Named
from scripts.release.descriptors.rendering import filled, write_json


def write_schema_org(data: Dataset) -> bytes:
    """Return the Dataset with a DataDownload for every file, the rows of each table included."""
    contact = data.contact and {"@type": "ContactPoint", "name": data.contact.name, "url": data.contact.url}
    publisher = data.publisher and organisation(data.publisher)
    return write_json(
        {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": data.title,
            "alternateName": data.name,
            "description": data.description,
            "version": data.version,
            "datePublished": data.day,
            "license": data.license.url,
            "isAccessibleForFree": True,
            "inLanguage": list(data.languages),
            "keywords": list(data.keywords),
            "identifier": data.doi_url,
            "url": data.homepage,
            "creator": [organisation(creator) for creator in data.creators],
            "publisher": publisher and (publisher | ({"contactPoint": contact} if contact else {})),
            "temporalCoverage": "/".join(data.temporal) if data.temporal else "",
            "spatialCoverage": [
                filled({"@type": "Place", "name": place.name, "sameAs": place.url}) for place in data.places
            ],
            "size": f"{len(data.tables)} tables, {data.n_rows} rows",
            "distribution": [_download(file) for file in data.data_files],
        }
    )


def organisation(item: Named) -> dict:
    """Return an Organization of schema.org."""
    return filled({"@type": "Organization", "name": item.name, "url": item.url})


def _download(file: File) -> dict:
    rows = {"@type": "QuantitativeValue", "value": file.rows, "unitText": "rows"}
    return filled(
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
