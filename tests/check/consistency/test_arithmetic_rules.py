import pytest

from tests.check.consistency.rule_cases import Case

FIGURE = "indicator_id measure_id basis unit_kind perimeter_id geo_code period parent parts additive low high tolerance"


def figure(geo, low, high=None, indicator="gva", perimeter="pharma", period="2020", additive=True, parts=None, tolerance=0.02):
    parent = {"BE": "EU27", "BE1": "BE", "BE2": "BE", "BE3": "BE"}.get(geo)
    return (indicator, "gva", "survey", "money", perimeter, geo, period, parent, parts, additive, low, high or low, tolerance)


OUTER = "gva_total", "total"
BOUNDS = "value number unit minimum maximum"
WHOLE = "value number unit whole"
MADE = "value formula low high least most"
NESTED = {"perimeters": (("pharma", "total"), ("biotech", "pharma"), ("biotech", "total"))}


def made(formula):
    """Rows of a formula that its operands allow or contradict, and of the other two, of which the rule says nothing."""
    others = [("9", name, 9.0, 9.0, 1.0, 2.0) for name in ("share", "ratio", "growth") if name != formula]
    right = [("2", formula, 1.5, 2.5, 2.5, 3.0), ("2", formula, 2.0, 2.0, 1.0, 3.0), ("2", "", 2.0, 2.0, 5.0, 6.0), *others]
    return right, [("9", formula, 9.0, 9.0, 1.0, 2.0), ("2", formula, 1.5, 2.4, 2.5, 3.0)]


CASES = [
    Case("R602", FIGURE, right=[figure("BE", 5600), figure("BE3", 4000), figure("BE1", 5700), figure("BE2", 9000, period="2021"),
                                figure("BE2", 9000, indicator="share", additive=False)], wrong=[figure("BE2", 5800)]),
    Case("R602", FIGURE, [figure("BE", 5600, indicator="other"), figure("BE3", 5800), figure("BE2", 1)], []),
    Case("R603", FIGURE, right=[figure("BE", 5000, None, *OUTER), figure("BE3", 6000), figure("BE", 9, indicator="other", perimeter="goods")],
         wrong=[figure("BE", 6000), figure("BE", 7000, indicator="biotech", perimeter="biotech")], given=NESTED),
    Case("R604", FIGURE, right=[figure("BE", 6000, parts=3), figure("BE1", 1000), figure("BE2", 3000), figure("BE3", 1950)], wrong=[]),
    Case("R604", FIGURE, right=[figure("BE1", 1000), figure("BE2", 3000), figure("BE3", 1500)], wrong=[figure("BE", 6000, parts=3)]),
    Case("R604", FIGURE, right=[figure("BE", 6000, parts=3), figure("BE2", 3000), figure("BE3", 1500)], wrong=[]),
    Case("R604", FIGURE, right=[figure("BE2", 4000), figure("BE3", 2500)], wrong=[figure("BE", 6000, parts=3)]),
    Case("R605", "entity_id measure value listed upper largest", wrong=[("biowin", "members", "1", 2, 1.0, True)],
         right=[("biowin", "members", "2", 2, 2.0, True), ("biowin", "members", "1", 2, 1.0, False), ("b", "members", "1", 9, float("inf"), True)]),
    Case("R608", "series_id figures", right=[("exports", 3), ("turnover", 20)], wrong=[("rank", 2), ("no_such", 0)]),
    Case("R606", BOUNDS, right=[("5", 5.0, "percent", 0, 100), ("101", 101.0, "growth", None, None), ("", None, "percent", 0, 100)],
         wrong=[("-1", -1.0, "persons", 0, None), ("101", 101.0, "percent", 0, 100)]),
    Case("R607", WHOLE, right=[("12", 12.0, "persons", True), ("12.5", 12.5, "EUR", False), ("12.5", 12.5, "unknown", None)],
         wrong=[("12.5", 12.5, "persons", True)]),
    Case("R621", MADE, *made("share")),
    Case("R622", MADE, *made("ratio")),
    Case("R623", MADE, *made("growth")),
    Case("R625", "formula numerator_id denominator_id",
         right=[("share", "a", "b"), ("ratio", "a", "b"), ("growth", "a", ""), ("rank", "", ""), ("", "", "")],
         wrong=[("share", "a", ""), ("ratio", "", "b"), ("growth", "", ""), ("", "a", ""), ("", "", "b")]),
    Case("R626", "numerator_id denominator_id within proxy_for",
         right=[("a", "b", True, ""), ("a", "b", False, "c"), ("a", "", False, "")], wrong=[("a", "b", False, "")]),
    Case("R631", "value can_be", [("1", True)], [("2", False)]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()
