"""All descriptors of a release agree with each other."""

import json
import re

import pytest
from rdflib import Namespace

from tests.release.conftest import cff_of, dcat_of

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ASPECTS = ["title", "version", "license", "date", "keywords", "tables", "rows", "checksums", "doi"]


def said_by(release):
    """What each descriptor says, by aspect and descriptor, each aspect in one form."""
    package, kernel = json.loads(release["datapackage.json"]), json.loads(release["datacite.json"])
    citation, zenodo = cff_of(release), json.loads(release["zenodo.json"])["metadata"]
    croissant, dataset = json.loads(release["croissant.json"]), json.loads(release["schema-org.jsonld"])
    graph = json.loads(release["ro-crate-metadata.json"])["@graph"]
    crate = next(item for item in graph if item["@id"] == "./")
    parts = [item for item in graph if item["@type"] == "File"]
    described = dcat_of(release)
    node = next(described.subjects(DCAT.version))
    sums = {line[66:]: line[:64] for line in release["SHA256SUMS"].decode().splitlines()}
    tables = [item for item in dataset["distribution"] if item["encodingFormat"] == "text/csv"]
    n_tables, n_rows = str(len(tables)), str(sum(item["size"]["value"] for item in tables))
    return {
        "title": {
            "package": package["title"], "cff": citation["title"], "datacite": kernel["titles"][0]["title"],
            "zenodo": zenodo["title"], "crate": crate["name"], "croissant": croissant["alternateName"],
            "schema.org": dataset["name"], "dcat": str(described.value(node, DCT.title)),
            "readme": release["README.md"].decode().splitlines()[0].removeprefix("# "),
        },
        "version": {
            "package": package["version"], "cff": citation["version"], "datacite": kernel["version"],
            "zenodo": zenodo["version"], "crate": crate["version"], "croissant": croissant["version"],
            "schema.org": dataset["version"], "dcat": str(described.value(node, DCAT.version)),
        },
        "license": {
            "package": package["licenses"][0]["path"], "datacite": kernel["rightsList"][0]["rightsUri"],
            "crate": crate["license"]["@id"], "croissant": croissant["license"], "schema.org": dataset["license"],
            "dcat": str(described.value(node, DCT.license)),
            "cff": {item["name"]: item["path"] for item in package["licenses"]}[citation["license"]],
            "zenodo": {item["name"].lower(): item["path"] for item in package["licenses"]}[zenodo["license"]],
        },
        "date": {
            "package": package["created"][:10], "cff": citation["date-released"],
            "datacite": next(item["date"] for item in kernel["dates"] if item["dateType"] == "Issued"),
            "zenodo": zenodo["publication_date"], "crate": crate["datePublished"],
            "croissant": croissant["datePublished"], "schema.org": dataset["datePublished"],
            "dcat": str(described.value(node, DCT.issued)),
        },
        "keywords": {
            "package": tuple(sorted(package["keywords"])), "cff": tuple(sorted(citation["keywords"])),
            "datacite": tuple(sorted(item["subject"] for item in kernel["subjects"])),
            "zenodo": tuple(sorted(zenodo["keywords"])), "crate": tuple(sorted(crate["keywords"].split(", "))),
            "croissant": tuple(sorted(croissant["keywords"])), "schema.org": tuple(sorted(dataset["keywords"])),
            "dcat": tuple(sorted(map(str, described.objects(node, DCAT.keyword)))),
        },
        "tables": {
            "package": str(len(package["resources"])), "schema.org": n_tables,
            "datacite": kernel["sizes"][0].split()[0], "zenodo": zenodo["notes"].split()[0],
            "crate": crate["size"].split()[0], "croissant": str(len(croissant["recordSet"])),
        },
        "rows": {
            "csv": str(sum(release[item["path"]].count(b"\n") - 1 for item in package["resources"])),
            "schema.org": n_rows, "datacite": kernel["sizes"][1].split()[0], "crate": crate["size"].split()[2],
            "size": dataset["size"].removeprefix(f"{n_tables} tables, ").removesuffix(" rows"),
            "readme": re.search(r"tables, ([0-9,]+) rows", release["README.md"].decode())[1].replace(",", ""),
        },
        "checksums": {
            "sums": frozenset((item["contentUrl"], sums[item["contentUrl"]]) for item in dataset["distribution"]),
            "schema.org": frozenset((item["contentUrl"], item["sha256"]) for item in dataset["distribution"]),
            "crate": frozenset(
                (item["@id"], item["sha256"]) for item in parts if item["encodingFormat"] != "application/json"
            ),
            "dcat": frozenset(
                (
                    str(described.value(part, DCAT.downloadURL)).removeprefix("https://example.org/"),
                    str(described.value(described.value(part, SPDX.checksum), SPDX.checksumValue)),
                )
                for part in described.objects(node, DCAT.distribution)
            ),
        },
        "doi": {
            "package": package.get("doi", ""), "cff": citation.get("doi", ""), "datacite": kernel.get("doi", ""),
            "zenodo": zenodo.get("doi", ""), "crate": crate.get("identifier", "").removeprefix("https://doi.org/"),
            "schema.org": dataset.get("identifier", "").removeprefix("https://doi.org/"),
        },
    }


@pytest.mark.parametrize("aspect", ASPECTS)
def test_all_descriptors_say_the_same(release, aspect):
    said = said_by(release)[aspect]
    assert len(set(said.values())) == 1, said
