"""`add`: the source first, each answer checked at once, and nothing written where something is missing."""

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.package.csvio import read_table
from scripts.package.descriptor import load_package

URL = "https://www.example.org/news/alpha"
SOURCE = [URL, "Alpha opens", "Example News", "", "fr", "press", "19/11/2026", "20 nov. 2026"]
COMPANY = [
    *SOURCE, "Alpha Testing", "vaccines", "", "locality", "Gosselies", "installée à Gosselies",
    "founded", "2014", "fondée en 2014", "",
]  # fmt: skip
WORDS = "14,2 milliards d’euros en 2025"
FIGURE = [*SOURCE, "gva_biopharma_pharmabe", "14,2", "EUR_billion", "Belgique", "2025", WORDS, "", ""]
OF_SOURCE = {"source_url": URL, "publisher": "Example News", "language": "fr", "published": "19/11/2026"}
FACT = OF_SOURCE | {"what": "founded", "value": "2013", "words": "fondée en 2013"}
FLAGS = {"figure": {
    **OF_SOURCE, "about": "gva_biopharma_pharmabe", "value": "14200", "geography": "BE", "period": "2025", "words": WORDS,
}, "fact": FACT | {"about": "univercells"}}  # fmt: skip


def evidence(root):
    """Every evidence table as text."""
    resources = load_package(root).evidence
    return {name: read_table(root, item.schema, item.path)[0] for name, item in resources.items()}


def files(root):
    return {path: path.read_bytes() for path in root.rglob("*.csv")}


def flags(answers):
    return [word for name, text in answers.items() for word in (f"--{name.replace('_', '-')}", text)]


def refused(run, root, *words, answers=(), status=(1, 2)):
    """Call `add`, see that it fails and writes nothing, and return what it says."""
    before = files(root)
    result = run("add", *words, "--package-dir", root, answers=answers)
    assert files(root) == before
    assert result.exit_code in status, result.output
    assert "Traceback" not in result.output
    assert "Nothing was written" in result.output
    return result.output


def added(run, root, *words, answers=()):
    """Call `add`, and return the statements that came in."""
    before = set(evidence(root)["statements"]["statement_id"])
    result = run("add", *words, "--package-dir", root, answers=answers)
    assert result.exit_code == 0, result.output
    statements = evidence(root)["statements"]
    return statements[~statements["statement_id"].isin(before)]


def test_a_company_is_added_with_its_source_its_facts_and_its_segment_and_builds(run, small):
    before = evidence(small)
    result = run("add", "company", "--package-dir", small, answers=COMPANY)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Address of the page that shows it")
    assert "Added alpha-testing with 2 statements. Now run `make build`." in result.output
    after = evidence(small)
    grown = {name: len(after[name]) - len(before[name]) for name in after if len(after[name]) != len(before[name])}
    assert grown == {"sources": 1, "entities": 1, "statements": 2, "classifications": 1}
    facts = after["statements"].query("entity_id == 'alpha-testing'").set_index("property")
    assert facts["value"].to_dict() == {"founded": "2014", "locality": "Gosselies"}
    assert facts.loc["founded", "as_written"] == "fondée en 2014"
    source = after["sources"].query("url == @URL").iloc[0]
    assert (source["published"], source["accessed"], source["asserted_by"]) == ("2026-11-19", "2026-11-20", "Example News")
    built = run("build", small)
    assert built.exit_code == 0, built.output
    explained = run("explain", "companies", "alpha-testing", "locality", "--package-dir", small).output
    assert f"“installée à Gosselies”, Example News, 2026-11-19, {URL}" in explained


# Answers that will not do, by the place of the question in COMPANY, and what is said of them.
WRONG = [
    (0, ["", "example.org"], "is no web address"),
    (4, ["klingon"], "has not the form of language"),
    (5, ["rumour"], "No kind of source is called “rumour”"),
    (6, ["yesterday", "28/11/26", "11/28/2026"], "is no date"),
    (8, ["", "Univercells SA"], "is there already, as univercells"),
    (8, ["123"], "gives no readable id"),
    (8, ["Laboratoire Jean Dupont"], "scripts/check/consistency/eponyms.csv: Laboratoire Jean Dupont,what it is"),
    (9, ["vaccine factory"], "No segment is called"),
    (11, ["", "colour"], "Say what the page shows"),
    (12, ["Gosellies"], "Did you mean Gosselies?"),
    (13, [""], "Nothing can be added without the words of the page"),
    (13, ["rue de la Science 12, 1000"], "The cell holds a street address."),
]


def test_every_wrong_answer_is_asked_again_and_nothing_is_lost(run, small):
    answers = [
        typed for place, right in enumerate(COMPANY)
        for typed in [*(word for at, wrong, _ in WRONG if at == place for word in wrong), right]
    ]  # fmt: skip
    result = run("add", "company", "--package-dir", small, answers=answers)
    assert result.exit_code == 0, result.output
    assert [said for _, _, said in WRONG if said not in result.output] == []
    assert len(evidence(small)["statements"].query("entity_id == 'alpha-testing'")) == 2


def test_hits_are_listed_and_chosen_by_number(run, small):
    answers = [*COMPANY[:12], "Gosellies", "1", *COMPANY[13:]]
    assert run("add", "company", "--package-dir", small, answers=answers).exit_code == 0
    assert "Gosselies" in evidence(small)["statements"].query("entity_id == 'alpha-testing'")["value"].tolist()


def test_a_figure_is_added_as_written_with_its_period_and_the_qualifier_of_its_words(run, small):
    (row,) = added(run, small, "figure", answers=[*FIGURE[:13], f"plus de {WORDS}", *FIGURE[14:]]).to_dict("records")
    assert (row["value"], row["unit"], row["qualifier"]) == ("14.2", "EUR_billion", "more_than")
    assert (row["geo_code"], row["period"], row["period_basis"], row["date_earliest"]) == ("BE", "2025", "printed", "2025-01-01")


def test_a_figure_without_period_has_bounds_instead(run, small):
    answers = [*FIGURE[:12], "", "14,2 milliards d’euros", *FIGURE[14:]]
    (row,) = added(run, small, "figure", answers=answers).to_dict("records")
    assert (row["period"], row["period_basis"], row["date_latest"]) == ("", "bounded", "2026-11-19")


def test_a_page_is_known_under_all_its_addresses(run, small):
    added(run, small, "figure", *flags(FLAGS["figure"]))
    n_sources = len(evidence(small)["sources"])
    url = "http://example.org/news/alpha/?utm_source=x#:~:text=alpha"
    added(run, small, "fact", "Univercells", *flags(FACT | {"source_url": url}))
    assert len(evidence(small)["sources"]) == n_sources


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, {"property": "founded", "value": "2013"}),
        ({"what": "status", "value": "closed", "period": "28/11/2025", "words": "a fermé"}, {"property": "closed", "value": "true", "period": "2025-11-28"}),
        ({"what": "insolvent", "value": "true", "period": "nov. 2025", "words": "faillite"}, {"property": "insolvent", "period": "2025-11"}),
        ({"what": "website", "value": "https://univercells.example/?utm_source=x"}, {"value": "https://univercells.example/"}),
        ({"what": "enterprise number", "value": "0403.053.608"}, {"property": "enterprise_number", "value": "BE0403053608"}),
        ({"what": "funding round", "value": "14,2", "unit": "million euro", "words": "lève 14,2 millions d’euros"}, {"property": "funding_round", "value": "14.2", "unit": "EUR_million"}),
        ({"what": "employees", "value": "120", "unit": "", "words": "plus de 120 employés", "counted": "employés"}, {"unit": "persons", "qualifier": "more_than"}),
        ({"what": "acquired", "value": "Sanofi", "period": "12/2025", "words": "racheté par Sanofi"}, {"object_id": "sanofi", "period": "2025-12"}),
    ],
)  # fmt: skip
def test_facts_of_a_company_are_added_by_flags_without_a_question(run, small, answers, expected):
    (row,) = added(run, small, "fact", "univercells", *flags(FACT | answers)).to_dict("records")
    assert {column: row[column] for column in expected} == expected


@pytest.mark.parametrize(
    ("of", "answers", "said"),
    [
        ("fact", {"source_url": ""}, "--source-url: Nothing can be added without its source"),
        ("fact", {"about": "univercels"}, "--about: No company is called “univercels”. Did you mean univercells"),
        ("fact", {"what": "founding year"}, "Did you mean founded (Founded)"),
        ("fact", {"value": "soon"}, "--value: “soon” is no date"),
        ("fact", {"unit": "EUR"}, "--unit: “founded” has no unit"),
        ("fact", {"words": "x" * 201}, "--words: The text has 201 characters."),
        ("fact", {"words": "jean.dupont@example.org"}, "--words: The cell holds a mail address."),
        ("fact", {"what": "enterprise_number", "value": "0403.053.680"}, "the last two check the others (modulo 97)"),
        ("fact", {"what": "postcode", "value": "60411"}, "has not the form of postcode"),
        ("fact", {"what": "postcode", "value": "9052", "words": "9052"}, "is no postcode of a place"),
        ("figure", {"about": "value added"}, "can be several"),
        ("figure", {"geography": "Atlantis"}, "No geography is called"),
        ("figure", {"period": "last year"}, "is no date"),
        ("figure", {"value": "many"}, "is no number"),
        ("figure", {"unit": "persons"}, "is of another kind than EUR_million"),
        ("figure", {"words": "une forte croissance"}, "cannot be read as 14200 EUR_million"),
        ("figure", {"period": "2019"}, "names other years than 2019"),
    ],
)
def test_what_will_not_do_is_refused_in_plain_words(run, small, of, answers, said):
    assert said in refused(run, small, of, *flags(FLAGS[of] | answers))


def test_a_company_by_flags_and_several_facts_from_a_file(run, small, tmp_path):
    own = {**OF_SOURCE, "name": "Alpha Testing", "segment": "vaccines"}
    assert "needs at least one fact" in refused(run, small, "company", *flags(own))
    facts = [{"what": "founded", "value": 2014, "words": "2014"}, {"what": "locality", "value": "gosselies", "words": "à Gosselies"}]
    path = tmp_path / "alpha.yml"
    path.write_text(yaml.safe_dump(own | {"facts": facts}), encoding="utf-8")
    assert len(added(run, small, "company", "--from", path)) == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1", "cannot be read as YAML"),
        ("", "holds no answers"),
        ("- a\n- b", "holds no answers"),
        ("valu: 2013", "there is no answer called valu: did you mean value?"),
        ("value: [1, 2]", "value is no plain text"),
        ("facts: {}", "facts is no list"),
    ],
)
def test_a_file_that_holds_no_answers_is_refused(run, small, text, said):
    assert said in refused(run, small, "company", "--from", "-", answers=[text], status=(2,))


def test_a_file_that_is_not_there_is_refused(run, small):
    assert "No such file" in refused(run, small, "fact", "--from", small / "none.yml", status=(2,))


@pytest.mark.parametrize("of", ["fact", "figure"])
def test_a_fact_that_is_there_already_is_refused(run, small, of):
    added(run, small, of, *flags(FLAGS[of]))
    assert "This statement is there already" in refused(run, small, of, *flags(FLAGS[of]))


def test_answers_that_end_too_early_write_nothing(run, small):
    assert "Broken off." in refused(run, small, "company", answers=COMPANY[:5])


def test_while_a_build_is_at_work_nothing_is_written(run, small):
    from scripts.package.transaction import exclusive

    with exclusive(small):
        assert "Another build is at work" in refused(run, small, "company", answers=COMPANY)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*FACT, "about", "unit", "qualifier", "geography", "note"]), st.text(max_size=30), min_size=1))
def test_whatever_is_given_ends_in_words_and_leaves_no_half_of_it(run, cut, answers):
    before = files(cut)
    file = yaml.safe_dump(FLAGS["fact"] | answers)
    result = run("add", "fact", "--package-dir", cut, "--from", "-", answers=[file])
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    if result.exit_code == 0:  # a sound fact by chance: take it back
        for path, data in before.items():
            path.write_bytes(data)
    else:
        assert files(cut) == before


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(alphabet=st.characters(blacklist_characters="\n\r", blacklist_categories=["Cs"]), max_size=20), max_size=12))
def test_whatever_is_typed_ends_in_words(run, cut, typed):
    before = files(cut)
    result = run("add", "company", "--package-dir", cut, answers=typed)
    assert not result.exception or isinstance(result.exception, SystemExit), result.exception
    assert files(cut) == before
