"""Figures with their units, indicators, places, operands and peers, and what rules say of them."""

import pytest

INDICATORS = [
    {"basis": "survey", "additive": "false"} | dict(zip(("indicator_id", "measure_id", "perimeter_id", "unit"), row.split(), strict=True)) | more
    for row, more in (
        ("gva gva pharma EUR_million", {"additive": "true"}), ("gva_total gva total EUR_million", {"additive": "true"}),
        ("gva_goods gva goods EUR_million", {"additive": "true"}), ("people population total persons", {"additive": "true"}),
        ("gva_share share pharma percent", {"formula": "share", "numerator_id": "gva", "denominator_id": "gva", "denominator_geo": "BE"}),
        ("per_head per_head pharma EUR", {"formula": "ratio", "numerator_id": "gva", "denominator_id": "people"}),
        ("growth growth pharma percent_per_year", {"formula": "growth", "numerator_id": "gva"}),
        ("gva_rank rank pharma rank", {"formula": "rank", "numerator_id": "gva"}),
        ("within within pharma percent", {"formula": "share", "numerator_id": "gva", "denominator_id": "gva_total"}),
        ("without without pharma percent", {"formula": "share", "numerator_id": "gva", "denominator_id": "gva_goods"}),
        ("proxy proxy pharma percent", {"formula": "share", "numerator_id": "gva", "denominator_id": "gva_goods", "proxy_for": "x"}),
    )
]  # fmt: skip
UNITS = [
    {"unit": unit, "kind": kind, "factor": factor, "whole": "true" if kind in ("labour", "rank") else "false", "minimum": minimum}
    for unit, kind, factor, minimum in (
        ("EUR_million", "money", "1000000", ""), ("EUR_billion", "money", "1000000000", ""), ("EUR", "money", "1", "0"),
        ("persons", "labour", "1", "0"), ("percent", "share", "1", "0"), ("percent_per_year", "growth", "1", ""), ("rank", "rank", "1", "1"),
    )
]  # fmt: skip
WORLD = {
    "indicators": INDICATORS, "units": UNITS, "policy": [{"parameter": "rank_peers", "value": "3"}],
    "perimeters": [{"perimeter_id": "total"}, {"perimeter_id": "pharma", "part_of": "total"}, {"perimeter_id": "goods"}],
    "geographies": [
        dict(zip(("geo_code", "kind", "parent_code", "valid_until"), row.split(" "), strict=False))
        for row in ("BE country EU27", "BE1 region BE", "BE2 region BE", "BE3 region BE", "BE9 region BE 1990", "DK country EU27",
                    "FR country EU27", "CH country", "NL country", "EU27 group")
    ],
    "tolerances": [
        {"tolerance_id": "any", "kind": "revision", "applies_to": "any", "relative": "0.02"},
        {"tolerance_id": "about", "kind": "qualifier_width", "applies_to": "about", "relative": "0.05"},
    ],
}  # fmt: skip
RULES = "R602 R603 R604 R606 R607 R621 R622 R623 R631"


def figure(name, geo, year, value, **more):
    """A dated, confirmed figure; without a statement it is exact."""
    unit = next((row["unit"] for row in INDICATORS if row["indicator_id"] == name), "")
    return {
        "observation_id": f"{name}-{geo}-{year}", "indicator_id": name, "geo_code": geo, "period": str(year), "year": str(year),
        "value": str(value), "unit": unit, "qualifier": "exact", "obs_status": "A", "origin": "stated", "contested": "false",
    } | more  # fmt: skip


def rank(stated, geo="BE", **peers):
    """A rank of Belgium, whose figure is 6000, among peers."""
    return [("gva_rank", geo, 2020, stated), ("gva", geo, 2020, 6000), *(("gva", peer, 2020, value) for peer, value in peers.items())]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("gva", "BE3", 2020, 5700), ("gva", "BE", 2020, 5600)], []),
        ([("gva", "BE3", 2020, 5800), ("gva", "BE", 2020, 5600)], [("R602", 2)]),
        ([("gva", "BE3", 2020, 9000), ("gva", "BE", 2021, 5600)], []),
        ([("gva", "BE", 2020, 6000), ("gva_total", "BE", 2020, 5000)], [("R603", 2)]),
        ([("gva", "BE", 2020, 6000), ("gva_goods", "BE", 2020, 5000)], []),
        ([("gva", "BE", 2020, 6000), ("gva", "BE1", 2020, 1000), ("gva", "BE2", 2020, 3000), ("gva", "BE3", 2020, 1950)], []),
        ([("gva", "BE", 2020, 6000), ("gva", "BE1", 2020, 1000), ("gva", "BE2", 2020, 3000), ("gva", "BE3", 2020, 1500)], [("R604", 2)]),
        ([("gva", "BE", 2020, 6000), ("gva", "BE2", 2020, 4000), ("gva", "BE3", 2020, 2500)], [("R604", 2)]),
        ([("people", "BE", 2020, -1)], [("R606", 2)]),
        ([("people", "BE", 2020, 12.5)], [("R607", 2)]),
        ([("no_such", "BE", 2020, 12.5)], []),
        ([("gva_share", "BE", 2020, 101)], [("R606", 2)]),
        ([("growth", "BE", 2020, 101)], []),
        ([("gva_share", "BE3", 2020, 62), ("gva", "BE3", 2020, 3600), ("gva", "BE", 2020, 6000)], []),
        ([("gva_share", "BE3", 2020, 70), ("gva", "BE3", 2020, 3600), ("gva", "BE", 2020, 6000)], [("R621", 2)]),
        ([("gva_share", "BE3", 2020, 70), ("gva", "BE3", 2020, 3600), ("gva", "BE", 2020, 0)], [("R602", 3)]),
        ([("per_head", "BE", 2020, 500), ("gva", "BE", 2020, 6000), ("people", "BE", 2020, 12_000_000)], []),
        ([("per_head", "BE", 2020, 5000), ("gva", "BE", 2020, 6000), ("people", "BE", 2020, 12_000_000)], [("R622", 2)]),
        ([("growth", "BE", 2021, 10), ("gva", "BE", 2020, 6000), ("gva", "BE", 2021, 6600)], []),
        ([("growth", "BE", 2021, 25), ("gva", "BE", 2020, 6000), ("gva", "BE", 2021, 6600)], [("R623", 2)]),
        ([("growth", "BE", 2022, 25), ("gva", "BE", 2020, 6000), ("gva", "BE", 2022, 6600)], []),
        (rank(2, DK=7000, FR=5000, CH=1000), []),
        (rank(1, DK=7000, FR=5000, CH=1000), [("R631", 2)]),
        (rank(1, DK=6050, FR=5000, CH=1000), []),  # within the tolerance
        (rank(1, DK=7000), []),  # too few
        (rank(1, EU27=6300, DK=100, FR=200, CH=300), []),  # a group is no peer of countries
    ],
)
def test_figures_agree_with_parts_operands_and_peers(found, rows, told):
    seen = found(RULES, national_indicators=[figure(*row) for row in rows], **WORLD)
    assert [(rule, line) for rule, line, _ in seen] == told


@pytest.mark.parametrize("change", [{"obs_status": "V"}, {"obs_status": "F"}, {"period": ""}, {"value": ""}, {"unit": ""}])
def test_figures_that_are_unconfirmed_undated_or_blank_contradict_nothing(found, change):
    rows = [figure("gva", "BE3", 2020, 9000) | change, figure("gva", "BE", 2020, 5600)]
    assert found(RULES, national_indicators=rows, **WORLD) == []


@pytest.mark.parametrize(
    ("value", "wallonia", "fine"), [("5.9", 6060, True), ("5.9", 6080, False), ("5.8", 6020, False), ("many", 6020, False)]
)
def test_a_rounded_figure_reaches_half_a_digit_further_where_its_statement_says_the_same(found, value, wallonia, fine):
    statement = {
        "statement_id": "s1", "property": "figure", "value": value, "unit": "EUR_billion", "qualifier": "exact",
        "as_written": f"{value} billion euros", "language": "en", "state": "used", "indicator_id": "gva",
    }  # fmt: skip
    rows = [figure("gva", "BE3", 2020, wallonia), figure("gva", "BE", 2020, 5900, statement_id="s1")]
    seen = found("R602", national_indicators=rows, statements=[statement], **WORLD)
    assert seen == ([] if fine else [("R602", 2, "value")])


@pytest.mark.parametrize(
    ("rows", "lines"),
    [(["2"], []), (["1"], [2]), (["1 more_than"], []), (["1", "3"], []), (["1", "0"], [2]), (["1 exact 2"], [])],
)
def test_no_more_members_are_listed_than_the_largest_number_that_a_source_gives(found, rows, lines):
    names = "value", "qualifier", "value_high"
    counts = [{"entity_id": "biowin", "measure": "members"} | dict(zip(names, row.split(), strict=False)) for row in rows]
    relations = [{"kind": "member_of", "subject_id": subject, "object_id": "biowin"} for subject in "ab"]
    assert [line for _, line, _ in found("R605", observations=counts, relations=relations)] == lines


def test_statements_and_observations_keep_to_their_unit_too(found):
    rows = [{"value": value, "unit": unit} for value, unit in (("-1", "persons"), ("12.5", "persons"), ("many", "persons"), ("12.5", "EUR"))]
    seen = [("R606", 2, "value"), ("R607", 3, "value")]
    assert found("R606 R607", statements=rows, **WORLD) == seen
    assert found("R606 R607", observations=rows, **WORLD) == seen


def test_a_share_stays_within_one_perimeter_or_is_a_proxy(found):
    line = 2 + next(place for place, row in enumerate(INDICATORS) if row["indicator_id"] == "without")
    assert found("R625 R626", **WORLD) == [("R626", line, "denominator_id")]
