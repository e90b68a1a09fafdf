"""A diff in words, each change with the sources behind it: as text, as Markdown for a page, as JSON for programs."""

import json
import re
from collections import Counter, defaultdict

import pandas as pd

from scripts.history.changes import Diff
from scripts.history.folding import Arrival, Rows, fold
from scripts.history.snapshot import DECISIVE, DIGEST
from scripts.history.steps import POLICY, PRE_RELEASE, Change

MOST = 40  # lines a table in text and Markdown; JSON holds all
SPECIAL = re.compile(r"([\\`*<>\[\]|#])")  # what Markdown would take for markup
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MINTED = re.compile(r"[a-z][0-9a-f]{12}")  # an id that tells a reader nothing
NAMED = 3  # sources named before the others are only counted
LONGEST, SHORT = 160, 60  # letters of a cell that changed, and of one of many


def render_text(diff: Diff) -> str:
    """Return a diff as text."""
    lines = [_headline(diff)]
    lines += [f"  {step}: {count} × {kind}" for kind, step, count in _counted(diff)]
    for heading, items in _sections(diff):
        lines += ["", heading, *(f"  {item}" for item in items)]
    return "\n".join(lines) + "\n"


def render_markdown(diff: Diff) -> str:
    """Return a diff as Markdown, without a title."""
    lines = [_escape(_headline(diff))]
    if diff.changes:
        lines += ["", "| change | number | step |", "|---|---:|---|"]
    lines += [f"| {kind} | {count} | {step} |" for kind, step, count in _counted(diff)]
    for heading, items in _sections(diff):
        lines += ["", f"## {heading}", "", *(f"- {_escape(item)}" for item in items)]
    return "\n".join(lines) + "\n"


def render_json(diff: Diff) -> str:
    """Return a diff as a JSON object; every change has its words and the publishers behind it."""
    notes = Notes(diff)
    changes = [
        {
            **change._asdict(), "step": change.step, "words": notes.say(change), "cells": notes.cells(change),
            "sources": notes.sources(change),
        }
        for change in diff.changes
    ]
    content = {
        "old": diff.old.version, "new": diff.new.version, "step": diff.step, "following": diff.following,
        "changes": changes,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": render_text, "markdown": render_markdown, "json": render_json}

# What leads from a published row to the publishers behind it.
LINKS = {
    "provenance": {"table", "key", "field", "role", "statement_id"},
    "statements": {"statement_id", "source_id"},
    "sources": {"source_id", "publisher"},
}


def describe(differences: pd.DataFrame, table: str, most: int) -> list[str]:
    """Say the differences of one table (see `diff_rows`) in words, at most so many lines and one for the rest."""
    lines = [
        f"{table} {row.key}: " + (f"{row.field} {_arrow(row.old, row.new)}" if row.field else f"row {row.change}")
        for row in differences.head(most).itertuples()
    ]
    return lines + ([f"{table}: and {len(differences) - most} more differences"] if len(differences) > most else [])


class Notes:
    """Says the changes of one diff; what it needs of the tables is looked up once for all of them."""

    def __init__(self, diff: Diff):
        self._diff = diff
        self._old, self._new = Rows(diff.old.tables), Rows(diff.new.tables)
        self._sources = _find_sources(diff)
        self._come = {change.key for change in diff.changes if change.kind == "row added" and change.table == "sources"}

    def sources(self, change: Change) -> list[str]:
        """Publishers of the statements behind a row or cell of a published table, each once."""
        return list(dict.fromkeys(publisher for publisher, _ in self._behind(change)))

    def cells(self, change: Change) -> dict[str, str]:
        """What stands in a row that came or went, blank cells left out."""
        rows = self._new if change.kind == "row added" else self._old
        whole = change.kind in ("row added", "row removed")
        return {column: cell for column, cell in rows.cells(change.table, change.key).items() if cell} if whole else {}

    def fold(self) -> tuple[list[Arrival], list[Change]]:
        """The new entities with the rows that come with them, and all other changes."""
        schemas = {name: table.schema for name, table in self._diff.new.tables.items()}
        return fold(self._diff.changes, self._new, schemas)

    def introduce(self, arrival: Arrival) -> list[str]:
        """Say in a few lines which entity is new, with how many rows, and what its new sources are."""
        main, tables = arrival.main, Counter(change.table for change in arrival.changes)
        rows = ", ".join(f"{number} {table}" for table, number in tables.items())
        sources = [self.cells(change) for change in arrival.changes if change.table == "sources"]
        return [
            f"{main.table} {arrival.entity_id}: {self._list_cells(main)}",
            f"  comes with {len(arrival.changes)} rows: {rows}",
            *(f"  new source: {_name(row)}" for row in sources),
        ]

    def say(self, change: Change) -> str:
        """Say a change in a line, without its table."""
        if change.key:
            return f"{self._label(change)}: {self._say_row(change)}{self._say_sources(change)}"
        if change.kind == "bookkeeping changed":
            return f"rows changed ({change.old} → {change.new})" if change.old != change.new else "rows changed"
        if change.kind in ("resource removed", "resource added", "cell changed"):
            return change.kind
        what = f"{change.kind}: {change.column}" if change.column else change.kind
        named = change.column and change.column in (change.old, change.new)
        return what if named else f"{what} ({_arrow(change.old, change.new)})"

    def _say_row(self, change: Change) -> str:
        if change.kind == "id removed":
            return "removed, and not in retired"
        if change.kind == "id withheld":
            return "withheld by a dispute"
        if change.kind == "id retired":
            row = self._new.cells("retired", f"{change.table}/{change.key}")
            then = f"; now {row['successor']}" if row["successor"] else ""
            return f"{row['reason']}: {row['note']}{then}"
        if change.kind in ("row added", "row removed"):
            what, cells = change.kind.removeprefix("row "), self._list_cells(change)
            return f"{what}: {cells}" if cells else what
        if change.kind == "bookkeeping changed":
            return "added"
        return "changed" if change.column == DIGEST else f"{change.column} {_arrow(change.old, change.new)}"

    def _list_cells(self, change: Change) -> str:
        """The cells of a row in a line, those of its key left out."""
        table = (self._diff.new if change.kind == "row added" else self._diff.old).tables[change.table]
        cells = self.cells(change).items()
        return ", ".join(f"{name} {_cut(cell, SHORT)}" for name, cell in cells if name not in table.schema.primary_key)

    def _say_sources(self, change: Change) -> str:
        """The source of a statement, or those behind a published row or cell; new ones with their addresses."""
        if change.table == "statements":
            row = self._new.cells("statements", change.key)
            source = f", from {_name(self._new.cells('sources', row['source_id']))}" if row else ""
            words = row and (row["as_written"] or row["transcribed_value"] or row["value"])
            return f", “{_cut(words)}”{source}" if words and change.kind != "row added" else source
        names = list(dict.fromkeys(
            f"{publisher}, {self._new.cells('sources', source_id)['url']}" if source_id in self._come else publisher
            for publisher, source_id in self._behind(change)
        ))  # fmt: skip
        if not names:
            return ""
        more = "; …" if len(names) > NAMED else ""
        count = NUMBERS[len(names)] if len(names) < len(NUMBERS) else len(names)
        return f", {count} source{'' if len(names) == 1 else 's'} ({'; '.join(names[:NAMED])}{more})"

    def _behind(self, change: Change) -> list[tuple[str, str]]:
        """Publisher and id of the sources behind a row or cell of a published table."""
        fields = self._sources.get((change.table, change.key), {})
        whole = [pair for pairs in fields.values() for pair in pairs] if change.column in ("", DIGEST) else []
        return fields.get(change.column) or fields.get("*") or whole

    def _label(self, change: Change) -> str:
        """What a reader knows the row by: its key, or where that is minted what the table is sorted by."""
        if change.table in DECISIVE and (case := self._new.cells("reconciliations", change.key)):
            return case["title"]
        if not MINTED.fullmatch(change.key):
            return change.key
        table = self._diff.new.tables.get(change.table) or self._diff.old.tables[change.table]
        row = self._new.cells(change.table, change.key) or self._old.cells(change.table, change.key)
        parts = [row[name] for name in table.schema.sorted_by if name not in table.schema.primary_key and row.get(name)]
        return f"{' '.join(map(_cut, parts))} [{change.key}]" if parts else change.key


def _headline(diff: Diff) -> str:
    """Both versions and the step; the new one as it will be released, so that its release says the same."""
    versions = f"From {diff.old.version} to {diff.new.version.removesuffix(PRE_RELEASE)}"
    if not diff.changes:
        return f"{versions}: no difference."
    following = f" After {diff.old.version} comes {diff.following}." if diff.following else ""
    return f"{versions}: a {diff.step} step.{following}"


def _counted(diff: Diff) -> list[tuple[str, str, int]]:
    """Kind, step and number of the changes, in the order of the policy."""
    kinds = [change.kind for change in diff.changes]
    return [(name, kind.step, kinds.count(name)) for name, kind in POLICY.items() if name in kinds]


def _sections(diff: Diff) -> list[tuple[str, list[str]]]:
    """Heading and lines of what is new as a whole, then of each table that changed, the metadata first."""
    notes, sections = Notes(diff), defaultdict(list)
    arrivals, others = notes.fold()
    for change in others:
        sections[change.table or "metadata"].append(change)
    come = [("new, with all rows that come with it", [line for item in arrivals for line in notes.introduce(item)])]
    return (come if arrivals else []) + [
        (table, [*map(notes.say, changes[:MOST]), *([f"… and {len(changes) - MOST} more"] * (len(changes) > MOST))])
        for table, changes in sections.items()
    ]


def _find_sources(diff: Diff) -> dict[tuple[str, str], dict[str, list[tuple[str, str]]]]:
    """Publisher and id of the sources by field behind each changed row of the published tables, by table and key."""
    text, found = diff.new.text, defaultdict(dict)
    keys = {change.key for change in diff.changes if change.key}
    if keys and all(name in text and columns <= {*text[name]} for name, columns in LINKS.items()):
        rows = text["provenance"]
        rows = rows[rows["key"].isin(keys) & (rows["role"] != "rival")]
        rows = rows.merge(text["statements"][["statement_id", "source_id"]], on="statement_id")
        rows = rows.merge(text["sources"][["source_id", "publisher"]], on="source_id")
        columns = ["table", "key", "field", "publisher", "source_id"]
        for table, key, field, publisher, source_id in rows[columns].itertuples(index=False):
            found[table, key].setdefault(field, []).append((publisher, source_id))
    return found


def _name(source: dict[str, str]) -> str:
    """A source by publisher, title and address."""
    named = [source.get(column, "") for column in ("publisher", "title", "url")]
    return ", ".join(filter(None, named)) or "a source that is not there"


def _arrow(old: str, new: str) -> str:
    return f"{_cut(old) or 'blank'} → {_cut(new) or 'blank'}"


def _cut(value: str, most: int = LONGEST) -> str:
    return value if len(value) <= most else value[: most - 1] + "…"


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
