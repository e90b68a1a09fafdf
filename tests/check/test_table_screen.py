"""The screen of one table: what Pandera finds, and how it is told."""

import pandas as pd
import pandera.pandas as pa
import pyarrow
import pytest

from scripts.check.structure.json_schemas import JsonDocument
from scripts.check.structure.pandera_schema import schema_of
from scripts.check.structure.screen import screen
from scripts.package.descriptor import Resource
from scripts.package.tableschema import TableSchema


def field(name, type_="string", **constraints):
    return {"name": name, "type": type_, "description": "What it is.", "example": "x", "constraints": constraints}


SCHEMA = TableSchema(
    "t",
    {
        "name": "t",
        "fields": [
            field("id", required=True), field("part", required=True), field("code", pattern="^a|b$", unique=True),
            field("kind", enum=["new", "old"]), field("year", "integer", minimum=1900, maximum=2100),
            field("share", "number", enum=[0.5, 2]), field("note", minLength=2, maxLength=4),
            field("free"), field("other"),
        ],
        "primaryKey": ["id", "part"],
        "foreignKeys": [
            {"fields": ["id"], "reference": {"resource": "u", "fields": ["id"]}},
            {"fields": ["kind", "code"], "reference": {"resource": "v", "fields": ["kind", "code"]}},
            {"fields": ["other"], "reference": {"resource": "unread", "fields": ["id"]}},
        ],
    },
)
RESOURCE = Resource("t", "data/t.csv", "schemas/t.json", SCHEMA)
KNOWN = {("u", ("id",)): pyarrow.array(["i", "j"]), ("v", ("kind", "code")): pyarrow.array(["new\x1fa", "old\x1fb"])}
SOUND = dict.fromkeys(SCHEMA.columns, "") | {"id": "i", "part": "1", "year": "2000", "note": "some", "other": "nowhere"}


def rows(*changed):
    return pd.DataFrame([SOUND | row for row in changed], dtype="str").set_axis(range(5, 5 + len(changed)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, set()),
        ({"code": "a", "kind": "new"}, set()),
        ({"share": "2"}, set()),
        ({"id": ""}, {("S303", "id", "")}),
        ({"code": "ab", "kind": ""}, {("S306", "code", "ab"), ("S403", "kind", "|ab")}),
        ({"kind": "worn", "code": "a"}, {("S305", "kind", "worn"), ("S403", "kind", "worn|a")}),
        ({"code": "a", "kind": "old"}, {("S403", "kind", "old|a")}),
        ({"id": "k"}, {("S403", "id", "k")}),
        ({"year": "about 3"}, {("S301", "year", "about 3")}),
        ({"year": "1e9"}, {("S302", "year", "1e9")}),
        ({"year": "1899"}, {("S307", "year", "1899")}),
        ({"year": "2101"}, {("S307", "year", "2101")}),
        ({"share": "0.25"}, {("S305", "share", "0.25")}),
        ({"share": "2.0"}, {("S302", "share", "2.0")}),
        ({"note": "a"}, {("S308", "note", "a")}),
        ({"note": "abcde"}, {("S308", "note", "abcde")}),
    ],
)
def test_a_cell_is_found_by_its_rule_and_column_and_line(changes, expected):
    findings = screen(RESOURCE, rows({"part": "0"}, changes), KNOWN)
    assert {(finding.rule, finding.column, finding.value) for finding in findings} == expected
    assert {finding.line for finding in findings} <= {6}
    assert len(findings) == len(expected)


def test_what_stands_twice_is_told_with_the_line_of_the_first():
    found = screen(RESOURCE, rows({"code": "a", "kind": "new"}, {"code": "a", "kind": "new"}, {"part": "2"}), KNOWN)
    assert [(item.rule, item.line, item.value, item.row_key, item.message) for item in found] == [
        ("S401", 6, "i|1", "i|1", "i|1 stands already in line 5."),
        ("S402", 6, "a", "i|1", "a stands already in line 5."),
    ]


def test_a_column_that_the_file_lacks_is_checked_by_nothing():
    text = rows({"id": "", "year": "x"}, {"id": "", "year": "x"})
    assert {finding.rule for finding in screen(RESOURCE, text, KNOWN, missing={"id", "year"})} == set()


def test_a_table_without_rows_is_one_finding():
    assert [finding.rule for finding in screen(RESOURCE, rows().reindex(columns=SCHEMA.columns), KNOWN)] == ["S304"]


def test_a_check_that_breaks_off_is_told_and_hides_no_other(monkeypatch):
    def broken(cells):
        raise KeyError("no such thing")

    monkeypatch.setattr("scripts.check.structure.pandera_schema._first_of_its_kind", broken)
    findings = screen(RESOURCE, rows({"code": "a", "kind": "new", "note": "a"}), KNOWN)
    assert {finding.rule for finding in findings} == {"S308", "S999"}


def test_the_schema_is_one_that_a_pandera_user_can_use_alone():
    schema = schema_of(SCHEMA, known={})
    assert schema.unique == ["id", "part"]
    assert "free" not in schema.columns
    with pytest.raises(pa.errors.SchemaErrors) as raised:
        schema.validate(rows({"kind": "worn"}).replace("", pd.NA), lazy=True)
    assert raised.value.failure_cases[["column", "check", "index"]].values.tolist() == [["kind", "enum", 5]]


JSON = '{\n "a": {"b": 1,\n  "c": [1,\n 2]},\n "a": {"b": 1},\n "\\ud83d\\ude00": 1\n}'


def test_lines_of_json_are_those_of_keys_and_items():
    document = JsonDocument("x.json", JSON.replace("\\ud83d\\ude00", "é"))
    assert document.doubled == [(("a",), 5)]
    lines = {("a",): 2, ("a", "b"): 2, ("a", "c"): 3, ("a", "c", 1): 4, ("a", "c", 1, "x"): 4, ("é",): 6, ("z",): 1}
    assert {place: document.line(place) for place in lines} == lines


def test_json_that_no_yaml_reader_takes_is_told_without_lines():
    document = JsonDocument("x.json", JSON)
    assert document.doubled == [(("a",), 1)]
    assert document.line(("a", "c")) == 1
