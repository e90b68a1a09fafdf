import pytest

from tests.check.consistency.rule_cases import Case

CASES = [
    Case("R571", "audit_id drawn judged", right=[("a", "3", 3)], wrong=[("b", "3", 2), ("c", "3", 4)]),
    Case(
        "R572", "statement_id verdict mend",
        right=[("s1", "right", ""), ("s2", "wrong", "superseded"), ("s3", "unseen", ""), ("s4", "not_supported", "unused")],
        wrong=[("s5", "wrong", ""), ("s6", "not_supported", "")],
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


def test_verdicts_are_counted_by_audit(found):
    drawn = [{"audit_id": "a", "drawn": "2"}, {"audit_id": "b", "drawn": "1"}, {"audit_id": "c", "drawn": "1"}]
    judged = [{"audit_id": audit, "statement_id": f"s{n}", "verdict": "right"} for n, audit in enumerate(["a", "a", "b", "b"])]
    assert found("R571", audits=drawn, audit_verdicts=judged) == [("R571", 3, "drawn"), ("R571", 4, "drawn")]
