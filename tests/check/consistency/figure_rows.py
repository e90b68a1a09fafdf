"""Rows of a small package of figures, for the tests of the families that compare them."""

UNITS = [
    {"unit": "EUR_million", "kind": "money_eur", "factor": "1000000", "whole": "false"},
    {"unit": "EUR_billion", "kind": "money_eur", "factor": "1000000000", "whole": "false"},
    {"unit": "EUR_per_capita", "kind": "money_eur_per_capita", "factor": "1", "whole": "false", "minimum": "0"},
    {"unit": "persons", "kind": "labour", "factor": "1", "whole": "true", "minimum": "0"},
    {"unit": "percent", "kind": "share", "factor": "1", "whole": "false", "minimum": "0"},
    {"unit": "percent_per_year", "kind": "growth", "factor": "1", "whole": "false"},
    {"unit": "rank", "kind": "rank", "factor": "1", "whole": "true", "minimum": "1"},
]


def indicator(name, unit="EUR_million", perimeter="pharma", measure="gva", **more):
    return {
        "indicator_id": name, "measure_id": measure, "perimeter_id": perimeter, "basis": "survey", "unit": unit,
        "additive": "true",
    } | more  # fmt: skip


INDICATORS = [
    indicator("gva"),
    indicator("gva_total", perimeter="total"),
    indicator("people", "persons", "total", "population"),
    indicator("gva_share", "percent", measure="share", formula="share", numerator_id="gva", denominator_id="gva",
              denominator_geo="BE", additive="false"),
    indicator("gva_per_head", "EUR_per_capita", measure="per_head", formula="ratio", numerator_id="gva",
              denominator_id="people", additive="false"),
    indicator("gva_growth", "percent_per_year", measure="growth", formula="growth", numerator_id="gva", additive="false"),
    indicator("gva_rank", "rank", measure="rank", formula="rank", numerator_id="gva", additive="false"),
]  # fmt: skip
PERIMETERS = [{"perimeter_id": "total"}, {"perimeter_id": "pharma", "part_of": "total"}, {"perimeter_id": "goods"}]
GEOGRAPHIES = [
    {"geo_code": code, "kind": kind, "parent_code": parent}
    for code, kind, parent in (
        ("BE", "country", "EU27"), ("BE1", "region", "BE"), ("BE2", "region", "BE"), ("BE3", "region", "BE"),
        ("DK", "country", "EU27"), ("FR", "country", "EU27"), ("EU27", "group", ""), ("CH", "country", ""),
    )
]  # fmt: skip
TOLERANCES = [
    {"tolerance_id": "any", "kind": "revision", "applies_to": "any", "relative": "0.02"},
    {"tolerance_id": "about", "kind": "qualifier_width", "applies_to": "about", "relative": "0.05"},
]
TABLES = {
    "units": UNITS, "indicators": INDICATORS, "perimeters": PERIMETERS, "geographies": GEOGRAPHIES,
    "tolerances": TOLERANCES,
}  # fmt: skip


def figure(name, geo, year, value, origin="stated", **more):
    """A dated, confirmed figure; without a statement it is exact."""
    unit = next(row["unit"] for row in INDICATORS if row["indicator_id"] == name)
    return {
        "observation_id": f"{name}-{geo}-{year}", "indicator_id": name, "geo_code": geo, "period": str(year),
        "year": str(year), "date_earliest": f"{year}-01-01", "date_latest": f"{year}-12-31", "value": str(value),
        "unit": unit, "qualifier": "exact", "obs_status": "A", "origin": origin, "contested": "false",
    } | more  # fmt: skip
