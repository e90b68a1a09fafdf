"""`explain` where a fact is disputed: at the row, at the cell, and at every other form of the fact."""

import csv

from tests.verbs.test_explain import explain


def dispute(root, cell="companies,univercells,founded_year", state="open"):
    path = root / "data/evidence/disputes.csv"
    row = f"d-2026-001,2026-12-01,the company,{cell},It was founded in 2012.,,{state},,"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + f"\n{row}\n", encoding="utf-8")


def test_a_dispute_is_shown_at_the_row_at_its_cell_and_when_words_find_it(run, small):
    dispute(small)
    said = "Dispute d-2026-001 of 2026-12-01, open: the company about founded_year: It was founded in 2012."
    assert said in explain(run, small, "companies", "univercells")
    assert said in explain(run, small, "companies", "univercells", "founded_year")
    assert said not in explain(run, small, "companies", "univercells", "status")
    assert f"  {said}" in explain(run, small, "univercells")


def rows_of(root, table):
    with (root / f"data/{table}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def founding(root):
    return next(row["event_id"] for row in rows_of(root, "events") if (row["entity_id"], row["kind"]) == ("univercells", "founded"))


def behind(root, key):
    return next(row["statement_id"] for row in rows_of(root, "provenance") if row["key"] == key)


def test_a_dispute_is_shown_at_the_other_forms_of_its_fact(run, small):
    dispute(small)
    event = founding(small)
    bears = "Dispute d-2026-001 of 2026-12-01, open, bears on this: companies univercells founded_year: It was founded in 2012."
    for words in (["events", event], ["events", event, "date"], ["statements", behind(small, event)]):
        assert bears in explain(run, small, *words)
    assert bears not in explain(run, small, "companies", "univercells", "website")


def test_what_a_dispute_withholds_is_explained_at_the_cell_at_the_row_and_where_a_row_stood(run, small):
    said = "Dispute d-2026-001 of 2026-12-01, withheld: the company about founded_year: It was founded in 2012."
    event = founding(small)
    dispute(small, state="withheld")
    assert run("build", small).exit_code == 0
    assert said in explain(run, small, "companies", "univercells")
    cell = explain(run, small, "companies", "univercells", "founded_year")
    assert cell[0].endswith("founded_year: blank: (withheld while it is disputed)")
    assert said in cell
    where = explain(run, small, "events", event)
    assert f"events {event} is withheld while a fact that it rests on is disputed." in where
    assert any("withheld, bears on this: companies univercells founded_year" in line for line in where)


def test_a_claim_and_a_question_that_disputes_withhold_are_explained(run, small):
    dispute(small, "claims,value-added-5-9,verdict", state="withheld")
    assert run("build", small).exit_code == 0
    assert explain(run, small, "claims", "value-added-5-9")[0].startswith("claims value-added-5-9 is withheld while")
    dispute(small, "outcomes,value-added-5-or-5-9,outcome", state="withheld")
    assert run("build", small).exit_code == 0
    assert "Outcome: withheld while it is disputed" in explain(run, small, "reconciliations", "value-added-5-or-5-9")
