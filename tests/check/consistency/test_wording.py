import pytest

from scripts.check.consistency import wording

UNITS = [
    {"unit": "EUR_billion", "kind": "money_eur", "factor": "1000000000", "whole": "false"},
    {"unit": "EUR_million", "kind": "money_eur", "factor": "1000000", "whole": "false"},
    {"unit": "persons", "kind": "labour", "factor": "1", "whole": "true"},
    {"unit": "percent", "kind": "share", "factor": "1", "whole": "false"},
    {"unit": "rank", "kind": "rank", "factor": "1", "whole": "true"},
]


def figure(words, language, value, unit, qualifier="exact", **cells):
    return {
        "statement_id": "s1", "source_id": "x", "as_written": words, "language": language, "value": value,
        "unit": unit, "qualifier": qualifier,
    } | cells  # fmt: skip


def rules(fired, *rows, **tables):
    return [rule for rule, _, _ in fired(wording, statements=list(rows), units=UNITS, **tables)]


@pytest.mark.parametrize(
    "row",
    [
        figure("5,9 miliardi di euro", "it", "5.9", "EUR_billion"),
        figure("5,9 Milliarden Euro", "de", "5900", "EUR_million"),
        figure("36.956 emplois", "fr", "36956", "persons"),
        figure("près de 36 956 emplois", "fr", "36956", "persons", "nearly"),
        figure("meer dan 5,9 miljard euro", "nl", "5.9", "EUR_billion", "more_than"),
        figure("fifteen thousand people", "en", "15000", "persons"),
        figure("plus de 185 sociétés et 16.000 emplois", "fr", "16000", "persons", "more_than"),
        figure("un peu moins de 100.000 emplois", "fr", "100000", "persons", "nearly"),
        figure("tra il 5 e il 10%", "it", "5", "percent", "between", value_low="5", value_high="10"),
    ],
)
def test_words_that_can_be_read_as_the_value(fired, row):
    assert rules(fired, row) == []


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (figure("5,9 Milliarden Euro", "de", "5.9", "EUR_million"), ["R541"]),
        (figure("36.956 jobs", "en", "36.956", "persons"), ["R541"]),
        (figure("36.956 emplois", "fr", "39656", "persons"), ["R541"]),
        (figure("5.9 billion euros", "en", "5.9", "percent"), ["R541"]),
        (figure("tra il 5 e il 10%", "it", "5", "percent", "between", value_low="5", value_high="15"), ["R541"]),
        (figure("36.956 emplois", "fr", "36956", "persons", "about"), ["R542"]),
        (figure("plus de 350 emplois", "fr", "350", "persons", "nearly"), ["R542"]),
    ],
)
def test_words_that_cannot(fired, row, found):
    assert rules(fired, row) == found


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("", ["R541"]),
        ("year of the page", ["R541"]),
        ("inferred: the words compare with Denmark, which is second", []),
    ],
)
def test_a_reason_explains_a_value_that_the_words_only_imply(fired, reason, found):
    row = figure("almost 70 % higher than Denmark", "en", "1", "rank", "nearly", reason=reason)
    assert rules(fired, row) == found


def test_a_qualifier_outside_the_words_kept_is_explained(fired):
    row = figure("26.300 emplois directs", "fr", "26300", "persons", "nearly")
    assert rules(fired, row) == ["R542"]
    assert rules(fired, row | {"reason": "the qualifier stands in the sentence before"}) == []


def test_the_language_is_that_of_the_source_where_the_words_name_none(fired):
    row = figure("36,956 jobs", "", "36956", "persons")
    assert rules(fired, row, sources=[{"source_id": "x", "language": "en"}]) == []


@pytest.mark.parametrize(
    ("period", "reason", "found"),
    [
        ("2020", "", []),
        ("2019/2021", "", []),
        ("2019", "", ["R543"]),
        ("2019", "the year before the page", []),
    ],
)
def test_the_year_in_the_words_is_in_the_period(fired, period, reason, found):
    assert rules(fired, figure("239 members in 2020", "en", "239", "persons", period=period, reason=reason)) == found


def test_a_count_that_looks_like_a_year_is_none(fired):
    assert rules(fired, figure("2014 people", "en", "2014", "persons", period="2020")) == []
