"""Characters that do harm in a cell: unseen ones, look-alikes, several spellings of one text."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from pathlib import Path
from unicodedata import is_normalized, name

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from scripts.check.context import Context
from scripts.package.descriptor import INBOX
from scripts.package.findings import RULES, Finding, few
from scripts.package.opening import limit

# Ranges of characters, written so that both Python's `re` and Arrow's RE2 understand them.
BLANKS = "\u00a0\u00ad\u1680\u180e\u2000-\u200d\u202f\u205f-\u2064\u3000\ufeff"
CONTROLS = (
    "\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f\ufff9-\uffff\ue000-\uf8ff"
)
LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
# Greek, Cyrillic, Armenian, Cherokee and full-width letters: those that can pass for Latin ones.
OTHER = (
    "\u0370-\u0373\u0376-\u037d\u037f\u0386\u0388-\u03ff\u0400-\u052f\u0531-\u0556\u0561-\u0587\u13a0-\u13f5"
    "\u1f00-\u1fff\uff21-\uff3a\uff41-\uff5a"
)
# UTF-8 read as Windows-1252 or Latin-1: a lead byte as Â, Ã or â and what followed it.
GARBLED = "[ÂÃ][\u0080-\u00bf]|Ã[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â[€‚]|Å“|ï»¿"

ANY_FAULT = "|".join(
    [
        f"[{BLANKS}{CONTROLS}\r\n]", f"[{LATIN}][{OTHER}]", f"[{OTHER}][{LATIN}]", "^ ", " $", "  ", GARBLED,
    ]
)
NOT_PLAIN = "[^\\x20-\\x7e]|^ | $|  "
WORD = re.compile(f"[{LATIN}{OTHER}]+")


def check(context: Context) -> list[Finding]:
    """Screen every cell: first each distinct text once, then find the cells that hold a faulty one."""
    faults = {}
    for cell in _suspects(context):
        said = [(rule, message) for rule, explain in SCREENS if (message := explain(cell))]
        if said:
            faults[cell] = said
    if not faults:
        return []
    findings, faulty = [], pa.array(list(faults), pa.large_string())
    for table, text in context.text.items():
        for column in context.columns(table) if context.package.resources[table].path != INBOX else ():
            cells = text[column][np.asarray(pc.is_in(pa.array(text[column]), value_set=faulty))]
            findings += _tell(context, table, cells, faults, len(findings))
    return findings


def _tell(context: Context, table: str, cells: pd.Series, faults: dict, listed: int) -> list[Finding]:
    """Name what is wrong with the faulty cells of a column, rule by rule."""
    places, findings = defaultdict(list), []
    for line, cell in cells.items():
        for rule, message in faults[cell]:
            places[rule].append((line, message))
    for rule, of_rule in places.items():
        kept, more = few(
            of_rule, RULES[rule], listed + len(findings),
            resource=table, path=context.package.resources[table].path, column=cells.name,
        )  # fmt: skip
        findings += more
        findings += [context.finding(RULES[rule], table, line, cells.name, message) for line, message in kept]
    return findings


def _suspects(context: Context) -> list[str]:
    """The few distinct texts that deserve a closer look, found by fast searches; of very many the first ones."""
    tables = [pa.Table.from_pandas(text, preserve_index=False) for text in context.text.values()]
    chunks = [chunk for table in tables for column in table.columns for chunk in column.chunks]
    texts = pa.chunked_array(chunks, pa.large_string()).unique()
    texts = texts.filter(pc.match_substring_regex(texts, NOT_PLAIN))
    odd = pc.or_(pc.match_substring_regex(texts, ANY_FAULT), pc.not_equal(pc.utf8_normalize(texts, "NFC"), texts))
    return texts.filter(odd).slice(0, limit("suspects")).to_pylist()


def _normal_form(cell: str) -> str:
    return "" if is_normalized("NFC", cell) else "The cell is not in Unicode normal form C: an accent stands apart."


def _holds(characters: str) -> Callable[[str], str]:
    pattern = re.compile(f"[{characters}]")

    def explain(cell: str) -> str:
        found = pattern.search(cell)
        if not found:
            return ""
        code = f"U+{ord(found.group()):04X}"
        return f"Character {found.start() + 1} of the cell is {code} {name(found.group(), '')}".rstrip() + "."

    return explain


def _mixed(cell: str) -> str:
    for word in WORD.findall(cell):
        latin = [letter for letter in word if re.match(f"[{LATIN}]", letter)]
        strange = [letter for letter in word if letter not in latin and letter not in allowed_letters()]
        if latin and strange:
            return f"The word “{word}” holds {name(strange[0])} (U+{ord(strange[0]):04X}) among Latin letters."
    return ""


def _loose(cell: str) -> str:
    if cell != cell.strip(" "):
        return "The cell begins or ends with a blank."
    return "The cell holds two blanks in a row." if "  " in cell else ""


def _broken(cell: str) -> str:
    return "The cell holds a line break; perhaps a quote is not closed." if "\n" in cell or "\r" in cell else ""


def _garbled(cell: str) -> str:
    found = re.search(GARBLED, cell)
    return f"“{found.group()}” is what is left of a character that was read in a wrong encoding." if found else ""


@cache
def allowed_letters() -> frozenset[str]:
    """Letters of other scripts that may stand beside Latin ones, as in TNFα."""
    with (Path(__file__).parent / "greek_beside_latin.csv").open(encoding="utf-8", newline="") as handle:
        return frozenset(row["letter"] for row in csv.DictReader(handle))


# What is wrong with a cell, by rule; "" where nothing is.
SCREENS: list[tuple[str, Callable[[str], str]]] = [
    ("S201", _normal_form),
    ("S202", _holds(BLANKS)),
    ("S203", _holds(CONTROLS)),
    ("S204", _mixed),
    ("S205", _loose),
    ("S206", _broken),
    ("S207", _garbled),
]
