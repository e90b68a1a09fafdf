"""Money of companies: which reports speak of one sum, when it was, and which amounts contradict each other."""

import pytest

from scripts.compile.funding import compile_funding
from scripts.compile.many import compile_observations
from tests.small import Evidence, entity, source

SOURCES = [source("p1"), source("p2"), source("p3")]


def funding_of(*reports, kind="company"):
    """Sums from (source, property, value in million euro, period, basis of the period)."""
    evidence = Evidence(entity("alpha", kind), sources=SOURCES)
    for source_id, property_, value, period, basis in reports:
        evidence.says(
            source_id,
            "alpha",
            property_,
            value,
            unit="EUR_million",
            period=period,
            period_basis=basis if period else "bounded",
        )
    observed = compile_observations(evidence.tables, evidence.candidates)
    return compile_funding(evidence.tables, evidence.facts).drop_duplicates("funding_id"), observed


@pytest.mark.parametrize(
    ("one", "other", "dates"),
    [
        (("2021", "printed"), ("2021-10-04", "printed"), ["2021-10-04"]),
        (("", "bounded"), ("2021-10", "printed"), ["2021-10"]),
        (("2021-10-04", "inferred"), ("2021-10-09", "inferred"), ["2021-10"]),  # two pages tell it as news
        (("2021-09", "printed"), ("2021-10", "printed"), ["2021-09", "2021-10"]),
    ],
)
def test_reports_of_one_amount_whose_dates_can_be_one_are_one_sum(one, other, dates):
    sums, _ = funding_of(("p1", "funding_round", "19", *one), ("p2", "funding_round", "19.0", *other))
    assert sorted(sums["date"]) == dates
    assert sums["amount"].tolist() == [19e6] * len(dates)
    assert set(sums["n_independent"]) == {3 - len(dates)}


def test_a_date_that_can_be_either_of_two_stays_as_it_is():
    sums, _ = funding_of(
        *(
            (f"p{n}", "funding_round", "19", date, "printed")
            for n, date in ((1, "2021-09"), (2, "2021-10"), (3, "2021"))
        )
    )
    assert sorted(sums["date"]) == ["2021", "2021-09", "2021-10"]


@pytest.mark.parametrize(
    ("voice", "property_", "date", "contested"),
    [
        ("p2", "funding_round", "2021", True), ("p1", "funding_round", "2021", False), ("p2", "funding_round", "2022", False),
        ("p2", "funding_grant", "2021", False), ("p2", "funding_cumulative", "2021", False),
    ],
)  # fmt: skip
def test_an_amount_is_contested_by_another_one_of_another_page_kind_and_date_alike(voice, property_, date, contested):
    sums, _ = funding_of(("p1", "funding_round", "19", "2021-10", "printed"), (voice, property_, "20", date, "printed"))
    assert set(sums["contested"]) == {contested}
    assert len(sums) == 2


def test_a_report_that_tells_no_kind_takes_the_one_that_others_tell():
    sums, _ = funding_of(
        ("p1", "funding_loan", "5", "2021", "printed"), ("p2", "funding_unspecified", "5", "2021", "printed")
    )
    assert sums[["kind", "n_independent", "cumulative"]].to_numpy().tolist() == [["loan", 2, False]]


def test_money_since_the_start_is_cumulative_and_that_of_others_than_companies_is_an_observation():
    sums, observed = funding_of(("p1", "funding_cumulative", "90", "2021", "printed"))
    assert sums[["kind", "cumulative"]].to_numpy().tolist() == [["unknown", True]]
    assert observed.empty
    sums, observed = funding_of(("p1", "funding_grant", "90", "2021", "printed"), kind="cluster")
    assert sums.empty
    assert observed["value"].tolist() == [90.0]
