"""A small package of its own, with what is hard to write: formulas, blanks, cycles, accents."""

import json

import pandas as pd
import pytest
import yaml
from rdflib import Graph

from scripts.package.csvio import read_table, write_table
from scripts.package.descriptor import load_package, size_and_hash
from scripts.release.archive import SUMS, write_sums, write_zip
from scripts.release.assemble import assemble
from scripts.release.verdict import verify

REQUIRED = {"required": True}
FIELDS = {
    "sources": [
        ("source_id", "string", {"required": True, "unique": True}),
        ("publisher", "string", REQUIRED),
        ("rights", "string", REQUIRED),
        ("reuse_basis", "string", REQUIRED),
        ("interested_party", "boolean", REQUIRED),
    ],
    "entities": [
        ("entity_id", "string", {"required": True, "unique": True}),
        ("name", "string", REQUIRED),
        ("founded_year", "integer", {}),
        ("share", "number", {}),
        ("contested", "boolean", REQUIRED),
        ("parent_id", "string", {}),
        ("best_statement", "string", {}),
    ],
    "statements": [
        ("statement_id", "string", {"required": True, "unique": True}),
        ("source_id", "string", REQUIRED),
        ("entity_id", "string", REQUIRED),
        ("value", "string", {}),
    ],
    "disputes": [("dispute_id", "string", {"required": True, "unique": True}), ("asked", "string", {})],
}
REFERENCES = {
    "statements": [("source_id", "sources", "source_id"), ("entity_id", "entities", "entity_id")],
    "entities": [("parent_id", "", "entity_id"), ("best_statement", "statements", "statement_id")],
}
ROWS = {
    "sources": [
        ["awex-be-1", "AWEX", "facts-only", "single facts", "true"],
        ["lecho-be-1", "L’Écho", "facts-only", "single facts", "false"],
        ["nbb-be-1", "National Bank of Belgium", "CC-BY-4.0", "open data of the bank", "false"],
    ],
    "entities": [
        ["alpha", "Alpha Thérapeutique", "2001", "12.5", "true", "", "s1"],
        ["beta", "=1+1", "", "", "false", "alpha", "s2"],
        ["gamma", "@gamma", "1999", "-0.001", "false", "beta", ""],
    ],
    "statements": [
        ["s1", "lecho-be-1", "alpha", "-5"],
        ["s2", "awex-be-1", "beta", "#REF!"],
        ["s3", "lecho-be-1", "gamma", "+32"],
        ["s4", "nbb-be-1", "gamma", ""],
    ],
    "disputes": [],
}
PATHS = {name: f"data/{'' if name == 'entities' else 'evidence/'}{name}.csv" for name in FIELDS}
METADATA = {
    "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
    "name": "small-package",
    "title": "A small package: « œuvres » & figures",
    "description": "A package with four tables that is made to try releases on, and holds nothing of use to anyone.",
    "version": "1.2.0-dev",
    "created": "2026-11-22T00:00:00Z",
    "licenses": [
        {
            "name": "CC-BY-4.0",
            "path": "https://creativecommons.org/licenses/by/4.0/",
            "title": "Creative Commons Attribution 4.0 International",
        },
        {"name": "MIT", "path": "https://opensource.org/license/mit", "title": "MIT License"},
    ],
    "contributors": [{"title": "Makers of the small package", "roles": ["author", "maintainer"]}],
    "keywords": ["Wallonia", "biotechnology"],
    "languages": ["en"],
    "temporal": {"start": "1817", "end": "2026"},
    "spatial": [{"title": "Wallonia", "path": "http://data.europa.eu/nuts/code/BE3"}],
    "themes": ["http://publications.europa.eu/resource/authority/data-theme/HEAL"],
    "publisher": {"name": "Makers of the small package", "url": ""},
}
ADDRESSES = {
    "doi": "10.5072/example.1",
    "homepage": "https://example.org/small",
    "repository": "https://example.org/small/code",
    "contact": {"name": "Makers of the small package", "url": "https://example.org/small/contact"},
}


def schema_of(name):
    fields = [
        {
            "name": column, "type": kind, "title": column.replace("_", " ").title(), "description": f"The {column}.",
            "example": "true" if kind == "boolean" else "1",
        }
        | ({"trueValues": ["true"], "falseValues": ["false"]} if kind == "boolean" else {})
        | ({"constraints": constraints} if constraints else {})
        for column, kind, constraints in FIELDS[name]
    ]
    keys = [
        {"fields": [column], "reference": {"fields": [target]} | ({"resource": table} if table else {})}
        for column, table, target in REFERENCES.get(name, [])
    ]
    return {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "name": name, "title": name.title(), "description": f"The {name}.", "fields": fields,
        "primaryKey": [FIELDS[name][0][0]], "missingValues": [""],
    } | ({"foreignKeys": keys} if keys else {}) | ({} if ROWS[name] else {"mayBeEmpty": True})


def write_package(root, metadata=METADATA):
    """Write the small package into a directory and return it loaded."""
    resources = []
    for name, path in PATHS.items():
        schema = schema_of(name)
        content = write_table(pd.DataFrame(ROWS[name], columns=[field["name"] for field in schema["fields"]]))
        for target, data in ((path, content), (f"schemas/{name}.json", json.dumps(schema).encode())):
            (root / target).parent.mkdir(parents=True, exist_ok=True)
            (root / target).write_bytes(data)
        resources.append(
            {
                "name": name, "path": path, "type": "table", "title": name.title(), "description": f"The {name}.",
                "format": "csv", "mediatype": "text/csv", "encoding": "utf-8", "schema": f"schemas/{name}.json",
            }
            | size_and_hash(content)
        )
    (root / "datapackage.json").write_text(json.dumps(metadata | {"resources": resources}), encoding="utf-8")
    for name in ("LICENSE", "LICENSE-DATA"):
        (root / name).write_text(f"{name}\n")
    (root / "CHANGELOG.md").write_text("# Changelog\n\n## 1.2.0 - 2026-11-22\n\n- First.\n")
    return load_package(root)


def text_of(package):
    return {
        name: read_table(package.root / item.path, item.schema, item.path)[0]
        for name, item in package.resources.items()
    }


def written(members, root):
    """Write the members of a release into a directory and return it."""
    for name, content in members.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def zipped(members, top="small-package-1.2.0"):
    return write_zip({f"{top}/{name}": data for name, data in members.items()}, "2026-11-22")


def cff_of(release):
    return yaml.load(release["CITATION.cff"], Loader=yaml.BaseLoader)


def dcat_of(release):
    return Graph().parse(data=release["dcat.ttl"], format="turtle", publicID="https://example.org/dcat.ttl")


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    return write_package(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="session")
def tables(package):
    return {name: package.resources[name].schema.cast(text) for name, text in text_of(package).items()}


@pytest.fixture(scope="session")
def members(package):
    return assemble(package, text_of(package))


@pytest.fixture(scope="session")
def addressed(tmp_path_factory):
    """The members of a release whose descriptor leaves nothing blank."""
    package = write_package(tmp_path_factory.mktemp("addressed"), METADATA | ADDRESSES)
    return assemble(package, text_of(package))


@pytest.fixture(params=["blanks", "addressed"])
def release(request, members, addressed):
    """The members of a release, once with all that a descriptor may leave blank and once without."""
    return members if request.param == "blanks" else addressed


@pytest.fixture(scope="session")
def unpacked(members, tmp_path_factory):
    """The directory of an unpacked release."""
    return written(members, tmp_path_factory.mktemp("unpacked") / "small-package-1.2.0")


@pytest.fixture
def archive(members, tmp_path):
    """A release archive that a test may change."""
    path = tmp_path / "small-package-1.2.0.zip"
    path.write_bytes(zipped(members))
    return path


@pytest.fixture
def damaged(members, tmp_path):
    """Verify a release some of whose files are replaced (None: taken out), with checksums made anew."""

    def check(**changes):
        changed = {name: data for name, data in (members | changes).items() if data is not None}
        del changed[SUMS]
        changed[SUMS] = write_sums(changed)
        return verify(written(changed, tmp_path / "release")).problems

    return check
