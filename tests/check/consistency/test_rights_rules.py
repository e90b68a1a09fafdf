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


@pytest.mark.parametrize(
    ("kind", "rights", "taken", "told"),
    [
        ("aggregator", "facts-only", (1, 2), []),
        ("aggregator", "facts-only", (1, 3), ["R821", "R821"]),
        ("aggregator", "facts-only", (4, 0), ["R821", "R821", "R822"]),
        ("aggregator", "CC-BY-NC-4.0", (2, 2), ["R821", "R821"]),
        ("aggregator", "ODbL-1.0", (20, 20), []),
        ("aggregator", "CC-BY", (2, 2), ["R821", "R821", "R823", "R823"]),
        ("press", "unknown", (3, 3), []),
        ("cluster", "unknown", (3, 4), ["R822"]),
    ],
)
def test_what_is_taken_from_one_database_or_directory_has_a_limit(found, kind, rights, taken, told):
    rows = [{"source_id": source, "entity_id": f"e{place}"} for source, number in zip("ab", taken, strict=True) for place in range(number)]
    world = {
        "sources": [{"source_id": source, "publisher": "NationMaster", "kind": kind, "rights": rights} for source in "ab"],
        "policy": [{"parameter": "bulk_rows", "value": "3"}], "source_kinds": [{"source_kind": "aggregator", "database": "true"}],
    }  # fmt: skip
    assert [rule for rule, *_ in found("R821 R822 R823", statements=rows, **world)] == told
    reference = dict.fromkeys(("geographies", "postcodes", "localities"), [{"source_id": "a"}] * 2)
    assert ("R821" in {rule for rule, *_ in found("R821", **reference, **world)}) is (kind == "aggregator" and rights != "ODbL-1.0")
