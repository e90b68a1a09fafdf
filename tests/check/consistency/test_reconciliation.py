import pytest

from scripts.check.consistency import reconciliation, settled


def verdict(letter, **more):
    counts = dict.fromkeys(
        ("n_binding", "n_fails", "n_contradicted", "n_strained", "n_holds", "n_untested", "n_voices", "n_free"), "0"
    )
    return (
        {"reading_id": f"r-{letter}", "reconciliation_id": "r", "letter": letter.upper(), "verdict": "beaten"}
        | counts
        | more
    )


WINNER = verdict("a", verdict="adopted", n_binding="1", n_holds="1", place="1")
LOSER = verdict("b", n_binding="1", n_fails="1", place="2")
TESTS = [
    {"test_id": "t1", "reading_id": "r-a", "kind": "agree", "binding": "true", "result": "holds", "left_low": "4.5",
     "left_high": "5.5", "right_low": "5", "right_high": "6", "tolerance": "0", "across_perimeters": "false"},
    {"test_id": "t2", "reading_id": "r-b", "kind": "agree", "binding": "true", "result": "fails", "left_low": "4.5",
     "left_high": "5.5", "right_low": "9", "right_high": "9.5", "tolerance": "0.1", "across_perimeters": "false"},
]  # fmt: skip
READINGS = [{"reading_id": f"r-{letter}", "reconciliation_id": "r"} for letter in "ab"]
RECONCILIATION = {"reconciliation_id": "r", "outcome": "settled", "adopted_reading": "r-a"}
STATEMENTS = [{"statement_id": "s1", "state": "under_test"}, {"statement_id": "s2", "state": "used"}]
ASSIGNED = [{"reading_id": f"r-{letter}", "statement_id": "s1"} for letter in "ab"]


def found(fired, **tables):
    rows = {
        "reading_verdicts": [WINNER, LOSER], "reading_tests": TESTS, "readings": READINGS, "statements": STATEMENTS,
        "reconciliations": [RECONCILIATION], "reading_assignments": ASSIGNED, "assessments": [{"statement_id": "s1"}],
    }  # fmt: skip
    return fired(reconciliation, **(rows | tables))


def test_a_sound_reconciliation(fired):
    assert found(fired) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"outcome": "leading"}, [("R701", "outcome")]),
        ({"adopted_reading": "r-b"}, [("R701", "adopted_reading")]),
        ({"adopted_reading": "q-a"}, [("R701", "adopted_reading"), ("R707", "adopted_reading")]),
        ({"outcome": "undetermined"}, [("R701", "outcome"), ("R707", "adopted_reading")]),
    ],
)
def test_the_answer_in_force_is_what_the_tests_yield(fired, change, expected):
    rows = found(fired, reconciliations=[RECONCILIATION | change])
    assert sorted((rule, column) for rule, _, column in rows) == expected


def test_new_evidence_overturns_a_stored_adoption(fired):
    beaten = WINNER | {"verdict": "beaten", "n_fails": "1", "n_holds": "0", "place": "2"}
    risen = LOSER | {"verdict": "adopted", "n_fails": "0", "n_holds": "1", "place": "1"}
    tests = [TESTS[0] | {"reading_id": "r-b"}, TESTS[1] | {"reading_id": "r-a"}]
    rows = found(fired, reading_verdicts=[beaten, risen], reading_tests=tests)
    assert rows == [("R701", 2, "adopted_reading")]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (WINNER | {"n_holds": "2"}, ["R702"]),
        (verdict("a", verdict="adopted", n_holds="1", n_fails="0", n_binding="0", place="1"), []),
        (verdict("a", verdict="adopted", place="1"), ["R702", "R703"]),
        (WINNER | {"n_fails": "1"}, ["R702", "R703"]),
    ],
)
def test_a_tally_is_counted_and_nothing_untried_is_adopted(fired, row, expected):
    rules = {rule for rule, _, _ in found(fired, reading_verdicts=[row, LOSER])}
    assert rules - {"R701"} == set(expected)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"result": "strained"}, ["R704"]),
        ({"across_perimeters": "true"}, ["R704"]),
        ({"across_perimeters": "true", "result": "strained"}, []),
        ({"right_low": "5.6"}, ["R704"]),
        ({"right_low": "5.6", "tolerance": "0.02", "result": "strained"}, []),
        ({"right_low": "5.6", "result": "fails"}, []),
        ({"right_low": "5.5", "result": "strained"}, []),
        ({"right_low": "", "right_high": "", "result": "untested"}, []),
        ({"right_low": "", "kind": "part_of_whole"}, []),
        ({"kind": "rank", "result": "fails"}, []),
    ],
)
def test_the_result_of_a_test_follows_from_its_intervals(fired, change, expected):
    rules = {rule for rule, _, _ in found(fired, reading_tests=[TESTS[0] | change, TESTS[1]])}
    assert rules - {"R702"} == set(expected)


def test_all_readings_speak_of_the_same_statements(fired):
    assert found(fired, reading_assignments=ASSIGNED[:1]) == [("R705", 3, "reading_id")]


@pytest.mark.parametrize(
    ("state", "claimed", "fine"),
    [("under_test", True, True), ("used", False, True), ("used", True, False), ("unused", False, False)],
)
def test_a_claim_is_read_only_while_it_is_under_test(fired, state, claimed, fine):
    assessments = [{"statement_id": "s1"}] if claimed else []
    rows = found(fired, statements=[{"statement_id": "s1", "state": state}], assessments=assessments)
    assert rows == ([] if fine else [("R706", 2, "statement_id"), ("R706", 3, "statement_id")])


@pytest.mark.parametrize(
    ("change", "fine"),
    [
        ({"state": "open", "reason": "undated"}, True),
        ({"state": "open"}, False),
        ({"state": "settled", "reconciliation_id": "r"}, True),
        ({"state": "leading", "reconciliation_id": "r"}, False),
        ({"state": "settled"}, False),
    ],
)
def test_a_disagreement_is_ruled_on_or_open_with_a_reason(fired, change, fine):
    outcomes = [{"reconciliation_id": "r", "outcome": "settled"}]
    rows = fired(settled, disagreements=[{"disagreement_id": "d1"} | change], outcomes=outcomes)
    assert rows == ([] if fine else [("R708", 2, "state")])


FIGURE = {
    "observation_id": "i1", "statement_id": "s1", "geo_code": "BE3", "date_latest": "2023-12-31", "obs_status": "V",
    "reconciliation_id": "r", "contested": "false",
}  # fmt: skip
MEANT = [
    {"statement_id": "s1", "attribute": "geography", "adopted": "true", "meaning": "BE3"},
    {"statement_id": "s1", "attribute": "period", "adopted": "false", "high": "2023-12-31"},
]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        ({"geo_code": "BE"}, [("R711", "geo_code")]),
        ({"date_latest": "2024-12-31"}, [("R711", "date_latest")]),
        ({"geo_code": "BE", "obs_status": "A"}, []),
        ({"reconciliation_id": ""}, [("R710", "reconciliation_id")]),
        ({"reconciliation_id": "q"}, [("R710", "reconciliation_id")]),
        ({"contested": "true"}, [("R709", "contested")]),
    ],
)
def test_a_published_figure_follows_its_reconciliation(fired, change, expected):
    rows = fired(
        settled,
        national_indicators=[FIGURE | change],
        readings=READINGS,
        reading_assignments=ASSIGNED,
        adopted_attributes=MEANT,
        statements=STATEMENTS,
    )
    assert [(rule, column) for rule, _, column in rows] == expected


@pytest.mark.parametrize("listed", ["s1", "s0"])
def test_a_contested_figure_is_listed_also_under_its_original(fired, listed):
    statements = [{"statement_id": "s0"}, {"statement_id": "s1", "origin_id": "s0"}]
    rows = fired(
        settled,
        observations=[{"observation_id": "o1", "statement_id": "s1", "contested": "true"}],
        statements=statements,
        provenance=[
            {"table": "observations", "key": "o1", "field": "*", "statement_id": "s1", "role": "adopted", "n": "1"}
        ],
        disagreements=[{"statement_id": listed, "other_statement_id": "s9", "state": "open", "reason": "undated"}],
    )
    assert rows == []
