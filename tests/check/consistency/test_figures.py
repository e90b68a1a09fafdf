import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.check.consistency import figures, formulas, ranks, values
from tests.check.consistency.figure_rows import INDICATORS, TABLES, figure, indicator

RANK_PEERS = [{"parameter": "rank_peers", "value": "2"}]


def fires(fired, family, *rows, **tables):
    return fired(family, national_indicators=list(rows), **(TABLES | tables))


@pytest.mark.parametrize(
    ("wallonia", "found"),
    [("4000", []), ("5600", []), ("5700", []), ("5800", [("R602", 2, "value")])],
)
def test_a_part_of_a_place_is_no_more_than_the_whole_and_a_revision(fired, wallonia, found):
    rows = figure("gva", "BE3", 2020, wallonia), figure("gva", "BE", 2020, 5600)
    assert fires(fired, figures, *rows) == found


def test_places_are_compared_for_one_period_only(fired):
    assert fires(fired, figures, figure("gva", "BE3", 2020, 9000), figure("gva", "BE", 2021, 5600)) == []


def test_a_rounded_figure_reaches_half_a_digit_further(fired):
    statement = {
        "statement_id": "s1", "property": "figure", "value": "5.9", "unit": "EUR_billion", "qualifier": "exact",
        "as_written": "5.9 billion euros", "language": "en", "state": "used", "indicator_id": "gva",
    }  # fmt: skip
    whole = figure("gva", "BE", 2020, 5900, statement_id="s1")
    assert fires(fired, figures, figure("gva", "BE3", 2020, 6060), whole, statements=[statement]) == []
    assert fires(fired, figures, figure("gva", "BE3", 2020, 6080), whole, statements=[statement]) != []


def test_an_inner_perimeter_has_no_more_than_the_outer(fired):
    rows = figure("gva", "BE", 2020, 6000), figure("gva_total", "BE", 2020, 5000)
    assert fires(fired, figures, *rows) == [("R603", 2, "value")]
    apart = [row | ({"perimeter_id": "goods"} if row["indicator_id"] == "gva_total" else {}) for row in INDICATORS]
    assert fires(fired, figures, *rows, indicators=apart) == []


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        ({"BE1": 1000, "BE2": 3000, "BE3": 2000}, []),
        ({"BE1": 1000, "BE2": 3000, "BE3": 1950}, []),
        ({"BE1": 1000, "BE2": 3000, "BE3": 1500}, [("R604", 5, "value")]),
        ({"BE2": 3000, "BE3": 1500}, []),
        ({"BE2": 4000, "BE3": 2500}, [("R604", 4, "value")]),
    ],
)
def test_parts_add_up_to_the_whole_or_to_no_more_where_some_are_missing(fired, parts, found):
    rows = [figure("gva", place, 2020, value) for place, value in parts.items()]
    assert fires(fired, figures, *rows, figure("gva", "BE", 2020, 6000)) == found


@pytest.mark.parametrize(
    ("members", "qualifier", "found"),
    [("2", "exact", []), ("1", "exact", [("R605", 2, "value")]), ("1", "more_than", [])],
)
def test_no_more_members_are_listed_than_a_source_gives(fired, members, qualifier, found):
    relations = [{"kind": "member_of", "subject_id": s, "object_id": "biowin"} for s in ("a", "b")]
    row = {
        "observation_id": "o1",
        "entity_id": "biowin",
        "measure": "members",
        "value": members,
        "qualifier": qualifier,
    }
    assert fired(figures, observations=[row], relations=relations) == found


@pytest.mark.parametrize(
    ("other", "role", "found"),
    [
        ("5.92", "agrees", []),
        ("5.6", "agrees", [("R601", 3, "role")]),
        ("5.6", "rival", []),
        ("5.9", "rival", [("R601", 3, "role")]),
    ],
)
def test_support_overlaps_and_rivals_do_not(fired, other, role, found):
    statements = [
        {"statement_id": f"s{n}", "property": "figure", "value": value, "unit": "EUR_billion", "qualifier": "exact",
         "indicator_id": "gva", "state": "used"}
        for n, value in enumerate(("5.9", other))
    ]  # fmt: skip
    provenance = [
        {"table": "national_indicators", "key": "i1", "field": "*", "n": str(n + 1), "statement_id": f"s{n}", "role": r}
        for n, r in enumerate(("adopted", role))
    ]
    assert fires(fired, figures, statements=statements, provenance=provenance) == found


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({}, []),
        ({"value": "-1", "indicator_id": "people", "unit": "persons"}, ["R606"]),
        ({"value": "12.5", "indicator_id": "people", "unit": "persons"}, ["R607"]),
        ({"value": "101", "indicator_id": "gva_share", "unit": "percent"}, ["R606"]),
        ({"value": "101", "indicator_id": "gva_growth", "unit": "percent_per_year"}, []),
        ({"unit": "EUR_billion"}, ["R608"]),
        ({"year": "2021"}, ["R610"]),
        ({"period": "2019/2020"}, ["R610"]),
        ({"period": "2019/2020", "year": "", "date_earliest": "2019-01-01"}, []),
        ({"period": "", "obs_status": "U"}, ["R610"]),
        ({"period": "", "year": "", "obs_status": "U"}, []),
        ({"period": "", "year": ""}, ["R612"]),
        ({"contested": "true"}, ["R612"]),
        ({"obs_status": "V"}, ["R612"]),
        ({"value_low": "6000"}, ["R611"]),
        ({"value_low": "5000", "value_high": "7000"}, []),
    ],
)
def test_a_figure_by_itself(fired, change, found):
    assert [rule for rule, _, _ in fires(fired, values, figure("gva", "BE", 2020, 5600) | change)] == found


def test_one_series_has_one_figure_a_period_but_for_those_under_test(fired):
    row, again = figure("gva", "BE", 2020, 5600), figure("gva", "BE", 2020, 5700)
    tested = again | {"obs_status": "V", "statement_id": "s1"}
    statements = [{"statement_id": "s1", "state": "under_test"}]
    assert fires(fired, values, row, again) == [("R609", 3, "period")]
    assert fires(fired, values, row, tested, statements=statements) == []


@pytest.mark.parametrize(("share", "found"), [("60", []), ("62", []), ("70", [("R621", 4, "value")])])
def test_a_stated_share_is_that_of_its_operands(fired, share, found):
    rows = figure("gva", "BE3", 2020, 3600), figure("gva", "BE", 2020, 6000), figure("gva_share", "BE3", 2020, share)
    assert fires(fired, formulas, *rows) == found


@pytest.mark.parametrize(("ratio", "found"), [("500", []), ("5000", [("R622", 4, "value")])])
def test_a_stated_ratio_is_that_of_its_operands_in_their_units(fired, ratio, found):
    rows = (
        figure("gva", "BE", 2020, 6000),
        figure("people", "BE", 2020, 12_000_000),
        figure("gva_per_head", "BE", 2020, ratio),
    )
    assert fires(fired, formulas, *rows) == found


@pytest.mark.parametrize(
    ("growth", "year", "found"), [("10", 2021, []), ("25", 2021, [("R623", 4, "value")]), ("25", 2022, [])]
)
def test_a_growth_is_that_of_the_year_before(fired, growth, year, found):
    rows = figure("gva", "BE", 2020, 6000), figure("gva", "BE", year, 6600), figure("gva_growth", "BE", year, growth)
    assert fires(fired, formulas, *rows) == found


@pytest.mark.parametrize(
    ("computed", "found"),
    [("60", []), ("60.0001", ["R624"]), ("61", ["R624"])],
)
def test_a_computed_figure_is_recomputed_to_the_last_digit(fired, computed, found):
    rows = figure("gva", "BE3", 2020, 3600), figure("gva", "BE", 2020, 6000)
    share = figure("gva_share", "BE3", 2020, computed, "computed")
    assert [rule for rule, _, _ in fires(fired, formulas, *rows, share)] == found
    assert [rule for rule, _, _ in fires(fired, formulas, rows[0], share)] == ["R624"]


def test_a_share_is_computed_for_parts_of_the_whole_only(fired):
    rows = figure("gva", "DK", 2020, 3600), figure("gva", "BE", 2020, 6000)
    share = figure("gva_share", "DK", 2020, 60, "computed")
    assert fires(fired, formulas, *rows, share) == [("R627", 4, "geo_code")]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"denominator_id": ""}, [("R625", 2, "numerator_id")]),
        ({"formula": ""}, [("R625", 2, "numerator_id")]),
        ({"denominator_id": "gva_goods"}, [("R626", 2, "denominator_id")]),
        ({"denominator_id": "gva_goods", "proxy_for": "gva"}, []),
        ({"denominator_id": "gva_total"}, []),
    ],
)
def test_a_formula_has_its_operands_within_one_perimeter(fired, change, found):
    share = next(row for row in INDICATORS if row["indicator_id"] == "gva_share") | change
    others = [indicator("gva"), indicator("gva_total", perimeter="total"), indicator("gva_goods", perimeter="goods")]
    assert fires(fired, formulas, indicators=[share, *others]) == found


@pytest.mark.parametrize(
    ("stated", "peers", "found"),
    [
        (2, {"DK": 7000, "FR": 5000, "CH": 1000}, []),
        (1, {"DK": 7000, "FR": 5000, "CH": 1000}, [("R631", 6, "value")]),
        (1, {"DK": 6050, "FR": 5000, "CH": 1000}, []),
        (1, {"DK": 7000}, []),
    ],
)
def test_a_rank_follows_from_the_peers_where_enough_are_there(fired, stated, peers, found):
    rows = [figure("gva", place, 2020, value) for place, value in peers.items()]
    rows += [figure("gva", "BE", 2020, 6000), figure("gva_rank", "BE", 2020, stated)]
    assert fires(fired, ranks, *rows, policy=[{"parameter": "rank_peers", "value": "3"}]) == found


def test_a_place_is_ranked_among_places_of_its_kind(fired):
    rows = [figure("gva", place, 2020, value) for place, value in {"EU27": 90000, "DK": 100, "FR": 200}.items()]
    rows += [figure("gva", "BE", 2020, 6000), figure("gva_rank", "BE", 2020, 1)]
    assert fires(fired, ranks, *rows, policy=RANK_PEERS) == []


def test_ranks_without_peers_are_said_to_be_untested(context_of):
    rows = [figure("gva", "BE", 2020, 6000), figure("gva_rank", "BE", 2020, 1)]
    context = context_of(national_indicators=rows, policy=RANK_PEERS, **TABLES)
    assert ranks.counts(context) == {"ranks_tested": 0, "ranks_untested": 1}


@given(st.lists(st.integers(1, 10**6), min_size=3, max_size=7, unique=True))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=20)
def test_a_computed_rank_is_one_more_than_the_number_of_peers_above(context_of, sizes):
    places = ["BE", "DK", "FR", "CH", "NL", "DE", "SE"][: len(sizes)]
    rows = [figure("gva", place, 2020, value) for place, value in zip(places, sizes, strict=True)]
    tables = TABLES | {
        "policy": RANK_PEERS,
        "geographies": [{"geo_code": place, "kind": "country"} for place in places],
    }
    right = 1 + sum(value > sizes[0] for value in sizes)
    for place, fine in ((right, True), (right + 1, False)):
        computed = figure("gva_rank", "BE", 2020, place, "computed")
        found = ranks.check(context_of(national_indicators=[*rows, computed], **tables))
        assert ("R624" in [finding.rule for finding in found]) is not fine
