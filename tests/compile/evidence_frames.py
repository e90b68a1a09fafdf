"""Hand-made evidence for the tests of the policy, in the types that the schemas give."""

from functools import cache
from pathlib import Path

import pandas as pd

from scripts.compile.candidates import candidates
from scripts.package.tableschema import read_schema, sort_rows

SCHEMAS = {path.stem: read_schema(path) for path in (Path(__file__).parents[2] / "schemas").glob("*.json")}
EVIDENCE = Path(__file__).parents[1] / "package/data/evidence"
# One source of each kind: "press" is source src-press, and so on. Others: `source` below.
KINDS = ["official_gazette", "official_statistics", "company", "cluster", "promotion_agency", "press"]
TODAY = "2026-11-22"
FIXED = {
    "source_kinds": [
        {"source_kind": kind, "rank": str(rank), "title": kind} for rank, kind in enumerate(KINDS, 1)
    ],
    "units": [
        {"unit": "EUR_million", "title": "million euro", "kind": "money_eur", "factor": "1000000", "whole": "false"},
        {"unit": "EUR_billion", "title": "billion euro", "kind": "money_eur", "factor": "1000000000", "whole": "false"},
        {"unit": "persons", "title": "persons", "kind": "labour", "factor": "1", "whole": "true"},
        {"unit": "count", "title": "number", "kind": "count", "factor": "1", "whole": "true"},
        {"unit": "rank", "title": "rank", "kind": "rank", "factor": "1", "whole": "true"},
        {"unit": "percent", "title": "per cent", "kind": "share", "factor": "1", "whole": "false"},
        {"unit": "EUR_per_employee", "title": "euro per person", "kind": "money_eur_per_employee", "factor": "1",
         "whole": "false"},
    ],
    "tolerances": [
        {"tolerance_id": f"width-{qualifier}", "kind": "qualifier_width", "applies_to": qualifier, "relative": "0.05"}
        for qualifier in ("about", "nearly", "more_than", "less_than", "at_least", "at_most")
    ],
    "policy": [
        {"parameter": name, "value": value, "unit": unit, "why": "as the test needs it"}
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
        name: pd.read_csv(EVIDENCE / f"{name}.csv", dtype="str", keep_default_na=False).to_dict("records")
        for name in ("properties", "derivations")
    },
    "indicators": [
        {"indicator_id": name, "title": name, "measure_id": name, "perimeter_id": "pharma", "basis": "unknown",
         "unit": unit, "additive": "true", **more}
        for name, unit, more in [
            ("gva", "EUR_million", {}),
            ("jobs", "persons", {}),
            ("gva_share", "percent", {"formula": "share", "numerator_id": "gva", "denominator_id": "gva",
                                      "denominator_geo": "BE"}),
            ("gva_per_job", "EUR_per_employee", {"formula": "ratio", "numerator_id": "gva", "denominator_id": "jobs"}),
            ("gva_rank", "rank", {"formula": "rank", "numerator_id": "gva"}),
        ]
    ],
}  # fmt: skip


def typed(name: str, rows: list[dict]) -> pd.DataFrame:
    """A typed table from rows of text; columns that a row leaves out are blank."""
    schema = SCHEMAS[name]
    text = pd.DataFrame(rows, columns=schema.columns).astype("object")
    return sort_rows(schema.cast(text.where(text.notna(), "").astype("str")), schema)


@cache
def fixed(name: str) -> pd.DataFrame:
    """The table that a test does not change."""
    return typed(name, FIXED.get(name, []))


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
            "statement_id": f"s{number:012x}", "source_id": source_id, "ordinal": "1", about: subject,
            "property": property_, "value": value, "qualifier": "exact", "state": "used", "language": "en", **more,
        }  # fmt: skip
        self.statements.append(row)
        return row["statement_id"]

    @property
    def tables(self) -> dict[str, pd.DataFrame]:
        given = self.given | {"statements": self.statements}
        return {name: typed(name, given[name]) if name in given else fixed(name) for name in SCHEMAS}

    @property
    def candidates(self) -> pd.DataFrame:
        return candidates(self.tables)

    @property
    def facts(self) -> pd.DataFrame:
        rows = self.candidates
        return rows[rows["state"] == "used"]
