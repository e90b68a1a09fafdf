"""Croissant metadata (version 1.1, http://mlcommons.org/croissant/1.1), for machine learning."""

from scripts.package.tableschema import TableSchema
from scripts.release.metadata.jsontext import write_json
from scripts.release.metadata.record import File, Record
from scripts.release.metadata.schemaorg import organisation

SPECIFICATION = "http://mlcommons.org/croissant/1.1"
PARQUET = "application/x-parquet"  # as readers of Croissant know it; the registered name came later
DATA_TYPES = {"string": "sc:Text", "integer": "cr:Int64", "number": "cr:Float64", "boolean": "sc:Boolean"}
CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    **{
        term: f"cr:{term}"
        for term in (
            "arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileProperty",
            "fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5",
            "parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate",
            "separator", "source", "subField", "transform",
        )
    },
    "conformsTo": "dct:conformsTo",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "name": {"@container": "@language"},
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
}


def render(record: Record, schemas: dict[str, TableSchema]) -> bytes:
    """Return croissant.json: a file object and a record set for every table.

    The records are read from Parquet, where a code of digits stays text. Foreign keys are left to
    datapackage.json: tables that refer to each other or to themselves make a cycle, and readers
    of Croissant load no records where `references` do.
    """
    return write_json(
        {
            "@context": CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": SPECIFICATION,
            "name": record.name,
            "alternateName": record.title,
            "description": record.description,
            "version": record.version,
            "datePublished": record.day.isoformat(),
            "license": record.license.url,
            "url": record.address,
            "citeAs": record.citation,
            "inLanguage": list(record.languages),
            "keywords": list(record.keywords),
            "creator": [organisation(creator) for creator in record.creators],
            "publisher": record.publisher and organisation(record.publisher),
            "distribution": [_file_object(file) for file in record.typed_tables],
            "recordSet": [_record_set(file, schemas[file.table]) for file in record.typed_tables],
        }
    )


def _file_object(file: File) -> dict:
    return {
        "@type": "cr:FileObject",
        "@id": file.path,
        "name": file.path,
        "description": file.title,
        "contentUrl": file.path,
        "contentSize": f"{file.bytes} B",
        "encodingFormat": PARQUET,
        "sha256": file.sha256,
    }


def _record_set(file: File, schema: TableSchema) -> dict:
    return {
        "@type": "cr:RecordSet",
        "@id": file.table,
        "name": file.table,
        "description": schema.descriptor["description"],
        "key": [{"@id": f"{file.table}/{column}"} for column in schema.primary_key],
        "field": [_field(file, field) for field in schema.fields],
    }


def _field(file: File, field: dict) -> dict:
    return {
        "@type": "cr:Field",
        "@id": f"{file.table}/{field['name']}",
        "name": field["name"],
        "description": field["description"],
        "dataType": DATA_TYPES[field["type"]],
        "source": {"fileObject": {"@id": file.path}, "extract": {"column": field["name"]}},
    }
