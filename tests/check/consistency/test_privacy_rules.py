import csv
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.consistency import privacy_rules
from scripts.check.consistency.privacy_rules import finds, glances, person_in
from scripts.check.consistency.views import entries
from tests.check.consistency.rule_cases import Case

EPONYMS = Path(privacy_rules.__file__).with_name("eponyms.csv")
WRONG = {
    "mail": ["info@altair.be", "write to a.b@altair.example.org", "jan (at) firma.be", "x[at]y.eu"],
    "telephone": [
        "+32 2 123 45 67", "+32(0)475 12 34 56", "0032475123456", "071/37 00 12", "02 123 45 67", "tél. 02/123.45.67",
        "GSM: 0475/12.34.56", "+49 30 1234567",
    ],
    "street": [
        "rue de la Science 23", "Rue Granbonpré 11, bte 10", "avenue Jean Mermoz, 18", "boulevard Initialis 1",
        "23, rue du Progrès", "quai Banning 6B", "Stationsstraat 12", "Koninginnelaan 5", "Bahnhofstraße 7",
        "12 Baker Street", "Via Roma 2", "chaussée d'Alsemberg n° 14",
    ],
    "person": [
        "Jean Dupont", "CEO Jean Dupont said", "Jean-Pierre De Backer", "Hélène Éluard", "Dr Dupont", "M. Dupont",
        "Mme de Smet", "Prof. dr. Janssens", "fondateur Untel Machin", "Marie van den Berghe",
        "Laboratoire Luc Olivier, Jean Dupont",
    ],
    "personal_address": [
        "https://www.linkedin.com/in/somebody", "https://altair.be/team/jean-dupont", "https://x.be/?author=helene_eluard",
        "https://x.be/portrait-de-franck-exemple.html",
    ],
    "tracker": ["https://altair.be/?utm_source=x", "https://altair.be/a?b=1&fbclid=z", "https://altair.be/#xtor=RSS-1"],
    "formula": ["=1+1", "=HYPERLINK(1)", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "+1+cmd|x", "-A1", "+32=1", "\t=1"],
}  # fmt: skip
RIGHT = {
    "mail": ["companies=100@n.d.", "5600@2021", "@altair", "A&B (at a glance)"],
    "telephone": [
        "0403.053.608", "01-02-2020", "2005-2013", "+56 % in a year", "50000", "3.000.000", "BE0974289218", "0475",
        "+5,900,000,000", "ISO 9001 2015", "from 02/2020 to 03/2021",
    ],
    "street": [
        "third place beside 7.8 %", "à la place de 41", "feuille de route stratégique 2026-2029",
        "at the same place in 2020",
        "place Liège in 2020", "Route 66 Biotech", "avenue Louise", "parc scientifique en 1996", "Koninginnelaan 5 %",
    ],
    "person": [
        "Jean", "Laboratoire Luc Olivier", "Université Saint-Louis Bruxelles", "CHU Saint-Pierre Bruxelles",
        "CEO de la société", "lever 10 M EUR", "S.M.B. Laboratoires", "a regional minister said", "Charleroi Airport",
        "Cell Therapy Holding", "Mont-Saint-Guibert",
    ],
    "personal_address": [
        "https://x.be/saint-pierre", "https://hech.be/visite-dun-laboratoire-luc-olivier", "https://x.be/cell-therapy",
        "https://pdf.net/manuel-dutilisation.html", "https://x.be/marie-et-pierre",
    ],
    "tracker": ["https://altair.be/?id=1&page=2", "https://altair.be/utm_source"],
    "formula": [
        "-1.4", "+56 % in a year", "+ 92,9 %", "+17.9% since 2005", "a = b", "", "−5", "+14.7 %; year not printed",
    ],
}  # fmt: skip
RULES = {
    "mail": "R801", "telephone": "R802", "street": "R803", "person": "R804", "personal_address": "R805", "tracker": "R806",
    "formula": "R811",
}  # fmt: skip
CASES = [Case(rule, "text", RIGHT[kind], WRONG[kind]) for kind, rule in RULES.items()]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


def cases(texts):
    return [pytest.param(kind, text, id=f"{kind} {text}") for kind in glances() for text in texts[kind]]


@pytest.mark.parametrize(("kind", "text"), cases(WRONG))
def test_personal_data_is_found_and_never_missed_by_the_first_glance(kind, text):
    assert finds(kind, text)
    assert pc.match_substring_regex(pa.array([text]), glances()[kind]).to_pylist() == [True]


@pytest.mark.parametrize(("kind", "text"), cases(RIGHT))
def test_what_only_looks_alike_is_not_found(kind, text):
    assert finds(kind, text) == ""


def test_an_eponym_does_not_hide_a_person_beside_it():
    assert finds("person", "Laboratoire Luc Olivier, Jean Dupont") == "Jean Dupont"


@given(st.text() | st.text(alphabet="Jean Dupont @.-+0123456789/"))
def test_whatever_is_typed_is_searched_and_what_is_found_stands_in_it(text):
    for kind in glances():
        what = finds(kind, text)
        assert what in text or "…" in what
        assert not what or pc.match_substring_regex(pa.array([text]), glances()[kind]).to_pylist() == [True]


def test_every_cell_with_a_wrong_text_is_told_at_its_line_and_free_columns_only_are_searched(found):
    seen = found(
        "R802 R804 R805 R806 R811",
        statements=[
            {"as_written": "Jean Dupont"}, {"as_written": "nobody"},
            {"note": "call 02 123 45 67", "value": "Jean Dupont", "entity_id": "Jean Dupont", "state": "Jean Dupont"},
        ],
        companies=[{"name": "Altair"}, {"name": "Jean Dupont", "website": "https://x.be/?utm_id=1"}],
        sources=[{"url": "https://www.linkedin.com/in/somebody", "title": "=1+1"}],
        provenance=[{"rule": "Jean Dupont"}], gaps=[{"reason": "Jean Dupont"}],
    )  # fmt: skip
    assert seen == [
        ("R802", 4, "note"), ("R804", 2, "as_written"), ("R804", 3, "name"), ("R804", 4, "value"), ("R805", 2, "url"),
        ("R806", 3, "website"), ("R811", 2, "title"),
    ]  # fmt: skip


def test_the_message_names_the_line_that_lets_an_eponym_pass(monkeypatch):
    said = person_in("Laboratoires Jean Dupont, SA")
    line = len(EPONYMS.read_text(encoding="utf-8").splitlines()) + 1
    assert said.startswith("“Jean Dupont” seems to be a person.")
    assert f'as line {line} of scripts/check/consistency/eponyms.csv: "Laboratoires Jean Dupont, SA",what it is' in said
    entry = next(csv.reader([said.rpartition(".csv: ")[2]]))[0]
    assert person_in(entry)
    monkeypatch.setattr(privacy_rules, "entries", lambda *words, **having: (*entries(*words, **having), *([entry] if words[0] == "eponyms" else [])))
    privacy_rules._eponyms.cache_clear()
    assert person_in(entry) == person_in("Altaïr") == ""
    privacy_rules._eponyms.cache_clear()
