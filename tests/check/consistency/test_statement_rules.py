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


def test_what_a_source_shows_makes_the_id_and_no_interpretation_does(found):
    shown = {"as_written": "makes drugs"}, {"source_id": "y"}, {"locator": "line 3"}, {"ordinal": "2"}
    rows = [statement() | change for change in ({}, {"value": "drugs"}, {"entity_id": "b"}, {"period": "2020"}, *shown)]
    assert found("R521", statements=rows) == [("R521", line, "statement_id") for line in (6, 7, 8, 9)]


def test_a_repetition_says_the_same_of_the_same_and_names_the_original_itself(found):
    first = statement()
    repeated = statement(source_id="y", origin_id=first["statement_id"])
    other = statement(source_id="z", origin_id=first["statement_id"], value="drugs")
    chained = statement(source_id="w", origin_id=repeated["statement_id"])
    lost = statement(source_id="v", origin_id="s9")
    assert found("R529", statements=[first, repeated, other, chained, lost]) == [("R529", line, "origin_id") for line in (4, 5, 6)]


def test_who_speaks_of_a_statement(found):
    rows = [statement(source_id=state, state=state) for state in ("used", "under_test", "unused", "superseded")]
    rows += [statement(source_id=f"of {row['state']}", state="superseded", superseded_by=row["statement_id"]) for row in rows]
    rows += [statement(source_id=f"test {number}", state="under_test") for number in range(3)]
    rows += [statement(source_id="traced", property="website"), statement(property="website"), statement(property="population")]
    seen = found(
        "R507 R523 R524", statements=rows, assessments=[{"statement_id": rows[8]["statement_id"]}],
        reading_assignments=[{"statement_id": rows[9]["statement_id"]}], disputes=[{"key": rows[10]["statement_id"]}],
        properties=[{"property": "website", "compiled_into": "entities"}, {"property": "population", "compiled_into": "geographies"}],
        provenance=[{"table": "companies", "statement_id": row["statement_id"]} for row in (rows[0], rows[11])],
    )  # fmt: skip
    assert [(rule, line) for rule, line, _ in seen] == [("R507", 14), ("R523", 8), ("R523", 9), ("R524", 3), ("R524", 12)]


def test_kinds_of_units_and_values_come_from_their_tables(found):
    shown = ("5.9", "EUR_billion"), ("5.9", "percent"), ("5,9", "EUR_billion")
    kinds = ("EUR_million", "money"), ("EUR_billion", "money"), ("percent", "share")
    seen = found(
        "R526 R527", properties=[{"property": "figure", "value_kind": "number"}], indicators=[{"indicator_id": "gva", "unit": "EUR_million"}],
        statements=[statement(property="figure", value=value, unit=unit, indicator_id="gva") for value, unit in shown],
        units=[{"unit": unit, "kind": kind} for unit, kind in kinds],
    )  # fmt: skip
    assert seen == [("R526", 3, "unit"), ("R527", 4, "value")]
