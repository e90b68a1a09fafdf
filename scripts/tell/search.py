"""Find rows by words: what was claimed, what is disputed about it, and what sources say, with their addresses."""

import re
import unicodedata

import pandas as pd

from scripts.evidence.columns import Tables, lookup
from scripts.package.descriptor import Package
from scripts.tell.explain import answer, asked_for, figure
from scripts.tell.keys import Place
from scripts.tell.trace import origins, trace

# What a reader asks for first stands first; of each table so many rows are shown.
SEARCHED = {
    "claims": 3, "reconciliations": 3, "disputes": 5, "companies": 5, "hubs": 5, "clusters": 5, "institutions": 5,
    "observations": 10, "national_indicators": 10, "statements": 5, "sources": 5,
}  # fmt: skip
NAMES = {  # what a reader calls the ids of a row
    "entity_id": ("entities", "name"), "indicator_id": ("indicators", "title"), "geo_code": ("geographies", "name"),
}  # fmt: skip
HEADINGS = ("name", "title", "as_written", "subject", "measure", "counted", "property", "value", *NAMES)
ACCENT, COMMA = re.compile("[\u0300-\u036f]"), re.compile(r"(?<=\d),(?=\d)")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+")
SHORT = 4  # letters of a word whose last s belongs to it


def search(package: Package, tables: Tables, words: list[str]) -> list[str]:
    """Return in lines the rows that have all the words, best first in each table; none where there are none.

    A number is found as a whole (139, not 1,390; 5.9 also as 5,9), a word by its beginning, without accents.
    """
    patterns = [_pattern(part) for word in words for part in word.split()]
    lines: list[str] = []
    for name, most in SEARCHED.items():
        keys = _find(package, tables, name, patterns)
        lines += [line for key in keys[:most] for line in _tell(package, tables, Place(name, key))]
        lines += [f"… and {len(keys) - most} more {name.replace('_', ' ')}"] if len(keys) > most else []
    return [*lines, "To see one whole: explain TABLE KEY"] if lines else []


def _find(package: Package, tables: Tables, name: str, patterns: list[re.Pattern]) -> list[str]:
    """The keys of the rows of a table that have all patterns, first those that have most of them in their heading."""
    frame = tables.get(name)
    if frame is None or frame.empty or not patterns:
        return []
    keys = package.resources[name].schema.keys_of(frame)
    named = [
        frame[column].map(lookup(tables[other], column, title)).fillna("")
        for column, (other, title) in NAMES.items()
        if column in frame
    ]
    headings = _joined([keys, *(frame[column] for column in HEADINGS if column in frame), *named])
    texts = _joined([*(frame[column] for column in frame), *named])
    found = []
    for place, (key, heading, text) in enumerate(zip(keys, headings, texts, strict=True)):
        if all(pattern.search(text) for pattern in patterns):
            found.append((-sum(bool(pattern.search(heading)) for pattern in patterns), place, key))
    return [key for *_, key in sorted(found)]


def _joined(columns: list[pd.Series]) -> list[str]:
    first, *others = columns
    return [_folded(text) for text in first.str.cat(others, sep="\n")]


def _tell(package: Package, tables: Tables, place: Place) -> list[str]:
    """One row that was found: what it says, what is disputed about it, and the address of the first source."""
    found = trace(package, tables, place)
    row, here = found.row, f"{place.table} {place.key}"
    disputed = [f"  {line}" for line in asked_for(tables, place)]
    if place.table == "claims":
        return [f"{here}:", *(f"  {line}" for line in answer(tables, row)), *disputed]
    if place.table == "reconciliations":
        return [f"{here}: {row['title']}", f"  {row['question']}", f"  Advice: {row['advice']}"]
    if place.table == "disputes":
        return [f"{here}:", *(f"  {line}" for line in asked_for(tables, Place(row["table"], row["key"], row["field"])))]
    if place.table in ("observations", "national_indicators"):
        return [f"{here}: {figure(tables, row)}", *disputed]
    if place.table == "sources":
        return [f"{here}: {', '.join(filter(None, [row['title'], row['publisher'], row['url']]))}"]
    said = origins(tables, found.provenance)
    words = f"“{said[0].words}”" if place.table == "statements" else row["name"]
    return [f"{here}: {words}" + (f", {said[0].source}" if said else ""), *disputed]


def _pattern(word: str) -> re.Pattern:
    """A number as a whole, with or without marks between its thousands; a word from its beginning, in the singular."""
    folded = _folded(word)
    if folded[:1].isdigit():
        bare = folded.replace(".", "") if THOUSANDS.fullmatch(folded) else folded
        return re.compile(rf"(?<![\w.])(?:{re.escape(folded)}|{re.escape(bare)})(?!\w|\.\d)")
    singular = folded[:-1] if len(folded) > SHORT and folded.endswith("s") else folded
    return re.compile(rf"(?<![^\W_]){re.escape(singular)}")


def _folded(text: str) -> str:
    """Text without case and accents, a decimal comma as a point."""
    return COMMA.sub(".", ACCENT.sub("", unicodedata.normalize("NFD", text))).casefold()
