"""Small evidence for the tests of reconciliation: one question, `q`, its readings, checks and operands."""

import pandas as pd

from scripts.reconcile import reconcile
from tests import small
from tests.small import INDICATOR_UNITS, sid

NO_COUNTS = pd.DataFrame({"count_id": pd.Series(dtype="str"), "value": pd.Series(dtype="Int64")})


def statement(number: int, value: str, indicator: str = "gva", geo: str = "BE3", period: str = "", **more) -> dict:
    """A statement in use, exact, of source `src-N` unless told otherwise."""
    unit = INDICATOR_UNITS.get(indicator, "")
    year = {"date_earliest": f"{period[:4]}-01-01", "date_latest": f"{period[-4:]}-12-31"} if period else {}
    return {
        "statement_id": sid(number), "source_id": f"src-{number}", "ordinal": "1", "property": "figure",
        "indicator_id": indicator, "geo_code": geo, "period": period, **year, "value": value, "unit": unit,
        "qualifier": "exact", "state": "used", "language": "en", **more,
    }  # fmt: skip


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
        "reconciliations": [{"reconciliation_id": "q", "title": "q", "outcome": "open"}],
        "reading_assignments": assignments, "reading_checks": checks, "reading_operands": operands,
    } | more  # fmt: skip
    return small.evidence(**rows)


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
