"""Periods and dates at the precision that a source prints, as text.

A period is `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or the years `YYYY/YYYY`, the last included (ISO 8601).
Days are ISO dates, so that their order is the order of the text.
"""

import re
from calendar import monthrange
from functools import lru_cache

_PERIOD = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|/(\d{4}))?", re.ASCII)


@lru_cache(maxsize=65536)
def bounds(period: str) -> tuple[str, str]:
    """First and last day of a period; ValueError in plain words when it is none."""
    match = _PERIOD.fullmatch(period)
    if not match:
        raise ValueError(f"{period!r} is no period: write YYYY, YYYY-MM, YYYY-MM-DD or YYYY/YYYY")
    year, month, day, last_year = match.groups()
    if int(year) == 0:
        raise ValueError(f"{period!r} is no period: there is no year 0000")
    if last_year:
        if last_year <= year:
            raise ValueError(f"{period!r} is no period: the last year must come after the first")
        return f"{year}-01-01", f"{last_year}-12-31"
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
