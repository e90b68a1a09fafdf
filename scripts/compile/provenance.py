"""For every published cell, where it comes from; for every blank one, why."""

import pandas as pd

from scripts.compile.cells import Cells
from scripts.compile.entities import TABLES, compiled_as

WHOLE_ROW = "*"
ROLES = ["adopted", "agrees", "rival", "derived_from"]
COLUMNS = ["table", "key", "field", "statement_id", "role", "rule"]


def of_rows(rows: pd.DataFrame, table: str, key: str, rule: str) -> pd.DataFrame:
    """Provenance of a table with one row a statement before it is laid out.

    In: rows with the key column, `statement_id` and `role`. Out: rows of provenance.
    """
    return pd.DataFrame(
        {
            "table": table,
            "key": rows[key],
            "field": WHOLE_ROW,
            "statement_id": rows["statement_id"],
            "role": rows["role"],
            "rule": rule,
        }
    )


def of_cells(cells: Cells, tables: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Provenance of the cells of the entity tables that are shown or contested."""
    parts = []
    for table, (key, _) in TABLES.items():
        columns = list(tables[table])
        shown = pd.DataFrame({"field": [compiled_as(table, column) for column in columns], "shown_as": columns})
        traces = cells.traces[cells.traces["entity_id"].isin(tables[table][key])]
        traces = traces.merge(shown, on="field").drop(columns="field")
        traces = traces.rename(columns={"entity_id": "key", "shown_as": "field"})
        parts.append(traces.assign(table=table)[COLUMNS])
    return pd.concat(parts, ignore_index=True)


def of_operands(computed: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """Provenance of computed figures: the statements of their operands, by formula.

    A rank of computed shares goes back to the statement above the line of each share.
    """
    adopted = stated.drop_duplicates("observation_id").set_index("observation_id")["adopted_id"]
    through = computed.set_index("observation_id")["numerator_row"].map(adopted)
    statement = pd.concat([adopted, through])
    parts = [
        of_rows(
            computed.assign(statement_id=computed[operand].map(statement), role="derived_from"),
            "national_indicators", "observation_id", rule,
        )[computed[operand].notna()]
        for operand, rule in (
            ("numerator_row", "computed_numerator"), ("denominator_row", "computed_denominator")
        )
    ]  # fmt: skip
    return pd.concat(parts, ignore_index=True)


def number(rows: pd.DataFrame) -> pd.DataFrame:
    """Number the rows of each cell in the order of roles, then of statements; drop repetitions."""
    rows = rows.drop_duplicates(COLUMNS)
    rows = rows.assign(order=rows["role"].map({role: place for place, role in enumerate(ROLES)}))
    cell = ["table", "key", "field"]
    rows = rows.sort_values([*cell, "order", "rule", "statement_id"], na_position="last")
    return rows.assign(n=rows.groupby(cell, sort=False).cumcount() + 1)
