"""Dates as spreadsheets show them: 22/11/2026, 22-nov-26, nov-26, 46348; and 2-Sep for what was SEPT2."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import product

from scripts.evidence.spreadsheet.locales import WORDS, Form, bare

ISO = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
CLOCK = re.compile(r"(,? |T)0?0:00(:00)?$")
PARTS = re.compile(
    r"(?:[^\W\d_]+\.?,? )??([0-9]{1,4}|[^\W\d_]+)\.?(?:[-/. ]|, |(?<=[^\W\d])(?=[0-9]))"
    r"([0-9]{1,4}|[^\W\d_]+)(?:\.?(?:[-/. ]|, )([0-9]{1,4}))?\.?"
)
NOTHING, FROM_1904 = date(1899, 12, 30), 1462  # day 0 of a spreadsheet, and how many days later others begin
Day = tuple[int | None, int, int | None]  # year (of any century where below 100), month, day


def date_form(old: str, new: str) -> Form | None:
    """Return how a cell was shown as a date, if it was."""
    is_iso = ISO.fullmatch(old) is not None
    shown = (_serial_days(new) if is_iso else set()) or _shown_days(new)
    read = [one for one, other in product(_days(old) if shown else (), shown) if _same_day(one, other)]
    if not read:
        return None
    if is_iso and not ISO.fullmatch(new):
        return Form("dates")
    ways = {year is not None for year, _, _ in read}
    return Form("dates", lambda cell: _skeleton(cell) == _skeleton(old) and all(_is_day(cell, way) for way in ways))


def _is_day(cell: str, with_year: bool) -> bool:
    """Whether a cell is a day in every country: without a year, in either order."""
    return any((day[0] is not None) == with_year for day in _days(cell)) and (
        with_year or all(1 <= int(number) <= 12 for number in re.findall("[0-9]+", cell))
    )


def _same_day(old: Day, new: Day) -> bool:
    if old[0] is not None and new[0] is not None and min(old[0], new[0]) < 100:
        old, new = (old[0] % 100, *old[1:]), (new[0] % 100, *new[1:])
    return all(one is None or other is None or one == other for one, other in zip(old, new, strict=True))


def _skeleton(cell: str) -> str:
    return re.sub(r"[0-9]+", "0", re.sub(r"[^\W\d_]+", "a", cell))


@cache
def _days(cell: str) -> frozenset[Day]:
    """The days that a spreadsheet may read from a cell, part by part; a month is its first day."""
    return frozenset((year, month, 1 if day is None else day) for year, month, day in _spelt_days(cell))


def _serial_days(cell: str) -> set[Day]:
    """The days that a number counts."""
    number = re.fullmatch(r"([1-9][0-9]{0,5})(?:[.,]0+)?", cell)
    days = [NOTHING + timedelta(int(number[1]) + more) for more in (0, FROM_1904)] if number else []
    return {(day.year, day.month, day.day) for day in days}


def _shown_days(cell: str) -> set[Day]:
    """The days that a spreadsheet may show as a cell: with a year, or the name of a month."""
    plain = CLOCK.sub("", cell)
    told = ISO.fullmatch(plain) is None or len(plain) == 10
    return {day for day in _spelt_days(plain) if told and (day[0] is not None or re.search(r"[^\W\d_]", plain))}


@cache
def _spelt_days(cell: str) -> frozenset[Day]:
    spelt = PARTS.fullmatch(cell)
    if not spelt:
        return frozenset()
    readings = [list(_read_part(part)) for part in spelt.groups() if part]
    days = set()
    for parts in product(*readings):
        found = dict(parts)
        if len(found) == len(parts) and "month" in found:
            days.add((found.get("year"), found["month"], found.get("day")))
    return frozenset(days)


def _read_part(part: str) -> Iterator[tuple[str, int]]:
    if not part.isdecimal():
        yield from (("month", month) for month in _months(part.lower()))
    elif len(part) > 2:
        yield from [("year", int(part))] if len(part) == 4 and part >= "1000" else []
    else:
        yield from [("month", int(part))] if 1 <= int(part) <= 12 else []
        yield from [("day", int(part))] if 1 <= int(part) <= 31 else []
        yield from [("year", int(part))] if len(part) == 2 else []


@cache
def _months(word: str) -> set[int]:
    """The months that a word of three letters or more abbreviates."""
    names = [(number, bare(name)) for of_one in WORDS["months"].values() for number, name in enumerate(of_one, 1)]
    return {number for number, name in names if len(word) > 2 and name.startswith(bare(word))}
