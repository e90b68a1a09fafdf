import pyarrow as pa
import pyarrow.compute as pc
import pytest

from scripts.check.consistency import privacy, safety
from scripts.check.consistency.privacy import GLANCES, MAIL, PERSON, PERSONAL_ADDRESS, STREET, TELEPHONE, TRACKER, finds

WRONG = {
    MAIL: ["info@altair.be", "write to a.b@altair.example.org", "jan (at) firma.be", "x[at]y.eu"],
    TELEPHONE: [
        "+32 2 123 45 67", "+32(0)475 12 34 56", "0032475123456", "071/37 00 12", "02 123 45 67", "tél. 02/123.45.67",
        "GSM: 0475/12.34.56", "+49 30 1234567",
    ],
    STREET: [
        "rue de la Science 23", "Rue Granbonpré 11, bte 10", "avenue Jean Mermoz, 18", "boulevard Initialis 1",
        "23, rue du Progrès", "quai Banning 6B", "Stationsstraat 12", "Koninginnelaan 5", "Bahnhofstraße 7",
        "12 Baker Street", "Via Roma 2", "chaussée d'Alsemberg n° 14",
    ],
    PERSON: [
        "Jean Dupont", "CEO Jean Dupont said", "Jean-Pierre De Backer", "Hélène Éluard", "Dr Dupont", "M. Dupont",
        "Mme de Smet", "Prof. dr. Janssens", "fondateur Untel Machin", "Marie van den Berghe",
    ],
    PERSONAL_ADDRESS: [
        "https://www.linkedin.com/in/somebody", "https://altair.be/team/jean-dupont", "https://x.be/?author=helene_eluard",
        "https://x.be/portrait-de-franck-exemple.html",
    ],
    TRACKER: ["https://altair.be/?utm_source=x", "https://altair.be/a?b=1&fbclid=z", "https://altair.be/#xtor=RSS-1"],
}  # fmt: skip
RIGHT = {
    MAIL: ["companies=100@n.d.", "5600@2021", "@altair", "A&B (at a glance)"],
    TELEPHONE: [
        "0403.053.608", "01-02-2020", "2005-2013", "+56 % in a year", "50000", "3.000.000", "BE0974289218", "0475",
        "+5,900,000,000", "ISO 9001 2015", "from 02/2020 to 03/2021",
    ],
    STREET: [
        "third place beside 7.8 %", "à la place de 41", "feuille de route stratégique 2026-2029",
        "at the same place in 2020",
        "place Liège in 2020", "Route 66 Biotech", "avenue Louise", "parc scientifique en 1996", "Koninginnelaan 5 %",
    ],
    PERSON: [
        "Jean", "Laboratoire Luc Olivier", "Université Saint-Louis Bruxelles", "CHU Saint-Pierre Bruxelles",
        "CEO de la société", "lever 10 M EUR", "S.M.B. Laboratoires", "a regional minister said", "Charleroi Airport",
        "Cell Therapy Holding", "Mont-Saint-Guibert",
    ],
    PERSONAL_ADDRESS: [
        "https://x.be/saint-pierre", "https://hech.be/visite-dun-laboratoire-luc-olivier", "https://x.be/cell-therapy",
        "https://pdf.net/manuel-dutilisation.html", "https://x.be/marie-et-pierre",
    ],
    TRACKER: ["https://altair.be/?id=1&page=2", "https://altair.be/utm_source"],
}  # fmt: skip


def cases(texts):
    return [pytest.param(rule, text, id=f"{rule.id} {text}") for rule, of_rule in texts.items() for text in of_rule]


@pytest.mark.parametrize(("rule", "text"), cases(WRONG))
def test_personal_data_is_found_and_never_missed_by_the_first_glance(rule, text):
    assert finds(rule, text)
    assert pc.match_substring_regex(pa.array([text]), GLANCES[rule]).to_pylist() == [True]


@pytest.mark.parametrize(("rule", "text"), cases(RIGHT))
def test_what_only_looks_alike_is_not_found(rule, text):
    assert finds(rule, text) == ""


def test_an_eponym_does_not_hide_a_person_beside_it():
    assert finds(PERSON, "Laboratoire Luc Olivier, Jean Dupont") == "Jean Dupont"


def test_every_wrong_cell_of_every_table_is_found_at_its_line(fired):
    found = fired(
        privacy,
        statements=[
            {"as_written": "Jean Dupont"}, {"as_written": "nobody"},
            {"note": "call 02 123 45 67", "value": "Jean Dupont"},
        ],
        companies=[{"name": "Altair"}, {"name": "Jean Dupont", "website": "https://x.be/?utm_id=1"}],
    )  # fmt: skip
    assert sorted(found) == [
        ("R802", 4, "note"), ("R804", 2, "as_written"), ("R804", 3, "name"), ("R804", 4, "value"),
        ("R806", 3, "website"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["=1+1", "=HYPERLINK(1)", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3", "+1+cmd|x", "-A1", "+32=1", "\t=1"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_found(fired, text):
    assert fired(safety, statements=[{"note": text}]) == [("R811", 2, "note")]


@pytest.mark.parametrize(
    "text", ["-1.4", "+56 % in a year", "+ 92,9 %", "+17.9% since 2005", "a = b", "", "−5", "+14.7 %; year not printed"]
)
def test_numbers_with_a_sign_may_stand(fired, text):
    assert fired(safety, statements=[{"note": text}]) == []
