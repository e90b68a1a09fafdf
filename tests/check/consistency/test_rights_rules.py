import pytest

from scripts.reconcile.operands import SEED
from tests.check.consistency.rule_cases import Case

LIMIT = {"bulk_rows": 3}
CASES = [
    Case("R821", "rights of_publisher", [("facts-only", 3), ("", 9)], [("facts-only", 4)], LIMIT),
    Case("R822", "rights entities", [("unknown", 3), ("", 9)], [("unknown", 4)], LIMIT),
    Case("R823", "rights", ["facts-only", "unknown", "public-sector-reuse", "ODbL-1.0", "CC-BY-4.0", ""],
         ["CC-BY", "open", "All-rights-reserved", "odbl-1.0"]),
    Case("R824", "source_id url", [("a", "https://a.be"), (SEED, ""), ("", "")], [("a", "")]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


def sources(kind="aggregator", rights="facts-only"):
    return [{"source_id": source, "publisher": "NationMaster", "kind": kind, "rights": rights} for source in "ab"]


@pytest.mark.parametrize(
    ("listed", "numbers", "told"),
    [
        (sources(), (1, 2), []),
        (sources(), (1, 3), ["R821", "R821"]),
        (sources(), (4, 0), ["R821", "R821", "R822"]),
        (sources(rights="unknown"), (2, 2), ["R821", "R821"]),
        (sources(rights="CC-BY-NC-4.0"), (2, 2), ["R821", "R821"]),
        (sources(rights="ODbL-1.0"), (20, 20), []),
        (sources(rights="public-sector-reuse"), (20, 20), []),
        (sources(rights="CC-BY"), (2, 2), ["R821", "R821", "R823", "R823"]),
        (sources("press"), (3, 3), []),
        (sources("cluster"), (3, 4), ["R822"]),
    ],
)
def test_what_is_taken_from_one_database_or_directory_has_a_limit(found, listed, numbers, told):
    taken = [
        {"source_id": source, "entity_id": f"e{place}"}
        for source, number in zip("ab", numbers, strict=True)
        for place in range(number)
    ]
    limit = {"policy": [{"parameter": "bulk_rows", "value": "3"}], "source_kinds": [{"source_kind": "aggregator", "database": "true"}]}
    assert [rule for rule, *_ in found("R821 R822 R823", sources=listed, statements=taken, **limit)] == told
    reference = dict.fromkeys(("geographies", "postcodes", "localities"), [{"source_id": "a"}] * sum(numbers))
    assert ("R821" in {rule for rule, *_ in found("R821", sources=listed, **reference, **limit)}) is ("R821" in told or numbers == (1, 2))
