"""Which statements fill the roles of a check: evidence only, what the rows select, once an original."""

import pytest

from tests.reconcile.reconcile_frames import AGAINST, operand, result, run_check, sid, statement, under_test


@pytest.mark.parametrize("more", [{"state": "under_test"}, {"source_id": "seed-article-it"}])
def test_a_figure_under_test_is_never_evidence_for_another(more):
    assert result("agree", under_test("4100"), [statement(2, "4100", **more)], [AGAINST]) == ["untested"]


@pytest.mark.parametrize("selector", [{"statement_id": sid(1)}, {"indicator_id": "gva"}])
def test_a_figure_is_never_evidence_for_itself(selector):
    figure = statement(1, "4100")
    assert result("agree", figure, [], [operand("q-a-x", "against", **selector)]) == ["untested"]


def test_dates_select_only_what_surely_lies_between_them():
    others = [statement(2, "4100", period="2019"), statement(3, "9000", period="2021"), statement(4, "9000")]
    chosen = operand("q-a-x", "against", indicator_id="gva", period_from="2019-01-01", period_to="2020-12-31")
    assert result("agree", under_test("4100"), others, [chosen]) == ["holds"]


def test_entities_are_selected_by_property():
    members = {"indicator_id": "", "geo_code": "", "entity_id": "biowin", "property": "members", "unit": "count"}
    others = [statement(2, "260", **members), statement(3, "140", **members | {"property": "companies"})]
    chosen = operand("q-a-x", "against", entity_id="biowin", property="companies")
    figure = statement(1, "140", **members, state="under_test")
    assert result("agree", figure, others, [chosen], indicator="") == ["holds"]


def test_dates_are_intervals_too():
    dated = {"indicator_id": "", "geo_code": "", "unit": "", "entity_id": "biowin", "property": "founded"}
    figure = statement(1, "2006", **dated, state="under_test")
    assert result("agree", figure, [statement(2, "2006-07-01", **dated)], [AGAINST], indicator="") == ["holds"]
    frames = [statement(2, "2006-07", **dated), statement(3, "2005", **dated)]
    both = [AGAINST, operand("q-a-x", "against", 2, statement_id=sid(3))]
    found = run_check("agree", statement(1, "2005-03", **dated), frames, both, indicator="")
    assert found.sort_values("against_statement_id")["result"].tolist() == ["fails", "holds"]
