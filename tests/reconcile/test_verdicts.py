"""Which reading survives: by its tests alone, whatever their order."""

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.reconcile import reconcile
from scripts.reconcile.verdicts import claim_verdicts, outcomes, reading_verdicts
from tests.reconcile.reconcile_frames import NO_COUNTS, assignment, check, evidence, operand, sid, statement
from tests.small import typed

LETTERS = ["a", "b", "c"]
RESULTS = st.sampled_from(["holds", "strained", "fails", "untested"])
TESTS = st.lists(st.tuples(st.sampled_from(LETTERS), RESULTS, st.booleans()), max_size=12)
WORDS = st.lists(st.sampled_from(["states", "silent", "contradicts"]), min_size=9, max_size=9)


def readings(letters):
    rows = [{"reading_id": f"q-{x}", "reconciliation_id": "q", "letter": x.upper(), "title": x} for x in letters]
    return typed("readings", rows)


def assignments(words, letters=LETTERS):
    thirds = [words[i : i + 3] for i in range(0, len(words), 3)]
    columns = ("subject_words", "geo_words", "date_words")
    return typed(
        "reading_assignments",
        [assignment(f"q-{x}", 1, **dict(zip(columns, w, strict=True))) for x, w in zip(letters, thirds, strict=True)],
    )


def judged(tests, words=("silent",) * 9, letters=LETTERS):
    """Verdicts by reading of tests given as (letter, result, binding); each has a voice of its own."""
    frame = pd.DataFrame(
        {
            "test_id": [f"t{i}" for i in range(len(tests))],
            "reading_id": [f"q-{letter}" for letter, _, _ in tests],
            "kind": "agree",
            "binding": [binding for _, _, binding in tests],
            "result": [result for _, result, _ in tests],
        }
    ).astype({"binding": "bool"})
    voices = frame[["test_id"]].assign(voice=frame["test_id"])
    found = reading_verdicts(frame, voices, readings(letters), assignments(list(words), letters))
    return found.set_index("letter")


def outcome(tests, words=("silent",) * 9, letters=LETTERS):
    frames = typed("reconciliations", [{"reconciliation_id": "q", "title": "q", "outcome": "open"}])
    return outcomes(judged(tests, words, letters).reset_index(), frames).iloc[0]


@settings(max_examples=25, deadline=None)
@given(TESTS, WORDS, st.randoms(use_true_random=False))
def test_the_order_of_tests_and_readings_changes_nothing(tests, words, random):
    mixed, letters = random.sample(tests, len(tests)), random.sample(LETTERS, 3)
    words_of = dict(zip(LETTERS, [words[i : i + 3] for i in (0, 3, 6)], strict=True))
    before = judged(tests, words)
    after = judged(mixed, [w for letter in letters for w in words_of[letter]], letters)
    kept = ["n_fails", "n_strained", "n_holds", "n_voices", "n_free", "place", "verdict"]
    pd.testing.assert_frame_equal(before[kept], after.loc[before.index, kept])
    same = outcome(mixed, [w for letter in letters for w in words_of[letter]], letters)
    pd.testing.assert_series_equal(outcome(tests, words), same)


@settings(max_examples=25, deadline=None)
@given(TESTS, WORDS, st.sampled_from(LETTERS))
@example([("a", "fails", True), ("c", "holds", True)], ["states"] * 9, "b")
def test_a_further_failing_test_never_improves_a_reading(tests, words, letter):
    tests = [*tests, (letter, "holds", True)]  # so that it has a place
    before, after = judged(tests, words), judged([*tests, (letter, "fails", True)], words)
    assert after.loc[letter.upper(), "place"] >= before.loc[letter.upper(), "place"]
    assert after.loc[letter.upper(), "verdict"] == "beaten"
    others = [x.upper() for x in LETTERS if x != letter]
    order = [found.loc[others, "place"].astype("float64").rank(method="dense") for found in (before, after)]
    pd.testing.assert_series_equal(*order)


@settings(max_examples=25, deadline=None)
@given(TESTS, WORDS)
def test_a_reading_is_adopted_only_after_a_binding_test_and_without_any_fail(tests, words):
    found = judged(tests, words)
    chosen = found[found["verdict"].isin(["adopted", "unbeaten"])]
    assert (chosen["n_binding"] > 0).all() and (chosen["n_fails"] == 0).all()
    assert (found["verdict"] == "adopted").sum() <= 1
    assert found.loc[found["n_binding"] == 0, "verdict"].eq("not_adoptable").all()


@settings(max_examples=25, deadline=None)
@given(TESTS, WORDS, st.sampled_from(LETTERS), RESULTS)
def test_a_test_that_does_not_bind_decides_nothing(tests, words, letter, result):
    before, after = judged(tests, words), judged([*tests, (letter, result, False)], words)
    pd.testing.assert_frame_equal(before, after)


FAIL = ("c", "fails", True)


@pytest.mark.parametrize(
    ("tests", "words", "expected", "adopted"),
    [
        ([("a", "holds", True), ("b", "fails", True), FAIL], "sss sss sss", "settled", "q-a"),
        ([("a", "holds", True), ("b", "strained", True), FAIL], "sss sss sss", "leading", "q-a"),
        ([("a", "holds", True), ("b", "holds", True), FAIL], "s.. s.s sss", "leading", "q-b"),
        ([("a", "strained", True), ("b", "strained", True), FAIL], "s.. .s. sss", "undetermined", None),
        ([("a", "holds", True), ("b", "fails", True), FAIL], "x.. ... ...", "leading", "q-a"),
        ([("a", "holds", True), ("b", "holds", True), FAIL], "sss x.. sss", "settled", "q-a"),
        ([("a", "fails", True), ("b", "fails", True), FAIL], "sss sss sss", "open", None),
        ([("a", "holds", False), ("b", "untested", True)], "sss sss sss", "open", None),
        ([], "sss sss sss", "open", None),
    ],
)  # fmt: skip
def test_outcomes(tests, words, expected, adopted):
    words = [{"s": "states", ".": "silent", "x": "contradicts"}[w] for w in words.replace(" ", "")]
    found = outcome(tests, words)
    assert found["outcome"] == expected
    assert (None if pd.isna(found["adopted_reading"]) else found["adopted_reading"]) == adopted


def test_arithmetic_goes_before_the_words():
    words = [*["contradicts"] * 3, *["states"] * 6]
    found = judged([("a", "strained", True), ("b", "fails", True), FAIL], words)
    assert found["place"].tolist() == [1, 2, 2]


def contested(stored="open", reading="", **more):
    """Evidence in which reading A holds and reading B fails, and the second figure differs by reading."""
    return evidence(
        [
            statement(1, "4100", state="under_test"), statement(2, "4100", period="2019"),
            statement(3, "5900", state="under_test"),
        ],
        readings=("a", "b"),
        assignments=[
            assignment("q-a", 1, first="2019-01-01", last="2019-12-31", verdict="outdated"),
            assignment("q-b", 1, geo="BE", first="2010-01-01", last="2019-12-31", verdict="wrong_scope"),
            assignment("q-a", 3, first="2019-01-01", last="2020-12-31"),
            assignment("q-b", 3, "gva_wide"),
        ],
        checks=[check("q-a-x", "agree"), check("q-b-x", "agree", "q-b")],
        operands=[
            operand("q-a-x", "figure", statement_id=sid(1)), operand("q-a-x", "against", statement_id=sid(2)),
            operand("q-b-x", "figure", statement_id=sid(more.get("of_b", 3))),
            operand("q-b-x", "against", statement_id=sid(2)),
        ],
        reconciliations=[{"reconciliation_id": "q", "outcome": stored, "adopted_reading": reading}],
        assessments=[
            {"claim_id": "five", "number": "1", "statement_id": sid(1), "reconciliation_id": "q"},
            {"claim_id": "nine", "number": "2", "statement_id": sid(3), "reconciliation_id": "q"},
            {"claim_id": "free", "number": "3", "statement_id": sid(2)},
        ],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("stored", "reading", "in_force"),
    [("settled", "q-a", True), ("leading", "q-a", False), ("settled", "q-b", False), ("open", "", False)],
)
def test_a_stored_outcome_is_in_force_only_while_the_tests_yield_it(stored, reading, in_force):
    found = reconcile(contested(stored, reading), NO_COUNTS)["outcomes"].iloc[0]
    assert found["in_force"] == in_force
    assert (found["stored_outcome"], found["outcome"]) == (stored, "settled")


def test_a_claim_is_worth_what_the_adopted_reading_says():
    frames = contested()
    found = claim_verdicts(frames, reconcile(frames, NO_COUNTS)["reading_verdicts"])
    assert dict(zip(found["claim_id"], found["verdict"], strict=True)) == {"five": "outdated", "nine": "unsupported"}


def test_a_claim_is_unsupported_where_unbeaten_readings_differ():
    frames = contested(of_b=1)
    frames["reading_assignments"].loc[lambda a: a["reading_id"] == "q-b", "indicator_id"] = "gva"
    found = reconcile(frames, NO_COUNTS)
    assert found["outcomes"]["outcome"].tolist() == ["undetermined"]
    verdicts = claim_verdicts(frames, found["reading_verdicts"])
    assert verdicts["verdict"].tolist() == ["unsupported", "unsupported"]


def test_what_unbeaten_readings_share_is_adopted_and_the_rest_is_bounds():
    frames = contested(of_b=1)
    frames["reading_assignments"].loc[lambda a: a["reading_id"] == "q-b", "indicator_id"] = "gva"
    found = reconcile(frames, NO_COUNTS)["adopted_attributes"]
    first = found[found["statement_id"] == sid(1)].set_index("attribute")
    assert first.loc["measure", "meaning"] == "gross_value_added" and first.loc["measure", "adopted"]
    assert not first.loc["geography", "adopted"] and pd.isna(first.loc["geography", "meaning"])
    assert first.loc["period", ["low", "high"]].tolist() == ["2010-01-01", "2019-12-31"]
    assert not first.loc["period", "adopted"]
    assert first.loc["value", ["low", "high"]].tolist() == ["4099500000", "4100500000"]


def test_a_span_of_years_is_no_adopted_period():
    found = reconcile(contested(), NO_COUNTS)["adopted_attributes"].set_index(["statement_id", "attribute"])
    assert found.loc[(sid(1), "period"), "adopted"]
    assert not found.loc[(sid(3), "period"), "adopted"]
    assert found.loc[(sid(3), "period"), ["low", "high"]].tolist() == ["2019-01-01", "2020-12-31"]


def test_a_bound_of_a_figure_above_zero_is_zero():
    frames = contested()
    frames["statements"].loc[lambda rows: rows["statement_id"] == sid(1), ["value", "qualifier"]] = ["0", "more_than"]
    found = reconcile(frames, NO_COUNTS)["adopted_attributes"].set_index(["statement_id", "attribute"])
    assert found.loc[(sid(1), "value"), "low"] == "0"
    assert pd.isna(found.loc[(sid(1), "value"), "high"])
