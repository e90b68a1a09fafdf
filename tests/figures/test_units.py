from decimal import Decimal

import pytest

from scripts.figures import units

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


def test_ranks_and_years_are_whole_and_count_nothing():
    rows = [{"unit": kind, "kind": kind, "factor": "1", "whole": "true"} for kind in ("labour", "rank", "calendar")]
    assert [unit.counts for unit in units.table(rows).values()] == [True, False, False]


@pytest.mark.parametrize("factor", ["0", "-1", "Infinity", "many", ""])
def test_a_factor_must_be_a_number_above_zero(factor):
    with pytest.raises(ValueError, match=r"must be above zero|is no number"):
        units.table([ROWS[0] | {"factor": factor}])
