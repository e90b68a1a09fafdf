import pytest

from tests.check.consistency.rule_cases import Case

CASES = [
    Case("R527", "property value value_kind unit",
         right=[("figure", "5.9", "number", "percent"), ("figure", "-12", "number", "percent"), ("founded", "2014-05", "date", ""),
                ("active", "yes", "flag", ""), ("website", "https://a.be", "address", ""), ("activity", "x", "text", ""),
                ("figure", "", "number", "")],
         wrong=[("figure", "5.9", "number", ""), ("figure", "5,9", "number", "percent"), ("figure", "1e6", "number", "percent"),
                ("founded", "May 2014", "date", ""), ("active", "1", "flag", ""), ("website", "a.be", "address", "")]),
    Case("R541", "readable reason", [(True, ""), (False, "inferred: from the table above")], [(False, ""), (False, "year of the page")]),
    Case("R542", "qualifier qualified reason", wrong=[("about", False, ""), ("about", False, "year of the page")],
         right=[("about", True, ""), ("about", False, "inferred: x"), ("about", False, "the qualifier stands before"), ("", False, "")]),
    Case("R543", "as_written period unit value reason",
         right=[("239 members in 2020", "2020", "count", "239", ""), ("239 in 2020", "2019/2021", "count", "239", ""),
                ("239 in 2020", "2019", "count", "239", "the year before the page"), ("2014 people", "2020", "count", "2014", ""),
                ("from 2013 to 2020", "2020-05", "count", "5", ""), ("2,020 or 12020", "2019", "count", "5", ""),
                ("in 2020", "2019", "", "239", ""), ("", "2019", "count", "5", "")],
         wrong=[("239 in 2020", "2019", "count", "239", ""), ("in 2017 (2018)", "2019/2021", "count", "5", "")]),
    Case("R544", "transcribed_value value tied reason as_written", wrong=[("XYZ 999", "12", False, "", "")],
         right=[("12", "12", True, "", ""), ("moved", "Liège", False, "inferred: the page is about Liège", "")]),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_rows(case):
    case.check()


UNITS = [
    {"unit": unit, "kind": kind, "factor": factor, "whole": whole}
    for unit, kind, factor, whole in (
        ("EUR_billion", "money", "1000000000", "false"), ("EUR_million", "money", "1000000", "false"),
        ("persons", "labour", "1", "true"), ("percent", "share", "1", "false"), ("rank", "rank", "1", "true"),
    )
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "language", "value", "unit", "qualifier", "rules"),
    [
        ("5,9 miliardi di euro", "it", "5.9", "EUR_billion", "exact", []),
        ("5,9 Milliarden Euro", "de", "5900", "EUR_million", "exact", []),
        ("36.956 emplois", "fr", "36956", "persons", "exact", []),
        ("près de 36 956 emplois", "fr", "36956", "persons", "nearly", []),
        ("meer dan 5,9 miljard euro", "nl", "5.9", "EUR_billion", "more_than", []),
        ("fifteen thousand people", "en", "15000", "persons", "exact", []),
        ("plus de 185 sociétés et 16.000 emplois", "fr", "16000", "persons", "more_than", []),
        ("un peu moins de 100.000 emplois", "fr", "100000", "persons", "nearly", []),
        ("36,956 jobs", "", "36956", "persons", "exact", []),  # the language of the source
        ("36 956 emplois", "pl", "36956", "persons", "exact", []),  # no language that we read
        ("many jobs", "en", "many", "persons", "exact", []),  # no number, which another rule says
        ("tra il 5 e il 10%", "it", "5", "percent", "between 5 10", []),
        ("tra il 5 e il 10%", "it", "5", "percent", "between 5 15", ["R541"]),
        ("5,9 Milliarden Euro", "de", "5.9", "EUR_million", "exact", ["R541"]),
        ("36.956 jobs", "en", "36.956", "persons", "exact", ["R541"]),
        ("36.956 emplois", "fr", "39656", "persons", "exact", ["R541"]),
        ("5.9 billion euros", "en", "5.9", "percent", "exact", ["R541"]),
        ("almost 70 % higher than Denmark", "en", "1", "rank", "nearly", ["R541"]),
        ("36.956 emplois", "fr", "36956", "persons", "about", ["R542"]),
        ("plus de 350 emplois", "fr", "350", "persons", "nearly", ["R542"]),
        ("many jobs", "en", "5", "no_unit", "exact", []),
    ],
)
def test_words_that_can_be_read_as_the_value_and_words_that_cannot(found, words, language, value, unit, qualifier, rules):
    qualifier, *ends = qualifier.split()
    row = {"source_id": "x", "as_written": words, "language": language, "value": value, "unit": unit, "qualifier": qualifier}
    row |= dict(zip(("value_low", "value_high"), ends, strict=False))
    seen = found("R541 R542", statements=[row], units=UNITS, sources=[{"source_id": "x", "language": "en-GB"}])
    assert [rule for rule, *_ in seen] == rules


@pytest.mark.parametrize(
    ("transcribed", "value", "words", "holds"),
    [
        ("12.475.000,00", "12475000", "", True), ("12,475,000.5", "12475000.5", "", True), ("12.475", "12476", "", False),
        ("30@2020", "30", "", True), ("jobs=nearly 3,000@n.d.", "3000", "", True), ("5,3", "5.3", "", True), ("-4.5", "-4.5", "", True),
        ("cent trois", "103", "cent trois membres", True), ("XYZ 999", "30", "30 personnes", False), ("30", "300", "", False),
        ("300", "30", "", False), ("2030", "30", "1 300 emplois", False), ("30@2020", "2020", "", False), ("", "30", "", True),
    ],
)  # fmt: skip
def test_a_transcribed_number_is_the_value_or_stands_in_the_words(found, transcribed, value, words, holds):
    row = {"property": "employees", "state": "used", "value": value, "transcribed_value": transcribed, "as_written": words}
    assert (found("R544", statements=[row], properties=[{"property": "employees", "value_kind": "number"}]) == []) is holds


@pytest.mark.parametrize(
    ("transcribed", "value", "property_", "holds"),
    [
        ("0403053608", "BE0403053608", "enterprise_number", True), ("example.be", "https://example.be", "website", True),
        ("merged", "Medsenic", "merged", True), ("left_wallonia@2020", "true", "left_wallonia", True), ("Bankrupt", "bankruptcy", "closed", True),
        ("Sart Tilman", "Sart-Tilman", "locality", True), ("Euronext Brussels (BSE:ASIT)", "EURONEXT BRUSSELS:ASIT", "listed", True),
        ("hub of Liège (2008)", "giga", "located_in", True), ("Altaïr since=1996", "giga", "located_in", True), ("Seraing", "Liège", "locality", False),
        ("XYZ 999", "Liège", "locality", False), ("@", "Liège", "locality", False), ("Liège@2020", "Liège", "locality", True),
    ],
)  # fmt: skip
def test_a_transcribed_text_is_tied_to_the_value_the_property_or_a_name(found, transcribed, value, property_, holds):
    row = {"property": property_, "state": "used", "value": value, "transcribed_value": transcribed, "name_as_written": "Altaïr"}
    row |= {"object_id": "giga"} if property_ == "located_in" else {}
    entities = [{"entity_id": "giga", "name": "Hub of Liège"}]
    assert (found("R544", statements=[row], entities=entities) == []) is holds


def test_a_superseded_transcription_stays_as_it_was(found):
    assert found("R544", statements=[{"property": "x", "state": "superseded", "value": "30", "transcribed_value": "300"}]) == []
