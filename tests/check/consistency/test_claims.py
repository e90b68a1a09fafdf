import pytest

from scripts.check.consistency import claims

SOURCES = [{"source_id": "seed-article-it", "asserted_by": "S"}, {"source_id": "x", "asserted_by": "X"}]
STATEMENTS = [
    {"statement_id": "c1", "source_id": "seed-article-it", "state": "unused", "property": "claim"},
    {"statement_id": "s1", "source_id": "x", "state": "used", "property": "figure"},
]
PROPERTIES = [
    {"property": "figure", "compiled_into": "national_indicators"}, {"property": "claim", "compiled_into": "claims"},
]  # fmt: skip
CLAIM = {
    "claim_id": "a", "statement_id": "c1", "verdict": "supported", "n_confirming": "1", "n_contradicting": "0",
    "use_instead": "i1",
}  # fmt: skip
ASSESSMENT = {"claim_id": "a", "statement_id": "c1", "verdict": "supported", "better_statement_id": "s1"}
EVIDENCE = {"claim_id": "a", "statement_id": "s1", "relation": "confirms"}
FIGURE = {"observation_id": "i1", "value": "5", "obs_status": "A", "contested": "false"}


def found(fired, claim=None, assessment=None, evidence=None, figure=None, **tables):
    rows = {
        "sources": SOURCES, "statements": STATEMENTS, "properties": PROPERTIES, "claims": [CLAIM | (claim or {})],
        "assessments": [ASSESSMENT | (assessment or {})], "assessment_evidence": [EVIDENCE | (evidence or {})],
        "national_indicators": [FIGURE | (figure or {})],
    }  # fmt: skip
    return [(rule, column) for rule, _, column in fired(claims, **(rows | tables))]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"claim": {"statement_id": "c2"}}, [("R641", "statement_id")]),
        ({"claim": {"verdict": "outdated"}}, [("R642", "verdict")]),
        ({"claim": {"n_confirming": "2"}}, [("R644", "n_confirming")]),
        (
            {"claim": {"n_confirming": "0"}, "evidence": {"relation": "explains"}},
            [("R643", "verdict")],
        ),
        (
            {"claim": {"verdict": "contradicted"}, "assessment": {"verdict": "contradicted"}},
            [("R643", "verdict")],
        ),
        (
            {"claim": {"n_confirming": "0", "reconciliation_id": "r"}, "evidence": {"relation": "explains"}},
            [],
        ),
        ({"figure": {"obs_status": "V"}}, [("R645", "use_instead")]),
        ({"figure": {"contested": "true"}}, [("R645", "use_instead")]),
        ({"figure": {"value": ""}}, [("R645", "use_instead")]),
        ({"figure": {"obs_status": "U"}}, []),
        ({"claim": {"use_instead": ""}}, [("R646", "use_instead")]),
        ({"claim": {"use_instead": ""}, "assessment": {"better_statement_id": ""}}, []),
        ({"assessment": {"better_statement_id": "c1"}}, [("R646", "use_instead")]),
        ({"claim": {"n_confirming": "0", "verdict": "outdated"}, "assessment": {"verdict": "outdated"},
          "evidence": {"statement_id": "c1"}}, [("R647", "statement_id")]),
    ],
)  # fmt: skip
def test_a_claim_and_its_evidence(fired, changes, expected):
    assert found(fired, **changes) == expected


def test_two_statements_of_one_voice_confirm_once(fired):
    repeated = STATEMENTS[1] | {"statement_id": "s2", "origin_id": "s1"}
    evidence = [EVIDENCE, EVIDENCE | {"statement_id": "s2"}]
    assert found(fired, statements=[*STATEMENTS, repeated], assessment_evidence=evidence) == []


def test_a_reconciliation_decides_before_the_assessment(fired):
    tables = {
        "assessments": [ASSESSMENT | {"verdict": "", "reconciliation_id": "r"}],
        "reading_verdicts": [
            {"reading_id": "r-a", "reconciliation_id": "r", "verdict": "adopted", "place": "1", "n_fails": "0"}
        ],
        "reading_assignments": [{"reading_id": "r-a", "statement_id": "c1", "verdict": "wrong_scope"}],
    }
    claim = {"reconciliation_id": "r"}
    assert found(fired, claim=claim, **tables) == [("R642", "verdict")]
    assert found(fired, claim=claim | {"verdict": "wrong_scope"}, **tables) == []
