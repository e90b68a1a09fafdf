"""Citations: who is named first, what is never left out, and that a newspaper's fits."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.package.dataset import read_dataset
from scripts.package.descriptor import load_package
from scripts.tell.cite import Cited
from scripts.tell.keys import Place
from scripts.tell.styles import NEWS_LENGTH, STYLES, news, scholar
from scripts.tell.trace import Origin, amount
from tests.conftest import ended

DESCRIPTOR = {
    "name": "wallonia-biotech", "title": "Wallonia biotech", "description": "A data set.", "version": "1.0.0",
    "created": "2026-11-22T00:00:00Z", "keywords": ["biotechnology"], "homepage": "https://example.org/data",
    "licenses": [{"name": "CC-BY-4.0", "path": "https://example.org/by", "title": "Attribution"}],
    "contributors": [
        {"title": "wallonia-biotech maintainers", "roles": ["author"]}, {"title": "B", "roles": ["funder"]},
    ],
}  # fmt: skip
DATA = read_dataset(DESCRIPTOR, sha256="ab" * 32)
STATED = Origin(
    "adopted", "s0123456789ab", "example-org-1", "L'Echo", "BioWin", "A title", "https://example.org/a_b?c=1&d",
    "2023-05", "2026-11-22", "page 3", "près de 5,9 milliards", "fr", "nearly 5.9 billion euro",
    interval="between 5.6 and 5.9",
)
RIVAL = STATED._replace(role="rival", source_id="example-org-2", statement_id="sba9876543210", publisher="De Tijd")
VALUE = Cited("table observations, row o1", "5.9 billion euro (2022): value added", False, False, [STATED])
OPERAND = STATED._replace(role="derived_from")


@pytest.fixture
def cite(run, cut):
    def call(*words):
        result = run("explain", *words, "--package-dir", cut)
        assert result.exit_code == 0, result.output
        return result.output.rstrip("\n")

    return call


def test_a_newspaper_names_publisher_value_date_us_and_version():
    assert news(VALUE, DATA) == (
        "L'Echo, 5.9 billion euro (2022): value added (2023-05), via wallonia-biotech 1.0.0"
    )


def test_a_contested_value_is_cited_as_contested():
    contested = VALUE._replace(contested=True, origins=[STATED, RIVAL])
    assert ", contested (2023-05), via " in news(contested, DATA)
    full = scholar(contested, DATA)
    assert "Contested: sources disagree" in full
    assert "Differs: De Tijd (2023-05)" in full


def test_a_computed_value_names_its_inputs_and_a_derived_one_whom_it_follows():
    inputs = [OPERAND, OPERAND._replace(publisher="NBB", source_id="nbb-1"), OPERAND._replace(publisher="Eurostat")]
    computed = VALUE._replace(computed=True, origins=inputs)
    assert news(computed, DATA).startswith("Computed from L'Echo; NBB and 1 more, ")
    assert "Computed by us from the inputs below." in scholar(computed, DATA)
    assert scholar(computed, DATA).count("Input: ") == 3
    derived = VALUE._replace(origins=[OPERAND])
    assert news(derived, DATA).startswith("After L'Echo, ")
    assert "Derived by us" in scholar(derived, DATA)


def test_a_scholar_gets_wording_address_day_value_interval_statement_place_and_checksum():
    full = scholar(VALUE, DATA)
    for part in (
        "Original: L'Echo (2023-05). A title. https://example.org/a_b?c=1&d (accessed 2026-11-22), page 3",
        "after BioWin", "“près de 5,9 milliards” [fr]", "read as nearly 5.9 billion euro", "between 5.6 and 5.9",
        "statement s0123456789ab", "Here: table observations, row o1.", "(Version 1.0.0) [Data set].",
        f"Archive: wallonia-biotech-1.0.0.zip, SHA-256 {'ab' * 32}.",
    ):
        assert part in full


def test_what_is_not_released_is_said_to_be_and_has_no_archive():
    full = scholar(None, replace(DATA, version="1.1.0-dev"))
    assert "not released" in full
    assert "SHA-256" not in full


def test_without_a_checksum_none_is_made_up():
    assert "Archive" not in scholar(VALUE, replace(DATA, sha256=""))


line = st.text(st.characters(exclude_categories=["C", "Z"], include_characters=" "), max_size=300)
origins = st.lists(
    st.builds(
        STATED._replace, publisher=line, published=st.sampled_from(["", "2023", "2023-05", "2023-05-01"]),
        role=st.sampled_from(["adopted", "agrees", "derived_from", "rival"]),
    ),
    max_size=5,
)
numbers = st.integers(0, 99)


@given(line, origins, st.booleans(), st.booleans(), st.tuples(numbers, numbers, numbers))
def test_a_newspaper_citation_never_exceeds_its_length_nor_loses_its_end(what, said, contested, computed, parts):
    version = ".".join(map(str, parts)) + "-dev"
    cited = Cited("table a, row b", what, contested, computed, said)
    written = news(cited, replace(DATA, version=version))
    assert len(written) <= NEWS_LENGTH
    assert written.endswith(f", via wallonia-biotech {version}")
    assert (", contested (" in written) or not (contested and cited.voices)


@given(line, line, line)
def test_csl_is_json_and_bibtex_closes_what_it_opens(title, words, publisher):
    cited = VALUE._replace(origins=[STATED._replace(title=title, words=words, publisher=publisher)])
    items = json.loads(STYLES["csl"](cited, DATA))
    assert [item["type"] for item in items] == ["webpage", "dataset"]
    bare = re.sub(r"\\text[a-z]+\{\}|\\[&%$#_{}]", "", STYLES["bibtex"](cited, DATA))
    assert bare.count("{") == bare.count("}")
    assert "\\" not in bare


def test_bibtex_leaves_addresses_alone_and_escapes_the_rest():
    cited = VALUE._replace(origins=[STATED._replace(title="R&D at 50 %")])
    written = STYLES["bibtex"](cited, DATA)
    assert "url = {https://example.org/a_b?c=1&d}" in written
    assert r"title = {{R\&D at 50 \%}}" in written


def test_an_undated_page_is_seen_and_never_published():
    undated = VALUE._replace(origins=[STATED._replace(published="")])
    assert " (seen on 2026-11-22), via " in news(undated, DATA)
    assert "(n.d.). A title. https://example.org/a_b?c=1&d (seen on 2026-11-22)" in scholar(undated, DATA)
    assert ", seen on 2026-11-22}" in STYLES["bibtex"](undated, DATA)
    assert "issued" not in json.loads(STYLES["csl"](undated, DATA))[0]
    assert STATED._replace(published="").source == "L'Echo, seen on 2026-11-22, https://example.org/a_b?c=1&d"
    assert " (2023-05), via " in news(VALUE._replace(origins=[*undated.origins, STATED]), DATA)


PLACES = [
    None, Place("companies"), Place("companies", "univercells"), Place("companies", "univercells", "status"),
    Place("labels", "unit/percent/en"), Place("labels", "unit/percent/fr"),
]  # fmt: skip


@pytest.mark.parametrize(("style", "pattern"), [("bibtex", r"@dataset\{([^,\s{}#%~\\\\\"]+),\n"), ("csl", r'"id": "(wallonia[^"]+)"')])
def test_each_thing_cited_has_a_key_of_its_own(style, pattern):
    cited = [place and VALUE._replace(at=place) for place in PLACES]
    keys = re.findall(pattern, "\n".join(STYLES[style](item, DATA) for item in cited))
    assert len(set(keys)) == len(PLACES)
    assert keys[0] == "wallonia-biotech:1.0.0"
    assert keys[3] == "wallonia-biotech:1.0.0:companies:univercells:status"


def test_an_entry_of_a_source_says_the_same_wherever_it_stands():
    other = VALUE._replace(origins=[STATED._replace(statement_id="s000000000000", words="6 milliards")])
    entries = re.findall(r"@misc\{([^,]+),", STYLES["bibtex"](VALUE, DATA) + STYLES["bibtex"](other, DATA))
    assert entries == ["example-org-1:s0123456789ab", "example-org-1:s000000000000"]


def test_a_claim_is_cited_for_a_newspaper_with_what_to_print_and_who_says_so(cite):
    written = cite("claims", "value-added-5-9", "--cite", "news")
    assert written.startswith("Do not print 5.9 billion. Print 13.4 billion euro for Belgium in 2023 (pharma.be)… (pharma.be, 2024-")
    assert len(written) <= NEWS_LENGTH
    full = cite("claims", "value-added-5-9", "--cite", "scholar")
    assert "Advice: Do not print 5.9 billion." in full
    assert "Print instead: pharma.be (2024-04-30)" in full


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("84.9321739", "84.9 per cent"), ("84.95", "84.95 per cent"), ("0.0779496552744", "0.078 per cent"),
        ("5.04999999", "5 per cent"), ("99.9700001", "100 per cent"), ("16.125", "16.125 per cent"), ("-1.38666", "-1.4 per cent"),
    ],
)  # fmt: skip
def test_a_percentage_is_written_as_people_print_it(written, said):
    units = [{"unit": "percent", "title": "per cent", "kind": "share", "factor": "1"}]
    row = {"value": written, "value_low": "", "value_high": "", "unit": "percent", "qualifier": "exact"}
    assert amount(units, row) == said


def test_the_data_set_is_cited_as_its_citation_file_says(cite, cut):
    descriptor = load_package(cut).descriptor
    (author,) = [item["title"] for item in descriptor["contributors"] if "author" in item["roles"]]
    for style in ("apa", "bibtex", "csl", "news", "scholar"):
        written = cite("--cite", style)
        assert descriptor["version"] in written
        if style != "news":
            assert descriptor["title"] in written
            assert author in written


def test_an_unknown_doi_or_address_is_left_out():
    bare = read_dataset(DESCRIPTOR | {"homepage": "", "doi": ""})
    assert STYLES["apa"](None, bare) == (
        "wallonia-biotech maintainers (2026). Wallonia biotech (Version 1.0.0) [Data set]."
    )
    assert {"DOI", "URL", "publisher"}.isdisjoint(json.loads(STYLES["csl"](None, bare))[0])
    with_doi = read_dataset(DESCRIPTOR | {"doi": "10.5072/example"})
    assert STYLES["apa"](None, with_doi).endswith("https://doi.org/10.5072/example")


def test_a_table_is_cited_with_the_data_set(cite):
    assert "Table companies." in cite("companies", "--cite", "apa")
    assert "table companies" in cite("companies", "--cite", "bibtex")


def test_a_value_is_cited_by_its_original_source_first(cite):
    lines = cite("companies", "univercells", "founded_year", "--cite", "apa").splitlines()
    assert "https://" in lines[0]
    assert lines[-1].startswith("wallonia-biotech maintainers (")
    short = cite("companies", "univercells", "founded_year", "--cite", "news")
    assert "Univercells, founded" in short
    assert "2013" in short


def test_every_table_can_be_cited_by_row_in_every_style(cite, cut):
    package = load_package(cut)
    for name in ("claims", "observations", "national_indicators", "events", "statements"):
        rows = (cut / package.resources[name].path).read_text(encoding="utf-8").splitlines()
        key = rows[len(rows) // 2].split(",")[0]
        assert len(cite(name, key, "--cite", "news")) <= NEWS_LENGTH
        assert key in cite(name, key, "--cite", "scholar")


def test_a_statement_is_cited_with_its_own_words(cite, cut):
    header, *rows = (cut / "data/evidence/statements.csv").read_text(encoding="utf-8").splitlines()
    assert header.startswith("statement_id,source_id")
    full = cite("statements", rows[-1].split(",")[0], "--cite", "scholar")
    assert "Original: " in full
    assert "“" in full


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["compnies", "--cite", "apa"], "There is no table 'compnies'. Did you mean companies"),
        (["companies", "univercels", "--cite", "apa"], "Did you mean univercells"),
        (["companies", "univercells", "stauts", "--cite", "apa"], "There is no field 'stauts'. Did you mean status"),
    ],
)
def test_a_word_that_names_nothing_is_answered_with_what_comes_close(run, cut, words, message):
    ended(run("explain", *words, "--package-dir", cut), 2, message)
