from decimal import Decimal
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scripts.figures import units
from scripts.figures.read import matching, precision, readings

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
LANGUAGES = ["de", "en", "fr", "it", "nl"]

# Short wordings as sources print them, in their kinds: language, wording, value, unit.
RIGHT = [
    ("it", "più di 350 aziende biotech", "350", "count"),
    ("it", "valore aggiunto totale di 5.9 miliardi di euro", "5.9", "EUR_billion"),
    ("it", "valore aggiunto totale di 5.9 miliardi di euro", "5900", "EUR_million"),
    ("it", "valore aggiunto totale di 5.9 miliardi di euro", "5900000000", "EUR"),
    ("it", "7.8% delle assunzioni", "7.8", "percent"),
    ("it", "Quasi 170 aziende", "170", "count"),
    ("it", "più di 15.000", "15000", "persons"),
    ("it", "un terzo delle esportazioni", "33.3", "percent"),
    ("it", "n. 1 in termini di valore aggiunto", "1", "rank"),
    ("it", "lo posizionano rispettivamente terzo", "3", "rank"),
    ("it", "primo in Europa", "1", "rank"),
    ("it", "l’investimento pro capite più alto d’Europa", "1", "rank"),
    ("it", "23,2 trial per 100.000 abitanti", "23.2", "per_100k_inhabitants"),
    ("it", "crescita dal 2013", "2013", "year"),
    ("it", "mezzo miliardo di euro", "500", "EUR_million"),
    ("fr", "36.956 emplois", "36956", "persons"),
    ("fr", "43 501 travailleurs", "43501", "persons"),
    ("fr", "43\u202f501 travailleurs", "43501", "persons"),
    ("fr", "4 300 équivalents temps plein", "4300", "persons"),
    ("fr", "7,8 % des emplois", "7.8", "percent"),
    ("fr", "15 pour cent", "15", "percent"),
    ("fr", "quelque 40 pc", "40", "percent"),
    ("fr", "Par Belge, 481,5 euros", "481.5", "EUR_per_capita"),
    ("fr", "1,5 milliard d'euros", "1500", "EUR_million"),
    ("fr", "1 453 millions d’euros", "1453", "EUR_million"),
    ("fr", "4,96 Mds €", "4960", "EUR_million"),
    ("fr", "126,8 M€", "126.8", "EUR_million"),
    ("fr", "15 milliards € d'exportations", "15000", "EUR_million"),
    ("fr", "Deux milliards d'euros", "2000", "EUR_million"),
    ("fr", "près d'un milliard d'euros", "1000", "EUR_million"),
    ("fr", "une cinquantaine de milliards", "50000", "EUR_million"),
    ("fr", "de 1,5 à 4,4 milliards d'euros", "1500", "EUR_million"),
    ("fr", "de 1,5 à 4,4 milliards d'euros", "4400", "EUR_million"),
    ("fr", "8.000 à 14.400 postes", "14400", "persons"),
    ("fr", "un tiers du total", "33.3", "percent"),
    ("fr", "environ un cinquième du total", "20", "percent"),
    ("fr", "un dixième des investissements", "10", "percent"),
    ("fr", "la moitié des exportations", "50", "percent"),
    ("fr", "(-1,4 point de pourcentage)", "-1.4", "percentage_points"),
    ("fr", "a diminué de 0,5%", "-0.5", "percent"),
    ("fr", "de + 92,9 %", "92.9", "percent"),
    ("fr", "2,3 millions d'emplois", "2300000", "persons"),
    ("fr", "neuf directions", "9", "count"),
    ("fr", "la troisième, deuxième et première place", "2", "rank"),
    ("fr", "2e place dans l'UE*", "2", "rank"),
    ("fr", "par habitant sont les plus élevées", "1", "rank"),
    ("fr", "presque 2,5 fois plus élevées", "2.5", "ratio"),
    ("nl", "€ 13,4 miljard", "13400", "EUR_million"),
    ("nl", "bijna 2,36 Mia euro", "2360", "EUR_million"),
    ("nl", "meer dan 40 miljard euro", "40000", "EUR_million"),
    ("nl", "11,4 procent", "11.4", "percent"),
    ("nl", "1,4 procentpunten", "1.4", "percentage_points"),
    ("nl", "34.155 personen te werk in 2014", "34155", "persons"),
    ("nl", "tweede plaats op het vlak van export", "2", "rank"),
    ("nl", "staat op de derde plaats", "3", "rank"),
    ("nl", "de hoogste investering per capita", "1", "rank"),
    ("nl", "zevenduizend banen", "7000", "persons"),
    ("nl", "een vijftigtal bedrijven", "50", "count"),
    ("nl", "anderhalf miljard euro", "1.5", "EUR_billion"),
    ("de", "21,5 Milliarden Euro", "21500", "EUR_million"),
    ("de", "150 Mio. Euro", "150", "EUR_million"),
    ("de", "eine halbe Milliarde Euro", "500", "EUR_million"),
    ("de", "Anteil von 18 Prozent", "18", "percent"),
    ("de", "rund 32.000 Mitarbeiter", "32000", "persons"),
    ("de", "von 3.500 auf 11.900", "11900", "persons"),
    ("it", "numero uno in Europa", "1", "rank"),
    ("de", "davon eins in Wallonien", "1", "count"),
    ("de", "zweitwichtigste Exporteur", "2", "rank"),
    ("de", "fünf Universitäten", "5", "count"),
    ("en", "13.4 billion euros", "13.4", "EUR_billion"),
    ("en", "4,1 billion euros in 2019", "4100", "EUR_million"),
    ("en", "16.500 direct employees", "16500", "persons"),
    ("en", "47.000 full-time employees", "47000", "persons"),
    ("en", "35,250 people", "35250", "persons"),
    ("en", "around 865 thousand", "865000", "persons"),
    ("en", "More than 43K jobs", "43000", "persons"),
    ("en", "around fifteen thousand people", "15000", "persons"),
    ("en", "(€56bn)", "56000", "EUR_million"),
    ("en", "€465m", "465", "EUR_million"),
    ("en", "Over €90b", "90000", "EUR_million"),
    ("en", "38.1 m euro", "38.1", "EUR_million"),
    ("en", "estimated € 36,500 million", "36500", "EUR_million"),
    ("en", "from 24 to 27 billion euros", "24000", "EUR_million"),
    ("en", "DKK 142 bn. in 2019", "142000", "DKK_million"),
    ("en", "around 36.0 billion francs", "36000", "CHF_million"),
    ("en", "4.7 percent ... employment", "4.7", "percent"),
    ("en", "about 17 per cent", "17", "percent"),
    ("en", "no less than 14% or 1/7th", "14.3", "percent"),
    ("en", "2nd with regard to export", "2", "rank"),
    ("en", "third largest number of researchers", "3", "rank"),
    ("en", "highest level per inhabitant", "1", "rank"),
    ("en", "Germany, Belgium and France ... 2, 3 and 4", "3", "rank"),
    ("en", "5,900 2023", "5900", "count"),
    ("en", "VA BE C21 2010 5806.6", "5806.6", "EUR_million"),
    ("en", "EMP;AT;C21;2010=20046.0", "20046.0", "thousand_hours"),
    ("en", "Belgium 185.1 2020", "185.1", "index_2015_100"),
    ("fr-BE", "7,8 % des emplois", "7.8", "percent"),
]
# What is not printed there: another size, unit, currency, number format or no number at all.
WRONG = [
    ("it", "5.9 miliardi di euro", "59", "EUR_billion"),
    ("it", "5.9 miliardi di euro", "5.9", "EUR_million"),
    ("it", "5.9 miliardi di euro", "5900", "USD_million"),
    ("it", "5.9 miliardi di euro", "5.9", "percent"),
    ("fr", "7,8 % des emplois", "78", "percent"),
    ("fr", "7,8 % des emplois", "8", "count"),
    ("fr", "-1,4 point de pourcentage", "-1.4", "percent"),
    ("fr", "-1,4 point de pourcentage", "1.4", "percentage_points"),
    ("fr", "36.956 emplois", "36", "persons"),
    ("fr", "36.956 emplois", "36.956", "persons"),
    ("fr", "2 billions d'euros", "2000", "EUR_million"),
    ("en", "36,956", "36.956", "percent"),
    ("en", "36.956", "36956", "EUR_million"),
    ("en", "€435 a head", "435", "EUR_million"),
    ("en", "third largest", "1", "rank"),
    ("en", "one of the largest exporters", "2", "rank"),
    ("en", "one third of 2.5 million", "333333", "count"),
    ("en", "several hundred jobs", "100", "persons"),
    ("fr", "des centaines d'emplois", "100", "persons"),
    ("fr", "un tiers du total", "3", "percent"),
    ("en", "NACE C21 in the 2020s", "2020", "year"),
    ("it", "un cluster di associazioni", "1", "rank"),
    ("de", "", "1", "count"),
]


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
