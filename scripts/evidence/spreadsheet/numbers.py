"""Numbers as spreadsheets show them: without zeros and thousands marks, rounded, as 2,01E+3, with another mark."""

import re
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from itertools import product
from typing import NamedTuple

from scripts.evidence.spreadsheet.locales import WORDS, Form

GROUPS = {".": "[, '’]", ",": "[. '’]"}  # by decimal mark: what may part thousands
SIGNS = "|".join(map(re.escape, WORDS["units"]))
NUMBERS = {
    mark: re.compile(
        rf"(?P<before>{SIGNS})? ?(?P<sign>[+-]?) ?(?P<before2>{SIGNS})? ?"
        rf"(?P<whole>[0-9]{{1,3}}(?P<group>{group})[0-9]{{3}}(?:(?P=group)[0-9]{{3}})*|[0-9]+)"
        rf"(?:{re.escape(mark)}(?P<fraction>[0-9]+))?(?:[eE](?P<power>[+-]?[0-9]{{1,2}}))? ?(?P<after>{SIGNS})?"
    )
    for mark, group in GROUPS.items()
}


class Number(NamedTuple):
    """A cell read as a number with one decimal mark."""

    cell: str
    mark: str
    value: Decimal
    spelt: dict[str, str | None]

    @property
    def unit(self) -> bool:
        """Whether it has a sign of a currency or per cent."""
        return any(self.spelt[name] for name in ("before", "before2", "after"))

    @property
    def digits(self) -> int:
        """How many significant digits it shows: the zeros at the end of a whole number are none."""
        shown = (re.sub("[^0-9]", "", self.spelt["whole"]) + (self.spelt["fraction"] or "")).lstrip("0")
        return len(shown if self.spelt["fraction"] or self.spelt["power"] else shown.rstrip("0"))

    @property
    def dropped(self) -> str | None:
        """What of its spelling a spreadsheet drops or changes, in words."""
        whole, fraction = self.spelt["whole"], self.spelt["fraction"]
        tests = {
            "leading zeros": re.match("0[0-9]", whole),
            "per cent and currencies": self.unit,
            "thousands marks": self.spelt["group"],
            "exponents": self.spelt["power"],
            "trailing zeros": fraction and fraction.endswith("0"),
            "plus signs": self.spelt["sign"] == "+",
            "long numbers": self.digits > 9,
        }
        return next((kind for kind, holds in tests.items() if holds), None)

    @property
    def way(self) -> tuple[str, str | None, str]:
        """What numbers have in common with which a spreadsheet does the same."""
        long = self.dropped == "long numbers"  # whether its digits have room is a matter of how many they are
        return self.mark, self.dropped, re.sub("[0-9]+", lambda run: str(len(run[0])) if long else "0", self.cell)


@cache
def _numbers(cell: str) -> list[Number]:
    found = []
    for mark, shape in NUMBERS.items():
        spelt = shape.fullmatch(cell)
        if spelt:
            whole = re.sub("[^0-9]", "", spelt["whole"])
            number = Decimal(f"{spelt['sign']}{whole}.{spelt['fraction'] or 0}E{spelt['power'] or 0}")
            found.append(Number(cell, mark, number / 100 if spelt["after"] == "%" else number, spelt.groupdict()))
    return found


def number_form(old: str, new: str) -> Form | None:
    """Return how a cell was shown as a number, if it was."""
    forms = [_form(one, other) for one, other in product(_numbers(old), _numbers(new)) if _shows(one, other)]
    doubts = [form.alike for form in forms if form.alike]
    if len(doubts) < len(forms) or not forms:
        return next((form for form in forms if form.alike is None), None)
    return Form(forms[0].kind, lambda cell: all(alike(cell) for alike in doubts))


def _shows(old: Number, new: Number) -> bool:
    """Whether the new number is how a spreadsheet shows the old one: without thousands marks, and perhaps rounded."""
    if (new.spelt["group"] and not new.unit) or (new.unit and not old.unit):
        return False
    if old.value == new.value:
        return True
    if new.unit:
        return round(old.value, 4) == new.value or round(old.value, 2) == new.value
    if new.spelt["power"] or new.digits >= 15:
        return new.digits >= 3 and round(old.value, new.digits - 1 - old.value.adjusted()) == new.value
    room = 10 - len(str(abs(int(old.value))))  # for the fraction, in a cell of the usual width
    return any(round(old.value, places) == new.value for places in range(max(room - 1, 0), room + 2))


def _form(old: Number, new: Number) -> Form:
    if new.spelt["power"] and not old.spelt["power"]:
        return Form("exponents")
    if old.dropped:
        return _told_by(old.dropped, lambda number: number.way == old.way)
    if old.mark != new.mark:
        return _told_by("decimal marks", lambda number: number.mark == old.mark and number.spelt["fraction"])
    return _told_by("decimals added", lambda number: not number.spelt["fraction"] and not number.dropped)


def _told_by(kind: str, alike: Callable[[Number], object]) -> Form:
    return Form(kind, lambda cell: any(map(alike, _numbers(cell))))
