"""Where published cells come from: every statement that bears on one, why, and by which derivation."""

import pandas as pd

from scripts.compile.cells import Cells
from scripts.compile.entities import ENTITY_TABLES, compiled_as
from scripts.evidence.columns import WHOLE_ROW, Tables, lookup

ROLES = ["adopted", "agrees", "rival", "derived_from"]
COLUMNS = ["table", "key", "field", "statement_id", "role", "rule"]
# Tables whose rows are traced as a whole, and the derivation that makes them.
ROW_TABLES = {
    "names": "name_as_stated",
    "sites": "site_of_locality",
    "events": "event_as_stated",
    "relations": "relation_as_stated",
    "observations": "best_source",
    "funding": "sum_as_reported",
    "national_indicators": "best_source",
    "claims": "claim_of_seed",
}
# Published tables that are compiled from statements; the others tell of the compilation itself.
TRACED = (*ENTITY_TABLES, *ROW_TABLES)


def of_rows(rows: pd.DataFrame, table: str, key: str, derivation: str) -> pd.DataFrame:
    """Provenance of a table with one row a statement (`key`, `statement_id`, `role`) before it is laid out."""
    traces = rows[[key, "statement_id", "role"]].rename(columns={key: "key"})
    return traces.assign(table=table, field=WHOLE_ROW, rule=derivation)[COLUMNS]


def of_cells(cells: Cells, tables: Tables) -> pd.DataFrame:
    """Provenance of the cells of the entity tables that are shown or contested."""
    parts = []
    for table, (key, _) in ENTITY_TABLES.items():
        columns = list(tables[table])
        shown = pd.DataFrame({"field": [compiled_as(table, column) for column in columns], "shown_as": columns})
        traces = cells.traces[cells.traces["entity_id"].isin(tables[table][key])].merge(shown, on="field")
        traces = traces.assign(table=table, key=traces["entity_id"], field=traces["shown_as"])
        parts.append(traces[COLUMNS])
    return pd.concat(parts, ignore_index=True)


def of_operands(computed: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Provenance of computed figures: the statements of their operands, by formula.

    A rank of computed shares goes back to the statement above the line of each share.
    """
    adopted = lookup(stated, "observation_id", "adopted_id")
    through = computed.set_index("observation_id")["numerator_row"].map(adopted)
    statement = pd.concat([adopted, through])
    parts = []
    for operand, derivation in (
        ("numerator_row", "computed_numerator"), ("denominator_row", "computed_denominator")
    ):  # fmt: skip
        rows = computed[computed[operand].notna()]
        rows = rows.assign(statement_id=rows[operand].map(statement), role="derived_from")
        parts.append(of_rows(rows, "national_indicators", "observation_id", derivation))
    return pd.concat(parts, ignore_index=True)


def number(rows: pd.DataFrame) -> pd.DataFrame:
    """Number the rows of each cell in the order of roles, then of statements; drop repetitions."""
    rows = rows.drop_duplicates(COLUMNS)
    rows = rows.assign(order=rows["role"].map({role: place for place, role in enumerate(ROLES)}))
    cell = ["table", "key", "field"]
    rows = rows.sort_values([*cell, "order", "rule", "statement_id"], na_position="last")
    return rows.assign(n=rows.groupby(cell, sort=False).cumcount() + 1)
