"""Croissant metadata (version 1.1, http://mlcommons.org/croissant/1.1), for machine learning."""

import json

from scripts.package.dataset import Dataset, File
from scripts.package.tableschema import TableSchema
from scripts.release.descriptors.rendering import HERE, cited, write_json
from scripts.release.descriptors.schema_org import organisation

SPECIFICATION = "http://mlcommons.org/croissant/1.1"
PARQUET = "application/x-parquet"  # as readers of Croissant know it; the registered name came later
DATA_TYPES = {"string": "sc:Text", "integer": "cr:Int64", "number": "cr:Float64", "boolean": "sc:Boolean"}
CONTEXT = json.loads((HERE / "croissant_context.json").read_text(encoding="utf-8"))


def write_croissant(data: Dataset, schemas: dict[str, TableSchema]) -> bytes:
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
            "name": data.name,
            "alternateName": data.title,
            "description": data.description,
            "version": data.version,
            "datePublished": data.day,
            "license": data.license.url,
            "url": data.address,
            "citeAs": cited(data),
            "inLanguage": list(data.languages),
            "keywords": list(data.keywords),
            "creator": [organisation(creator) for creator in data.creators],
            "publisher": data.publisher and organisation(data.publisher),
            "distribution": [_file_object(file) for file in data.typed_tables],
            "recordSet": [_record_set(file, schemas[file.table]) for file in data.typed_tables],
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
