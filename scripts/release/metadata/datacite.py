"""DataCite metadata (kernel 4, https://schema.datacite.org) as JSON."""

from scripts.release.metadata.jsontext import write_json
from scripts.release.metadata.record import Record

UNAVAILABLE = "(:unav)"  # DataCite's own word for a mandatory value that does not exist


def render(record: Record) -> bytes:
    """Return the DataCite record; without a DOI it is what a DOI would be registered with."""
    issued = record.day.isoformat()
    covered = "/".join(record.temporal) if record.temporal else ""
    coverage = [{"date": covered, "dateType": "Other", "dateInformation": "temporal coverage"}] if covered else []
    return write_json(
        {
            "doi": record.doi,
            "url": record.homepage,
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Data package"},
            "creators": [{"name": creator.name, "nameType": "Organizational"} for creator in record.creators],
            "titles": [{"title": record.title, "lang": record.languages[0]}],
            "publisher": {"name": record.publisher.name if record.publisher else UNAVAILABLE},
            "publicationYear": str(record.day.year),
            "subjects": [{"subject": keyword, "lang": "en"} for keyword in record.keywords],
            "dates": [{"date": issued, "dateType": "Issued"}, *coverage],
            "language": record.languages[0],
            "relatedIdentifiers": [
                {
                    "relatedIdentifier": record.repository,
                    "relatedIdentifierType": "URL",
                    "relationType": "IsSupplementedBy",
                }
            ]
            if record.repository
            else [],
            "sizes": [f"{len(record.tables)} tables", f"{record.n_rows} rows", f"{record.n_bytes} bytes of CSV"],
            "formats": sorted({file.media_type for file in record.data_files}),
            "version": record.version,
            "rightsList": [
                {
                    "rights": record.license.title,
                    "rightsUri": record.license.url,
                    "rightsIdentifier": record.license.id,
                    "rightsIdentifierScheme": "SPDX",
                    "schemeUri": "https://spdx.org/licenses/",
                }
            ],
            "descriptions": [
                {"description": record.description, "descriptionType": "Abstract", "lang": record.languages[0]}
            ],
            "geoLocations": [{"geoLocationPlace": place.name} for place in record.places],
            "schemaVersion": "http://datacite.org/schema/kernel-4",
        }
    )
