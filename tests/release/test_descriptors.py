"""Every descriptor by its field's own validator, and all of them agree with each other."""

import hashlib
import json
import sys
from importlib import resources
from pathlib import Path

import pytest
import rocrate
from datacite import schema45
from dplib import settings
from jsonschema import Draft7Validator, FormatChecker
from pyshacl import validate
from rdflib import Graph, Namespace
from rocrate.rocrate import ROCrate
from rocrate_validator import models, services
from rocrate_validator.utils.http import HttpRequester

from scripts.check.structure.json_schemas import check_published
from scripts.package.dataset import describe_file, read_dataset
from scripts.package.descriptor import load_package
from scripts.release.assemble import released_descriptor
from scripts.release.descriptors import write_descriptor
from scripts.release.preconditions import open_points
from scripts.tell.attribution import citation as citation_file
from tests.release.conftest import ADDRESSES, METADATA, cff_of, dcat_of, written

DCAT = Namespace("http://www.w3.org/ns/dcat#")
DCT = Namespace("http://purl.org/dc/terms/")
SPDX = Namespace("http://spdx.org/rdf/terms#")
ROOT = Path(__file__).resolve().parents[2]
SHAPES = Path(__file__).with_name("dcat_shapes.ttl")
CONTEXT = "https://w3id.org/ro/crate/1.3/context"


@pytest.fixture(scope="session")
def cff_schema():
    vendor = resources.files("check_jsonschema") / "builtin_schemas" / "vendor"
    return json.loads((vendor / "citation-file-format.json").read_text(encoding="utf-8"))


@pytest.fixture
def offline_context(monkeypatch):
    """The context that the rocrate library ships, instead of the one on the web; nothing else is fetched."""
    shipped = (Path(rocrate.__file__).parent / "data" / "ro-crate.jsonld").read_text(encoding="utf-8")

    class Response:
        status_code = 200
        headers = {"Content-Type": "application/ld+json"}  # noqa: RUF012
        text = shipped

        def json(self):
            return json.loads(shipped)

    def get(self, url, **options):
        assert url == CONTEXT
        return Response()

    monkeypatch.setattr(HttpRequester, "get", get, raising=False)


@pytest.fixture
def mlcroissant():
    """The library, with its log on the real stderr: else it closes pytest's when logging is set up anew."""
    import mlcroissant
    from absl import logging

    logging.get_absl_handler().python_handler.stream = sys.__stderr__
    return mlcroissant


def violations(graph):
    conforms, _, text = validate(graph, shacl_graph=Graph().parse(SHAPES))
    return "" if conforms else text


def test_descriptor_and_schemas_conform_to_the_published_profiles(release, tmp_path):
    package = load_package(written(release, tmp_path))
    assert check_published(package) == []
    of_version_1 = Path(settings.PROFILE_BASEDIR) / "1.0/datapackage.json"
    problems = Draft7Validator(json.loads(of_version_1.read_text(encoding="utf-8"))).iter_errors(package.descriptor)
    assert [problem.message for problem in problems] == []


def test_citation_cff_conforms_to_its_schema(release, cff_schema):
    problems = Draft7Validator(cff_schema, format_checker=FormatChecker()).iter_errors(cff_of(release))
    assert [problem.message for problem in problems] == []


def test_datacite_conforms_to_its_schema(release):
    schema45.validate(json.loads(release["datacite.json"]))


def test_zenodo_has_what_a_deposit_must_have(release):
    deposit = json.loads(release["zenodo.json"])["metadata"]
    assert {"upload_type", "title", "creators", "description", "access_right", "license"} <= deposit.keys()
    assert deposit["upload_type"] == "dataset"
    assert deposit["language"] == "eng"


def test_ro_crate_meets_every_requirement_of_its_specification(members, offline_context, tmp_path):
    kinds = ("data/entities.csv", "small-package.sqlite")  # the validator takes long, and longer with every file
    files = [describe_file(name, members[name], name, "A file.", "entities", 3) for name in kinds]
    record = read_dataset(METADATA | ADDRESSES, files)
    described = {"ro-crate-metadata.json": write_descriptor("ro-crate-metadata.json", record, {})}
    written(described | {name: members[name] for name in kinds}, tmp_path)
    result = services.validate(
        services.ValidationSettings(
            rocrate_uri=str(tmp_path), profile_identifier="ro-crate-1.3", offline=True, cache_path=tmp_path / "cache",
            requirement_severity=models.Severity.REQUIRED,
        )
    )
    assert [issue.message for issue in result.get_issues()] == []


def test_ro_crate_opens_with_its_files_and_the_contact(addressed, tmp_path):
    crate = ROCrate(written(addressed, tmp_path))
    data = {name for name in addressed if name.startswith(("data/", "datap", "schemas/", "parquet/", "small-package"))}
    assert {entity.id for entity in crate.data_entities} == data
    assert crate.get(ADDRESSES["contact"]["url"]).type == "ContactPoint"


def test_croissant_loads_the_records(mlcroissant, unpacked, tables):
    data = mlcroissant.Dataset(jsonld=str(unpacked / "croissant.json"))
    assert not data.metadata.issues.errors
    assert not data.metadata.issues.warnings
    for name, table in tables.items():
        records = list(data.records(record_set=name))
        assert len(records) == len(table)
    third = records_by_id(data, "entities")["gamma"]
    assert third["entities/name"] == "@gamma"
    assert third["entities/founded_year"] == 1999
    assert third["entities/share"] == -0.001
    assert third["entities/contested"] is False
    assert third["entities/best_statement"] is None
    assert records_by_id(data, "statements")["s1"]["statements/value"] == "-5"


def records_by_id(data, name):
    decoded = (
        {key: value.decode() if isinstance(value, bytes) else value for key, value in record.items()}
        for record in data.records(record_set=name)
    )
    return {next(iter(record.values())): record for record in decoded}


def test_dcat_keeps_what_we_promise_of_dcat_ap(release):
    assert violations(dcat_of(release)) == ""


def test_the_projects_own_metadata_are_valid_in_every_format(cff_schema):
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    file = describe_file("data/companies.csv", b"a\n1\n", "Companies", "Companies.", "companies", 1)
    record = read_dataset(released_descriptor(descriptor), [file])
    assert violations(dcat_of({"dcat.ttl": write_descriptor("dcat.ttl", record, {})})) == ""
    schema45.validate(json.loads(write_descriptor("datacite.json", record, {})))
    citation = cff_of({"CITATION.cff": citation_file(released_descriptor(descriptor))})
    assert list(Draft7Validator(cff_schema, format_checker=FormatChecker()).iter_errors(citation)) == []


@pytest.mark.parametrize("predicate", [DCT.publisher, DCAT.theme, DCT.language, DCT.accessRights, SPDX.checksumValue])
def test_the_shapes_notice_when_a_promise_is_broken(members, predicate):
    graph = dcat_of(members)
    graph.remove((None, predicate, None))
    assert violations(graph)


def test_the_contact_point_is_there_when_the_descriptor_names_one(members, addressed):
    assert not list(dcat_of(members).objects(None, DCAT.contactPoint))
    assert len(list(dcat_of(addressed).objects(None, DCAT.contactPoint))) == 1


def test_checksums_and_sizes_are_those_of_the_files(release):
    for item in json.loads(release["schema-org.jsonld"])["distribution"]:
        content = release[item["contentUrl"]]
        assert item["sha256"] == hashlib.sha256(content).hexdigest()
        assert item["contentSize"] == f"{len(content)} B"
    for item in json.loads(release["croissant.json"])["distribution"]:
        assert item["sha256"] == hashlib.sha256(release[item["contentUrl"]]).hexdigest()


def test_what_the_descriptor_leaves_blank_is_left_out_everywhere(members):
    assert json.loads(members["datacite.json"])["publisher"] == {"name": "Makers of the small package"}
    for name in ("CITATION.cff", "datacite.json", "zenodo.json", "croissant.json", "schema-org.jsonld", "dcat.ttl"):
        assert b"doi.org" not in members[name]
        assert b"example.org" not in members[name]


@pytest.mark.parametrize("title", ['a "quoted" {title}: # 1', "back\\slash\nand line", "é \u2028 \x7f 😀", "- {{ data }}", "null", "1.0"])
def test_every_text_comes_through_the_templates_as_it_is(title):
    record = read_dataset(METADATA | {"title": title})
    written = {path: write_descriptor(path, record, {}) for path in ("datacite.json", "zenodo.json", "dcat.ttl")}
    assert json.loads(written["datacite.json"])["titles"][0]["title"] == title
    assert json.loads(written["zenodo.json"])["metadata"]["title"] == title
    assert title in map(str, dcat_of(written).objects(None, DCT.title))


def test_a_description_is_escaped_where_it_becomes_markup():
    written = write_descriptor("zenodo.json", read_dataset(METADATA | {"description": "a < b & c"}), {})
    assert json.loads(written)["metadata"]["description"] == "<p>a &lt; b &amp; c</p>"


def test_without_a_publisher_datacite_says_that_there_is_none():
    record = read_dataset({key: value for key, value in METADATA.items() if key != "publisher"})
    schema45.validate(json.loads(write_descriptor("datacite.json", record, {})))
    assert json.loads(write_descriptor("datacite.json", record, {}))["publisher"] == {"name": "(:unav)"}


def test_every_blank_is_named_with_what_it_costs():
    points = open_points(read_dataset(METADATA))
    assert [point.split()[0] for point in points] == ["doi", "homepage", "repository", "contact"]
    assert open_points(read_dataset(METADATA | ADDRESSES)) == []


def test_a_contact_that_leads_nowhere_counts_as_blank():
    record = read_dataset(METADATA | ADDRESSES | {"contact": {"name": "Makers", "url": ""}})
    assert [point.split()[0] for point in open_points(record)] == ["contact"]


def test_a_pre_release_has_no_release_date():
    assert "date-released" not in citation_file(METADATA)
    assert "date-released: 2026-11-22" in citation_file(METADATA | {"version": "1.2.0"})
