from decimal import Decimal

import pytest

from scripts.figures.units import Unit
from scripts.reconcile.operands import SEED
from tests.check.consistency.rule_cases import Case

MILLIONS = Unit("EUR_million", "money", Decimal(10**6), False)
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
    Case("R648", "print_advice unit figure unit_of_figure year",
         right=[("Print 13.4 billion euros of 2023.", "EUR_billion", "13400", MILLIONS, "2023"), ("In 2023, 13,400 million euros.", "EUR_million", "13400", MILLIONS, "2023")],
         wrong=[("Print 13.4 billion euros of 2023.", "EUR_billion", "13500", MILLIONS, "2023"),
                ("Print 13.4 billion euros of 2022.", "EUR_billion", "13400", MILLIONS, "2023"), ("Print nothing of 2023.", "EUR_million", "9", MILLIONS, "2023")]),
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


def test_claims_and_their_evidence(found):
    seed, press = {"source_id": SEED, "state": "unused", "property": "claim"}, {"source_id": "x", "state": "used", "property": "figure"}
    figures = {"fine": {}, "low": {"obs_status": "U"}, "tested": {"obs_status": "V"}, "contested": {"contested": "true"}, "blank": {"value": ""}}
    better = ["s1", "s1", "s1", "s1", "s1", "s1", "s1", "s1", "", "c1"]
    shown = [("fine", ""), ("low", ""), ("tested", ""), ("contested", ""), ("blank", ""), ("", "stated"), ("fine", "disputed"), ("", ""), ("", ""), ("fine", "")]
    seen = found(
        "R641 R643 R645 R646 R647",
        claims=[
            {"claim_id": f"a{number}", "statement_id": "c1", "verdict": "supported", "n_confirming": str(number), "use_instead": one,
             "use_instead_observation": other} for number, (one, other) in enumerate(shown)
        ],
        assessments=[{"claim_id": f"a{number}", "better_statement_id": statement} for number, statement in enumerate(better)],
        national_indicators=[{"observation_id": name, "value": "5", "obs_status": "A", "contested": "false"} | more for name, more in figures.items()],
        observations=[{"observation_id": name, "value": "5", "contested": mark} for name, mark in (("stated", "false"), ("disputed", "true"))],
        assessment_evidence=[{"claim_id": "a0", "statement_id": statement} for statement in ("s1", "c1")],
        statements=[{"statement_id": "c1"} | seed, {"statement_id": "c2"} | seed, {"statement_id": "s1"} | press],
        properties=[{"property": "figure", "compiled_into": "national_indicators"}, {"property": "claim", "compiled_into": "claims"}],
    )  # fmt: skip
    assert seen == [
        ("R641", 3, "statement_id"), ("R643", 2, "verdict"), *(("R645", line, "use_instead") for line in (4, 5, 6)),
        ("R645", 8, "use_instead_observation"), ("R646", 9, "use_instead"), ("R646", 11, "use_instead"), ("R647", 3, "statement_id"),
    ]  # fmt: skip


COUNTS = dict.fromkeys(("n_binding", "n_fails", "n_contradicted", "n_strained", "n_holds", "n_untested", "n_voices", "n_free"), "0")
WON = COUNTS | {"verdict": "adopted", "n_binding": "1", "n_holds": "1", "place": "1"}
LOST = COUNTS | {"verdict": "beaten", "n_binding": "1", "n_fails": "1", "place": "2"}


@pytest.mark.parametrize(
    ("answer", "verdicts", "told"),
    [
        ("settled r-a", (WON, LOST), []),
        ("leading r-a", (WON, LOST), ["R701 outcome"]),
        ("settled r-b", (WON, LOST), ["R701 adopted_reading"]),
        ("settled q-a", (WON, LOST), ["R701 adopted_reading", "R707 adopted_reading"]),
        ("undetermined r-a", (WON, LOST), ["R701 outcome", "R707 adopted_reading"]),
        ("settled r-a", (LOST, WON), ["R701 adopted_reading"]),  # new evidence overturns a stored adoption
    ],
)
def test_the_answer_in_force_is_what_the_tests_yield(found, answer, verdicts, told):
    readings = [{"reading_id": f"r-{letter}", "reconciliation_id": "r"} for letter in "ab"]
    rows = [row | verdict | {"letter": row["reading_id"][-1].upper()} for row, verdict in zip(readings, verdicts, strict=True)]
    asked = [dict(zip(("reconciliation_id", "outcome", "adopted_reading"), ("r", *answer.split()), strict=True))]
    seen = found("R701 R707", reconciliations=asked, readings=readings, reading_verdicts=rows)
    assert [f"{rule} {column}" for rule, _, column in seen] == told


def test_all_readings_speak_of_the_same_and_of_no_claim_but_under_test(found):
    states = {"tested": "under_test", "used": "used", "claimed": "used", "unused": "unused"}
    pairs = [("r-a", "tested"), ("r-a", "used"), ("r-b", "tested"), ("q-a", "claimed"), ("q-b", "claimed"), ("p-a", "unused")]
    seen = found(
        "R705 R706", assessments=[{"statement_id": "tested"}, {"statement_id": "claimed"}],
        readings=[{"reading_id": name, "reconciliation_id": name[0]} for name in ("r-a", "r-b", "q-a", "q-b", "p-a")],
        reading_assignments=[{"reading_id": reading, "statement_id": statement} for reading, statement in pairs],
        statements=[{"statement_id": name, "state": state} for name, state in states.items()],
    )  # fmt: skip
    assert seen == [("R705", 3, "reading_id"), *(("R706", line, "statement_id") for line in (5, 6, 7))]
