"""RO-Crate metadata (version 1.3, https://w3id.org/ro/crate/1.3)."""

from scripts.release.metadata.jsontext import without_blanks, write_json
from scripts.release.metadata.record import File, License, Organisation, Record

SPECIFICATION = "https://w3id.org/ro/crate/1.3"


def render(record: Record) -> bytes:
    """Return ro-crate-metadata.json: the data set, its files, licences and organisations."""
    organisations = dict.fromkeys((*record.creators, *filter(None, [record.publisher])))
    root = without_blanks(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": record.title,
            "alternateName": record.name,
            "description": record.description,
            "version": record.version,
            "datePublished": record.day.isoformat(),
            "license": _at(record.license.url),
            "keywords": ", ".join(record.keywords),
            "identifier": record.doi_url,
            "url": record.homepage,
            "author": _single([_at(_organisation_id(creator)) for creator in record.creators]),
            "publisher": record.publisher and _at(_organisation_id(record.publisher)),
            "temporalCoverage": "/".join(record.temporal) if record.temporal else "",
            "size": f"{len(record.tables)} tables, {record.n_rows} rows",
            "hasPart": [_at(file.path) for file in record.files],
        }
    )
    metadata_file = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "conformsTo": _at(SPECIFICATION),
        "about": _at("./"),
    }
    return write_json(
        {
            "@context": f"{SPECIFICATION}/context",
            "@graph": [
                metadata_file,
                root,
                *(_file(file) for file in record.files),
                _license(record.license),
                *(_organisation(item, record.contact) for item in organisations),
                *(_contact(item) for item in filter(None, [record.contact])),
            ],
        }
    )


def _file(file: File) -> dict:
    return {
        "@id": file.path,
        "@type": "File",
        "name": file.title,
        "description": file.description,
        "encodingFormat": file.media_type,
        "contentSize": str(file.bytes),
        "sha256": file.sha256,
    }


def _license(item: License) -> dict:
    return {"@id": item.url, "@type": "CreativeWork", "name": item.title, "description": f"SPDX {item.id}"}


def _organisation(item: Organisation, contact: Organisation | None) -> dict:
    return without_blanks(
        {
            "@id": _organisation_id(item),
            "@type": "Organization",
            "name": item.name,
            "url": item.url,
            "contactPoint": contact and _at(contact.url),
        }
    )


def _contact(item: Organisation) -> dict:
    return {"@id": item.url, "@type": "ContactPoint", "name": item.name, "url": item.url}


def _organisation_id(item: Organisation) -> str:
    return item.url or "#" + "-".join(item.name.lower().split())


def _at(identifier: str) -> dict:
    return {"@id": identifier}


def _single(values: list[dict]) -> dict | list[dict]:
    """A list of one as its only value, as RO-Crate has it."""
    return values[0] if len(values) == 1 else values
