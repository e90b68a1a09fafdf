"""The argument about contradictory figures: what they can mean, and what the tests say of each reading."""

import pandas as pd

from scripts.tell.lookup import Tables

FAILS = "fails"


def argument(tables: Tables, reconciliation_id: str) -> list[str]:
    """Tell a reconciliation in lines of plain words: question, readings in order, outcome, advice.

    A reading that is beaten is shown with the first test that it fails, or that the words contradict.
    """
    case = _row(tables["reconciliations"], "reconciliation_id", reconciliation_id)
    outcome = _row(tables["outcomes"], "reconciliation_id", reconciliation_id)
    readings = tables["reading_verdicts"].query("reconciliation_id == @reconciliation_id")
    readings = readings.assign(order=pd.to_numeric(readings["place"])).sort_values(["order", "letter"])
    lines = [
        case["title"],
        case["question"],
        f"Outcome: {outcome['outcome']}, {' and '.join(outcome['unbeaten'].split()) or 'no reading'} ahead.",
    ]
    for reading in readings.itertuples():
        tally = f"tests: {reading.n_holds} hold, {reading.n_strained} strained, {reading.n_fails} fail"
        lines.append(f"  {reading.letter}  {reading.verdict.replace('_', ' ')}: {reading.title} ({tally})")
        lines += _against(tables["reading_tests"], reading.reading_id)
    return [*lines, f"What would settle it: {case['what_would_settle']}", f"Advice: {case['advice']}"]


def _against(tests: pd.DataFrame, reading_id: str) -> list[str]:
    failed = tests[(tests["reading_id"] == reading_id) & (tests["result"] == FAILS)]
    failed = failed.sort_values(["binding", "test_id"], ascending=[False, True])
    return [
        f"     against it: {test.title} {test.tested}; expected: {test.expected}. {test.why}"
        for test in failed.head(1).itertuples()
    ]


def _row(table: pd.DataFrame, column: str, key: str) -> pd.Series:
    return table[table[column] == key].iloc[0]
