"""Small evidence for tests: rows of text become tables, in the types that the schemas give.

Columns that a row leaves out are blank. Tables that a test does not give hold the rows of `small_tables/`.
"""

from functools import cache
from pathlib import Path

import pandas as pd

from scripts.compile.candidates import candidates
from scripts.package.tableschema import read_schema
from tests.conftest import FROZEN

SCHEMAS = {path.stem: read_schema(FROZEN, f"schemas/{path.name}") for path in (FROZEN / "schemas").glob("*.json")}
KINDS = ["official_gazette", "official_statistics", "company", "cluster", "promotion_agency", "press"]  # best first
TODAY = "2026-11-22"
FROM_PACKAGE = [FROZEN / f"data/evidence/{name}.csv" for name in ("properties", "derivations")]
DEFAULTS = {
    path.stem: pd.read_csv(path, dtype="str", keep_default_na=False).to_dict("records")
    for path in (*sorted((Path(__file__).parent / "small_tables").glob("*.csv")), *FROM_PACKAGE)
}
INDICATOR_UNITS = {row["indicator_id"]: row["unit"] for row in DEFAULTS["indicators"]}


def text(name: str, rows: list[dict]) -> pd.DataFrame:
    """A table of text, indexed by physical line: the first row stands in line 2."""
    columns = SCHEMAS[name].columns
    assert all(set(row) <= set(columns) for row in rows), f"{name} has no such column"
    table = pd.DataFrame(rows, columns=columns, dtype="str").fillna("")
    return table.set_axis(pd.RangeIndex(2, len(rows) + 2, name="line"))


def typed(name: str, rows: list[dict]) -> pd.DataFrame:
    """A typed table, its rows as given."""
    return SCHEMAS[name].cast(text(name, rows).reset_index(drop=True))


@cache
def default(name: str) -> pd.DataFrame:
    """The table that a test does not give; not to be changed."""
    return typed(name, DEFAULTS.get(name, []))


def evidence(**tables: list[dict]) -> dict[str, pd.DataFrame]:
    """Every table, typed: the given rows, else the defaults."""
    return {name: typed(name, tables[name]) if name in tables else default(name) for name in SCHEMAS}


def sid(number: int) -> str:
    """The n-th statement's id."""
    return f"s{number:012x}"


def source(name: str, kind: str = "press", **more) -> dict:
    """A source that vouches for itself."""
    return {"source_id": name, "publisher": name, "asserted_by": name, "accessed": TODAY, "kind": kind, **more}


def entity(name: str, kind: str = "company") -> dict:
    return {"entity_id": name, "kind": kind, "name": name.title()}


class Evidence:
    """Evidence that grows by `says`; `tables` are the typed tables, `candidates` what the policy weighs."""

    def __init__(self, *entities: dict, sources: list[dict] = (), **tables: list[dict]):
        self.given = dict(tables)
        self.given["entities"] = list(entities)
        self.given["sources"] = [source(f"src-{kind}", kind) for kind in KINDS] + list(sources)
        self.statements: list[dict] = []

    def says(self, source_id: str, subject: str, property_: str, value: str, **more) -> str:
        """Add a statement of a source on an entity, or on an indicator where `property_` is a figure's."""
        number = len(self.statements) + 1
        about = "indicator_id" if property_ in ("figure", "rank") else "entity_id"
        row = {
            "statement_id": sid(number), "source_id": source_id, "ordinal": "1", about: subject,
            "property": property_, "value": value, "qualifier": "exact", "state": "used", "language": "en", **more,
        }  # fmt: skip
        self.statements.append(row)
        return row["statement_id"]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        return evidence(**self.given | {"statements": self.statements})

    @property
    def candidates(self) -> pd.DataFrame:
        return candidates(self.tables)

    @property
    def facts(self) -> pd.DataFrame:
        rows = self.candidates
        return rows[rows["state"] == "used"]
