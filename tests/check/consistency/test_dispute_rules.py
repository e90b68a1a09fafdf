import pytest

from tests.check.consistency.rule_cases import Case, world_of

CASES = [
    Case("R331", "table is_published", [("companies", True), ("", False)], [("firms", False)]),
    Case("R332", "table key is_published is_there", wrong=[("companies", "b", True, False)],
         right=[("companies", "a", True, True), ("firms", "a", False, False), ("companies", "", True, False)]),
    Case("R333", "table field is_published has_field", wrong=[("companies", "x", True, False)],
         right=[("companies", "name", True, True), ("firms", "x", False, False), ("companies", "", True, False)]),
    Case("R334", "state {column}", wrong=[("accepted", ""), ("rejected", ""), ("open", "2026-11-20")],
         right=[("accepted", "2026-11-20"), ("rejected", "2026-11-20"), ("open", ""), ("withheld", ""), ("withheld", "2026-11-20")]),
    Case("R335", "state carried_out", [("accepted", True), ("withheld", False), ("open", False), ("", False)], [("accepted", False)]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


def dispute(number, table="companies", key="a", field="name", state="open", **more):
    return {"dispute_id": f"d-2026-{number:03d}", "table": table, "key": key, "field": field, "state": state, **more}


COMPANY = {"company_id": "a", "name": "A"}
ENTITY = {"entity_id": "a", "kind": "company", "name": "A"}


def test_a_dispute_names_a_table_a_row_and_a_column_that_there_are(found):
    rows = [
        dispute(1), dispute(2, table="firms"), dispute(3, key="b"), dispute(4, field="colour"),
        dispute(5, table="outcomes", key="old", field="outcome"), dispute(6, table="gaps", key="companies/a/lei", field="reason"),
    ]  # fmt: skip
    told = found(
        "R331 R332 R333", disputes=rows, companies=[COMPANY], retired=[{"table": "outcomes", "id": "old"}],
        gaps=[{"table": "companies", "key": "a", "field": "lei", "reason": "not_searched"}],
    )  # fmt: skip
    assert told == [("R331", 3, "table"), ("R332", 4, "key"), ("R333", 5, "field")]


def accepted(statements, source_id="", remark="", accessed="2026-11-01"):
    """Whether an accepted dispute about the founding year of a company counts as carried out."""
    sources = [{"source_id": name, "accessed": accessed} for name in ("old", "new")]
    rows = [
        {"statement_id": f"s{number}", "entity_id": "a", "property": "founded", "state": "used", "source_id": "old", **row}
        for number, row in enumerate(statements)
    ]  # fmt: skip
    shown = [
        {"table": "companies", "key": "a", "field": "founded_year", "n": str(number), "statement_id": row["statement_id"], "role": "agrees"}
        for number, row in enumerate(rows) if row["state"] == "used"
    ]  # fmt: skip
    world = world_of(
        disputes=[dispute(1, field="founded_year", state="accepted", received="2026-11-10", source_id=source_id)],
        companies=[COMPANY], entities=[ENTITY | {"note": remark}], statements=rows, sources=sources, provenance=shown,
    )  # fmt: skip
    world.undisputed = world.typed
    return bool(world.view("disputes")["carried_out"].all())


@pytest.mark.parametrize("statements, more, done", [
    ([{"value": "2010"}], {}, False),
    ([{"value": "2010"}], {"source_id": "old"}, False),
    ([{"value": "2010"}], {"source_id": "old", "accessed": "2026-11-12"}, True),
    ([{"value": "2010"}], {"remark": "Asked for by d-2026-001"}, True),
    ([{"value": "2010"}, {"value": "2011", "source_id": "new"}], {"source_id": "new"}, True),
    ([{"value": "2010"}, {"value": "2010", "source_id": "new"}], {"source_id": "new"}, False),
    ([{"value": "2010"}, {"value": "2011", "state": "superseded", "superseded_by": "s0"}], {}, True),
    ([{"value": "2011", "state": "superseded"}], {}, True),
    ([{"value": "2011", "state": "superseded", "entity_id": "b"}], {}, False),
])  # fmt: skip
def test_an_accepted_dispute_is_carried_out_where_the_evidence_shows_it(statements, more, done):
    assert accepted(statements, **more) is done
