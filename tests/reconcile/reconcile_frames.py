"""Small evidence for the tests of reconciliation, in the types that the schemas give."""

from functools import cache
from pathlib import Path

import pandas as pd

from scripts.package.tableschema import TableSchema, read_schema
from scripts.reconcile import reconcile

SCHEMAS = Path(__file__).parents[2] / "schemas"
NO_COUNTS = pd.DataFrame({"count_id": pd.Series(dtype="str"), "value": pd.Series(dtype="Int64")})
UNITS = [
    {"unit": "EUR_million", "title": "million euro", "kind": "money_eur", "factor": "1000000", "whole": "false"},
    {"unit": "EUR_billion", "title": "billion euro", "kind": "money_eur", "factor": "1000000000", "whole": "false"},
    {"unit": "persons", "title": "persons", "kind": "labour", "factor": "1", "whole": "true"},
    {"unit": "count", "title": "number", "kind": "count", "factor": "1", "whole": "true"},
    {"unit": "rank", "title": "rank", "kind": "rank", "factor": "1", "whole": "true"},
    {"unit": "percent", "title": "per cent", "kind": "share", "factor": "1", "whole": "false"},
    {"unit": "percent_per_year", "title": "per cent a year", "kind": "growth", "factor": "1", "whole": "false"},
    {"unit": "year", "title": "year", "kind": "calendar", "factor": "1", "whole": "true"},
    {"unit": "EUR_per_employee", "title": "euro per person employed", "kind": "money_eur_per_employee",
     "factor": "1", "whole": "false"},
]  # fmt: skip
QUALIFIERS = {"about": "0.05", "nearly": "0.05"} | dict.fromkeys(
    ["more_than", "less_than", "at_least", "at_most"], "0.1"
)
INDICATORS = {
    "gva": ("gross_value_added", "pharma", "EUR_million", None),
    "gva_wide": ("gross_value_added", "lifescience", "EUR_million", None),
    "jobs": ("employment", "pharma", "persons", None),
    "gva_share": ("gva_share", "pharma", "percent", "gva"),
    "jobs_share": ("employment_share", "pharma", "percent", "jobs"),
    "gva_growth": ("gva_growth", "pharma", "percent_per_year", "gva"),
    "gva_rank": ("rank", "pharma", "rank", "gva"),
    "gva_per_job": ("gva_per_person", "pharma", "EUR_per_employee", "gva"),
    "companies": ("companies", "pharma", "count", None),
}


@cache
def schema_of(name: str) -> TableSchema:
    """The package's own schema of a table."""
    return read_schema(SCHEMAS / f"{name}.json")


def table(name: str, rows: list[dict]) -> pd.DataFrame:
    """A typed table from rows of text; columns that a row leaves out are blank."""
    schema = schema_of(name)
    text = pd.DataFrame(rows, columns=schema.columns).astype("object")
    return schema.cast(text.where(text.notna(), "").astype("str"))


def statement(number: int, value: str, indicator: str = "gva", geo: str = "BE3", period: str = "", **more) -> dict:
    """A statement in use, exact, of source `src-N` unless told otherwise."""
    unit = INDICATORS[indicator][2] if indicator in INDICATORS else ""
    year = {"date_earliest": f"{period[:4]}-01-01", "date_latest": f"{period[-4:]}-12-31"} if period else {}
    return {
        "statement_id": f"s{number:012x}", "source_id": f"src-{number}", "ordinal": "1", "property": "figure",
        "indicator_id": indicator, "geo_code": geo, "period": period, **year, "value": value, "unit": unit,
        "qualifier": "exact", "state": "used", "language": "en", **more,
    }  # fmt: skip


def sid(number: int) -> str:
    return f"s{number:012x}"


def check(check_id: str, kind: str, reading: str = "q-a", binding: str = "true", **more) -> dict:
    return {
        "check_id": check_id, "reading_id": reading, "kind": kind, "binding": binding, "title": "Can it be?",
        "why": "it could fail", **more,
    }  # fmt: skip


def operand(check_id: str, role: str, number: int = 1, **selectors) -> dict:
    return {"check_id": check_id, "role": role, "number": str(number), **selectors}


def assignment(reading: str, number: int, indicator="gva", geo="BE3", first="", last="", **more) -> dict:
    return {
        "reading_id": reading, "statement_id": sid(number), "indicator_id": indicator, "geo_code": geo,
        "date_earliest": first, "date_latest": last, "subject_words": "silent", "geo_words": "silent",
        "date_words": "silent", "why": "the words say so", **more,
    }  # fmt: skip


KINDS = {"figure": "number", "members": "number", "companies": "number", "founded": "date", "website": "address"}
REVISION = {"tolerance_id": "revision_any", "kind": "revision", "applies_to": "any", "relative": "0.02"}
DEFAULTS = {
    "properties": [{"property": p, "value_kind": kind} for p, kind in KINDS.items()],
    "indicators": [
        {"indicator_id": i, "title": i, "measure_id": m, "perimeter_id": p, "unit": u, "numerator_id": n}
        for i, (m, p, u, n) in INDICATORS.items()
    ],
    "perimeters": [
        {"perimeter_id": "pharma", "part_of": "lifescience"},
        {"perimeter_id": "lifescience", "part_of": "industry"},
        {"perimeter_id": "industry"},
    ],
    "units": UNITS,
    "tolerances": [
        {"tolerance_id": f"width_{q}", "kind": "qualifier_width", "applies_to": q, "relative": w}
        for q, w in QUALIFIERS.items()
    ] + [REVISION],
    "assessments": [],
    "reconciliations": [{"reconciliation_id": "q", "title": "q", "outcome": "open"}],
}  # fmt: skip


@cache
def default(name: str) -> pd.DataFrame:
    """A table that most tests need as it is."""
    return table(name, DEFAULTS[name])


def evidence(statements=(), readings=("a",), assignments=(), checks=(), operands=(), **more) -> dict[str, pd.DataFrame]:
    """A whole small evidence with one reconciliation, `q`, and the given rows."""
    statements = list(statements)
    rows = {
        "statements": statements,
        "sources": [
            {"source_id": s, "asserted_by": f"voice of {s}"} for s in sorted({s["source_id"] for s in statements})
        ],
        "readings": [
            {"reading_id": f"q-{letter}", "reconciliation_id": "q", "letter": letter.upper(), "title": letter}
            for letter in readings
        ],
        "reading_assignments": assignments, "reading_checks": checks, "reading_operands": operands,
    } | more  # fmt: skip
    return {name: default(name) for name in DEFAULTS} | {name: table(name, given) for name, given in rows.items()}


def run_check(
    kind, figure, others, operands, *, counts=NO_COUNTS, binding="true", least="", window=("", ""), indicator="gva"
):
    """Run one check of `kind` on figure 1 and return its rows of reading_tests."""
    frames = evidence(
        [figure, *others],
        assignments=[assignment("q-a", 1, indicator, first=window[0], last=window[1])],
        checks=[check("q-a-x", kind, binding=binding, least_operands=least)],
        operands=[operand("q-a-x", "figure", statement_id=sid(1)), *operands],
    )
    return reconcile(frames, counts)["reading_tests"]


def result(*args, **more):
    return run_check(*args, **more)["result"].tolist()


def under_test(value, indicator="gva", **more):
    return statement(1, value, indicator, state="under_test", **more)


AGAINST = operand("q-a-x", "against", statement_id=sid(2))
BASE = operand("q-a-x", "base", statement_id=sid(3))
