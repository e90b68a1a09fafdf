import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.consistency import identifiers
from scripts.check.consistency.identifiers import ROR_ALPHABET, valid_ror


@pytest.mark.parametrize(
    ("column", "right", "wrong", "rule"),
    [
        ("enterprise_number", "BE0403053608", "BE0403053680", "R101"),
        ("lei", "549300J4HOJL5KG8HY54", "549300J4HOJL5KG8HY45", "R102"),
        ("isin", "BE0003874915", "BE0003874951", "R103"),
    ],
)
def test_wrong_check_digits_of_a_company_are_found(fired, column, right, wrong, rule):
    companies = [{"company_id": "a", column: right}, {"company_id": "b", column: wrong}, {"company_id": "c"}]
    assert fired(identifiers, companies=companies) == [(rule, 3, column)]


def test_wrong_check_digits_of_an_institution_are_found(fired):
    institutions = [{"ror_id": "https://ror.org/00afp2z80"}, {"ror_id": "https://ror.org/00afp2z81"}]
    assert fired(identifiers, institutions=institutions) == [("R104", 3, "ror_id")]


@pytest.mark.parametrize(
    "address", ["00afp2z80", "http://ror.org/00afp2z80", "https://ror.org/00afp2z8", "https://ror.org/10afp2z80", ""]
)
def test_what_is_no_ror_address_is_not_valid(address):
    assert not valid_ror(address)


@given(st.text(alphabet=sorted(ROR_ALPHABET), min_size=6, max_size=6), st.data())
def test_one_wrong_letter_of_a_ror_id_never_passes(letters, data):
    number = 0
    for letter in letters:
        number = number * 32 + ROR_ALPHABET[letter]
    right = f"https://ror.org/0{letters}{98 - number * 100 % 97:02d}"
    place = data.draw(st.integers(0, 5))
    other = data.draw(st.sampled_from(sorted(set(ROR_ALPHABET) - {letters[place]})))
    start = len("https://ror.org/0") + place
    assert valid_ror(right)
    assert not valid_ror(right[:start] + other + right[start + 1 :])
