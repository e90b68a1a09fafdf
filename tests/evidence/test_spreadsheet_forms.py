"""What a spreadsheet makes of a cell is known as such, in every country; what a person writes is not."""

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scripts.evidence.canonical import clean
from scripts.evidence.spreadsheet.forms import form_of
from scripts.evidence.spreadsheet.restore import restore
from scripts.package.tableschema import PATTERNS, TableSchema
from tests.evidence.excel import COUNTRIES, shown

DAYS = st.dates().map(str)
CELLS = st.one_of(
    DAYS,
    DAYS.map(lambda day: day[:7]),
    st.from_regex(rf"\A(?:{PATTERNS['number']})\Z"),
    st.from_regex(r"\A[0-9]{1,3}([., ][0-9]{3}){1,2}([.,][0-9]{1,3})?\Z"),
    st.from_regex(r"\A0[0-9]{3,12}\Z"),
    st.from_regex(r"\A[0-9]{1,2}[/-][0-9]{1,2}\Z"),
    st.from_regex(r"\A[0-9]{1,2}[.,]?[0-9]? ?%\Z"),
    st.from_regex(r"\A[0-9]{1,4}[eE][0-9]\Z"),
    st.sampled_from(["true", "false", "TRUE", "2024-S1", "2020/2021", "BE3", "1.5.2", "12 Mrd. €", "S1", "Sept. 24"]),
    st.text(st.characters(codec="cp1252", exclude_categories=["C"]), min_size=1, max_size=12),
).filter(lambda cell: clean(cell) == cell != "")
SCHEMA = TableSchema(
    "t",
    {"name": "t", "fields": [{"name": "id", "type": "string"}, {"name": "cell", "type": "string"}], "primaryKey": ["id"]},
)


def table(cells):
    return pd.DataFrame({"id": [f"r{n}" for n in range(len(cells))], "cell": cells}, dtype="str")


SHOWN = {
    "2026-11-22": ["22/11/2026", "22-nov-26", "nov-26", "46348", "44886", "22.11.2026", "11/22/2026", "22/11/2026 00:00",
                   "22-nov.-26", "dimanche 22 novembre 2026", "22. November 2026", "2026-11-22 00:00:00", "22/11/26"],
    "2026-11": ["nov-26", "Nov-26", "nov/26", "01/11/2026", "2026-11-01", "46327", "Nov 26"],
    "2026-03": ["mrt-26", "Mrz 26", "mars-26", "mar-26", "mar/26"],
    "0.851": ["851", "0,851"],
    "1.5": ["1,5", "01.Mai", "1-mai", "1,50"],
    "5/10": ["10/05/26", "05-oct", "10-May", "05.Okt"],
    "SEPT2": ["2-Sep", "02-sept"],
    "0460798795": ["460798795", "4.61E+08", "4,60799E+08", "'0460798795"],
    "2014": ["2.01E+3", "2,01E+03"],
    "123456789012345678": ["1.23457E+17", "123456789012346000"],
    "449,873": ["449873", "449.873"],
    "63,680": ["63,68"],
    "31,4%": ["31,40 %", "0,314"],
    "+ 92,9 %": ["92,90 %"],
    "€ 5.5": ["5,50 €", "5.50"],
    "true": ["VRAI", "WAAR", "TRUE", "WAHR", "1", "Vero"],
    "false": ["FAUX", "ONWAAR", "FALSE", "FALSCH", "0"],
    "12:30": ["12:30:00"],
    "-omics": ["#NAME?", "#NOM?"],
    "Liège": ["LiÃ¨ge", "Li?ge", "Li\ufffdge", "Liege", "LiËge", "LiŠge", "Li_ge", "LiÃƒÂ¨ge"],
    "“œuvre” – l’été": ["\"oeuvre\" - l'été", "?uvre? ? l?été", "â€œÅ“uvreâ€\x9d â€“ lâ€™Ã©tÃ©"],
    "l'or": ["l’or"],
    "spin‑offs": ["spin-offs", "spin?offs"],
    "TNFα ≥ 5": ["TNF? ? 5", "TNF? = 5"],
}  # fmt: skip
PEOPLE = {
    "2026-11-22": ["2026-11-23", "23/11/2026", "2026-11", "nov-25", "46349"],
    "2026-11": ["17/11/2026", "2026-12"],
    "0.851": ["0.852", "8.51", "85.1"],
    "851": ["0.851", "8,51"],
    "1.5": ["15", "5.1", "1.6"],
    "2014": ["2015", "2.02E+3", "14"],
    "true": ["false", "FAUX", "0"],
    "Liège": ["Liége", "Liègeois", "Namur"],
    "0460798795": ["0460798796"],
    "12:30": ["12:31"],
    "2020/2021": ["2021"],
    "31,4%": ["31,5%", "31"],
    "": ["x"],
    "x": [""],
}


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, news in SHOWN.items() for new in news])
def test_what_a_spreadsheet_makes_of_a_cell_is_known(old, new):
    assert form_of(old, clean(new))


@pytest.mark.parametrize(("old", "new"), [(old, new) for old, news in PEOPLE.items() for new in news])
def test_what_a_person_writes_is_left_alone(old, new):
    assert form_of(old, new) is None


@pytest.mark.parametrize("country", COUNTRIES)
@settings(deadline=None, max_examples=100)
@given(CELLS)
def test_what_excel_shows_in_a_country_is_known(country, cell):
    new = clean(shown(cell, COUNTRIES[country]))
    assume(new != cell)
    assert form_of(cell, new)


@pytest.mark.parametrize("country", COUNTRIES)
@settings(deadline=None, max_examples=50)
@given(st.lists(CELLS, min_size=1, max_size=30), st.sampled_from(["utf-8", "cp1252", "mac_roman", "cp850"]))
def test_a_column_that_excel_has_saved_is_what_it_was(country, cells, page):
    saved = [shown(cell, COUNTRIES[country]).encode(page, "replace").decode(page) for cell in cells]
    was = table(cells)
    assert restore(table(saved), was, SCHEMA).table.equals(was)


def test_a_fraction_without_room_is_given_back_beside_one_that_had_room():
    was = table(["-0.1000000001", "-1.000000001"])
    assert restore(table(["-0.1", "-1.000000001"]), was, SCHEMA).table.equals(was)


def test_a_correction_stays_where_the_spreadsheet_left_the_others_alone():
    was = table(["0.851", "0.689", "0.802", "Liège"])
    now = table(["851", "0.689", "0.802", "Liège"])
    assert restore(now, was, SCHEMA).table.equals(now)
    assert restore(table(["851", "689", "0.9", "Liège"]), was, SCHEMA).table["cell"].tolist() == [
        "0.851", "0.689", "0.9", "Liège",
    ]  # fmt: skip


def test_a_row_is_found_by_what_became_of_its_key():
    was = pd.DataFrame({"id": ["2026-11-22", "2026-11-23", "0471", "x"], "cell": ["a", "b", "c", "d"]}, dtype="str")
    now = pd.DataFrame({"id": ["nov-26", "nov-26", "471", "y"], "cell": ["b", "a", "new", "d"]}, dtype="str")
    restored = restore(now, was, SCHEMA)
    assert restored.table["id"].tolist() == ["2026-11-23", "2026-11-22", "0471", "y"]
    assert restored.table["cell"].tolist() == ["b", "a", "new", "d"]
    assert restored.counts == {"dates": 2, "leading zeros": 1}
    assert restored.before["cell"].isna().tolist() == [False, False, False, True]
