"""RO-Crate metadata (version 1.3, https://w3id.org/ro/crate/1.3)."""

from scripts.package.dataset import Dataset, File, License, Named
from scripts.release.descriptors.rendering import filled, write_json

SPECIFICATION = "https://w3id.org/ro/crate/1.3"


def write_ro_crate(data: Dataset) -> bytes:
    """Return ro-crate-metadata.json: the data set, its files, licences and organisations."""
    organisations = dict.fromkeys((*data.creators, *filter(None, [data.publisher])))
    root = filled(
        {
            "@id": "./",
            "@type": "Dataset",
            "name": data.title,
            "alternateName": data.name,
            "description": data.description,
            "version": data.version,
            "datePublished": data.day,
            "license": _at(data.license.url),
            "keywords": ", ".join(data.keywords),
            "identifier": data.doi_url,
            "url": data.homepage,
            "author": _single([_at(_organisation_id(creator)) for creator in data.creators]),
            "publisher": data.publisher and _at(_organisation_id(data.publisher)),
            "temporalCoverage": "/".join(data.temporal) if data.temporal else "",
            "size": f"{len(data.tables)} tables, {data.n_rows} rows",
            "hasPart": [_at(file.path) for file in data.files],
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
                *(_file(file) for file in data.files),
                _license(data.license),
                *(_organisation(item, data.contact) for item in organisations),
                *(_contact(item) for item in filter(None, [data.contact])),
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


def _organisation(item: Named, contact: Named | None) -> dict:
    return filled(
        {
            "@id": _organisation_id(item),
            "@type": "Organization",
            "name": item.name,
            "url": item.url,
            "contactPoint": contact and _at(contact.url),
        }
    )


def _contact(item: Named) -> dict:
    return {"@id": item.url, "@type": "ContactPoint", "name": item.name, "url": item.url}


def _organisation_id(item: Named) -> str:
    return item.url or "#" + "-".join(item.name.lower().split())


def _at(identifier: str) -> dict:
    return {"@id": identifier}


def _single(values: list[dict]) -> dict | list[dict]:
    """A list of one as its only value, as RO-Crate has it."""
    return values[0] if len(values) == 1 else values
