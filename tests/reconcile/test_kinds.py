"""Every kind of test can hold, strain, fail, and stay untested when an operand is missing."""

import pandas as pd
import pytest

from scripts.reconcile import reconcile
from tests.reconcile.reconcile_frames import (
    AGAINST,
    BASE,
    NO_COUNTS,
    assignment,
    check,
    evidence,
    operand,
    result,
    run_check,
    sid,
    statement,
    under_test,
)  # fmt: skip
from tests.small import INDICATOR_UNITS


@pytest.mark.parametrize(
    ("value", "expected"), [("4100", "holds"), ("4150", "strained"), ("5000", "fails"), ("many", "untested")]
)
def test_agree(value, expected):
    assert result("agree", under_test("4100"), [statement(2, value)], [AGAINST]) == [expected]


def test_agreement_across_perimeters_is_strained_at_best():
    rows = run_check("agree", under_test("4100"), [statement(2, "4100", "gva_wide")], [AGAINST])
    assert rows["result"].tolist() == ["strained"]
    assert rows["across_perimeters"].all()
    assert "two perimeters" in rows["finding"].iloc[0]


def test_agreement_of_shares_of_two_wholes_is_across_perimeters():
    indicators = [
        {"indicator_id": i, "title": i, "measure_id": "gva_share", "perimeter_id": "pharma", "unit": "percent",
         "numerator_id": "gva", "denominator_id": "gva", "denominator_geo": geo}
        for i, geo in (("gva_share", "EU27"), ("jobs_share", "EU28"))
    ]  # fmt: skip
    frames = evidence(
        [under_test("7.8", "gva_share"), statement(2, "7.8", "jobs_share")],
        assignments=[assignment("q-a", 1, "gva_share")],
        checks=[check("q-a-x", "agree")],
        operands=[operand("q-a-x", "figure", statement_id=sid(1)), AGAINST],
        indicators=indicators,
    )
    assert reconcile(frames, NO_COUNTS)["reading_tests"]["result"].tolist() == ["strained"]


@pytest.mark.parametrize(
    ("part", "expected"), [("3900", "holds"), ("4130", "strained"), ("5000", "fails"), ("some", "untested")]
)
def test_part_of_whole(part, expected):
    others = [statement(3, "4100")]
    assert result("part_of_whole", under_test(part), others, [BASE]) == [expected]


def test_a_part_in_a_narrower_perimeter_of_the_whole_is_not_across_perimeters():
    assert result("part_of_whole", under_test("3900"), [statement(3, "4100", "gva_wide")], [BASE]) == ["holds"]


def test_more_than_a_part_says_nothing_against_a_larger_whole_and_all_against_a_smaller():
    above = under_test("4000", qualifier="more_than")
    assert result("part_of_whole", above, [statement(3, "9000")], [BASE]) == ["holds"]
    assert result("part_of_whole", above, [statement(3, "3000")], [BASE]) == ["fails"]


@pytest.mark.parametrize(
    ("published", "expected"), [("50.0", "holds"), ("50.9", "strained"), ("85.0", "fails"), ("half", "untested")]
)
def test_share(published, expected):
    others = [statement(2, published, "gva_share"), statement(3, "8000", geo="BE")]
    assert result("share", under_test("4000"), others, [AGAINST, BASE]) == [expected]


def test_a_share_of_a_named_proxy_is_strained_at_best():
    others = [statement(2, "50.0", "jobs_share"), statement(3, "8000", geo="BE")]
    assert result("share", under_test("4000"), others, [AGAINST, BASE]) == ["strained"]


def test_a_share_is_tested_against_every_published_one_once_an_original():
    others = [
        statement(2, "50.0", "gva_share"),
        statement(4, "50.0", "gva_share", origin_id=sid(2)),
        statement(5, "85.0", "gva_share"),
        statement(3, "8000", geo="BE"),
    ]
    against = operand("q-a-x", "against", indicator_id="gva_share", geo_code="BE3")
    assert sorted(result("share", under_test("4000"), others, [against, BASE])) == ["fails", "holds"]


@pytest.mark.parametrize(("published", "expected"), [("400000", "holds"), ("404000", "strained"), ("500000", "fails")])
def test_ratio(published, expected):
    others = [statement(2, published, "gva_per_job"), statement(3, "9990", "jobs")]
    assert result("ratio", under_test("3996"), others, [AGAINST, BASE]) == [expected]


PATH = [
    operand("q-a-x", "anchor", indicator_id="gva", geo_code="BE3"),
    operand("q-a-x", "rate", indicator_id="gva_growth"),
]


@pytest.mark.parametrize(
    ("value", "first", "last", "expected"),
    [
        ("3700", "2016-01-01", "2019-12-31", "holds"),  # between two anchors
        ("4150", "2016-01-01", "2019-12-31", "strained"),
        ("5000", "2016-01-01", "2019-12-31", "fails"),
        ("5000", "2020-01-01", "2022-12-31", "holds"),  # beyond the last, by the rates
        ("5900", "2020-01-01", "2021-12-31", "fails"),
        ("3200", "2014-01-01", "2015-12-31", "holds"),  # before the first
        ("5000", "", "", "untested"),
    ],
)
def test_growth(value, first, last, expected):
    others = [
        statement(2, "3400", period="2016"),
        statement(3, "4100", period="2019"),
        statement(4, "5.0", "gva_growth", qualifier="between", value_low="5", value_high="10"),
    ]
    assert result("growth", under_test(value), others, PATH, window=(first, last)) == [expected]


def test_growth_beyond_the_last_anchor_is_untested_without_a_rate():
    others = [statement(2, "3400", period="2016"), statement(3, "4100", period="2019")]
    assert result("growth", under_test("5000"), others, PATH, window=("2020-01-01", "2022-12-31")) == ["untested"]


def test_growth_over_several_years_is_spread_over_them():
    others = [
        statement(2, "4000", period="2018"),
        statement(4, "100", "gva_growth", period="2018/2023", unit="percent"),
    ]
    at = ("2023-01-01", "2023-12-31")
    assert result("growth", under_test("8000"), others, PATH, window=at) == ["holds"]
    assert result("growth", under_test("9500"), others, PATH, window=at) == ["fails"]


@pytest.mark.parametrize(("rate", "expected"), [("5.0", "holds"), ("-0.5", "fails"), ("fast", "untested")])
def test_rising(rate, expected):
    rows = [operand("q-a-x", "against", statement_id=sid(2))]
    assert result("rising", under_test("2013"), [statement(2, rate, "gva_growth")], rows) == [expected]


def test_an_end_that_does_not_belong_to_its_interval_is_shown_as_itself():
    rows = [operand("q-a-x", "against", statement_id=sid(2))]
    (above,) = run_check("rising", under_test("2013"), [statement(2, "5.0", "gva_growth")], rows).to_dict("records")
    assert (above["right_low"], above["expected"]) == (0, "above zero")
    (more,) = run_check("agree", under_test("4100"), [statement(2, "0", qualifier="more_than")], [AGAINST]).to_dict("records")
    assert more["right_low"] == 0
    assert more["expected"].startswith("more than 0 ")


@pytest.mark.parametrize(("whole", "expected"), [("8200", "holds"), ("8100", "strained"), ("6000", "fails")])
def test_a_share_against_part_and_whole_of_the_evidence(whole, expected):
    others = [statement(2, "4100", period="2019"), statement(4, whole, geo="BE"), statement(3, "8200", geo="BE")]
    against = [operand("q-a-x", "part", statement_id=sid(2)), operand("q-a-x", "whole", statement_id=sid(4))]
    assert result("share", under_test("4100"), others, [BASE, *against]) == [expected]


def test_a_published_share_can_itself_be_tested_against_part_and_whole():
    others = [statement(2, "4100"), statement(4, "8200", geo="BE")]
    against = [operand("q-a-x", "part", statement_id=sid(2)), operand("q-a-x", "whole", statement_id=sid(4))]
    assert result("share", under_test("50.0", "gva_share"), others, against, indicator="gva_share") == ["holds"]
    assert result("share", under_test("75.0", "gva_share"), others, against, indicator="gva_share") == ["fails"]


def test_a_yearly_rate_is_compared_with_the_rate_that_a_growth_over_years_makes():
    whole = statement(2, "71", "gva_growth", period="2005/2013", unit="percent")
    rate = under_test("5", "gva_growth", qualifier="between", value_low="5", value_high="10")
    assert result("agree", rate, [whole], [AGAINST], indicator="gva_growth") == ["holds"]
    short = statement(2, "71", "gva_growth", period="2010/2013", unit="percent")
    assert result("agree", rate, [short], [AGAINST], indicator="gva_growth") == ["fails"]


RANKED = [
    operand("q-a-x", "own", statement_id=sid(2)),
    operand("q-a-x", "peer", indicator_id="gva", period_from="2020-01-01", period_to="2020-12-31"),
]


@pytest.mark.parametrize(("rank", "expected"), [("2", "holds"), ("1", "strained"), ("3", "fails")])
def test_rank(rank, expected):
    others = [
        statement(2, "500", geo="BE", period="2020"),
        statement(3, "505", geo="FR", period="2020"),
        statement(4, "300", geo="DE", period="2020"),
        statement(5, "900", geo="DE", period="2019"),
    ]
    stated = under_test(rank, "gva_rank")
    assert result("rank", stated, others, RANKED, indicator="gva_rank", least="2") == [expected]
    assert result("rank", stated, others, RANKED, indicator="gva_rank", least="3") == ["untested"]


@pytest.mark.parametrize(("value", "expected"), [("500", "holds"), ("505", "strained"), ("600", "fails")])
def test_sum(value, expected):
    others = [statement(2, "300", geo="BE31"), statement(3, "200", geo="BE32")]
    parts = [operand("q-a-x", "addend", n, statement_id=sid(n + 1)) for n in (1, 2)]
    assert result("sum", under_test(value), others, parts) == [expected]


def test_a_sum_with_an_unreadable_part_is_untested():
    others = [statement(2, "300", geo="BE31"), statement(3, "some", geo="BE32")]
    parts = [operand("q-a-x", "addend", n, statement_id=sid(n + 1)) for n in (1, 2)]
    assert result("sum", under_test("300"), others, parts, least="2") == ["untested"]


@pytest.mark.parametrize(("own", "expected"), [(360, "holds"), (350, "strained"), (190, "fails"), (None, "untested")])
def test_count(own, expected):
    counts = pd.DataFrame({"count_id": ["companies_in_scope"], "value": pd.array([own], dtype="Int64")})
    rows = [operand("q-a-x", "count", count_id="companies_in_scope")]
    figure = under_test("350", "companies", qualifier="more_than")
    assert result("count", figure, [], rows, counts=counts, indicator="companies") == [expected]


def test_a_count_that_nobody_made_is_untested():
    rows = [operand("q-a-x", "count", count_id="companies_of_the_moon")]
    assert result("count", under_test("350", "companies"), [], rows, indicator="companies") == ["untested"]


def test_words_that_contradict_fail_and_words_that_state_hold():
    frames = evidence(
        [under_test("5000")], assignments=[assignment("q-a", 1, subject_words="contradicts", geo_words="states")]
    )
    rows = reconcile(frames, NO_COUNTS)["reading_tests"]
    found = dict(zip(rows["check_id"], rows["result"], strict=True))
    assert found == {"q-a-subject": "fails", "q-a-geography": "holds"}
    assert not rows["binding"].any()


@pytest.mark.parametrize("kind", ["agree", "part_of_whole", "share", "ratio", "growth", "rank", "sum", "count"])
def test_a_check_without_operands_is_untested(kind):
    frames = evidence([under_test("5000")], assignments=[assignment("q-a", 1)], checks=[check("q-a-x", kind)])
    rows = reconcile(frames, NO_COUNTS)["reading_tests"]
    assert rows["result"].tolist() == ["untested"]


def test_every_indicator_of_the_frames_has_a_unit():
    known = {row["unit"] for row in evidence()["units"].to_dict("records")}
    assert set(INDICATOR_UNITS.values()) <= known
