import pytest

from scripts.figures import period


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        ("2019", "2019-01-01", "2019-12-31", 2019),
        ("2020-02", "2020-02-01", "2020-02-29", 2020),
        ("2019-02", "2019-02-01", "2019-02-28", 2019),
        ("2023-11-05", "2023-11-05", "2023-11-05", 2023),
        ("2005/2014", "2005-01-01", "2014-12-31", None),
    ],
)
def test_bounds_and_year(text, first, last, year):
    assert (period.earliest(text), period.latest(text)) == (first, last)
    assert period.year(text) == year


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2019-13", "there is no month 13"),
        ("2019-00", "there is no month 00"),
        ("2019-02-29", "2019-02 has 28 days"),
        ("2019-02-00", "2019-02 has 28 days"),
        ("2014/2005", "the last year must come after the first"),
        ("2014/2014", "the last year must come after the first"),
        ("0000", "there is no year 0000"),
        ("2019-2020", "write YYYY, YYYY-MM"),
        ("19", "write YYYY, YYYY-MM"),
        ("2019-2", "write YYYY, YYYY-MM"),
        ("2019 ", "write YYYY, YYYY-MM"),
        ("٢٠١٩", "write YYYY, YYYY-MM"),
        ("", "write YYYY, YYYY-MM"),
    ],
)
def test_what_is_no_period_is_refused_in_words(text, message):
    with pytest.raises(ValueError, match=message):
        period.bounds(text)
