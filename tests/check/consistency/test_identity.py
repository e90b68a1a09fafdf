import pytest

from scripts.check.consistency import identity
from scripts.check.consistency.identity import bare_address, bare_name

KINDS = [{"entity_id": "altair", "kind": "company", "name": "Altair"}]
ROWS = [{"company_id": "altair", "name": "Altair"}]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pranarôm", "PRANAROM"),
        ("Galactic", "Galactic S.A."),
        ("Will-Pharma", "Will – Pharma SA"),
        ("Mithra R&D", "Mithra R & D"),
        ("Genflow Biosciences SRL", "Genflow Biosciences plc"),
    ],
)
def test_names_that_differ_in_spelling_or_legal_form_are_one(one, other):
    assert bare_name(one) == bare_name(other)


@pytest.mark.parametrize(("one", "other"), [("Mithra", "Mithra CDMO"), ("SA", "SRL"), ("A7", "A6"), ("Ω", "∑")])
def test_other_names_stay_others(one, other):
    assert bare_name(one) != bare_name(other)


def test_addresses_are_one_whatever_scheme_www_and_last_slash():
    same = {"http://www.Altair.be", "https://altair.be/", "HTTPS://WWW.altair.be/"}
    assert {bare_address(address) for address in same} == {"altair.be"}
    assert bare_address("https://altair.be/FR") != bare_address("https://altair.be/fr")


def test_two_companies_of_one_website_or_name_are_found_at_the_second(fired):
    companies = [
        {"company_id": "altair", "name": "Altair", "website": "https://altair.be"},
        {"company_id": "altair-sa", "name": "ALTAIR SA", "website": "http://www.altair.be/"},
        {"company_id": "borealis", "name": "Borealis", "website": "https://altair.be/borealis"},
    ]
    entities = [{"entity_id": row["company_id"], "kind": "company", "name": row["name"]} for row in companies]
    assert fired(identity, companies=companies, entities=entities) == [("R105", 3, "website"), ("R106", 3, "name")]


def test_an_organisation_with_a_companys_name_is_found_unless_a_note_explains_it(fired):
    other = {"entity_id": "altair-plc", "kind": "organisation", "name": "Altair plc"}
    assert fired(identity, companies=ROWS, entities=[*KINDS, other]) == [("R107", 3, "name")]
    assert fired(identity, companies=ROWS, entities=[*KINDS, other | {"note": "The British parent."}]) == []


def test_a_retired_id_in_use_is_found_in_the_table_that_it_left(fired):
    retired = [{"table": "companies", "id": "altair"}, {"table": "hubs", "id": "altair"}]
    assert fired(identity, companies=ROWS, entities=KINDS, retired=retired) == [("R108", 2, "company_id")]


def test_a_successor_that_is_not_in_use_or_of_no_table_is_found(fired):
    retired = [
        {"table": "companies", "id": "x1", "successor": "altair"},
        {"table": "companies", "id": "x2", "successor": "deneb"},
        {"table": "planets", "id": "x3", "successor": "altair"},
        {"table": "companies", "id": "x4"},
    ]
    found = fired(identity, companies=ROWS, entities=KINDS, retired=retired)
    assert found == [("R109", 3, "successor"), ("R109", 4, "successor")]


def test_rows_and_kinds_of_entities_must_agree_both_ways(fired):
    entities = [*KINDS, {"entity_id": "liege", "kind": "hub", "name": "Liège"}]
    companies = [*ROWS, {"company_id": "liege", "name": "Liège"}]
    assert sorted(fired(identity, companies=companies, entities=entities)) == [
        ("R110", 3, "company_id"), ("R111", 3, "entity_id"),
    ]  # fmt: skip
