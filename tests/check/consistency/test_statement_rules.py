import pytest

from scripts.evidence.identifiers import statement_id
from tests.check.consistency.rule_cases import Case

CASES = [
    Case("R507", "state property statement_id shown", wrong=[("used", "website", "s1", False)],
         right=[("used", "website", "s1", True), ("unused", "website", "s1", False), ("under_test", "website", "s1", False)]),
    Case("R521", "statement_id ordinal expected_statement_id", [("s1", "1", "s1"), ("", "1", "s1"), ("s2", "", "s1")], [("s2", "1", "s1")]),
    Case("R522", "state reason", [("used", ""), ("unused", "out of scope"), ("", "")], [("unused", ""), ("under_test", "")]),
    Case("R523", "state superseded_by successor_in_use",
         [("superseded", "s2", True), ("superseded", "", False), ("used", "", False)], [("superseded", "s2", False), ("used", "s2", True)]),
    Case("R524", "statement_id state asked", [("s1", "under_test", True), ("s1", "used", False)], [("s1", "under_test", False)]),
    Case("R525", "entity_id indicator_id geo_code",
         right=[("a", "", ""), ("", "gva", "BE"), ("", "", "BE"), ("a", "", "BE")],
         wrong=[("a", "gva", ""), ("a", "gva", "BE"), ("", "gva", ""), ("", "", "")]),
    Case("R526", "unit indicator_id unit_kind indicator_unit_kind", wrong=[("percent", "gva", "share", "money"), ("percent", "x", "share", None)],
         right=[("EUR_billion", "gva", "money", "money"), ("percent", "", "share", None), ("", "gva", None, "money")]),
    Case("R527", "property value value_kind unit",
         right=[("figure", "5.9", "number", "percent"), ("figure", "-12", "number", "percent"), ("founded", "2014-05", "date", ""),
                ("active", "yes", "flag", ""), ("website", "https://a.be", "address", ""), ("activity", "x", "text", ""),
                ("figure", "", "number", "")],
         wrong=[("figure", "5.9", "number", ""), ("figure", "5,9", "number", "percent"), ("figure", "1e6", "number", "percent"),
                ("founded", "May 2014", "date", ""), ("active", "1", "flag", ""), ("website", "a.be", "address", "")]),
    Case("R528", "unit as_written locator transcribed_value", wrong=[("percent", "", "B3", ""), ("percent", "", "", "5")],
         right=[("percent", "5 %", "", ""), ("percent", "", "B3", "5"), ("", "", "", "")]),
    Case("R529", "origin_id repeats", [("s1", True), ("", False)], [("s1", False)]),
    Case("R530", "period period_basis reason",
         right=[("", "", ""), ("2020", "printed", ""), ("2020", "inferred", "ten years later"), ("", "bounded", "")],
         wrong=[("2020", "", ""), ("2020", "bounded", ""), ("2020", "inferred", ""), ("", "inferred", "")]),
    Case("R531", "period date_earliest date_latest",
         right=[("2020", "", "2020-06-30"), ("2020/2022", "2020-01-01", "2022-12-31"), ("2020", "", ""), ("2020-13", "2019-01-01", ""),
                ("2020", "2020-02-30", ""), ("2020", "2020-05-01", "2020-04-01")],
         wrong=[("2020", "", "2021-06-30"), ("2020/2022", "2019-12-31", ""), ("2020-02", "2020-02-01", "2020-03-01")]),
    Case("R532", "value value_low value_high",
         right=[("7", "5", "10"), ("5", "5", ""), ("", "5", "10"), ("text", "5", "10"), ("", "", "")],
         wrong=[("12", "5", "10"), ("4", "5", ""), ("7", "10", "5"), ("", "10", "5"), ("11", "", "10")]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


def statement(**cells):
    row = {
        "source_id": "x", "ordinal": "1", "entity_id": "a", "property": "activity", "value": "vaccines",
        "as_written": "makes vaccines", "state": "used",
    } | cells  # fmt: skip
    parts = [row.get(name, "") for name in ("source_id", "locator", "name_as_written", "as_written", "transcribed_value")]
    return {"statement_id": statement_id(*parts, row["ordinal"])} | row


@pytest.mark.parametrize(
    ("change", "same"),
    [
        ({"as_written": "makes drugs"}, False), ({"source_id": "y"}, False), ({"locator": "line 3"}, False),
        ({"ordinal": "2"}, False), ({"value": "drugs"}, True), ({"entity_id": "b"}, True), ({"period": "2020"}, True),
    ],
)  # fmt: skip
def test_what_a_source_shows_makes_the_id_and_no_interpretation_does(found, change, same):
    assert found("R521", statements=[statement() | change]) == ([] if same else [("R521", 2, "statement_id")])


def test_a_repetition_says_the_same_of_the_same_and_names_the_original_itself(found):
    first = statement()
    repeated = statement(source_id="y", origin_id=first["statement_id"])
    other = statement(source_id="z", origin_id=first["statement_id"], value="drugs")
    chained = statement(source_id="w", origin_id=repeated["statement_id"])
    lost = statement(source_id="v", origin_id="s9")
    seen = found("R529", statements=[first, repeated, other, chained, lost])
    assert seen == [("R529", line, "origin_id") for line in (4, 5, 6)]


@pytest.mark.parametrize(("state", "fine"), [("used", True), ("under_test", True), ("unused", False), ("superseded", False)])
def test_the_successor_of_a_superseded_statement_is_in_use(found, state, fine):
    successor = statement(source_id="y", state=state, reason="for a reason")
    old = statement(state="superseded", superseded_by=successor["statement_id"], reason="wrong")
    assert found("R523", statements=[old, successor]) == ([] if fine else [("R523", 2, "superseded_by")])


@pytest.mark.parametrize(("table", "fine"), [("reading_assignments", True), ("assessments", True), ("disputes", False)])
def test_a_reading_or_an_assessment_speaks_of_a_statement_under_test(found, table, fine):
    row = statement(state="under_test", reason="contested")
    column = "statement_id" if fine else "key"
    assert found("R524", statements=[row], **{table: [{column: row["statement_id"]}]}) == ([] if fine else [("R524", 2, "state")])


@pytest.mark.parametrize(("property_", "traced", "fine"), [("website", True, True), ("website", False, False), ("population", False, True)])
def test_a_statement_in_use_is_traced_or_feeds_a_table_without_provenance(found, property_, traced, fine):
    row = statement(property=property_)
    properties = [{"property": "website", "compiled_into": "entities"}, {"property": "population", "compiled_into": "geographies"}]
    provenance = [{"table": "companies", "key": "a", "statement_id": row["statement_id"]}] if traced else []
    seen = found("R507", statements=[row], properties=properties, provenance=provenance)
    assert seen == ([] if fine else [("R507", 2, "state")])


def test_kinds_of_units_and_values_come_from_their_tables(found):
    rows = [
        statement(property="figure", value=value, unit=unit, indicator_id="gva", entity_id="")
        for value, unit in (("5.9", "EUR_billion"), ("5.9", "percent"), ("5,9", "EUR_billion"))
    ]
    seen = found(
        "R526 R527", statements=rows, properties=[{"property": "figure", "value_kind": "number"}],
        units=[{"unit": "EUR_million", "kind": "money"}, {"unit": "EUR_billion", "kind": "money"}, {"unit": "percent", "kind": "share"}],
        indicators=[{"indicator_id": "gva", "unit": "EUR_million"}],
    )  # fmt: skip
    assert seen == [("R526", 3, "unit"), ("R527", 4, "value")]
