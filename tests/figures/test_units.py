from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.figures import units
from scripts.figures.interval import Interval

ROWS = [
    {"unit": "EUR", "kind": "money_eur", "factor": "1", "whole": "false"},
    {"unit": "EUR_million", "kind": "money_eur", "factor": "1000000", "whole": "false"},
    {"unit": "EUR_billion", "kind": "money_eur", "factor": "1000000000", "whole": "false"},
    {"unit": "USD_million", "kind": "money_usd", "factor": "1000000", "whole": "false"},
    {"unit": "persons", "kind": "persons", "factor": "1", "whole": "true"},
]
UNITS = units.table(ROWS)


def test_rows_become_units():
    assert UNITS["persons"] == units.Unit("persons", "persons", Decimal(1), True)
    assert not UNITS["EUR"].whole


@pytest.mark.parametrize(
    ("value", "unit", "target", "expected"),
    [
        ("5.9", "EUR_billion", "EUR_million", "5900"),
        ("5900", "EUR_million", "EUR", "5900000000"),
        ("12", "persons", "persons", "12"),
    ],
)
def test_conversion(value, unit, target, expected):
    assert units.convert(Decimal(value), unit, target, UNITS) == Decimal(expected)


def test_conversion_of_an_interval_keeps_its_ends():
    billions = Interval("4.5", "5.5", True, False)
    assert str(units.convert(billions, "EUR_billion", "EUR_million", UNITS)) == "[4500, 5500)"


@given(st.decimals(-(10**6), 10**6, places=3), st.sampled_from(["EUR", "EUR_million", "EUR_billion"]))
def test_there_and_back_again(value, target):
    there = units.convert(value, "EUR_million", target, UNITS)
    assert units.convert(there, target, "EUR_million", UNITS) == value


def test_kinds_do_not_mix():
    assert units.same_dimension("EUR", "EUR_million", UNITS)
    assert not units.same_dimension("EUR_million", "USD_million", UNITS)
    with pytest.raises(ValueError, match="EUR_million cannot be converted to USD_million"):
        units.convert(Decimal(1), "EUR_million", "USD_million", UNITS)


def test_an_unknown_unit_is_named():
    with pytest.raises(ValueError, match="unknown unit 'EUR_trillion'"):
        units.find("EUR_trillion", UNITS)


@pytest.mark.parametrize("factor", ["0", "-1", "Infinity", "many", ""])
def test_a_factor_must_be_a_number_above_zero(factor):
    with pytest.raises(ValueError, match=r"must be above zero|is no number"):
        units.table([ROWS[0] | {"factor": factor}])
