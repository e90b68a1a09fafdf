"""`add`: the source first, and nothing written where something is missing."""

import pytest

from scripts.package.csvio import read_table
from scripts.package.descriptor import load_package

SOURCE = [
    "https://www.example.org/news/alpha", "Example News", "2026-11-20", "Alpha opens", "", "fr", "2026-11-19", "press",
]  # fmt: skip
COMPANY = [
    *SOURCE, "Alpha Testing", "Gosselies", "installée à Gosselies", "2014", "fondée en 2014", "", "", "", "vaccines",
]  # fmt: skip
WORDS = "14,2 milliards d’euros en 2025"
FIGURE = [*SOURCE, "gva_biopharma_pharmabe", "BE", "2025", "14200", "EUR_million", "", WORDS]


def evidence(root):
    """Every evidence table as text."""
    resources = load_package(root).evidence
    return {name: read_table(root / item.path, item.schema, name)[0] for name, item in resources.items()}


def files(root):
    return {path: path.read_bytes() for path in root.rglob("*.csv")}


def refused(run, root, *words, answers):
    """Call `add`, see that it fails and writes nothing, and return what it says."""
    before = files(root)
    result = run("add", *words, "--package-dir", root, answers=answers)
    assert files(root) == before
    assert result.exit_code in (1, 2)
    assert "Traceback" not in result.output
    return result.output


def test_a_company_is_added_with_its_source_its_facts_and_its_segment(run, small):
    before = evidence(small)
    result = run("add", "company", "--package-dir", small, answers=COMPANY)
    assert result.exit_code == 0, result.output
    assert "Added alpha-testing with 2 statements. Now run `make build`." in result.output
    after = evidence(small)
    grown = {name: len(after[name]) - len(before[name]) for name in after if len(after[name]) != len(before[name])}
    assert grown == {"sources": 1, "entities": 1, "statements": 2, "classifications": 1}
    facts = after["statements"].query("entity_id == 'alpha-testing'").set_index("property")
    assert facts["value"].to_dict() == {"founded": "2014", "locality": "Gosselies"}
    assert facts.loc["founded", "as_written"] == "fondée en 2014"
    assert set(facts["source_id"]) <= set(after["sources"]["source_id"])


def test_a_company_that_is_called_like_a_person_is_told_at_once_how_it_may_pass(run, small):
    said = refused(run, small, "company", answers=[*SOURCE, "Laboratoire Jean Dupont"])
    assert "scripts/check/consistency/eponyms.csv: Laboratoire Jean Dupont,what it is" in said
    assert "Place of a site" not in said


def test_the_source_is_asked_first_and_what_was_added_builds(run, small):
    result = run("add", "company", "--package-dir", small, answers=COMPANY)
    assert result.output.startswith("Address of the page that shows it")
    built = run("build", small)
    assert built.exit_code == 0, built.output
    explained = run("explain", "companies", "alpha-testing", "locality", "--package-dir", small).output
    assert "companies alpha-testing, locality: Gosselies" in explained
    assert "“installée à Gosselies”, Example News, 2026-11-19, https://www.example.org/news/alpha" in explained


def test_a_figure_is_added_as_written_with_its_period_and_the_qualifier_of_its_words(run, small):
    result = run("add", "figure", "--package-dir", small, answers=[*FIGURE[:-1], f"plus de {WORDS}"])
    assert result.exit_code == 0, result.output
    row = evidence(small)["statements"].query("as_written.str.startswith('plus de 14,2')").iloc[0]
    assert (row["value"], row["unit"], row["qualifier"]) == ("14200", "EUR_million", "more_than")
    assert (row["period"], row["period_basis"], row["date_earliest"]) == ("2025", "printed", "2025-01-01")
    assert row["state"] == "used"


def test_a_figure_without_period_has_bounds_instead(run, small):
    answers = [*FIGURE[:10], "", *FIGURE[11:-1], "14,2 milliards d’euros"]
    assert run("add", "figure", "--package-dir", small, answers=answers).exit_code == 0
    row = evidence(small)["statements"].query("as_written == '14,2 milliards d’euros'").iloc[0]
    assert (row["period"], row["period_basis"], row["date_latest"]) == ("", "bounded", "2026-11-19")


def test_a_known_address_is_not_asked_about_again(run, small):
    known = evidence(small)["sources"].query("url != ''").iloc[0]
    answers = [known["url"], *COMPANY[len(SOURCE) :]]
    result = run("add", "company", "--package-dir", small, answers=answers)
    assert result.exit_code == 0, result.output
    assert f"That source is there already: {known['source_id']}." in result.output


@pytest.mark.parametrize("what", ["company", "figure"])
def test_without_a_source_nothing_is_added(run, small, what):
    said = refused(run, small, what, answers=["", *COMPANY[1:]])
    assert "Nothing can be added without its source" in said
    assert "Nothing was written." in said


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["example.org", *COMPANY[1:]], "is no web address"),
        ([*COMPANY[:7], "rumour", *COMPANY[8:]], "'rumour' is no kind of source"),
        ([*SOURCE, "", *COMPANY[9:]], "A company has a name."),
        ([*SOURCE, "Univercells", *COMPANY[9:]], "Univercells is there already, as univercells."),
        ([*SOURCE, "123", *COMPANY[9:]], "gives no readable id"),
        ([*COMPANY[:10], "", *COMPANY[11:]], "Nothing can be added without the words of the page"),
        ([*COMPANY[:9], "Gosellies", *COMPANY[10:]], "did you mean Gosselies"),
        ([*SOURCE, "Alpha Testing", "", "", "", "", ""], "needs at least one fact"),
        ([*SOURCE[:2], "yesterday", *COMPANY[3:]], "accessed"),
    ],
)  # fmt: skip
def test_a_company_that_cannot_be_added_is_refused_in_plain_words(run, small, answers, message):
    assert message in refused(run, small, "company", answers=answers)


@pytest.mark.parametrize(
    ("place", "answer", "message"),
    [
        (8, "gva", "'gva' is not in indicators"),
        (9, "Belgium", "'Belgium' is not in geographies"),
        (10, "last year", "is no period"),
        (11, "14,2", "'14,2' is no number"),
        (12, "euro", "'euro' is not in units"),
        (14, "", "Nothing can be added without the words of the page"),
        (14, "une forte croissance", "cannot be read as 14200 EUR_million"),
    ],
)
def test_a_figure_that_cannot_be_added_is_refused_in_plain_words(run, small, place, answer, message):
    answers = [*FIGURE[:place], answer, *FIGURE[place + 1 :]]
    assert message in refused(run, small, "figure", answers=answers)


def test_a_figure_that_is_there_already_is_refused(run, small):
    assert run("add", "figure", "--package-dir", small, answers=FIGURE).exit_code == 0
    again = [SOURCE[0], *FIGURE[len(SOURCE) :]]
    assert "This statement is there already" in refused(run, small, "figure", answers=again)


def test_answers_that_end_too_early_write_nothing(run, small):
    refused(run, small, "company", answers=COMPANY[:5])


def test_while_a_build_is_at_work_nothing_is_written(run, small):
    from scripts.package.transaction import exclusive

    with exclusive(small):
        assert "Another build is at work" in refused(run, small, "company", answers=COMPANY)


def test_a_cell_that_cannot_be_read_stays_as_it_is(run, small):
    path = small / "data" / "evidence" / "statements.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(",1,", ",first,", 1), encoding="utf-8")
    assert run("add", "company", "--package-dir", small, answers=COMPANY).exit_code == 0
    assert ",first," in path.read_text(encoding="utf-8")
