"""Dates as people in Belgium write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.evidence.spreadsheet.locales import WORDS
from scripts.evidence.written_dates import read_date, read_period

LANGUAGES = ["fr", "nl", "de", "en", "it"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("28/11/2026", "2026-11-28"), ("28-11-2026", "2026-11-28"), ("28.11.2026", "2026-11-28"), ("8/1/2026", "2026-01-08"),
        ("2026-11-28", "2026-11-28"), ("2026/11/28", "2026-11-28"), ("11/2026", "2026-11"), ("2026-11", "2026-11"),
        ("novembre 2026", "2026-11"), ("nov. 2026", "2026-11"), ("28 nov 2026", "2026-11-28"), ("28 nov. 2026", "2026-11-28"),
        ("1er mars 2026", "2026-03-01"), ("samedi 28 novembre 2026", "2026-11-28"), ("November 28, 2026", "2026-11-28"),
        ("28 août 2021", "2021-08-28"), ("28 aout 2021", "2021-08-28"), ("mrt 2020", "2020-03"), ("12. März 2020", "2020-03-12"),
        ("2024-S1", "2024-S1"), ("S2 2024", "2024-S2"), ("H1 2024", "2024-S1"), ("2024-Q3", "2024-Q3"), ("T3 2024", "2024-Q3"),
        ("1er semestre 2024", "2024-S1"), ("premier semestre de 2024", "2024-S1"), ("second half of 2023", "2023-S2"),
        ("eerste halfjaar 2024", "2024-S1"), ("zweites Halbjahr 2019", "2019-S2"), ("secondo semestre 2021", "2021-S2"),
        ("2026", "2026"), ("2018-2023", "2018/2023"), ("2018/2023", "2018/2023"),
    ],
)  # fmt: skip
def test_a_date_is_stored_as_iso(text, read):
    assert read_period(text) == read


@pytest.mark.parametrize("text", ["", "soon", "28/11/26", "11/28/2026", "31/2/2026", "2026-13", "jui 2026", "2023/2018", "٢٠٢٦", "S3 2024", "Q5 2024"])
def test_what_is_no_date_or_several_is_told_why(text):
    with pytest.raises(ValueError, match=r"is no date|can be"):
        read_period(text)


def test_a_period_of_years_is_no_date():
    with pytest.raises(ValueError, match="one date is asked for"):
        read_date("2018-2023")


def test_a_half_year_is_no_date():
    with pytest.raises(ValueError, match="one date is asked for"):
        read_date("H1 2024")


@given(st.dates(date(1000, 1, 1), date(2099, 12, 31)), st.sampled_from(LANGUAGES), st.sampled_from("/-. "))
def test_every_day_is_read_in_all_its_forms(day, language, mark):
    month = WORDS["months"][language][day.month - 1]
    assert read_period(f"{day.day}{mark}{day.month}{mark}{day.year}") == day.isoformat()
    assert read_period(f"{day.day} {month} {day.year}") == day.isoformat()
    assert read_period(f"{month.title()} {day.year}") == day.isoformat()[:7]
    assert read_period(day.isoformat()) == day.isoformat()


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        found = read_period(text)
    except ValueError as error:
        assert str(error)
    else:
        assert read_period(found) == found
