"""The compilation as a whole: what must hold of its tables whatever the evidence, and on a real package."""

from types import SimpleNamespace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.compile import tables as compilation
from scripts.compile.entities import ENTITY_TABLES
from scripts.compile.provenance import TRACED
from scripts.evidence.identifiers import row_ids
from scripts.package.csvio import read_table
from tests.small import SCHEMAS, Evidence, default, entity, source

CELL = ["table", "key", "field"]
SETTLED = ["reading_tests", "reading_verdicts", "outcomes", "adopted_attributes", "disagreements"]
PUBLISHED = [*TRACED, "provenance", "gaps", *SETTLED]
# Identity of the rows of a table: the prefix of its ids, and the columns that they follow from.
IDENTITY = {
    "names": ("n", ["entity_id", "name"]),
    "sites": ("p", ["entity_id", "geo_code"]),
    "events": ("e", ["entity_id", "kind", "object_id", "detail"]),
    "relations": ("r", ["subject_id", "kind", "object_id"]),
}


def key_of(made, name):
    return made.schemas[name].primary_key[0]


def cells(made, names):
    """Every cell that is no key, of some tables: table, key, field, cell."""
    parts = []
    for name in names:
        long = made.tables[name].melt([key_of(made, name)], var_name="field", value_name="cell")
        parts.append(long.rename(columns={key_of(made, name): "key"}).assign(table=name))
    return pd.concat(parts, ignore_index=True)


def tuples(rows, columns=CELL):
    return list(rows[columns].itertuples(index=False, name=None))


def gaps_explain_every_blank_of_the_columns_that_expect_a_value_and_no_other(made):
    expecting = {name: schema.expected for name, schema in made.schemas.items() if schema.expected}
    blank = cells(made, expecting).query("cell == ''")
    explained = tuples(made.tables["gaps"])
    assert len(explained) == len(set(explained))
    assert set(explained) == {cell for cell in tuples(blank) if cell[2] in expecting[cell[0]]}


def provenance_covers_every_filled_cell(made):
    trace = made.tables["provenance"]
    filled = cells(made, TRACED).query("cell != ''")
    rows, own = set(tuples(trace.query("field == '*'"))), set(tuples(trace))
    assert [cell for cell in tuples(filled) if cell not in own and (*cell[:2], "*") not in rows] == []


def provenance_speaks_of_cells_statements_and_derivations_that_exist(made):
    trace = made.tables["provenance"]
    for name, rows in trace.groupby("table"):
        assert set(rows["key"]) <= set(made.tables[name][key_of(made, name)])
        assert set(rows["field"]) <= {"*", *made.schemas[name].columns}
    states = made.evidence["statements"].set_index("statement_id")["state"]
    traced = trace.query("table != 'claims' and statement_id != ''")  # a claim is traced to the article, used or not
    assert set(states[traced["statement_id"]]) <= {"used", "under_test"}
    assert set(trace["rule"]) <= set(made.evidence["derivations"]["derivation"])


def one_statement_is_adopted_where_sources_compete_and_none_where_the_cell_is_blank(made):
    trace = made.tables["provenance"]
    competing = trace[trace["rule"].isin(["best_source", "undecided", "event_as_stated"])]
    adopted = competing["role"].eq("adopted").groupby([competing[column] for column in CELL]).sum()
    reasons = made.tables["gaps"].query("reason == 'sources_undecided'")
    blank = {(table, key, field if table in ENTITY_TABLES else "*") for table, key, field in tuples(reasons)}
    for name in ("observations", "national_indicators"):
        blank |= {(name, key, "*") for key in made.tables[name].query("value == ''")[key_of(made, name)]}
    assert {cell: number for cell, number in adopted.items() if number != (cell not in blank)} == {}


def a_row_is_contested_where_a_cell_of_it_has_a_rival(made):
    rivals = made.tables["provenance"].query("role == 'rival'")
    of_cells = [name for name in TRACED if "contested" in made.schemas[name].columns and name != "funding"]
    for name in of_cells:  # a sum is contested by another row
        contested = made.tables[name].query("contested == 'true'")
        assert set(contested[key_of(made, name)]) == set(rivals.loc[rivals["table"] == name, "key"])


def origins_are_those_of_the_statements_that_support_the_row(made):
    voice = made.evidence["sources"].set_index("source_id")["asserted_by"]
    statements = made.evidence["statements"]
    original = statements["origin_id"].fillna(statements["statement_id"])
    origin = original.map(statements.set_index("statement_id")["source_id"]).map(voice)
    origin.index = statements["statement_id"]
    trace = made.tables["provenance"].query("role in ['adopted', 'agrees']")
    for name in ("names", "sites", "relations", "observations"):
        of_table = trace[trace["table"] == name]
        counts = of_table["statement_id"].map(origin).groupby(of_table["key"]).nunique()
        shown = made.tables[name].set_index(key_of(made, name))["n_independent"]
        shown = shown[shown.index.isin(counts.index[counts > 0])].astype("int64")
        assert shown.to_dict() == counts[counts > 0].to_dict()


def sources_are_counted_by_entity(made):
    used = made.evidence["statements"].query("state == 'used'")
    counts = used.groupby("entity_id")["source_id"].nunique()
    for name in (name for name in ENTITY_TABLES if "n_sources" in made.schemas[name].columns):
        shown = made.tables[name].set_index(key_of(made, name))["n_sources"].astype("int64")
        assert shown.to_dict() == counts.reindex(shown.index, fill_value=0).to_dict()


def ids_follow_from_the_rows(made):
    for name, (prefix, identity) in IDENTITY.items():
        table = made.tables[name]
        assert table[key_of(made, name)].tolist() == row_ids(prefix, table, identity).tolist()
    dated = made.tables["national_indicators"].query("period != '' and obs_status not in ['V', 'F']").assign(own="")
    wanted = row_ids("i", dated, ["indicator_id", "geo_code", "period", "own"])
    assert dated["observation_id"].tolist() == wanted.tolist()
    assert not dated.duplicated(["indicator_id", "geo_code", "period"]).any()


def every_entity_has_its_row(made):
    by_kind = made.evidence["entities"].groupby("kind")["entity_id"].agg(set)
    for name, (key, kind) in ENTITY_TABLES.items():
        assert set(made.tables[name][key]) == by_kind.get(kind, set())


def figures_under_test_are_no_operands_of_computed_ones(made):
    figures = made.tables["national_indicators"]
    trace = made.tables["provenance"].query("table == 'national_indicators' and role == 'derived_from'")
    assert set(trace["key"]) == set(figures.loc[figures["origin"] == "computed", "observation_id"])
    states = made.evidence["statements"].set_index("statement_id")["state"]
    assert set(states[trace["statement_id"]]) <= {"used"}


INVARIANTS = [
    gaps_explain_every_blank_of_the_columns_that_expect_a_value_and_no_other,
    provenance_covers_every_filled_cell,
    provenance_speaks_of_cells_statements_and_derivations_that_exist,
    one_statement_is_adopted_where_sources_compete_and_none_where_the_cell_is_blank,
    a_row_is_contested_where_a_cell_of_it_has_a_rival,
    origins_are_those_of_the_statements_that_support_the_row,
    sources_are_counted_by_entity,
    ids_follow_from_the_rows,
    every_entity_has_its_row,
    figures_under_test_are_no_operands_of_computed_ones,
]

ENTITIES = [("alpha", "company"), ("beta", "company"), ("park", "hub"), ("club", "cluster"), ("lab", "institution")]
# What a source may say of an entity: property and value, and the unit or the other end.
OF_ENTITIES = [
    *(("website", value, {}) for value in ("https://a.be", "https://www.a.be/", "https://b.be")),
    *(("founded", value, {}) for value in ("2014", "2014-05", "2014-05-02", "2015")),
    *(("locality", value, {}) for value in ("Gosselies", "Charleroi", "Louvain-la-Neuve", "Paris", "nowhere")),
    *(("employees", value, {"unit": "persons", "counted": "Staff"}) for value in ("10", "12", "1300")),
    *(("acquired", "true", {"object_id": end}) for end in ("beta", "lab")),
    *((kind, end, {"object_id": end}) for kind, end in (("member_of", "club"), ("located_in", "park"), ("parent", "lab"))),
    ("successor", "lab", {"object_id": "lab"}), ("predecessor", "beta", {"object_id": "beta"}),
    ("kind", "city_hub", {}), ("kind", "science_park", {}), ("latitude", "50.5", {}), ("hub", "Park", {}),
    ("activity", "makes vaccines", {}), ("activity", "vaccine maker", {}), ("postcode", "6041", {}),
    ("closed", "true", {}), ("insolvent", "judicial reorganisation", {}), ("active", "true", {}),
    ("renamed", "Gamma", {"name_as_written": "Alpha"}), ("legal_name", "Alpha SA", {}), ("name_fr", "Alpha", {}),
    ("members", "140", {"unit": "count"}), ("members", "139", {"unit": "count"}),
    ("competitiveness_cluster", "true", {}), ("region", "Wallonia", {"geo_code": "BE3"}),
]  # fmt: skip
OF_INDICATORS = [
    *(("gva", "figure", value, {"unit": "EUR_million"}) for value in ("5000", "5900", "12000")),
    ("gva", "figure", "5.9", {"unit": "EUR_billion"}), ("gva_rank", "rank", "2", {"unit": "rank", "counted": "of 27"}),
    *(("jobs", "figure", value, {"unit": "persons"}) for value in ("13000", "13020", "15000")),
    ("gva_share", "figure", "75", {"unit": "percent"}),
]  # fmt: skip
SOURCES = [source("p1", published="2018"), source("p2", published="2021-03"), source("twin", asserted_by="p1")]
SAYING = st.sampled_from([*(each["source_id"] for each in SOURCES), "src-official_gazette", "src-company"])
PERIOD = st.sampled_from(["", "", "2019", "2020", "2020-05", "2019/2020"])
NAMES = st.sampled_from([name for name, _ in ENTITIES])
FACT = st.tuples(SAYING, NAMES, st.sampled_from(OF_ENTITIES), PERIOD)
FIGURE = st.tuples(
    SAYING, st.sampled_from(OF_INDICATORS), st.sampled_from(["BE", "BE3", "FR", "DE"]), PERIOD,
    st.sampled_from(["used", "used", "under_test", "unused"]),
)  # fmt: skip


def evidence_of(facts, figures):
    evidence = Evidence(*(entity(*each) for each in ENTITIES), sources=SOURCES)
    for said_by, name, (property_, value, more), period in facts:
        evidence.says(said_by, name, property_, value, period=period, **more)
    for said_by, (indicator, property_, value, more), place, period, state in figures:
        evidence.says(said_by, indicator, property_, value, geo_code=place, period=period, state=state, **more)
    return evidence.tables


@pytest.fixture
def nothing_to_reconcile(monkeypatch):
    """Reconciliations have tests of their own."""
    monkeypatch.setattr(compilation, "reconcile", lambda *_: {name: default(name) for name in SETTLED})


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(FACT, min_size=20, max_size=60), st.lists(FIGURE, min_size=10, max_size=30), st.integers(0, 99))
def test_what_holds_whatever_the_evidence_and_in_whatever_order(nothing_to_reconcile, facts, figures, seed):
    evidence, schemas = evidence_of(facts, figures), {name: SCHEMAS[name] for name in PUBLISHED}
    made = SimpleNamespace(evidence=evidence, schemas=schemas, tables=compilation.compile_tables(evidence, schemas))
    for holds in INVARIANTS:
        holds(made)
    shuffled = {name: table.sample(frac=1, random_state=seed) for name, table in evidence.items()}
    again = compilation.compile_typed(shuffled, schemas)
    for name, table in made.tables.items():
        pd.testing.assert_frame_equal(schemas[name].write_text(again[name]), table)
        pd.testing.assert_frame_equal(schemas[name].cast(table), again[name])


@pytest.mark.parametrize("holds", INVARIANTS, ids=lambda holds: holds.__name__)
def test_it_holds_of_a_package_with_reconciliations(compiled, holds):
    holds(compiled)


def test_the_published_tables_are_what_the_evidence_yields(compiled):
    for name, text in compiled.tables.items():
        resource = compiled.package.published[name]
        published, _ = read_table(compiled.package.root, resource.schema, resource.path)
        pd.testing.assert_frame_equal(text, published)


def test_no_derivation_is_told_that_does_not_occur(compiled):
    assert set(compiled.evidence["derivations"]["derivation"]) <= set(compiled.tables["provenance"]["rule"])
