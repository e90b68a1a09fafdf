"""Periods and dates at the precision that a source prints, as text.

A period is `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, a half-year or quarter `YYYY-S1`, `YYYY-Q1` (as SDMX writes them), or a
span of years `YYYY/YYYY` or months `YYYY-MM/YYYY-MM`, the last included (ISO 8601). Days are ISO dates, so that their
order is the order of the text.
"""

import re
from calendar import monthrange
from functools import lru_cache

_PERIOD = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-([SQ])(\d)|/(\d{4})|-(\d{2})/(\d{4})-(\d{2}))?", re.ASCII
)
_FORMS = "write YYYY, YYYY-MM, YYYY-MM-DD, YYYY-S1, YYYY-Q1, YYYY/YYYY or YYYY-MM/YYYY-MM"
_MONTHS_OF = {"S": 6, "Q": 3}


@lru_cache(maxsize=65536)
def bounds(period: str) -> tuple[str, str]:
    """First and last day of a period; ValueError in plain words when it is none."""
    match = _PERIOD.fullmatch(period)
    if not match:
        raise ValueError(f"{period!r} is no period: {_FORMS}")
    year, month, day, part, number, last_year, first_month, span_year, last_month = match.groups()
    if int(year) == 0:
        raise ValueError(f"{period!r} is no period: there is no year 0000")
    if part:
        return _part_of_year(period, year, part, int(number))
    if last_year or span_year:
        first = year if last_year else f"{year}-{first_month}"
        last = last_year or f"{span_year}-{last_month}"
        if last <= first:
            raise ValueError(f"{period!r} is no period: its end must come after its start")
        return bounds(first)[0], bounds(last)[1]
    if not month:
        return f"{year}-01-01", f"{year}-12-31"
    if not 1 <= int(month) <= 12:
        raise ValueError(f"{period!r} is no period: there is no month {month}")
    days = monthrange(int(year), int(month))[1]
    if not day:
        return f"{year}-{month}-01", f"{year}-{month}-{days}"
    if not 1 <= int(day) <= days:
        raise ValueError(f"{period!r} is no period: {year}-{month} has {days} days")
    return period, period


def _part_of_year(period: str, year: str, part: str, number: int) -> tuple[str, str]:
    """Days of a half-year (S) or quarter (Q)."""
    months = _MONTHS_OF[part]
    if not 1 <= number <= 12 // months:
        raise ValueError(f"{period!r} is no period: a year has no {part}{number}")
    last = number * months
    return f"{year}-{last - months + 1:02d}-01", f"{year}-{last:02d}-{monthrange(int(year), last)[1]}"


def is_span(period: str) -> bool:
    """Whether a period is no year, month or day: what is summed over it is another thing than over a year."""
    return "/" in period or "S" in period or "Q" in period


def earliest(period: str) -> str:
    """First day of a period."""
    return bounds(period)[0]


def latest(period: str) -> str:
    """Last day of a period."""
    return bounds(period)[1]


def year(period: str) -> int | None:
    """The one year that a period lies in; None for a period of several years."""
    first, last = bounds(period)
    return int(first[:4]) if first[:4] == last[:4] else None
