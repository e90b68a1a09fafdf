"""Which of several equal statements wins a tie must show in no published cell but the one that names it."""

import random

import pandas as pd
import pytest

from scripts.compile.claims import deciding_of_rows
from scripts.compile.tables import compile_tables
from scripts.evidence.load import cast_tables, read_tables


def relabelled(text, resources, seed):
    """The evidence with its statement ids dealt out anew, wherever they stand."""
    ids = sorted(text["statements"]["statement_id"])
    dealt = dict(zip(ids, random.Random(seed).sample(ids, len(ids)), strict=True))
    tables = dict(text)
    for name, resource in resources.items():
        of_statements = [key.fields[0] for key in resource.schema.foreign_keys if (key.resource or name) == "statements"]
        for column in of_statements + ["statement_id"] * (name == "statements"):
            tables[name] = tables[name].assign(**{column: tables[name][column].map(dealt).fillna("")})
    return tables


def anonymous(tables, statements):
    """Published rows without the ids of statements, and of the tests and observations that are named after them."""
    indicators = tables["national_indicators"]
    hidden = {*statements, *tables["reading_tests"]["test_id"]}
    hidden |= {*indicators.loc[indicators["obs_status"].isin(["V", "F"]), "observation_id"]}
    return {
        name: sorted(
            tuple("" if cell in hidden else cell for column, cell in row.items() if column != "n")
            for row in table.to_dict("records")
        )
        for name, table in tables.items()
        if name != "disagreements"  # its rows are pairs of statements
    }


@pytest.mark.parametrize("seed", range(3))
def test_statement_ids_dealt_out_anew_change_no_other_cell(compiled, cut, seed):
    resources = compiled.package.evidence
    text, _ = read_tables(compiled.package, resources)
    statements = set(text["statements"]["statement_id"])
    dealt = cast_tables(relabelled(text, resources, seed), resources)
    expected = anonymous(compiled.tables, statements)
    found = anonymous(compile_tables(dealt, compiled.schemas), statements)
    for name, rows in expected.items():
        assert found[name] == rows, name


@pytest.mark.parametrize("adopted", [0, 1])
def test_a_reconciliation_marks_an_observation_whichever_of_its_statements_it_reads(adopted):
    rows = pd.DataFrame({"observation_id": ["one", "one", "other"], "statement_id": ["s1", "s2", "s3"]}, dtype="str")
    decides = pd.Series({f"s{adopted + 1}": "five-or-six"}, dtype="str")
    assert deciding_of_rows(rows, decides).fillna("").tolist() == ["five-or-six", "five-or-six", ""]
