import pytest

from scripts.reconcile.operands import SEED
from tests.check.consistency.rule_cases import Case

BETTER = "claim_id use_instead use_instead_observation better better_is_used better_is_figure"
CASES = [
    Case("R641", "statement_id source_id has_claim", [("c1", SEED, True), ("s1", "x", False)], [("c2", SEED, False)]),
    Case(
        "R643", "verdict reconciliation_id n_confirming n_contradicting",
        right=[("supported", "", "1", "0"), ("contradicted", "", "0", "1"), ("supported", "r", "0", "0"), ("outdated", "", "0", "0"),
               ("", "", "", "")],
        wrong=[("supported", "", "0", "1"), ("contradicted", "", "1", "0"), ("supported", "", "", "")],
    ),
    Case("R645", "{column} sound_{column}", [("i1", True), ("", False)], [("i2", False)]),
    Case(
        "R646", BETTER,
        right=[("a", "i1", "", "s1", True, True), ("b", "", "o1", "s1", True, True), ("c", "", "", "s1", True, False), ("d", "", "", None, False, False)],
        wrong=[("e", "", "", "s1", True, True), ("f", "i1", "", "c1", False, True), ("g", "", "", "c1", False, False)],
    ),
    Case("R647", "statement_id source_id", [("s1", "x"), ("s2", None)], [("c1", SEED)]),
    Case("R701", "{column} expected_{column}", [("settled", "settled"), ("", None)], [("leading", "settled"), ("", "r-a"), ("r-a", None)]),
    Case("R705", "reading_id spoken asked", [("r-a", 2, 2), ("r-b", 0, 0)], [("r-c", 1, 2)]),
    Case("R706", "statement_id state claimed",
         right=[("s1", "under_test", True), ("s1", "used", False), ("s1", "under_test", False), ("", "unused", True)],
         wrong=[("s1", "used", True), ("s1", "unused", False), ("s1", "superseded", False), ("s9", None, False)]),
    Case("R707", "outcome adopted_reading own",
         right=[("settled", "r-a", True), ("leading", "r-a", True), ("undetermined", "", False), ("", "q-a", False)],
         wrong=[("settled", "q-a", False), ("leading", "", False), ("undetermined", "r-a", True)]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


CLAIM = {"claim_id": "a", "statement_id": "c1", "verdict": "supported", "n_confirming": "1", "use_instead": "i1"}
ASSESSMENT = {"claim_id": "a", "statement_id": "c1", "better_statement_id": "s1"}
EVIDENCE = {"claim_id": "a", "statement_id": "s1", "relation": "confirms"}
FIGURE = {"observation_id": "i1", "value": "5", "obs_status": "A", "contested": "false"}
STATED = {"observation_id": "o1", "value": "5", "contested": "false"}


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({}, []),
        ({"claims": {"statement_id": "c2"}}, [("R641", 2, "statement_id")]),
        ({"claims": {"n_confirming": "0"}}, [("R643", 2, "verdict")]),
        ({"national_indicators": {"obs_status": "V"}}, [("R645", 2, "use_instead")]),
        ({"national_indicators": {"contested": "true"}}, [("R645", 2, "use_instead")]),
        ({"national_indicators": {"value": ""}}, [("R645", 2, "use_instead")]),
        ({"national_indicators": {"obs_status": "U"}}, []),
        ({"claims": {"use_instead": "", "use_instead_observation": "o1"}}, []),
        ({"claims": {"use_instead_observation": "o1"}, "observations": {"contested": "true"}}, [("R645", 2, "use_instead_observation")]),
        ({"claims": {"use_instead": ""}}, [("R646", 2, "use_instead")]),
        ({"claims": {"use_instead": ""}, "assessments": {"better_statement_id": ""}}, []),
        ({"assessments": {"better_statement_id": "c1"}}, [("R646", 2, "use_instead")]),
        ({"assessment_evidence": {"statement_id": "c1"}}, [("R647", 2, "statement_id")]),
    ],
)
def test_a_claim_and_its_evidence(found, changes, told):
    rows = {"claims": CLAIM, "assessments": ASSESSMENT, "assessment_evidence": EVIDENCE, "national_indicators": FIGURE, "observations": STATED}
    seen = found(
        "R641 R643 R645 R646 R647", **{name: [row | changes.get(name, {})] for name, row in rows.items()},
        statements=[
            {"statement_id": "c1", "source_id": SEED, "state": "unused", "property": "claim"},
            {"statement_id": "s1", "source_id": "x", "state": "used", "property": "figure"},
        ],
        properties=[{"property": "figure", "compiled_into": "national_indicators"}, {"property": "claim", "compiled_into": "claims"}],
    )  # fmt: skip
    assert seen == told


COUNTS = dict.fromkeys(("n_binding", "n_fails", "n_contradicted", "n_strained", "n_holds", "n_untested", "n_voices", "n_free"), "0")
WON = COUNTS | {"verdict": "adopted", "n_binding": "1", "n_holds": "1", "place": "1"}
LOST = COUNTS | {"verdict": "beaten", "n_binding": "1", "n_fails": "1", "place": "2"}
RIGHT = {"outcome": "settled", "adopted_reading": "r-a"}


@pytest.mark.parametrize(
    ("change", "verdicts", "told"),
    [
        ({}, (WON, LOST), []),
        ({"outcome": "leading"}, (WON, LOST), [("R701", 2, "outcome")]),
        ({"adopted_reading": "r-b"}, (WON, LOST), [("R701", 2, "adopted_reading")]),
        ({"adopted_reading": "q-a"}, (WON, LOST), [("R701", 2, "adopted_reading"), ("R707", 2, "adopted_reading")]),
        ({"outcome": "undetermined"}, (WON, LOST), [("R701", 2, "outcome"), ("R707", 2, "adopted_reading")]),
        ({}, (LOST, WON), [("R701", 2, "adopted_reading")]),  # new evidence overturns a stored adoption
    ],
)
def test_the_answer_in_force_is_what_the_tests_yield(found, change, verdicts, told):
    readings = [{"reading_id": f"r-{letter}", "reconciliation_id": "r"} for letter in "ab"]
    rows = [
        row | verdict | {"letter": row["reading_id"][-1].upper()} for row, verdict in zip(readings, verdicts, strict=True)
    ]
    reconciliations = [{"reconciliation_id": "r"} | RIGHT | change]
    assert found("R701 R707", reconciliations=reconciliations, readings=readings, reading_verdicts=rows) == told


@pytest.mark.parametrize(
    ("assigned", "state", "claimed", "told"),
    [
        ("ab", "under_test", True, []),
        ("ab", "used", False, []),
        ("a", "used", False, [("R705", 3, "reading_id")]),
        ("ab", "used", True, [("R706", 2, "statement_id"), ("R706", 3, "statement_id")]),
        ("ab", "unused", False, [("R706", 2, "statement_id"), ("R706", 3, "statement_id")]),
    ],
)
def test_all_readings_speak_of_the_same_and_of_no_claim_but_under_test(found, assigned, state, claimed, told):
    seen = found(
        "R705 R706", readings=[{"reading_id": f"r-{letter}", "reconciliation_id": "r"} for letter in "ab"],
        reading_assignments=[{"reading_id": f"r-{letter}", "statement_id": "s1"} for letter in assigned],
        statements=[{"statement_id": "s1", "state": state}], assessments=[{"statement_id": "s1"}] if claimed else [],
    )  # fmt: skip
    assert seen == told
