import pytest

from tests.check.consistency.rule_cases import Case

CASES = [
    Case("R551", "problem_{column}", right=[""], wrong=["No company is called so."]),
    Case("R552", "about unfit", right=[("Altair", True), ("", False)], wrong=[("Altair", False)]),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()
