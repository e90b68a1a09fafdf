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
        ("2024-S1", "2024-01-01", "2024-06-30", 2024),
        ("2024-S2", "2024-07-01", "2024-12-31", 2024),
        ("2020-Q1", "2020-01-01", "2020-03-31", 2020),
        ("2021-01/2021-08", "2021-01-01", "2021-08-31", 2021),
        ("2021-11/2022-02", "2021-11-01", "2022-02-28", None),
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
        ("2014/2005", "its end must come after its start"),
        ("2014/2014", "its end must come after its start"),
        ("0000", "there is no year 0000"),
        ("2024-S3", "a year has no S3"),
        ("2024-Q0", "a year has no Q0"),
        ("2021-08/2021-01", "its end must come after its start"),
        ("2021-01/2021-13", "there is no month 13"),
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
