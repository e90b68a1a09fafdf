"""What people write by hand, without Python: the inbox, the issue forms, the small tables."""

import csv
from pathlib import Path

import pytest
import yaml

from scripts.check.answers.questions import BY_NAME
from scripts.package.descriptor import load_package
from tests.conftest import ROOT

EDITABLE = 500_000  # bytes that the editors of forges take, and that they show a difference of
TOO_LARGE = {"statements", "sources"}  # what the inbox is for: its rows are filed into these
FORMS = ROOT / ".github/ISSUE_TEMPLATE"


def fields(form):
    """The fields of an issue form by id, with whether each must be filled."""
    body = yaml.safe_load((FORMS / form).read_text(encoding="utf-8"))["body"]
    return {item["id"]: item.get("validations", {}).get("required", False) for item in body if item["type"] != "markdown"}


def test_the_form_for_evidence_carries_the_columns_of_the_inbox():
    schema = load_package(ROOT).resources["inbox"].schema
    assert fields("evidence.yml") == {column: column in schema.required for column in schema.columns}
    assert set(schema.columns) == set(BY_NAME)
    with (ROOT / "data/evidence/inbox.csv").open(encoding="utf-8", newline="") as handle:
        assert next(csv.reader(handle)) == schema.columns


def test_the_form_for_corrections_names_things_as_the_inbox_does():
    own = {"cell", "claim", "role"}  # the cell that is wrong, what is wrong with it, who asks
    assert fields("correction.yml").keys() - own == {"value", "source_url", "words", "seen"} <= BY_NAME.keys()


@pytest.mark.parametrize("path", sorted((ROOT / "data/evidence").glob("*.csv")), ids=lambda path: path.stem)
def test_a_table_meant_for_hands_is_small_enough_for_a_web_page(path):
    assert path.stem in TOO_LARGE or path.stat().st_size < EDITABLE


@pytest.mark.parametrize("path", ["CONTRIBUTING.md", "CHANGELOG.md", "README.md", *map(str, FORMS.glob("*.yml"))])
def test_a_text_meant_for_hands_is_small_enough_for_a_web_page(path):
    assert (ROOT / Path(path)).stat().st_size < EDITABLE
