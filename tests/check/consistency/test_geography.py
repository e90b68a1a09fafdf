import pytest

from scripts.check.consistency import geography


def municipality(nis_code, province, nuts3_code, **more):
    place = {"geo_code": f"nis-{nis_code}", "kind": "municipality", "nis_code": nis_code}
    return place | {"province": province, "nuts3_code": nuts3_code} | more


PLACES = {
    "geographies": [
        {"geo_code": "BE3", "kind": "region", "name": "Wallonie"},
        {"geo_code": "BE2", "kind": "region", "name": "Vlaanderen"},
        municipality("52011", "Hainaut", "BE32B"),
        municipality("62063", "Liège", "BE332"),
        municipality("55022", "Hainaut", "BE32D", valid_until="2018-12-31"),
    ],
    "localities": [
        {"name": "Gosselies", "geo_code": "nis-52011", "postcode": "6041"},
        {"name": "Liège", "geo_code": "nis-62063"},
        {"name": "Gent", "geo_code": "BE2"},
    ],
    "postcodes": [
        {"postcode": "6041", "geo_code": "nis-52011"},
        {"postcode": "4000", "geo_code": "nis-62063"},
    ],
    "sources": [{"source_id": "a", "accessed": "2026-11-22"}],
}  # fmt: skip
RIGHT = {
    "company_id": "altair", "locality": "Gosselies", "nis_code": "52011", "postcode": "6041", "province": "Hainaut",
    "nuts3_code": "BE32B",
}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "wrong", "rule"),
    [
        ("postcode", "4000", "R201"),
        ("postcode", "9999", "R201"),
        ("province", "Liège", "R204"),
        ("province", "", "R204"),
        ("nuts3_code", "BE332", "R205"),
        ("locality", "Liège", "R203"),
    ],
)
def test_a_cell_that_contradicts_the_municipality_is_found(fired, column, wrong, rule):
    where = "nis_code" if column == "locality" else column
    assert fired(geography, companies=[RIGHT, RIGHT | {column: wrong}], **PLACES) == [(rule, 3, where)]


def test_a_code_that_has_ended_or_never_was_is_found(fired):
    codes = [
        {"company_id": "a", "nis_code": "55022", "province": "Hainaut", "nuts3_code": "BE32D"},
        {"nis_code": "52012"},
    ]
    assert fired(geography, companies=codes, **PLACES) == [("R202", 2, "nis_code"), ("R202", 3, "nis_code")]


def test_a_company_abroad_needs_no_municipality(fired):
    assert fired(geography, companies=[{"company_id": "a", "locality": "Gent"}], **PLACES) == []


def test_a_locality_that_no_table_knows_is_found_where_the_statement_is_in_use(fired):
    row = {"statement_id": "s1", "property": "locality", "state": "used", "value": "Gosselis"}
    rows = [row, row | {"state": "unused"}, row | {"property": "activity"}, row | {"value": "Gosselies"}]
    assert fired(geography, statements=rows, **PLACES) == [("R206", 2, "value")]


def test_walloon_is_what_lies_in_the_region(fired):
    site = {"site_id": "p1", "geo_code": "nis-52011", "in_wallonia": "true"}
    rows = [
        site,
        site | {"in_wallonia": "false"},
        {"geo_code": "BE2", "in_wallonia": "false"},
        {"geo_code": "BE3", "in_wallonia": "true"},
    ]
    assert fired(geography, sites=rows, **PLACES) == [("R207", 3, "in_wallonia")]


def test_a_bad_cell_below_silences_what_rests_on_it_alone(fired):
    bad = {("companies", 2, "nis_code")}
    rows = [RIGHT | {"nis_code": "5201"}, RIGHT | {"postcode": "4000"}]
    assert fired(geography, bad, companies=rows, **PLACES) == [("R201", 3, "postcode")]
