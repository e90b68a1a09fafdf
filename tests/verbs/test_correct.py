"""`correct`: the old statement is set aside with a reason, the right one stands for it, and both are linked."""

import pytest

from tests.verbs.test_add import URL, evidence, files, flags

FOUNDED, NUMBER = "s9c90a521a794", "s5dedd92306aa"
MISREAD = {"reason": "misread", "value": "2018", "words": "fondée en 2018"}
OTHER = {"source_url": URL, "publisher": "Example News", "language": "fr"}


def statements(root):
    return evidence(root)["statements"].set_index("statement_id")


def corrected(run, root, old, *words, answers=()):
    """Call `correct`, and return the old row and the one that stands for it."""
    result = run("correct", old, *words, "--package-dir", root, answers=answers)
    assert result.exit_code == 0, result.output
    rows = statements(root)
    assert f"{old} is superseded by {rows.at[old, 'superseded_by']}" in result.output
    return rows.loc[old], rows.loc[rows.at[old, "superseded_by"]]


def test_a_misread_source_is_read_again(run, small):
    old, new = corrected(run, small, FOUNDED, *flags(MISREAD))
    assert (old["state"], old["reason"], old["value"]) == ("superseded", "misread", "2019")
    assert (new["value"], new["state"], new["note"]) == ("2018", "used", f"Corrects {FOUNDED}")
    assert (new["source_id"], new["entity_id"], new["locator"]) == (old["source_id"], old["entity_id"], old["locator"])
    assert run("build", small).exit_code == 0
    assert run("validate", "--fast", small).exit_code == 0


def test_another_source_shows_what_is_right_and_answers_are_asked_again(run, small):
    answers = ["old number", URL, "", "Example News", "", "fr", "", "", "", "0764.522.426", "0403.053.608", "BE 0403.053.608"]
    old, new = corrected(run, small, NUMBER, answers=answers)
    assert (old["state"], new["value"]) == ("superseded", "BE0403053608")
    assert new["source_id"] != old["source_id"]


def test_what_refers_to_a_misread_figure_refers_to_the_right_one(run, small):
    operands = evidence(small)["reading_operands"]
    old = operands.loc[operands["statement_id"] != "", "statement_id"].iloc[0]
    row = statements(small).loc[old]
    value, words = ("3", "3") if row["unit"] == "count" else (row["value"], f"{row['as_written']} (sic)")
    result = run("correct", old, *flags({"reason": "misread", "value": value, "words": words}), "--package-dir", small)
    if result.exit_code == 0:  # else a rule that the change would break was told
        assert old not in evidence(small)["reading_operands"]["statement_id"].tolist()


@pytest.mark.parametrize(
    ("statement", "answers", "said"),
    [
        ("s000000000000", MISREAD, "There is no statement s000000000000"),
        (FOUNDED, MISREAD | {"reason": ""}, "say what is wrong"),
        (FOUNDED, MISREAD | {"value": "soon"}, "--value: “soon” is no date"),
        (FOUNDED, MISREAD | {"value": "2019", "words": ""}, "Nothing can be added without the words"),
        (NUMBER, OTHER | {"reason": "wrong", "value": "1"}, "is no enterprise number"),
        ("s34997f45e2f7", MISREAD, "is about a place"),
    ],
)
def test_what_will_not_do_is_refused_and_nothing_is_written(run, small, statement, answers, said):
    before = files(small)
    result = run("correct", statement, *flags(answers), "--package-dir", small)
    assert result.exit_code in (1, 2)
    assert said in result.output
    assert files(small) == before


def test_an_answer_that_never_comes_leaves_everything_as_it_was(run, small):
    before = files(small)
    result = run("correct", FOUNDED, "--package-dir", small, answers=["misread", ""])
    assert "Broken off. Nothing was written" in result.output
    assert files(small) == before


def test_a_superseded_statement_is_not_corrected_twice(run, small):
    corrected(run, small, FOUNDED, *flags(MISREAD))
    again = run("correct", FOUNDED, *flags(MISREAD), "--package-dir", small)
    assert "is superseded already" in again.output
