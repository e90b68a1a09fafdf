"""Which of several statements a cell takes, and what becomes of the others."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.compile.adopt import adopt, overlapping, same_date, same_value
from tests.small import Evidence, entity, source

ALPHA = entity("alpha")


def chosen(evidence, agreement=same_value):
    """Rows of one subject by statement, adopted first."""
    rows = evidence.candidates
    return adopt(rows, ["entity_id", "property"], agreement).set_index("statement_id")


def roles(evidence, agreement=same_value):
    return chosen(evidence, agreement)["role"].to_dict()


def test_the_best_kind_of_source_wins_over_number_and_date():
    evidence = Evidence(ALPHA, sources=[source("p1", published="2026"), source("p2", published="2026")])
    gazette = evidence.says("src-official_gazette", "alpha", "isin", "one")
    press = [evidence.says(name, "alpha", "isin", "two") for name in ("p1", "p2")]
    assert roles(evidence) == {gazette: "adopted", press[0]: "rival", press[1]: "rival"}


def test_a_value_has_the_weight_of_the_best_source_that_states_it():
    evidence = Evidence(ALPHA)
    press = evidence.says("src-press", "alpha", "isin", "one")
    gazette = evidence.says("src-official_gazette", "alpha", "isin", "one")
    other = evidence.says("src-company", "alpha", "isin", "two")
    found = chosen(evidence)
    assert found["role"].to_dict() == {gazette: "adopted", press: "agrees", other: "rival"}
    assert list(found.index) == [gazette, press, other]


def test_among_equal_kinds_more_independent_origins_win():
    evidence = Evidence(ALPHA, sources=[source("p1"), source("p2"), source("p3", published="2026")])
    first, second = (evidence.says(name, "alpha", "isin", "one") for name in ("p1", "p2"))
    rival = evidence.says("p3", "alpha", "isin", "two")
    found = chosen(evidence)
    assert found.loc[rival, "role"] == "rival"
    assert found.loc[first, "n_independent"] == 2
    assert not found.loc[second, "undecided"]


def test_copies_of_one_original_and_pages_of_one_voice_count_once():
    evidence = Evidence(ALPHA, sources=[source("copy"), source("voice-1"), source("voice-2", asserted_by="voice-1")])
    original = evidence.says("src-press", "alpha", "isin", "one")
    evidence.says("copy", "alpha", "isin", "one", origin_id=original)
    evidence.says("voice-1", "alpha", "isin", "two")
    evidence.says("voice-2", "alpha", "isin", "two")
    found = chosen(evidence)
    assert set(found["n_independent"]) == {1}
    assert found["undecided"].all()


def test_a_copy_has_the_origin_of_what_it_copies_even_where_the_original_is_out_of_use():
    evidence = Evidence(ALPHA, sources=[source("copy")])
    original = evidence.says("src-press", "alpha", "isin", "one", state="superseded")
    evidence.says("copy", "alpha", "isin", "one", origin_id=original)
    assert evidence.candidates["origin"].tolist() == ["src-press"]


def test_the_more_precise_figure_wins_among_equals():
    evidence = Evidence(ALPHA, sources=[source("p1"), source("p2", published="2026")])
    precise = evidence.says("p1", "alpha", "employees", "140", unit="persons", period="2020")
    vague = evidence.says("p2", "alpha", "employees", "139", unit="persons", period="2020", qualifier="about")
    assert roles(evidence, overlapping) == {precise: "adopted", vague: "agrees"}


def test_the_later_publication_wins_among_equals_and_settles_the_choice():
    evidence = Evidence(ALPHA, sources=[source("p1", published="2019"), source("p2", published="2021-03")])
    evidence.says("p1", "alpha", "isin", "one")
    later = evidence.says("p2", "alpha", "isin", "two")
    found = chosen(evidence)
    assert found.index[0] == later
    assert found["contested"].all()
    assert not found["undecided"].any()


@pytest.mark.parametrize(
    ("one", "other", "undecided"),
    [("2019", "2019-05", True), ("2018", "2019-05", False), ("2019-04-30", "2019-05", False),
     ("2019-05-10", "2019-05", True), ("", "2019", True), ("", "", True), ("2019", "2019", True)],
)  # fmt: skip
def test_a_rival_as_good_as_the_choice_leaves_it_open_unless_it_is_surely_older(one, other, undecided):
    evidence = Evidence(ALPHA, sources=[source("p1", published=one), source("p2", published=other)])
    evidence.says("p1", "alpha", "isin", "one")
    evidence.says("p2", "alpha", "isin", "two")
    assert set(chosen(evidence)["undecided"]) == {undecided}


def test_statements_out_of_use_and_subjects_of_others_play_no_part():
    evidence = Evidence(ALPHA, entity("beta"))
    kept = evidence.says("src-press", "alpha", "isin", "one")
    for state in ("unused", "superseded"):
        evidence.says("src-official_gazette", "alpha", "isin", "two", state=state)
    other = evidence.says("src-press", "beta", "isin", "two")
    assert roles(evidence) == {kept: "adopted", other: "adopted"}


def test_values_that_differ_in_case_or_in_how_an_address_is_written_are_the_same():
    evidence = Evidence(ALPHA, sources=[source("p1")])
    evidence.says("src-press", "alpha", "website", "https://www.Alpha.be/")
    evidence.says("p1", "alpha", "website", "http://alpha.be")
    assert not chosen(evidence)["contested"].any()


def test_one_amount_in_two_units_is_one_value_and_one_number_in_two_units_is_two():
    evidence = Evidence(ALPHA, sources=[source("p1"), source("p2")])
    same = evidence.says("src-press", "alpha", "turnover", "5.9", unit="EUR_billion")
    evidence.says("p1", "alpha", "turnover", "5900", unit="EUR_million")
    evidence.says("p2", "alpha", "turnover", "5.9", unit="EUR_million")
    keys = evidence.candidates.set_index("statement_id")["value_key"]
    assert keys.nunique() == 2
    assert (keys == keys[same]).sum() == 2


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2014", "2014-05", True), ("2014-05-02", "2014-05", True), ("2014-05", "2014-06", False),
        ("2014", "2015", False),
    ],
)
def test_dates_agree_as_far_as_the_less_precise_one_goes(one, other, agree):
    pairs = pd.DataFrame({"value_key": [one], "adopted_value_key": [other]}, dtype="str")
    assert same_date(pairs).tolist() == [agree]
    turned = pairs.set_axis(["adopted_value_key", "value_key"], axis="columns")
    assert same_date(turned).tolist() == [agree]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [("139", "140", False), ("38489", "38500", True), ("5", "5.4", True), ("5", "5.9", False)],
)
def test_figures_agree_when_the_intervals_that_their_words_allow_overlap(one, other, agree):
    unit = "EUR_billion" if "." in other else "persons"
    evidence = Evidence(ALPHA, sources=[source("p1")])
    evidence.says("src-company", "alpha", "turnover", one, unit=unit, as_written=f"{one} milliards")
    evidence.says("p1", "alpha", "turnover", other, unit=unit, as_written=f"{other} milliards")
    assert set(chosen(evidence, overlapping)["contested"]) == {not agree}


def test_without_candidates_nothing_is_adopted():
    evidence = Evidence(ALPHA)
    found = adopt(evidence.candidates, ["entity_id"], same_value)
    assert found.empty
    assert {"role", "n_independent", "contested", "undecided"} <= set(found)


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_the_choice_does_not_depend_on_the_order_of_rows(data):
    names = [f"p{number}" for number in range(4)]
    dates = st.sampled_from(["", "2019", "2020-01"])
    evidence = Evidence(ALPHA, sources=[source(name, published=data.draw(dates)) for name in names])
    for name in [*names, "src-company", "src-cluster"]:
        evidence.says(name, "alpha", "isin", data.draw(st.sampled_from(["one", "two", "three"])))
    first = adopt(evidence.candidates, ["entity_id"], same_value).reset_index(drop=True)
    evidence.statements = data.draw(st.permutations(evidence.statements))
    second = adopt(evidence.candidates, ["entity_id"], same_value).reset_index(drop=True)
    pd.testing.assert_frame_equal(first, second)
