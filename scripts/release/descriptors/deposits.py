"""What a deposit says of the release: DataCite metadata for its DOI, and the body of a deposit at Zenodo."""

from html import escape

from scripts.package.dataset import Dataset
from scripts.release.descriptors.rendering import LANGUAGES, filled, write_json

UNAVAILABLE = "(:unav)"  # DataCite's own word for a mandatory value that does not exist


def write_datacite(data: Dataset) -> bytes:
    """Return DataCite metadata (kernel 4, https://schema.datacite.org), also to register a DOI with."""
    language, covered = data.languages[0], "/".join(data.temporal)
    coverage = [{"date": covered, "dateType": "Other", "dateInformation": "temporal coverage"}] if covered else []
    source = {"relatedIdentifier": data.repository, "relatedIdentifierType": "URL", "relationType": "IsSupplementedBy"}
    return write_json(
        {
            "doi": data.doi,
            "url": data.homepage,
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data package"},
            "creators": [{"name": creator.name, "nameType": "Organizational"} for creator in data.creators],
            "titles": [{"title": data.title, "lang": language}],
            "publisher": {"name": data.publisher.name if data.publisher else UNAVAILABLE},
            "publicationYear": data.day[:4],
            "subjects": [{"subject": keyword, "lang": "en"} for keyword in data.keywords],
            "dates": [{"date": data.day, "dateType": "Issued"}, *coverage],
            "language": language,
            "relatedIdentifiers": [source] if data.repository else [],
            "sizes": [f"{len(data.tables)} tables", f"{data.n_rows} rows", f"{data.n_bytes} bytes of CSV"],
            "formats": sorted({file.media_type for file in data.data_files}),
            "version": data.version,
            "rightsList": [
                {
                    "rights": data.license.title,
                    "rightsUri": data.license.url,
                    "rightsIdentifier": data.license.id,
                    "rightsIdentifierScheme": "SPDX",
                    "schemeUri": "https://spdx.org/licenses/",
                }
            ],
            "descriptions": [{"description": data.description, "descriptionType": "Abstract", "lang": language}],
            "geoLocations": [{"geoLocationPlace": place.name} for place in data.places],
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )


def write_zenodo(data: Dataset) -> bytes:
    """Return the metadata of a deposit (https://developers.zenodo.org/#representation), which mints a missing DOI.

    It belongs to the archive only: as `.zenodo.json` in a repository it would silence CITATION.cff.
    """
    source = {"identifier": data.repository, "relation": "isSupplementedBy", "resource_type": "software"}
    deposit = {
        "upload_type": "dataset",
        "title": data.title,
        "creators": [{"name": creator.name} for creator in data.creators],
        "description": f"<p>{escape(data.description)}</p>",
        "publication_date": data.day,
        "version": data.version,
        "access_right": "open",
        "license": data.license.id.lower(),
        "keywords": list(data.keywords),
        "language": LANGUAGES[data.languages[0]],
        "doi": data.doi,
        "related_identifiers": [source] if data.repository else [],
        "notes": f"{len(data.tables)} tables, {data.n_rows} rows, {data.n_bytes} bytes of CSV.",
    }
    return write_json({"metadata": filled(deposit)})
