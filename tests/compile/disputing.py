"""The frozen package with disputes."""

import pandas as pd

from scripts.compile.tables import heed_disputes


def heed(compiled, undisputed, cells, **more):
    """Dispute cells (table, key, field), withheld where nothing else is said; return the disputes as text, the tables typed."""
    rows = [
        {"dispute_id": f"d-2026-{number:03d}", "received": "2026-11-20", "asked_by": "the company described",
         "table": table, "key": key, "field": field, "claim": "It is wrong.", "state": "withheld", **more}
        for number, (table, key, field) in enumerate(cells, 1)
    ]  # fmt: skip
    schema = compiled.package.resources["disputes"].schema
    text = pd.DataFrame(rows, columns=schema.columns, dtype="str").fillna("")
    text = text.set_axis(pd.RangeIndex(2, len(rows) + 2, name="line"))
    evidence = compiled.evidence | {"disputes": schema.cast(text)}
    return text, heed_disputes(undisputed, evidence, compiled.schemas)
