"""Figures of indicators: stated, left open, kept apart, and computed."""

import pandas as pd
import pytest

from scripts.compile.candidates import candidates
from scripts.compile.indicators import compile_computed, compile_stated
from scripts.compile.policy import significant
from tests.small import Evidence, source

CELL = ["indicator_id", "geo_code", "period"]


def evidence_of(*figures, sources=()):
    """Figures as (source, indicator, geography, period, value, unit) and more columns."""
    evidence = Evidence(sources=list(sources))
    for source_id, indicator, geography, period, value, unit, *more in figures:
        columns = {"geo_code": geography, "period": period, "unit": unit, **(more[0] if more else {})}
        evidence.says(source_id, indicator, "figure", value, **columns)
    return evidence.tables


def stated_of(*figures, sources=()):
    tables = evidence_of(*figures, sources=sources)
    return compile_stated(tables, candidates(tables))


def computed_of(*figures, sources=()):
    tables = evidence_of(*figures, sources=sources)
    stated = compile_stated(tables, candidates(tables)).drop_duplicates("observation_id")
    return compile_computed(tables, stated), stated


def shown(rows):
    return rows.drop_duplicates("observation_id")


def gva(value, geography="BE", period="2020", source_id="src-official_statistics", unit="EUR_million", **more):
    return (source_id, "gva", geography, period, value, unit, more)


def test_figures_of_one_cell_are_one_row_in_the_unit_of_the_indicator():
    printed = {"unit": "EUR_billion", "as_written": "5,9 milliards", "language": "fr"}
    rows = stated_of(gva("5900"), gva("5.9", source_id="src-press", **printed))
    row = shown(rows).iloc[0]
    assert len(shown(rows)) == 1
    assert (row["value"], row["unit"], row["n_independent"]) == (5900.0, "EUR_million", 2)
    assert (row["year"], row["obs_status"]) == (2020, "A")
    assert rows["role"].tolist() == ["adopted", "agrees"]


def test_dated_confirmed_rows_are_unique_by_indicator_geography_and_period():
    rows = stated_of(gva("1"), gva("2", source_id="src-press"), gva("3", period="2021"), gva("4", geography="BE3"))
    assert not shown(rows).duplicated(CELL).any()
    assert len(shown(rows)) == 3


def test_a_contested_figure_is_marked_and_of_low_reliability():
    row = shown(stated_of(gva("100"), gva("200", source_id="src-press"))).iloc[0]
    assert (row["value"], row["contested"], row["obs_status"]) == (100.0, True, "U")


def test_an_undecided_figure_is_blank_within_its_bounds_and_belongs_to_nobody():
    rows = stated_of(gva("100", source_id="p1"), gva("200", source_id="p2"), sources=[source("p1"), source("p2")])
    row = shown(rows).iloc[0]
    assert len(shown(rows)) == 1
    assert str(row["value"]) == "nan"
    assert row["value_low"] <= 100 and row["value_high"] >= 200
    assert rows[["adopted_id", "asserted_by"]].isna().all(axis=None)
    assert set(rows["role"]) == {"rival"}


def test_a_figure_under_test_never_wins_a_cell_and_never_disputes_one():
    rows = stated_of(
        gva("900", source_id="src-official_gazette", state="under_test"), gva("100", source_id="src-press"),
    )  # fmt: skip
    by_status = shown(rows).set_index("obs_status")
    assert by_status["value"].to_dict() == {"A": 100.0, "V": 900.0}
    assert not by_status["contested"].any()
    assert by_status.loc["A", "n_independent"] == 1


def test_an_undated_figure_is_a_row_of_its_own_with_bounds_and_without_year():
    rows = stated_of(gva("900", period="", date_latest="2023-05-01"), gva("100", source_id="src-press"))
    undated = shown(rows).set_index("obs_status").loc["U"]
    assert (undated["value"], undated["period_basis"], undated["date_latest"]) == (900.0, "bounded", "2023-05-01")
    assert str(undated["year"]) == "<NA>"
    assert len(shown(rows)) == 2


def test_a_period_of_several_years_has_no_year():
    row = shown(stated_of(gva("100", period="2019/2021"))).iloc[0]
    assert str(row["year"]) == "<NA>"
    assert (row["date_earliest"], row["date_latest"]) == ("2019-01-01", "2021-12-31")


def test_a_rank_is_filled_in_its_own_row_and_where_a_source_ranks_this_very_figure():
    third = ("src-press", "gva_rank", "BE", "2020", "3", "rank", {"counted": "27 countries"})
    undated = ("src-press", "gva_rank", "BE", "", "2", "rank")
    others = [gva("90", period="2021"), gva("900", state="under_test"), gva("80", period="")]
    ranked = shown(stated_of(gva("100"), *others, third, undated)).dropna(subset=["rank"])
    ranked = ranked[["indicator_id", "period", "value", "rank", "rank_scope"]].fillna({"period": "", "rank_scope": ""})
    assert sorted(ranked.itertuples(index=False, name=None)) == [
        ("gva", "2020", 100.0, 3.0, "27 countries"),
        ("gva_rank", "", 2.0, 2.0, ""),
        ("gva_rank", "2020", 3.0, 3.0, "27 countries"),
    ]


def test_a_share_is_computed_from_part_and_whole():
    rows, stated = computed_of(gva("10", "BE3"), gva("0.04", unit="EUR_billion"))
    row = rows.set_index("indicator_id").loc["gva_share"]
    by_place = stated.set_index("geo_code")["observation_id"]
    assert (row["geo_code"], row["period"], row["value"], row["unit"]) == ("BE3", "2020", 25.0, "percent")
    assert (row["numerator_row"], row["denominator_row"]) == (by_place["BE3"], by_place["BE"])
    assert row["n_independent"] == 0


def test_a_ratio_is_in_the_unit_of_its_indicator():
    rows, _ = computed_of(gva("10"), ("src-company", "jobs", "BE", "2020", "50", "persons"))
    assert rows.set_index("indicator_id").loc["gva_per_job", "value"] == 200000.0


@pytest.mark.parametrize(
    "spoilt",
    [
        [gva("10", "BE3", period="2019")],
        [gva("10", "BE3", period="")],
        [gva("10", "BE3", state="under_test")],
        [gva("10", "BE3"), gva("30", "BE3", source_id="src-press")],
    ],
    ids=["other period", "undated", "under test", "contested"],
)
def test_a_share_is_not_computed_from(spoilt):
    rows, _ = computed_of(gva("40"), *spoilt)
    assert "gva_share" not in set(rows["indicator_id"])


def test_a_share_that_a_source_states_is_not_computed():
    stated_share = ("src-press", "gva_share", "BE3", "2020", "24", "percent")
    rows, stated = computed_of(gva("10", "BE3"), gva("40"), stated_share)
    assert "gva_share" not in set(rows["indicator_id"])
    assert stated.set_index("indicator_id").loc["gva_share", "value"] == 24.0


def test_a_division_by_zero_is_no_share():
    rows, _ = computed_of(gva("10", "BE3"), gva("0"))
    assert "gva_share" not in set(rows["indicator_id"])


def test_ranks_come_from_the_values_of_enough_countries_and_equals_share_one():
    rows, _ = computed_of(gva("10"), gva("30", "FR"), gva("10", "DE"), gva("99", "BE3"))
    ranks = rows[rows["indicator_id"] == "gva_rank"].set_index("geo_code")
    assert ranks["value"].to_dict() == {"FR": 1.0, "BE": 2.0, "DE": 2.0}
    assert set(ranks["rank_scope"]) == {"among 3 countries"}


def test_with_fewer_peers_there_is_no_rank():
    rows, _ = computed_of(gva("10"), gva("30", "FR"))
    assert "gva_rank" not in set(rows["indicator_id"])


def test_rounding_leaves_figures_and_blanks_and_makes_an_open_end_the_end_itself():
    values = pd.Series([5.9e9, 0.1 + 0.2, 350.00000000000006, 5e-324, -5e-324, 0.0, None])
    assert significant(values).tolist()[:-1] == [5.9e9, 0.3, 350, 0, 0, 0]
    assert significant(values).isna().tolist() == [False] * 6 + [True]
