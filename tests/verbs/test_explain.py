"""`explain` and `summary`: answers in plain words."""

import pytest

from tests.conftest import ended

CLAIM = "value-added-5-9"


def explain(run, root, *words):
    result = run("explain", *words, "--package-dir", root)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def test_a_claim_is_answered_in_at_most_six_lines(run, cut):
    lines = explain(run, cut, "claims", CLAIM)
    assert len(lines) <= 6
    assert lines[0].startswith("“valore aggiunto totale di 5.9 miliardi di euro” (lines ")
    assert any(line.startswith("Why: ") for line in lines)
    assert any(line.startswith("Use instead: ") and "https://" in line for line in lines)
    assert "reconciliation value-added-5-or-5-9" in "".join(lines)
    assert lines[-1].startswith("Cite: wallonia-biotech ")


def test_every_claim_has_an_answer(run, cut):
    ids = [line.split(",")[0] for line in (cut / "data" / "claims.csv").read_text(encoding="utf-8").splitlines()[1:]]
    for claim in ids[::7]:
        assert len(explain(run, cut, "claims", claim)) <= 6


def test_a_cell_shows_value_statements_with_words_and_address_derivation_and_citation(run, cut):
    lines = explain(run, cut, "companies", "univercells", "founded_year")
    assert lines[0] == "companies univercells, founded_year: 2013"
    assert any("stated by: " in line and "https://" in line and "[s" in line for line in lines)
    assert any(line.startswith("  derivation: best_source. Takes the statement of the best kind") for line in lines)
    assert lines[-1].startswith("Cite: ")
    assert lines[-1].endswith(", companies univercells, founded_year")


def test_a_blank_cell_says_why_and_which_statements_differ(run, cut):
    lines = explain(run, cut, "companies", "labomedic", "founded_year")
    assert lines[0] == (
        "companies labomedic, founded_year: blank: (sources disagree and none is better than the other)"
    )
    assert [line.split(",")[0] for line in lines if "differs" in line] == ["  differs: 1982", "  differs: 2014"]


def test_a_row_shows_every_field_its_doubts_and_its_sources(run, cut):
    lines = explain(run, cut, "companies", "labomedic")
    assert lines[0] == "companies labomedic"
    (founded,) = [line for line in lines if line.startswith("  founded_year: ")]
    assert founded.endswith("[2 statements differ]")
    assert any(line.startswith("  source: ") for line in lines)


def test_a_row_that_comes_from_statements_as_a_whole_shows_them(run, cut):
    event = next(
        line.split(",")[0]
        for line in (cut / "data" / "events.csv").read_text(encoding="utf-8").splitlines()
        if ",univercells,insolvent," in line
    )
    assert any("stated by: " in line for line in explain(run, cut, "events", event))


def test_a_reconciliation_shows_its_readings_in_order_and_what_beats_each(run, cut):
    result = run("explain", "--package-dir", cut, "reconciliations", "value-added-5-or-5-9")
    assert result.exit_code == 0
    readings = [line.split()[:2] for line in result.output.splitlines() if line[:2] == "  " and line[2] != " "]
    assert [letter for letter, _ in readings][-1] == "E"
    assert {letter for letter, verdict in readings if verdict == "unbeaten:"} == {"A", "B"}
    _, _, beaten = result.output.partition("  E  beaten:")
    assert "75.63 % to 94.02 %" in beaten.splitlines()[1]


def test_a_figure_under_test_brings_the_argument_about_it(run, cut, compiled):
    figures = compiled.tables["national_indicators"].query("reconciliation_id == 'value-added-5-or-5-9' and obs_status == 'V'")
    result = run("explain", "--package-dir", cut, "national_indicators", figures["observation_id"].iloc[0])
    assert "Outcome: undetermined, A and B ahead." in result.output


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["companies", "univercell"], "There is no row in companies 'univercell'. Did you mean univercells"),
        (["company", "univercells"], "There is no table 'company'. Did you mean companies"),
        (["companies", "univercells", "statuts"], "There is no field 'statuts'. Did you mean status"),
        (["companies", "zzzzzz"], "There is no row in companies 'zzzzzz'.\n"),
    ],
)
def test_what_is_not_there_gets_a_suggestion_and_status_2(run, cut, words, message):
    ended(run("explain", *words, "--package-dir", cut), 2, message)


def test_without_words_it_says_what_it_can_be_asked(run, cut):
    ended(run("explain", "--package-dir", cut), 2, "Say what to explain")


def test_a_table_alone_lists_its_keys(run, cut):
    lines = explain(run, cut, "companies")
    assert lines[0].endswith(" rows, named by COMPANY_ID")
    assert "  univercells  Univercells" in lines
    lines = explain(run, cut, "reading_assignments")
    assert lines[0].endswith(" rows, named by READING_ID STATEMENT_ID")
    assert lines[1].split() != []


def test_a_key_of_several_parts_is_asked_for_whole(run, cut):
    vocabulary = explain(run, cut, "labels")[1].split()[0]
    ended(
        run("explain", "labels", vocabulary, "--package-dir", cut), 2,
        "A key of labels has 3 parts; give all of them: explain labels VOCABULARY CODE LANGUAGE",
        f"With {vocabulary} there are:\n  labels {vocabulary} ",
        "… and ",
    )
    assert "With x there is none." in run("explain", "labels", "x", "--package-dir", cut).output


def test_a_key_of_several_parts_finds_its_own_row(run, cut):
    named = [line.split()[:3] for line in explain(run, cut, "labels")[1:]]
    for key in named[:: len(named) // 3]:
        for words in (key, ["/".join(key)]):
            lines = explain(run, cut, "labels", *words)
            assert lines[0] == f"labels {'/'.join(key)}"
            assert f"  language: {key[2]}" in lines
    assert explain(run, cut, "labels", *named[-1], "label")[0].startswith(f"labels {'/'.join(named[-1])}, label: ")


@pytest.mark.parametrize("words", [["5.9"], ["5,9", "MILIARDI"], ["miliardi 5.9"]])
def test_words_are_searched_for_and_the_claim_comes_first(run, cut, words):
    lines = explain(run, cut, *words)
    assert lines[0] == f"claims {CLAIM}:"
    assert any("Do not print 5.9 billion" in line for line in lines)
    assert any("https://" in line for line in lines)


def test_words_find_the_question_that_a_figure_belongs_to(run, cut):
    assert any(line.startswith("reconciliations value-added-5-or-5-9: ") for line in explain(run, cut, "5.9"))


def test_words_that_no_row_has_are_said_so(run, cut):
    ended(run("explain", "qwertz", "5.9", "--package-dir", cut), 2, "There is no table 'qwertz', and no row has 'qwertz' and '5.9'.")


def test_a_number_is_found_whole_and_a_word_by_its_beginning(run, cut):
    assert explain(run, cut, "univercel")[0].startswith("companies univercells: Univercells, ")
    assert "univercells" not in run("explain", "nivercells", "--package-dir", cut).output.replace("'nivercells'", "")
    found = run("explain", "13.4", "--package-dir", cut).output
    assert "13.4 billion" in found
    assert "13.45" not in found


@pytest.mark.parametrize("words", [["companies", "univercells"], ["companies", "univercells", "name"], ["univercells"], ["companies"]])
def test_what_would_steer_a_terminal_is_shown_and_not_obeyed(run, small, words):
    path = small / "data/companies.csv"
    evil = "Univercells\x1b[2J\x07\u202e"
    path.write_text(path.read_text(encoding="utf-8").replace(",Univercells,", f",{evil},", 1), encoding="utf-8")
    output = run("explain", *words, "--package-dir", small).output
    assert r"Univercells\x1b[2J\x07\u202e" in output
    assert not {"\x1b", "\x07", "\u202e"} & set(output)


def test_tables_that_do_not_fit_together_end_in_words(run, small):
    path = small / "data/provenance.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    spoilt = [",".join([*line.split(",")[:4], "s999999999999", *line.split(",")[5:]]) if "companies,univercells," in line else line for line in lines]
    path.write_text("\n".join(spoilt) + "\n", encoding="utf-8")
    ended(run("explain", "companies", "univercells", "--package-dir", small), 1, "The tables do not fit together")


def test_a_broken_table_is_a_finding_and_no_stack_trace(run, small):
    (small / "data" / "companies.csv").unlink()
    result = run("explain", "companies", "univercells", "--package-dir", small)
    ended(result, 1, "data/companies.csv cannot be read")
    assert "Traceback" not in result.output


def test_the_summary_counts_what_is_there(run, cut):
    lines = run("summary", cut).output.splitlines()
    count = len((cut / "data" / "companies.csv").read_text(encoding="utf-8").splitlines()) - 1
    assert lines[0].startswith("wallonia-biotech ")
    assert any(f"  {count} companies, " in line for line in lines)
    assert any(line.startswith("  12 claims checked: ") for line in lines)
    assert len(lines) <= 8
