"""The compilation as a whole, on the real package."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.compile.entities import ENTITY_TABLES
from scripts.compile.provenance import TRACED
from scripts.compile.tables import compile_tables
from scripts.evidence.load import cast_tables, read_tables
from scripts.package.csvio import read_table, write_table
from scripts.package.descriptor import load_package

CELL = ["table", "key", "field"]


def cells(tables, schemas, names):
    """Every cell that is no key, of some tables: table, key, field, cell."""
    parts = []
    for name in names:
        key = schemas[name].primary_key[0]
        long = tables[name].melt([key], var_name="field", value_name="cell")
        parts.append(long.rename(columns={key: "key"}).assign(table=name))
    return pd.concat(parts, ignore_index=True)


def test_gaps_explain_every_blank_of_the_columns_that_expect_a_value_and_no_other(compiled):
    expecting = {name: schema.expected for name, schema in compiled.schemas.items() if schema.expected}
    blank = cells(compiled.tables, compiled.schemas, expecting).query("cell == ''")
    wanted = {tuple(cell) for cell in blank[CELL].to_numpy() if cell[2] in expecting[cell[0]]}
    explained = [tuple(cell) for cell in compiled.tables["gaps"][CELL].to_numpy()]
    assert len(explained) == len(set(explained))
    assert set(explained) == wanted


def test_provenance_covers_every_filled_cell(compiled):
    trace = compiled.tables["provenance"]
    filled = cells(compiled.tables, compiled.schemas, TRACED).query("cell != ''")
    whole_rows = pd.MultiIndex.from_frame(trace.query("field == '*'")[["table", "key"]])
    own = pd.MultiIndex.from_frame(trace[CELL])
    covered = pd.MultiIndex.from_frame(filled[["table", "key"]]).isin(whole_rows)
    covered |= pd.MultiIndex.from_frame(filled[CELL]).isin(own)
    assert filled[~covered][CELL].to_numpy().tolist() == []


def test_provenance_speaks_of_rows_and_columns_that_exist(compiled):
    trace = compiled.tables["provenance"]
    for name, rows in trace.groupby("table"):
        assert set(rows["key"]) <= set(compiled.tables[name][compiled.schemas[name].primary_key[0]])
        assert set(rows["field"]) <= {"*", *compiled.schemas[name].columns}


def test_a_blank_cell_has_no_statement_adopted(compiled):
    blank = cells(compiled.tables, compiled.schemas, ENTITY_TABLES).query("cell == ''")
    adopted = compiled.tables["provenance"].query("role == 'adopted'")
    both = adopted.merge(blank[CELL], on=CELL)
    assert both.to_numpy().tolist() == []


def test_a_cell_with_a_rival_stands_in_a_row_that_is_marked_contested(compiled):
    rivals = compiled.tables["provenance"].query("role == 'rival'")
    assert len(rivals) > 0
    for name, rows in rivals.groupby("table"):
        keys = compiled.tables[name].set_index(compiled.schemas[name].primary_key[0])
        assert set(keys.loc[rows["key"].unique(), "contested"]) == {"true"}


def test_every_entity_has_its_row(compiled):
    by_kind = compiled.evidence["entities"].groupby("kind")["entity_id"].agg(set)
    for name, (key, kind) in ENTITY_TABLES.items():
        assert set(compiled.tables[name][key]) == by_kind[kind]


def test_a_confirmed_figure_with_a_date_is_unique_by_indicator_geography_and_period(compiled):
    rows = compiled.tables["national_indicators"].query("period != '' and obs_status != 'V'")
    assert not rows.duplicated(["indicator_id", "geo_code", "period"]).any()


def test_figures_under_test_are_no_operands_of_computed_ones(compiled):
    figures = compiled.tables["national_indicators"].set_index("observation_id")
    trace = compiled.tables["provenance"].query("table == 'national_indicators' and role == 'derived_from'")
    computed = figures[figures["origin"] == "computed"].index
    assert set(trace["key"]) == set(computed)
    states = compiled.evidence["statements"].set_index("statement_id")["state"]
    assert set(states[trace["statement_id"]]) == {"used"}


def test_the_published_tables_are_what_the_evidence_yields(compiled):
    for name, text in compiled.tables.items():
        resource = compiled.package.published[name]
        published, _ = read_table(compiled.package.root / resource.path, resource.schema, name)
        pd.testing.assert_frame_equal(text, published)


@pytest.fixture(scope="module")
def cut_tables(cut):
    package = load_package(cut)
    text, _ = read_tables(package, package.evidence)
    schemas = {name: resource.schema for name, resource in package.published.items()}
    return package, text, schemas


@settings(max_examples=2, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_order_of_the_evidence_does_not_matter(cut_tables, seed):
    package, text, schemas = cut_tables
    shuffled = {name: table.sample(frac=1, random_state=seed) for name, table in text.items()}
    tables = compile_tables(cast_tables(shuffled, package.evidence), schemas)
    for name, resource in package.published.items():
        assert write_table(tables[name]) == (package.root / resource.path).read_bytes()
