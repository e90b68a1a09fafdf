"""Differences in words, each with the sources behind it."""

import re
from collections import defaultdict

import pandas as pd

from scripts.history.diff import OUTCOMES, Change, Diff
from scripts.history.state import TEXT

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MINTED = re.compile(r"[a-z][0-9a-f]{12}")  # an id that tells a reader nothing
NAMED = 3  # sources named before the others are only counted
LONGEST = 160
Sources = dict[tuple[str, str, str], list[str]]  # publishers by table, key and field


class Words:
    """Says the changes of one diff; the sources are looked up once for all of them."""

    def __init__(self, diff: Diff):
        self._diff = diff
        self._sources = _find_sources(diff)
        self._retired = _by_key(diff.new.text.get("retired"), ["table", "id"])
        self._statements = _by_key(diff.new.text.get("statements"), ["statement_id"])
        self._reconciliations = _by_key(diff.new.text.get("reconciliations"), ["reconciliation_id"])

    def sources(self, change: Change) -> list[str]:
        """Publishers of the statements behind a row or cell of a published table, each once."""
        own = self._sources.get((change.table, change.key, change.column))
        return own or self._sources.get((change.table, change.key, "*"), [])

    def say(self, change: Change) -> str:
        """Say a change in a line, without its table."""
        if change.key:
            return f"{self._label(change)}: {self._say_row(change)}{self._behind(change)}"
        if change.kind == "bookkeeping changed":
            return f"rows changed ({change.old} → {change.new})" if change.old != change.new else "rows changed"
        if change.kind in ("resource removed", "resource added", "cell changed"):
            return change.kind
        what = f"{change.kind}: {change.column}" if change.column else change.kind
        return f"{what} ({_arrow(change.old, change.new)})" if change.column not in (change.old, change.new) else what

    def _say_row(self, change: Change) -> str:
        if change.kind == "id removed":
            return "removed, and not in retired"
        if change.kind == "id retired":
            row = self._retired[change.table, change.key]
            then = f"; now {row['successor']}" if row["successor"] else ""
            return f"{row['reason']}: {row['note']}{then}"
        if change.kind in ("row added", "row removed"):
            return change.kind.removeprefix("row ")
        if change.kind == "bookkeeping changed":
            return "added"
        if change.column in ("", "*"):
            return "changed"
        if self._diff.old.tables[change.table].known != TEXT:
            return f"{change.column} is now {_shown(change.new)}"
        return f"{change.column} {_arrow(change.old, change.new)}"

    def _behind(self, change: Change) -> str:
        if change.table == "statements" and (change.key,) in self._statements:
            row = self._statements[change.key,]
            words = row["as_written"] or row["transcribed_value"] or row["value"]
            return f", “{_cut(words)}” ({row['source_id']})"
        names = self.sources(change)
        if not names:
            return ""
        more = "; …" if len(names) > NAMED else ""
        count = NUMBERS[len(names)] if len(names) < len(NUMBERS) else len(names)
        return f", {count} source{'' if len(names) == 1 else 's'} ({'; '.join(names[:NAMED])}{more})"

    def _label(self, change: Change) -> str:
        if change.table == OUTCOMES[0] and (change.key,) in self._reconciliations:
            return self._reconciliations[change.key,]["title"]
        if not MINTED.fullmatch(change.key):
            return change.key
        table = next(
            state.tables[change.table]
            for state in (self._diff.new, self._diff.old)
            if change.table in state.tables and change.key in state.tables[change.table].rows.index
        )
        if table.known != TEXT:
            return change.key
        row = table.rows.loc[change.key]
        parts = [row[column] for column in table.schema.sorted_by if column in row.index and row[column]]
        return f"{' '.join(map(_cut, parts))} [{change.key}]" if parts else change.key


def _find_sources(diff: Diff) -> Sources:
    """The publishers behind every changed row and cell of the published tables."""
    text = diff.new.text
    keys = {change.key for change in diff.changes if change.key}
    if not keys or not {"provenance", "statements", "sources"} <= text.keys():
        return {}
    rows = text["provenance"]
    rows = rows[rows["key"].isin(keys) & (rows["role"] != "rival")]
    rows = rows.merge(text["statements"][["statement_id", "source_id"]], on="statement_id")
    rows = rows.merge(text["sources"][["source_id", "publisher"]], on="source_id")
    found: dict = defaultdict(dict)
    for table, key, field, publisher in rows[["table", "key", "field", "publisher"]].itertuples(index=False):
        found[table, key, field][publisher] = None
    return {place: list(publishers) for place, publishers in found.items()}


def _by_key(frame: pd.DataFrame | None, key: list[str]) -> dict[tuple, dict[str, str]]:
    rows = [] if frame is None else frame.to_dict("records")
    return {tuple(row[column] for column in key): row for row in rows}


def _arrow(old: str, new: str) -> str:
    return f"{_shown(old)} → {_shown(new)}"


def _shown(value: str) -> str:
    return _cut(value) or "blank"


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"
