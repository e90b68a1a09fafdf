"""What a spreadsheet makes of a cell, in the ways of its country and system."""

import re
from functools import lru_cache

from scripts.evidence.spreadsheet.dates import date_form
from scripts.evidence.spreadsheet.letters import letters_form
from scripts.evidence.spreadsheet.locales import TRUTH, Form
from scripts.evidence.spreadsheet.numbers import number_form

TIME = r"[0-9]+(:[0-9]{1,2}){1,2}"


@lru_cache(maxsize=65536)
def form_of(old: str, new: str) -> Form | None:
    """Return what a spreadsheet did to turn one cell into another; None where none does so.

    Both cells are clean: blanks and line breaks make no difference any more.
    """
    if not old or not new or old == new:
        return None
    return next(filter(None, (look(old, new) for look in KINDS)), None)


def _guarded(old: str, new: str) -> Form | None:
    if new in (f"'{old}", f'="{old}"'):
        return Form("cells marked as text")
    if old[0] in "=+-@" and re.fullmatch(r"#[A-ZÉ0-9/]+ ?[!?]?|Err:[0-9]+", new):
        return Form("cells read as formulas")
    return None


def _truth(old: str, new: str) -> Form | None:
    same = old.lower() in ("true", "false") and TRUTH.get(new.lower()) == old.lower()
    return Form("truth words") if same else None


def _time(old: str, new: str) -> Form | None:
    if not (re.fullmatch(TIME, old) and re.fullmatch(TIME, new)):
        return None
    one, other = ([int(part) for part in f"{cell}:0".split(":")][:3] for cell in (old, new))
    return Form("times", lambda cell: re.fullmatch(TIME, cell) is not None) if one == other else None


KINDS = (_guarded, _truth, date_form, _time, number_form, letters_form)
