import csv
from decimal import Decimal
from pathlib import Path
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.figures import units
from scripts.figures.read import matching, precision, readings
from scripts.figures.vocabulary import LANGUAGES

UNITS = units.table(
    {"unit": unit, "kind": unit.lower(), "factor": factor, "whole": whole}
    for unit, factor, whole in [
        ("percent", "1", "false"),
        ("percentage_points", "1", "false"),
        ("EUR", "1", "false"),
        ("EUR_million", "1000000", "false"),
        ("EUR_billion", "1000000000", "false"),
        ("EUR_per_capita", "1", "false"),
        ("USD_million", "1000000", "false"),
        ("CHF_million", "1000000", "false"),
        ("DKK_million", "1000000", "false"),
        ("thousand_hours", "1000", "false"),
        ("per_100k_inhabitants", "1", "false"),
        ("index_2015_100", "1", "false"),
        ("ratio", "1", "false"),
        ("count", "1", "true"),
        ("persons", "1", "true"),
        ("rank", "1", "true"),
        ("year", "1", "true"),
    ]
)
# Short wordings as sources print them, in their kinds; and values that are not printed there: another size, unit,
# currency or number format, or no number at all.
WORDINGS = list(csv.DictReader(Path(__file__).with_name("wordings.csv").read_text(encoding="utf-8").splitlines()))
RIGHT, WRONG = ([tuple(row.values())[1:] for row in WORDINGS if row["printed"] == flag] for flag in ("yes", "no"))


@pytest.mark.parametrize(("language", "text", "value", "unit"), RIGHT)
def test_the_value_that_is_printed_matching(language, text, value, unit):
    assert matching(text, language, value, UNITS[unit])


@pytest.mark.parametrize(("language", "text", "value", "unit"), WRONG)
def test_a_value_that_is_not_printed_does_not_match(language, text, value, unit):
    assert not matching(text, language, value, UNITS[unit])


@pytest.mark.parametrize(("language", "text", "value", "unit"), [row for row in RIGHT if "1/7" not in row[1]])
def test_a_slip_by_a_power_of_ten_does_not_match(language, text, value, unit):
    assert not matching(text, language, Decimal(value) * 10, UNITS[unit])


@pytest.mark.parametrize(
    ("language", "text", "low", "high", "unit"),
    [
        ("it", "tra il 5 e il 10% annuo", "5", "10", "percent"),
        ("en", "between 5-10% yearly", "5", "10", "percent"),
        ("en", "between 24 and 27 billion euros", "24000", "27000", "EUR_million"),
        ("fr", "de 1,5 à 4,4 milliards d’euros", "1500", "4400", "EUR_million"),
        ("fr", "entre 500 millions et 2 milliards d'euros", None, None, "EUR_million"),
        ("nl", "tussen 5 en 10 procent", "5", "10", "percent"),
        ("de", "von 5 bis 10 Prozent", "5", "10", "percent"),
    ],
)
def test_ranges(language, text, low, high, unit):
    ranges = [reading for reading in readings(text, language) if reading.qualifier == "between"]
    assert bool(ranges) is (low is not None)
    if low:
        assert matching(text, language, "", UNITS[unit], low=low, high=high)
        assert not matching(text, language, None, UNITS[unit], low=low, high=low)
        assert not matching(text, language, None, UNITS[unit], low=high, high=high)


def test_two_numbers_that_are_no_range():
    assert not matching("5 hospitals and 10 firms", "en", None, UNITS["count"], low="5", high="10")


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("fr", "36.956", ["36956", "36.956"]),
        ("nl", "36.956", ["36956", "36.956"]),
        ("de", "36.956", ["36956", "36.956"]),
        ("it", "36.956", ["36956", "36.956"]),
        ("en", "36.956", ["36.956"]),
        ("en", "36,956", ["36956"]),
        ("fr", "36,956", ["36.956"]),
        ("fr", "0.036", ["0.036"]),
        ("fr", "1,234,567", ["1234567"]),
        ("en", "1,234,567.8", ["1234567.8"]),
        ("de", "1.234.567,8", ["1234567.8"]),
        ("de", "1'234'567", ["1234567"]),
        ("en", "5.90", ["5.90"]),
        ("en", "12,34,5", []),
    ],
)
def test_separators_by_language(language, text, values):
    assert [str(reading.number) for reading in readings(text, language)] == values


@pytest.mark.parametrize(
    ("language", "text", "number", "scale", "hint", "qualifier"),
    [
        ("it", "più di 350 aziende", "350", 1, "", "more_than"),
        ("fr", "plus d’une centaine d'entreprises", "100", 1, "", "more_than"),
        ("fr", "au moins 5 %", "5", 1, "percent", "at_least"),
        ("fr", "moins de 5 %", "5", 1, "percent", "less_than"),
        ("fr", "jusqu'à 17.000 emplois", "17000", 1, "", "at_most"),
        ("fr", "près de 3 000", "3000", 1, "", "nearly"),
        ("fr", "dépassé les 100 milliards d'euros", "100", 10**9, "EUR", "more_than"),
        ("nl", "ruim 10 procent", "10", 1, "percent", "more_than"),
        ("nl", "minstens 10 procent", "10", 1, "percent", "at_least"),
        ("nl", "bijna 36.000 personen", "36000", 1, "", "nearly"),
        ("de", "über 100", "100", 1, "", "more_than"),
        ("de", "rund 32.000", "32000", 1, "", "about"),
        ("en", "up to 17,000 direct jobs", "17000", 1, "", "at_most"),
        ("en", "more than €1.3 billion", "1.3", 10**9, "EUR", "more_than"),
        ("en", "200+ companies", "200", 1, "", "at_least"),
        ("en", "at least 300 companies", "300", 1, "", "at_least"),
        ("en", "~50 people", "50", 1, "", "about"),
        ("en", ">50 people", "50", 1, "", "more_than"),
        ("en", "a dozen", "12", 1, "", "about"),
        ("en", "two dozen", "24", 1, "", "about"),
        ("it", "una decina di aziende", "10", 1, "", "about"),
        ("it", "circa il 10% degli investimenti", "10", 1, "percent", "about"),
        ("en", "half a billion", "0.5", 10**9, "", "exact"),
        ("en", "4.9bn", "4.9", 10**9, "", "exact"),
        ("en", "5.9 billion euros", "5.9", 10**9, "EUR", "exact"),
        ("fr", "quatrième", "4", 1, "rank", "exact"),
        ("en", "1st", "1", 1, "rank", "exact"),
        ("fr", "1er", "1", 1, "rank", "exact"),
        ("en", "number one", "1", 1, "rank", "exact"),
    ],
)
def test_what_stands_around_a_figure(language, text, number, scale, hint, qualifier):
    expected = (number, scale, hint, qualifier)
    found = [(str(r.number), r.scale, r.hint, r.qualifier) for r in readings(text, language, whole=True)]
    found += [(str(r.number), r.scale, r.hint, r.qualifier) for r in readings(text, language)]
    assert expected in found


def test_a_reading_keeps_its_digits_and_knows_what_they_are_good_to():
    (reading,) = readings("5.90 billion", "en")
    assert (str(reading.number), reading.scale, reading.step) == ("5.90", 10**9, 10_000_000)


def test_the_reading_that_matches_tells_its_qualifier():
    found = matching("près de 50 milliards d'euros (49,8 milliards)", "fr", "50", UNITS["EUR_billion"])
    assert [reading.qualifier for reading in found] == ["nearly"]


@pytest.mark.parametrize(
    ("language", "text", "value", "unit", "step"),
    [
        ("en", "5.9 billion euros", "5900", "EUR_million", "100"),
        ("it", "5 miliardi di euro", "5", "EUR_billion", "1"),
        ("en", "€ 36,500 million", "36500", "EUR_million", "1"),
        ("en", "VA BE C21 2010 5806.6", "5806.6", "EUR_million", "0.1"),
        ("en", "43K jobs", "43000", "persons", "1000"),
        ("fr", "trois cents emplois", "300", "persons", "1"),
        ("fr", "deux millions d'emplois", "2000000", "persons", "1000000"),
        ("fr", "un tiers", "33.3", "percent", "1"),
        ("en", "about 50 (50.2) percent", "51", "percent", None),
    ],
)
def test_precision_is_that_of_the_printed_digits(language, text, value, unit, step):
    assert precision(text, language, value, UNITS[unit]) == (step and Decimal(step))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: readings("5", "es"), "no rules for figures in the language 'es'"),
        (lambda: matching("5", "en", "five", UNITS["count"]), "'five' is no number"),
        (lambda: matching("5", "en", "", UNITS["count"]), "nothing to match"),
        (lambda: matching("5", "en", "", UNITS["count"], low="5"), "nothing to match"),
    ],
)
def test_what_cannot_be_asked_is_said_in_words(call, message):
    with pytest.raises(ValueError, match=message):
        call()


def grouped(number: int, separator: str) -> str:
    return f"{number:,}".replace(",", separator)


@given(
    st.sampled_from(LANGUAGES),
    st.integers(0, 10**12),
    st.integers(0, 4),
    st.data(),
)
def test_a_number_printed_by_the_rule_of_its_language_is_read(language, whole, places, data):
    thousands = data.draw(st.sampled_from([",", " ", "\u00a0", "\u202f", "’"] if language == "en" else list(". ’")))
    sign = "." if language == "en" else ","
    fraction = data.draw(st.integers(0, 10**places - 1)) if places else 0
    text = grouped(whole, thousands) + (f"{sign}{fraction:0{places}d}" if places else "")
    value = Decimal(f"{whole}.{fraction:0{places}d}" if places else whole)
    assert value in [reading.number for reading in readings(f"({text})", language)]


@given(
    st.sampled_from([("en", "billion euros"), ("fr", "milliards d'euros"), ("nl", "miljard euro")]),
    st.decimals("0.1", "999.9", places=1),
)
def test_a_printed_amount_matches_in_every_unit_of_its_currency(language_and_words, amount):
    language, words = language_and_words
    number = str(amount) if language == "en" else str(amount).replace(".", ",")
    for unit, size in (("EUR_billion", 1), ("EUR_million", 10**3), ("EUR", 10**9)):
        assert matching(f"{number} {words}", language, amount * size, UNITS[unit])
        assert not matching(f"{number} {words}", language, amount * size * 1000, UNITS[unit])


@given(st.text(max_size=60), st.sampled_from(LANGUAGES), st.booleans())
@example("1,2.3 4'567-8%/9 #٣ ½ 1/0 0/0 −-5", "fr", True)
def test_no_text_breaks_the_parser(text, language, whole):
    for reading in readings(text, language, whole=whole):
        assert reading.number.is_finite()
        assert reading.scale >= 1


def test_thousands_of_wordings_are_matched_fast():
    wordings = [
        (f"{text} ({number})", language, value, unit)
        for number in range(5000 // len(RIGHT) + 1)
        for language, text, value, unit in RIGHT
    ][:5000]
    start = process_time()
    hits = sum(bool(matching(text, language, value, UNITS[unit])) for text, language, value, unit in wordings)
    assert process_time() - start < 1.5
    assert hits == 5000
