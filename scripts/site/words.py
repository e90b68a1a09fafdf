"""What people type for the same thing in four languages, so that a claim is found in each."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from scripts.evidence.named import folded

PATH = Path(__file__).with_name("words.csv")
COMMA, WORD = re.compile(r"(?<=\d),(?=\d)"), re.compile(r"[^\W_]+(?:\.\d+)?")


@dataclass(frozen=True)
class Words:
    """Groups of words that mean one thing."""

    groups: list[list[str]]

    @classmethod
    def read(cls) -> "Words":
        """Read the table of words; several forms of one language stand apart by |."""
        with PATH.open(encoding="utf-8", newline="") as handle:
            rows = list(csv.DictReader(handle))
        return cls([[fold(form) for cell in row.values() for form in cell.split("|") if form] for row in rows])

    def index(self, head: str, tail: str) -> list[str]:
        """Return what a claim is found by: the words of its heading with their other names, and the rest."""
        heading = f" {fold(head)} "
        also = [form for group in self.groups if any(_begins(form, heading) for form in group) for form in group]
        return [
            " ".join(dict.fromkeys(WORD.findall(" ".join([heading, *also])))),
            " ".join(dict.fromkeys(WORD.findall(fold(tail)))),
        ]


def fold(text: str) -> str:
    """Return text without case and accents, a decimal comma as a point."""
    return COMMA.sub(".", folded(text))


def _begins(form: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(form)}", text) is not None
