"""The real schemas: sound by our own meta-schema and the published profile, with legal examples."""

from pathlib import Path

import pandas as pd
import pytest

from scripts.check.context import Context
from scripts.check.structure import characters, inference, json_schemas, schemas
from scripts.check.structure.screen import screen
from scripts.package.descriptor import load_package

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = load_package(ROOT)


def test_descriptor_and_schemas_follow_the_meta_schemas_and_agree():
    assert json_schemas.check(PACKAGE) == ([], set())
    assert schemas.check(PACKAGE) == ([], set())


def test_descriptor_and_schemas_follow_the_published_profiles():
    assert json_schemas.check_published(PACKAGE) == []


def test_every_schema_file_is_used():
    used = {resource.schema_path for resource in PACKAGE.resources.values()}
    lying = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "schemas").glob("*.json")
        if '"primaryKey"' in path.read_text(encoding="utf-8")
    }
    assert lying == used


@pytest.mark.parametrize("resource", PACKAGE.resources.values(), ids=lambda resource: resource.name)
def test_every_example_is_legal_by_its_own_field(resource):
    examples = {field["name"]: [field["example"]] for field in resource.schema.fields}
    text = pd.DataFrame(examples, dtype="str").set_axis(pd.Index([2], name="line"))
    assert screen(resource, text, known={}) == []
    context = Context(PACKAGE, {resource.name: text})
    assert characters.check(context) == []
    if resource.is_evidence:
        assert inference.check(context) == []
