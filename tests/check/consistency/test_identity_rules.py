import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.consistency.identity_rules import ROR_ALPHABET, bare_name, valid_ror
from tests.check.consistency.rule_cases import Case

ROR = "https://ror.org/"
CASES = [
    Case("R101", "enterprise_number", ["BE0403053608", ""], ["BE0403053680", "BE040305360"]),
    Case("R102", "lei", ["549300J4HOJL5KG8HY54", ""], ["549300J4HOJL5KG8HY45"]),
    Case("R103", "isin", ["BE0003874915", ""], ["BE0003874951"]),
    Case("R104", "ror_id", [f"{ROR}00afp2z80", ""], [f"{ROR}00afp2z81", f"{ROR}00afp2z8", f"{ROR}10afp2z80", "00afp2z80"]),
    Case("R105", "company_id website same_website", [("a", "https://a.be", "a"), ("c", "", "")], [("b", "http://a.be", "a")]),
    Case("R106", "company_id name same_name", [("a", "Altair", "a")], [("b", "ALTAIR SA", "a")]),
    Case(
        "R107", "entity_id kind name same_name same_kind explained",
        right=[
            ("a", "company", "Altair", "a", "company", False), ("b", "company", "Altair SA", "a", "company", False),
            ("c", "organisation", "Altair plc", "a", "company", True),
        ],
        wrong=[("d", "organisation", "Altair plc", "a", "company", False), ("e", "hub", "X", "x", "hub", False)],
    ),
    Case("R108", "table id in_use", [("companies", "altair", False)], [("companies", "borealis", True)]),
    Case("R109", "table successor successor_in_use", [("companies", "a", True), ("companies", "", False)], [("hubs", "x", False)]),
    Case("R110", "url source_id same_page", [("https://a.be", "a", "a"), ("", "b", "")], [("http://a.be", "b", "a")]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Pranarôm", "PRANAROM", True),
        ("Galactic", "Galactic S.A.", True),
        ("Will-Pharma", "Will – Pharma SA", True),
        ("Mithra R&D", "Mithra R & D", True),
        ("Genflow Biosciences SRL", "Genflow Biosciences plc", True),
        ("Mithra", "Mithra CDMO", False),
        ("SA", "SRL", False),
        ("A7", "A6", False),
        ("Ω", "∑", False),
    ],
)
def test_names_are_one_but_for_spelling_and_legal_form(one, other, same):
    assert (bare_name(one) == bare_name(other)) is same


@given(st.text())
def test_whatever_is_typed_is_compared_and_never_raises(text):
    assert isinstance(bare_name(text), str)
    assert not valid_ror(text)


@given(st.text(alphabet=sorted(ROR_ALPHABET), min_size=6, max_size=6), st.data())
def test_one_wrong_letter_of_a_ror_id_never_passes(letters, data):
    number = 0
    for letter in letters:
        number = number * 32 + ROR_ALPHABET[letter]
    right = f"{ROR}0{letters}{98 - number * 100 % 97:02d}"
    place = data.draw(st.integers(0, 5))
    other = data.draw(st.sampled_from(sorted(set(ROR_ALPHABET) - {letters[place]})))
    start = len(ROR) + 1 + place
    assert valid_ror(right)
    assert not valid_ror(right[:start] + other + right[start + 1 :])


def test_the_second_of_a_name_or_website_is_found_unless_a_note_of_either_explains_it(found):
    websites = {"Altair": "https://altair.be", "ALTAIR SA": "http://www.altair.be/", "Borealis": "https://altair.be/borealis"}
    companies = [{"company_id": name, "name": name, "website": address} for name, address in websites.items()]
    others = ("Altair plc", "", ""), ("Cassini", "The agency.", ""), ("Cassini SRL", "", ""), ("Deneb", "", ""), ("Deneb SA", "", "The star.")
    entities = [{"entity_id": row["company_id"], "kind": "company", "name": row["name"]} for row in companies]
    entities += [{"entity_id": name, "kind": "hub", "name": name, "note": one + other} for name, one, other in others]
    seen = found("R105 R106 R107", companies=companies, entities=entities)
    assert seen == [("R105", 3, "website"), ("R106", 3, "name"), ("R107", 5, "name")]


def test_a_page_under_two_addresses_is_found(found):
    urls = ["https://www.altair.be/news/", "http://altair.be/news#:~:text=GMP", "https://altair.be/fr", ""]
    rows = [{"source_id": f"altair-{place}", "url": url} for place, url in enumerate(urls)]
    assert found("R110", sources=rows) == [("R110", 3, "url")]


def test_a_retired_id_in_use_and_a_successor_that_is_not_are_found(found):
    rows = [("companies", "altair", ""), ("hubs", "altair", ""), ("companies", "x", "altair"), ("companies", "x", "deneb"), ("planets", "x", "altair")]
    retired = [dict(zip(("table", "id", "successor"), row, strict=True)) for row in rows]
    seen = found("R108 R109", companies=[{"company_id": "altair"}], retired=retired)
    assert seen == [("R108", 2, "id"), ("R109", 5, "successor"), ("R109", 6, "successor")]
