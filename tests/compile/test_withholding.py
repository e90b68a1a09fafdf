"""What a dispute does to the fact behind its cell, in every form that is published."""

import pytest

from tests.compile.disputing import heed

FOUNDED = ("companies", "imcyse", "founded_year")
EVENT = "e8fbaa5aac7a1"  # the founding of imcyse, which sources date otherwise
RIVAL = "s2cd25e0855ee"


@pytest.fixture
def disputed(compiled, undisputed):
    """Compile with disputes about cells (table, key, field)."""
    return lambda *cells, **more: heed(compiled, undisputed, cells, **more)[1]


def row(tables, table, key):
    found = tables[table]
    return found[found.iloc[:, 0] == key].squeeze()


def reasons(tables, table, key):
    gaps = tables["gaps"]
    return gaps[(gaps["table"] == table) & (gaps["key"] == key)].set_index("field")["reason"].to_dict()


def behind(tables, *cell):
    rows = tables["provenance"]
    for column, value in zip(("table", "key", "field"), cell, strict=False):
        rows = rows[rows[column] == value]
    return {*rows["statement_id"].dropna()}


def changed(tables, undisputed):
    """Tables that are other than without disputes, the companies' mark aside."""
    marked = undisputed.tables["companies"]["company_id"].map(tables["companies"].set_index("company_id")["disputed"])
    before = undisputed.tables | {"companies": undisputed.tables["companies"].assign(disputed=marked)}
    return [name for name in before if not before[name].equals(tables[name])]


def test_a_withheld_fact_is_in_no_table_in_none_of_its_forms(disputed, undisputed):
    hidden = behind(undisputed.tables, *FOUNDED)
    tables = disputed(FOUNDED)
    assert len(hidden) > 1
    assert hidden.isdisjoint(behind(tables))
    assert row(tables, "companies", "imcyse")[["founded_year", "disputed"]].isna().tolist() == [True, False]
    assert row(tables, "companies", "imcyse")["disputed"]
    assert reasons(tables, "companies", "imcyse")["founded_year"] == "withheld_disputed"
    assert row(tables, "events", EVENT).empty
    assert reasons(tables, "events", EVENT) == {"*": "withheld_disputed"}


def test_a_fact_is_withheld_through_any_of_its_forms(disputed):
    tables = disputed(("events", EVENT, "date"))
    assert reasons(tables, "companies", "imcyse")["founded_year"] == "withheld_disputed"
    assert row(tables, "companies", "imcyse")["disputed"]


def test_a_cell_that_must_be_filled_says_unknown_and_its_events_go_but_other_facts_stay(disputed, undisputed):
    tables = disputed(("companies", "mithra", "status"))
    mithra = row(tables, "companies", "mithra")
    assert mithra["status"] == "unknown"
    assert reasons(tables, "companies", "mithra").items() >= {"status": "withheld_disputed", "status_date": "withheld_disputed"}.items()
    assert "insolvent" not in tables["events"].query("entity_id == 'mithra'")["kind"].tolist()
    others = [name for name in mithra.index if name not in ("status", "status_basis", "status_date", "last_confirmed", "n_sources", "disputed")]
    before = row(undisputed.tables, "companies", "mithra")
    assert mithra[others].fillna("").tolist() == before[others].fillna("").tolist()


def test_a_place_is_withheld_with_all_that_follows_from_it(disputed):
    tables = disputed(("companies", "galactic", "locality"))
    galactic = row(tables, "companies", "galactic")
    assert galactic[["locality", "postcode", "nis_code", "province"]].isna().all()
    assert "Escanaffles" not in tables["sites"].query("entity_id == 'galactic'")["locality"].tolist()


def test_a_name_in_use_is_withheld_with_its_row_in_names(disputed):
    tables = disputed(("companies", "galactic", "name"))
    assert row(tables, "companies", "galactic").empty
    assert "Galactic" not in tables["names"].query("entity_id == 'galactic'")["name"].tolist()
    assert reasons(tables, "companies", "galactic") == {"*": "withheld_disputed"}


def test_a_figure_is_withheld_with_tests_disagreements_and_the_claims_that_it_judges(disputed, undisputed):
    key = "i78a74cd130b7"
    hidden = behind(undisputed.tables, "national_indicators", key)
    claims = undisputed.tables["claims"].query("use_instead == @key")["claim_id"].tolist()
    tables = disputed(("national_indicators", key, "value"))
    assert claims
    assert not set(claims) & set(tables["claims"]["claim_id"])
    for name, table in tables.items():
        named = [column for column in table if column.endswith("statement_id")]
        assert not table[named].isin(hidden).any(axis=None), name


def test_an_open_dispute_marks_the_company_and_changes_nothing_else(disputed, undisputed):
    tables = disputed(("events", EVENT, "date"), state="open")
    assert tables["companies"].query("disputed")["company_id"].tolist() == ["imcyse"]
    assert changed(tables, undisputed) == []


def test_what_the_source_of_an_accepted_dispute_states_wins(disputed, compiled, undisputed):
    said = compiled.evidence["statements"].set_index("statement_id").loc[RIVAL]
    tables = disputed(FOUNDED, state="accepted", source_id=said["source_id"], decided="2026-11-21", decision="Corrected.")
    assert str(row(undisputed.tables, "companies", "imcyse")["founded_year"]) != said["value"][:4]
    assert str(row(tables, "companies", "imcyse")["founded_year"]) == said["value"][:4]
    assert row(tables, "events", EVENT)["date"] == said["value"]
    assert not row(tables, "companies", "imcyse")["disputed"]
    assert behind(tables, *FOUNDED) == {RIVAL}


@pytest.mark.parametrize("state", ["rejected", "accepted"])
def test_a_decided_dispute_without_a_better_statement_changes_nothing(state, disputed, undisputed):
    assert changed(disputed(FOUNDED, state=state), undisputed) == []


@pytest.mark.parametrize("cell", [("companies", "imcyse", "no_such"), ("companies", "nobody", "name"), ("nothing", "a", "b")])
def test_a_dispute_about_no_cell_does_nothing(cell, disputed, undisputed):
    assert changed(disputed(cell), undisputed) == []
