"""The compilation as a whole: typed evidence in, published tables as text out."""

import pandas as pd

from scripts.compile import provenance
from scripts.compile.candidates import candidates as weigh
from scripts.compile.cells import Cells
from scripts.compile.claims import compile_claims
from scripts.compile.counts import own_counts
from scripts.compile.entities import TABLES, compile_entities, compiled_as, lay_out
from scripts.compile.gaps import compile_gaps
from scripts.compile.indicators import compile_computed, compile_stated
from scripts.compile.many import (
    compile_events,
    compile_names,
    compile_observations,
    compile_relations,
)
from scripts.compile.places import compile_places
from scripts.compile.settled import deciding, follow
from scripts.package.tableschema import TableSchema
from scripts.reconcile.readings import claim_verdicts, reconcile

# Tables whose rows are traced as a whole, and the rule that makes them.
BY_ROW = {
    "names": "name_as_stated",
    "sites": "site_of_locality",
    "events": "event_as_stated",
    "relations": "relation_as_stated",
    "observations": "best_source",
    "national_indicators": "best_source",
    "claims": "claim_of_seed",
}
# Columns of such tables that are left blank where sources are undecided.
LEFT_OPEN = {"events": "date", "observations": "value", "national_indicators": "value"}


def compile_tables(
    evidence: dict[str, pd.DataFrame], schemas: dict[str, TableSchema]
) -> dict[str, pd.DataFrame]:
    """Compile all published tables.

    In: the typed evidence tables by name, the schemas of the published tables by name. Out: by
    name, frames of text in schema and row order, blanks as "". The result depends on the content
    of the evidence alone, not on the order of its rows.
    """
    choices = weigh(evidence)
    facts = choices[choices["state"] == "used"]
    places = compile_places(evidence, facts)
    events = compile_events(facts)
    relations = compile_relations(facts)
    observations = compile_observations(evidence, choices)
    cells = compile_entities(evidence, facts, places, relations, events, observations)
    text = {name: _laid_out(cells, evidence, name, schemas[name]) for name in TABLES}
    counts = own_counts(schemas["companies"].cast(text["companies"]))
    settled = reconcile(evidence, counts)
    decides = deciding(evidence)
    observations = observations.assign(reconciliation_id=observations["statement_id"].map(decides))
    stated = follow(compile_stated(evidence, choices), settled["adopted_attributes"], decides)
    computed = compile_computed(evidence, stated.drop_duplicates("observation_id"))
    verdicts = claim_verdicts(evidence, settled["reading_verdicts"])
    rows = {
        "names": compile_names(evidence, facts),
        "sites": places.sites,
        "events": events,
        "relations": relations,
        "observations": observations,
        "national_indicators": _indicators(stated, computed),
        "claims": compile_claims(evidence, choices, stated, observations, verdicts),
        **settled,
    }
    text |= {
        name: _text(frame.drop_duplicates(schemas[name].primary_key), schemas[name])
        for name, frame in rows.items()
    }
    traced = rows | {
        "sites": places.traces.assign(role="adopted"),
        "national_indicators": stated,
        "claims": rows["claims"].assign(role="adopted"),
    }
    traces = [
        provenance.of_cells(cells, text),
        provenance.of_operands(computed, stated),
        *(
            provenance.of_rows(rows, name, schemas[name].primary_key[0], rule)
            for name, rule in BY_ROW.items()
            for rows in [traced[name]]
        ),
    ]
    numbered = provenance.number(pd.concat(traces, ignore_index=True))
    text["provenance"] = _text(numbered, schemas["provenance"])
    gaps = compile_gaps(text, schemas, _undecided(cells, rows, schemas), evidence)
    text["gaps"] = _text(gaps, schemas["gaps"])
    return text


def _laid_out(
    cells: Cells, evidence: dict[str, pd.DataFrame], name: str, schema: TableSchema
) -> pd.DataFrame:
    """An entity table as text; casting it and back puts numbers in canonical form."""
    rows = lay_out(cells, evidence["entities"], name, schema.columns)
    return _text(schema.cast(rows), schema)


def _indicators(stated: pd.DataFrame, computed: pd.DataFrame) -> pd.DataFrame:
    stated = stated.assign(statement_id=stated["adopted_id"])
    both = pd.concat([stated, computed], ignore_index=True)
    return both.assign(origin=both["origin_kind"])


def _text(frame: pd.DataFrame, schema: TableSchema) -> pd.DataFrame:
    return schema.write_text(frame.reindex(columns=schema.columns)).reset_index(drop=True)


def _undecided(
    cells: Cells, rows: dict[str, pd.DataFrame], schemas: dict[str, TableSchema]
) -> pd.DataFrame:
    """Cells left blank because sources are undecided: table, key, field."""
    parts = [
        cells.undecided.rename(columns={"entity_id": "key"}).assign(
            table=table, field=lambda frame, table=table: frame["field"].map(_published_as(table, schemas))
        )
        for table in TABLES
    ]
    for table, field in LEFT_OPEN.items():
        open_rows = rows[table][rows[table]["undecided"].eq(True)]
        keys = open_rows[schemas[table].primary_key[0]]
        parts.append(pd.DataFrame({"table": table, "key": keys, "field": field}))
    return pd.concat(parts, ignore_index=True)


def _published_as(table: str, schemas: dict[str, TableSchema]) -> dict[str, str]:
    """Published column of each compiled field of an entity table."""
    return {compiled_as(table, column): column for column in schemas[table].columns}
