"""Small evidence for tests: rows of text become tables, in the types that the schemas give.

Columns that a row leaves out are blank. Tables that a test does not give hold the rows of DEFAULTS.
"""

from functools import cache

import pandas as pd

from scripts.compile.candidates import candidates
from scripts.package.tableschema import read_schema
from tests.conftest import FROZEN

SCHEMAS = {path.stem: read_schema(path) for path in (FROZEN / "schemas").glob("*.json")}
KINDS = ["official_gazette", "official_statistics", "company", "cluster", "promotion_agency", "press"]  # best first
TODAY = "2026-11-22"
WIDTHS = {"about": "0.05", "nearly": "0.05", "more_than": "0.1", "less_than": "0.1", "at_least": "0.1", "at_most": "0.1"}
DEFAULTS = {
    "source_kinds": [{"source_kind": kind, "rank": str(rank), "title": kind} for rank, kind in enumerate(KINDS, 1)],
    "units": [
        {"unit": unit, "title": title, "kind": kind, "factor": factor, "whole": whole, "minimum": minimum}
        for unit, title, kind, factor, whole, minimum in [
            ("EUR_million", "million euro", "money_eur", "1000000", "false", ""),
            ("EUR_billion", "billion euro", "money_eur", "1000000000", "false", ""),
            ("EUR_per_employee", "euro per person", "money_eur_per_employee", "1", "false", "0"),
            ("EUR_per_capita", "euro per inhabitant", "money_eur_per_capita", "1", "false", "0"),
            ("persons", "persons", "labour", "1", "true", "0"),
            ("count", "number", "count", "1", "true", "0"),
            ("rank", "rank", "rank", "1", "true", "1"),
            ("percent", "per cent", "share", "1", "false", "0"),
            ("percent_per_year", "per cent a year", "growth", "1", "false", ""),
            ("year", "year", "calendar", "1", "true", ""),
        ]
    ],
    "tolerances": [
        {"tolerance_id": f"width_{qualifier}", "kind": "qualifier_width", "applies_to": qualifier, "relative": width}
        for qualifier, width in WIDTHS.items()
    ] + [{"tolerance_id": "revision_any", "kind": "revision", "applies_to": "any", "relative": "0.02"}],
    "policy": [
        {"parameter": name, "value": value, "unit": unit, "why": "as the tests need it"}
        for name, value, unit in [
            ("active_years", "3", "years"), ("hub_distance_km", "15", "km"), ("independent_for_end", "2", "origins"),
            ("rank_peers", "3", "countries"), ("bulk_rows", "50", "rows"), ("municipality_distance_km", "12.5", "km"),
        ]
    ],
    "geographies": [
        {"geo_code": "BE", "name": "Belgium", "kind": "country"},
        {"geo_code": "FR", "name": "France", "kind": "country"},
        {"geo_code": "DE", "name": "Germany", "kind": "country"},
        {"geo_code": "BE3", "name": "Wallonia", "kind": "region", "parent_code": "BE"},
        {"geo_code": "BE1", "name": "Brussels", "kind": "region", "parent_code": "BE", "latitude": "50.67",
         "longitude": "4.62"},
        *(
            {"geo_code": f"nis-{nis}", "name": name, "kind": "municipality", "parent_code": "BE3", "nis_code": nis,
             "nuts3_code": nuts, "province": province, "latitude": latitude, "longitude": longitude}
            for nis, name, nuts, province, latitude, longitude in [
                ("52011", "Charleroi", "BE32B", "Hainaut", "50.41", "4.44"),
                ("52021", "Fleurus", "BE32B", "Hainaut", "50.48", "4.55"),
                ("25121", "Ottignies-Louvain-la-Neuve", "BE310", "Brabant wallon", "50.67", "4.57"),
                ("83034", "Marche-en-Famenne", "BE343", "Luxembourg", "50.22", "5.34"),
            ]
        ),
    ],
    "localities": [
        {"locality_id": "charleroi", "name": "Charleroi", "geo_code": "nis-52011"},
        {"locality_id": "gosselies", "name": "Gosselies", "geo_code": "nis-52011", "postcode": "6041",
         "latitude": "50.46", "longitude": "4.43"},
        {"locality_id": "fleurus", "name": "Fleurus", "geo_code": "nis-52021"},
        {"locality_id": "louvain-la-neuve", "name": "Louvain-la-Neuve", "geo_code": "nis-25121", "postcode": "1348"},
        {"locality_id": "marche", "name": "Marche-en-Famenne", "geo_code": "nis-83034", "postcode": "6900"},
        {"locality_id": "bruxelles", "name": "Bruxelles", "geo_code": "BE1"},
        {"locality_id": "paris", "name": "Paris", "geo_code": "FR"},
    ],
    "postcodes": [
        {"postcode": "6000", "geo_code": "nis-52011"}, {"postcode": "6041", "geo_code": "nis-52011"},
        {"postcode": "6220", "geo_code": "nis-52021"}, {"postcode": "1348", "geo_code": "nis-25121"},
    ],
    "segments": [
        {"segment": "vaccines", "rank": "1", "title": "Vaccines", "in_scope": "true"},
        {"segment": "biopharma", "rank": "2", "title": "Biopharma", "in_scope": "true"},
        {"segment": "other", "rank": "3", "title": "Other", "in_scope": "false"},
    ],
    **{
        name: pd.read_csv(FROZEN / "data/evidence" / f"{name}.csv", dtype="str", keep_default_na=False).to_dict("records")
        for name in ("properties", "derivations")
    },
    "perimeters": [
        {"perimeter_id": "pharma", "part_of": "lifescience"}, {"perimeter_id": "lifescience", "part_of": "industry"},
        {"perimeter_id": "industry"},
    ],
    "indicators": [
        {"indicator_id": name, "title": name, "measure_id": measure, "perimeter_id": "pharma", "basis": "unknown",
         "unit": unit, "additive": "true", **more}
        for name, measure, unit, more in [
            ("gva", "gross_value_added", "EUR_million", {}),
            ("gva_wide", "gross_value_added", "EUR_million", {"perimeter_id": "lifescience"}),
            ("jobs", "employment", "persons", {}),
            ("companies", "companies", "count", {}),
            ("gva_share", "gva_share", "percent", {"formula": "share", "numerator_id": "gva", "denominator_id": "gva",
                                                   "denominator_geo": "BE"}),
            ("jobs_share", "employment_share", "percent", {"numerator_id": "jobs"}),
            ("gva_growth", "gva_growth", "percent_per_year", {"numerator_id": "gva"}),
            ("gva_per_job", "gva_per_person", "EUR_per_employee", {"formula": "ratio", "numerator_id": "gva",
                                                                   "denominator_id": "jobs"}),
            ("gva_rank", "rank", "rank", {"formula": "rank", "numerator_id": "gva"}),
        ]
    ],
}  # fmt: skip
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
