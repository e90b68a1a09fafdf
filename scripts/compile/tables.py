"""The compilation as a whole: typed evidence in, published tables out."""

from typing import NamedTuple

import pandas as pd

from scripts.compile import provenance, withholding
from scripts.compile.candidates import candidates as weigh
from scripts.compile.cells import Cells
from scripts.compile.claims import compile_claims, deciding, deciding_of_rows, follow
from scripts.compile.classes import own_counts
from scripts.compile.disputed_facts import cases
from scripts.compile.entities import ENTITY_TABLES, compile_entities, compiled_as, lay_out
from scripts.compile.funding import compile_funding
from scripts.compile.gaps import compile_gaps
from scripts.compile.indicators import compile_computed, compile_stated, named
from scripts.compile.many import compile_events, compile_names, compile_observations, compile_relations
from scripts.compile.places import compile_places
from scripts.evidence.columns import Tables
from scripts.evidence.load import cast_tables
from scripts.package.descriptor import Package
from scripts.package.tableschema import TableSchema
from scripts.reconcile import reconcile
from scripts.reconcile.verdicts import claim_verdicts

# Columns of tables traced by row that are left blank where sources are undecided.
LEFT_OPEN = {"events": "date", "observations": "value", "national_indicators": "value"}
Schemas = dict[str, TableSchema]


class Compiled(NamedTuple):
    """Published tables, and the cells (table, key, field) that are blank because sources are undecided."""

    tables: Tables
    undecided: pd.DataFrame


def compile_package(package: Package, text: Tables) -> Tables:
    """Compile all published tables of a package, as canonical text, from its evidence as text (others are left out)."""
    evidence = cast_tables({name: text[name] for name in package.evidence}, package.evidence)
    return compile_tables(evidence, {name: resource.schema for name, resource in package.published.items()})


def compile_tables(evidence: Tables, schemas: Schemas) -> Tables:
    """Compile all published tables as canonical text, blanks as "": those of `compile_typed`, written."""
    return {name: schemas[name].write_text(table) for name, table in compile_typed(evidence, schemas).items()}


def compile_typed(evidence: Tables, schemas: Schemas) -> Tables:
    """Compile all published tables.

    Parameters
    ----------
    evidence
        The typed evidence tables by name.
    schemas
        The schemas of the published tables by name.

    Returns
    -------
    By name, frames with the columns and dtypes of their schema, rows in the declared order,
    indexed by the physical line (`line`) that each row has in its file. The result depends on the
    content of the evidence alone, not on the order of its rows.
    """
    return heed_disputes(compile_undisputed(evidence, schemas), evidence, schemas)


def compile_undisputed(evidence: Tables, schemas: Schemas) -> Compiled:
    """Compile all published tables as if there were no disputes (see `compile_typed`)."""
    tables, undecided = _compile(evidence, schemas)
    return Compiled(_with_gaps(tables, undecided, evidence, schemas), undecided)


def heed_disputes(plain: Compiled, evidence: Tables, schemas: Schemas) -> Tables:
    """Compile anew without the statements that disputes put aside, and withhold the cells that they name.

    `plain` is what `compile_undisputed` makes of the same evidence.
    """
    found = cases(evidence, plain.tables, schemas)
    if not found:
        return plain.tables
    tables, undecided = plain
    if any(case.aside for case in found):
        tables, undecided = _compile(withholding.without(evidence, found), schemas)
    tables = {name: table for name, table in withholding.mark(tables, found).items() if name != "gaps"}
    tables, hidden = withholding.hide(tables, plain.tables, found, schemas)
    gaps = compile_gaps(tables, schemas, undecided, evidence)
    gaps = withholding.explained(gaps, tables, plain.tables, hidden, schemas)
    return tables | {"gaps": schemas["gaps"].arrange(gaps)}


def _compile(evidence: Tables, schemas: Schemas) -> Compiled:
    """Compile all published tables but gaps."""
    choices = weigh(evidence)
    facts = choices[choices["state"] == "used"]
    places = compile_places(evidence, facts)
    events = compile_events(evidence, facts)
    relations = compile_relations(evidence, facts)
    observations = compile_observations(evidence, choices)
    cells = compile_entities(evidence, facts, places, relations, events, observations)
    tables = lay_out(cells, evidence["entities"], schemas)

    settled = reconcile(evidence, own_counts(tables["companies"]))
    stated = follow(compile_stated(evidence, choices), settled["adopted_attributes"])
    computed = compile_computed(evidence, stated.drop_duplicates("observation_id"))
    verdicts = claim_verdicts(evidence, settled["reading_verdicts"])
    decides = deciding(evidence)
    # One row a statement that takes part in a row of the table, the adopted one first.
    traced = {
        "names": compile_names(evidence, facts),
        "sites": places.traces.assign(role="adopted"),
        "events": events,
        "relations": relations,
        "observations": observations,
        "funding": compile_funding(evidence, facts),
        "national_indicators": stated,
        "claims": compile_claims(evidence, choices, stated, observations, verdicts).assign(role="adopted"),
    }
    rows = (
        traced
        | settled
        | {
            "sites": places.sites,
            "observations": observations.assign(reconciliation_id=deciding_of_rows(observations, decides)),
            "national_indicators": named(_indicators(stated, computed, decides), evidence),
        }
    )
    tables |= {
        name: schemas[name].arrange(frame.drop_duplicates(schemas[name].primary_key)) for name, frame in rows.items()
    }
    traces = [
        provenance.of_cells(cells, tables),
        provenance.of_operands(computed, stated),
        *(
            provenance.of_rows(traced[name], name, schemas[name].primary_key[0], derivation)
            for name, derivation in provenance.ROW_TABLES.items()
        ),
    ]
    tables["provenance"] = schemas["provenance"].arrange(provenance.number(pd.concat(traces, ignore_index=True)))
    return Compiled(tables, _undecided(cells, traced, schemas))


def _with_gaps(tables: Tables, undecided: pd.DataFrame, evidence: Tables, schemas: Schemas) -> Tables:
    return tables | {"gaps": schemas["gaps"].arrange(compile_gaps(tables, schemas, undecided, evidence))}


def _indicators(stated: pd.DataFrame, computed: pd.DataFrame, decides: pd.Series) -> pd.DataFrame:
    """Stated and computed figures together, as the table shows them: traced to the adopted statement."""
    decided = deciding_of_rows(stated, decides)
    stated = stated.drop_duplicates("observation_id")
    stated = stated.assign(reconciliation_id=decided, statement_id=stated["adopted_id"], origin="stated")
    return pd.concat([stated, computed.assign(origin="computed")], ignore_index=True)


def _undecided(cells: Cells, traced: Tables, schemas: Schemas) -> pd.DataFrame:
    """Cells left blank because sources are undecided: table, key, field."""
    parts = []
    for table in ENTITY_TABLES:
        published = {compiled_as(table, column): column for column in schemas[table].columns}
        of_table = cells.undecided.rename(columns={"entity_id": "key"})
        parts.append(of_table.assign(table=table, field=of_table["field"].map(published)))
    for table, field in LEFT_OPEN.items():
        keys = traced[table].loc[traced[table]["undecided"], schemas[table].primary_key[0]]
        parts.append(pd.DataFrame({"table": table, "key": keys, "field": field}))
    return pd.concat(parts, ignore_index=True)
