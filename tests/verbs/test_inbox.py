"""The inbox: rows that people write in a web page, read as `add` reads answers, and filed by `format`."""

import csv
import json

import pytest

from tests.verbs.test_add import evidence, files

SOURCE = {"source_url": "https://www.example.org/a?utm_source=x", "publisher": "Example", "language": "fr", "seen": "28/11/2026"}
COMPANY = SOURCE | {"about": "Alpha Testing", "what": "segment", "value": "vaccines", "words": "fabrique des vaccins"}
PLACE = {"about": "Alpha Testing", "what": "locality", "value": "Gosselies", "words": "à Gosselies", "source_url": "http://example.org/a/"}
FIGURE = SOURCE | {
    "about": "gva_biopharma_pharmabe", "what": "figure", "value": "14,2", "unit": "EUR_billion", "geography": "Belgique",
    "period": "2025", "words": "14,2 milliards d’euros en 2025",
}  # fmt: skip


@pytest.fixture
def inbox(small):
    """Write rows into the inbox of a copy of the package."""
    path = small / "data/evidence/inbox.csv"
    columns = path.read_text(encoding="utf-8").strip().split(",")

    def write(*rows):
        with path.open("a", encoding="utf-8", newline="") as handle:
            csv.DictWriter(handle, columns, lineterminator="\n").writerows(rows)
        return small

    return write


def found(run, root):
    """What `validate` says: exit status, and (rule, line, column, message)."""
    result = run("validate", "--fast", "--format", "json", root)
    told = json.loads(result.output)["findings"]
    return result.exit_code, [(each["rule"], each["line"], each["column"], each["message"]) for each in told]


def test_sound_rows_are_told_to_wait_and_format_files_them(run, inbox):
    root = inbox(PLACE, COMPANY, FIGURE)  # a new company may stand after what is said of it
    status, told = found(run, root)
    assert (status, [each[:3] for each in told]) == (0, [("R552", line, "about") for line in (2, 3, 4)])
    before = evidence(root)
    done = run("format", "--package-dir", root)
    assert done.exit_code == 0, done.output
    after = evidence(root)
    grown = {name: len(after[name]) - len(before[name]) for name in after if len(after[name]) != len(before[name])}
    assert grown == {"inbox": -3, "sources": 1, "entities": 1, "statements": 2, "classifications": 1}
    assert after["sources"].query("publisher == 'Example'")["url"].tolist() == ["https://www.example.org/a"]
    assert run("build", root).exit_code == 0
    assert found(run, root) == (0, [])


# Rows that will not do, the column at fault, and what is said of it.
WRONG = [
    (PLACE | {"about": "Univercels"}, "about", "Did you mean univercells"),
    (COMPANY | {"about": "Beta Testing", "value": "none such"}, "value", "No segment is called"),
    (COMPANY | {"about": "Gamma Testing", "seen": ""}, "seen", "A page was seen on some day."),
    (COMPANY | {"about": "Delta Testing", "seen": "28/11/26"}, "seen", "is no date"),
    (COMPANY | {"about": "Kappa Testing", "title": "par jean.dupont@example.org"}, "title", "mail address"),
    (FIGURE | {"words": "beaucoup"}, "words", "cannot be read as 14.2 EUR_billion"),
    (FIGURE | {"about": "Univercells", "what": "colour"}, "what", "No property is called"),
]
ONLY_BUILT_SHOWS_IT = [(FIGURE | {"period": "2019"}, "period", "names other years")]


@pytest.mark.parametrize("rows", [WRONG, ONLY_BUILT_SHOWS_IT], ids=["read", "built"])
def test_validate_speaks_of_each_wrong_row_on_its_line_and_format_files_nothing(run, inbox, rows):
    root = inbox(*(row for row, _, _ in rows))
    told = {(line, column): message for rule, line, column, message in found(run, root)[1] if rule == "R551"}
    for line, (_, column, said) in enumerate(rows, start=2):
        assert said in told.get((line, column), ""), told
    before = files(root)
    result = run("format", "--package-dir", root)
    assert result.exit_code == 1
    assert [said for _, _, said in rows if said not in " ".join(result.output.split())] == []
    assert files(root) == before


def test_a_word_of_a_segment_is_enough(run, inbox):
    assert "R551" not in {rule for rule, *_ in found(run, inbox(COMPANY | {"value": "vaccine"}))[1]}


def test_one_wrong_row_is_named_among_sound_ones(run, inbox):
    root = inbox(COMPANY, PLACE | {"what": "postcode", "value": "9052", "words": "9052"}, PLACE)
    status, told = found(run, root)
    assert status == 1
    assert [each[:3] for each in told if each[0] == "R551"] == [("R551", 3, "value")]


def test_a_row_without_what_it_needs_is_told_so(run, inbox):
    status, told = found(run, inbox({"about": "univercells"}))
    assert status == 1
    assert {each[:2] for each in told} == {("S303", 2)}
