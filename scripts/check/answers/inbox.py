"""The rows of the inbox, read as answers are read: what is wrong with each, and the rows of evidence that they make."""

from typing import NamedTuple

import pandas as pd

from scripts.check.answers.draft import ANSWER, Draft, Rows, joined_rows
from scripts.check.answers.questions import QUESTIONS, SEGMENT, Known
from scripts.check.answers.whole import errors_of, grown
from scripts.check.consistency.rulebook import RULES
from scripts.check.context import Context
from scripts.evidence.add import Row, Unfit
from scripts.evidence.columns import Tables
from scripts.evidence.named import folded
from scripts.package.descriptor import Package
from scripts.package.findings import Finding

INBOX = "inbox"
FIT = "R551"  # the rule that tells what is wrong with a row


class Read(NamedTuple):
    """Problems of cells in plain words, by line and column; the new rows, whole only where there are none."""

    problems: dict[int, dict[str, str]]
    rows: Rows


def read_inbox(package: Package, tables: Tables) -> Read:
    """Read the inbox of a package.

    New companies are read first, so that other rows may speak of them. No clock is asked: a row says when its page
    was seen. Where all rows are sound alone, the whole change is built in memory and checked by all rules.
    """
    waiting = tables[INBOX].to_dict("index")
    tables = tables | {INBOX: tables[INBOX].iloc[:0]}
    problems: dict[int, dict[str, str]] = {}
    made: dict[int, Rows] = {}
    rows: Rows = {}
    for line, given in sorted(waiting.items(), key=lambda item: (folded(item[1]["what"]) != SEGMENT, item[0])):
        draft = Draft(Known(package, grown(tables, rows)), of=_of(package, tables, given), today="")
        wrong = draft.read(given)
        try:
            made[line] = {} if wrong else draft.rows()
        except Unfit as error:
            wrong = {"value": str(error)}
        if wrong:
            problems[line] = wrong
        else:
            rows = joined_rows(rows, made[line])
    return Read(problems or _problems_of_all(package, tables, made), rows)


def as_frame(problems: dict[int, dict[str, str]], index: pd.Index) -> pd.DataFrame:
    """The problems as columns `problem_NAME`, missing where there is none."""
    names = [question.name for question in QUESTIONS]
    cells = [[problems.get(line, {}).get(name) for name in names] for line in index]
    return pd.DataFrame(cells, index=index, columns=[f"problem_{name}" for name in names], dtype="str")


def findings_of(context: Context, problems: dict[int, dict[str, str]]) -> list[Finding]:
    """The problems as findings of the rule that `validate` tells them by."""
    (rule,) = {each.rule for each in RULES if each.rule.id == FIT}
    found = [(line, name, message) for line, cells in problems.items() for name, message in cells.items()]
    return [context.finding(rule, INBOX, line, name, message) for line, name, message in found]


def _of(package: Package, tables: Tables, given: Row) -> str:
    """company for a row that brings a new one, else blank."""
    known = {folded(name) for column in ("entity_id", "name") for name in tables["entities"][column]}
    return "company" if folded(given["what"]) == SEGMENT and folded(given["about"]) not in known else ""


def _problems_of_all(package: Package, tables: Tables, made: dict[int, Rows]) -> dict[int, dict[str, str]]:
    """Errors that only the built package shows, found by halving: few builds for each wrong row."""
    problems: dict[int, dict[str, str]] = {}

    def sound_of(lines: list[int], sound: Rows) -> Rows:
        """The sound rows with those of the lines that are sound beside them."""
        rows: Rows = {}
        for line in lines:
            rows = joined_rows(rows, made[line])
        both = joined_rows(sound, rows)
        found = errors_of(package, grown(tables, both), rows)
        if not found:
            return both
        if len(lines) == 1:
            problems[lines[0]] = {
                ANSWER.get((each.resource, each.column), "value"): f"{each.message} {each.hint}" for each in found
            }
            return sound
        half = len(lines) // 2
        return sound_of(lines[half:], sound_of(lines[:half], sound))

    sound_of(list(made), {})
    return problems
