"""A diff in words, each change with the sources behind it: as text, as Markdown for a page, as JSON for programs."""

import json
import re
from collections import defaultdict

import pandas as pd

from scripts.history.changes import Diff
from scripts.history.snapshot import DECISIVE, DIGEST
from scripts.history.steps import POLICY, PRE_RELEASE, Change

MOST = 40  # lines a table in text and Markdown; JSON holds all
SPECIAL = re.compile(r"([\\`*<>\[\]|#])")  # what Markdown would take for markup
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MINTED = re.compile(r"[a-z][0-9a-f]{12}")  # an id that tells a reader nothing
NAMED = 3  # sources named before the others are only counted
LONGEST = 160


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
        {**change._asdict(), "step": change.step, "words": notes.say(change), "sources": notes.sources(change)}
        for change in diff.changes
    ]
    content = {
        "old": diff.old.version, "new": diff.new.version, "step": diff.step, "following": diff.following,
        "changes": changes,
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": render_text, "markdown": render_markdown, "json": render_json}


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
        self._sources = _find_sources(diff)
        self._retired = _by_key(diff.new.text.get("retired"), ["table", "id"])
        self._statements = _by_key(diff.new.text.get("statements"), ["statement_id"])
        self._reconciliations = _by_key(diff.new.text.get("reconciliations"), ["reconciliation_id"])

    def sources(self, change: Change) -> list[str]:
        """Publishers of the statements behind a row or cell of a published table, each once."""
        fields = self._sources.get((change.table, change.key), {})
        whole = [name for names in fields.values() for name in names] if change.column in ("", DIGEST) else []
        return list(dict.fromkeys(fields.get(change.column) or fields.get("*") or whole))

    def say(self, change: Change) -> str:
        """Say a change in a line, without its table."""
        if change.key:
            return f"{self._label(change)}: {self._say_row(change)}{self._behind(change)}"
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
        if change.kind == "id retired":
            row = self._retired[change.table, change.key]
            then = f"; now {row['successor']}" if row["successor"] else ""
            return f"{row['reason']}: {row['note']}{then}"
        if change.kind in ("row added", "row removed"):
            return change.kind.removeprefix("row ")
        if change.kind == "bookkeeping changed":
            return "added"
        return "changed" if change.column == DIGEST else f"{change.column} {_arrow(change.old, change.new)}"

    def _behind(self, change: Change) -> str:
        """The statement itself, or the sources behind a published row or cell."""
        if change.table == "statements" and (change.key,) in self._statements:
            row = self._statements[change.key,]
            return f", “{_cut(row['as_written'] or row['transcribed_value'] or row['value'])}” ({row['source_id']})"
        names = self.sources(change)
        if not names:
            return ""
        more = "; …" if len(names) > NAMED else ""
        count = NUMBERS[len(names)] if len(names) < len(NUMBERS) else len(names)
        return f", {count} source{'' if len(names) == 1 else 's'} ({'; '.join(names[:NAMED])}{more})"

    def _label(self, change: Change) -> str:
        """What a reader knows the row by: its key, or where that is minted what the table is sorted by."""
        if change.table in DECISIVE and (change.key,) in self._reconciliations:
            return self._reconciliations[change.key,]["title"]
        if not MINTED.fullmatch(change.key):
            return change.key
        for state in (self._diff.new, self._diff.old):
            table = state.tables.get(change.table)
            if table and table.text is not None and change.key in table.rows.index:
                row = table.rows.loc[change.key]
                parts = [row[column] for column in table.schema.sorted_by if column in row.index and row[column]]
                return f"{' '.join(map(_cut, parts))} [{change.key}]" if parts else change.key
        return change.key


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
    """Heading and lines of each table that changed, the metadata first."""
    notes, sections = Notes(diff), defaultdict(list)
    for change in diff.changes:
        sections[change.table or "metadata"].append(change)
    return [
        (table, [*map(notes.say, changes[:MOST]), *([f"… and {len(changes) - MOST} more"] * (len(changes) > MOST))])
        for table, changes in sections.items()
    ]


def _find_sources(diff: Diff) -> dict[tuple[str, str], dict[str, list[str]]]:
    """The publishers by field behind each changed row of the published tables, by table and key."""
    text, found = diff.new.text, defaultdict(dict)
    keys = {change.key for change in diff.changes if change.key}
    if keys and {"provenance", "statements", "sources"} <= text.keys():
        rows = text["provenance"]
        rows = rows[rows["key"].isin(keys) & (rows["role"] != "rival")]
        rows = rows.merge(text["statements"][["statement_id", "source_id"]], on="statement_id")
        rows = rows.merge(text["sources"][["source_id", "publisher"]], on="source_id")
        for table, key, field, publisher in rows[["table", "key", "field", "publisher"]].itertuples(index=False):
            found[table, key].setdefault(field, []).append(publisher)
    return found


def _by_key(frame: pd.DataFrame | None, key: list[str]) -> dict[tuple, dict[str, str]]:
    rows = [] if frame is None else frame.to_dict("records")
    return {tuple(row[column] for column in key): row for row in rows}


def _arrow(old: str, new: str) -> str:
    return f"{_cut(old) or 'blank'} → {_cut(new) or 'blank'}"


def _cut(value: str) -> str:
    return value if len(value) <= LONGEST else value[: LONGEST - 1] + "…"


def _escape(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
