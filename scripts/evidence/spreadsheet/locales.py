"""What spreadsheets of several countries and systems have in common: words as data, and what a form is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from unicodedata import combining, normalize

WORDS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
CODE_PAGES = tuple(WORDS["code_pages"])  # 8-bit encodings that spreadsheets save in
TRUTH = {word: truth for truth, words in WORDS["truth"].items() for word in words}


class Form(NamedTuple):
    """What became of a cell, in words.

    `alike` tells of which other cells the same spreadsheet would have made something of the kind: where it left most
    of those alone, it was a person who changed this one. None: no person writes so.
    """

    kind: str
    alike: Callable[[str], bool] | None = None


def bare(text: str) -> str:
    """The text without accents."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter))
