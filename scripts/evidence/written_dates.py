"""Dates and periods as people in Belgium write them: 28/11/2026, 28 nov. 2026, novembre 2026, 11/2026, 2018-2023."""

import re
from collections.abc import Iterator

from scripts.evidence.spreadsheet.locales import WORDS, bare
from scripts.figures import period as periods

MARK = r"\s*[-/.\s]\s*"
YEAR = r"(?P<year>[0-9]{4})"
ORDINAL = r"(?:er|e|ère|re|st|nd|rd|th|de|ste|°|º)?"
FORMS = (
    YEAR,
    rf"{YEAR}{MARK}(?P<month>[0-9][0-9]?)(?:{MARK}(?P<day>[0-9][0-9]?))?",
    rf"(?:(?P<day>[0-9][0-9]?){MARK})?(?P<month>[0-9][0-9]?){MARK}{YEAR}",
    rf"(?:(?:[^\W\d_]+\.?,?\s+)?(?P<day>[0-9][0-9]?){ORDINAL}\.?(?:{MARK}|\s+(?:of|de|di)\s+))?"
    rf"(?P<name>[^\W\d_]{{3,}})\.?(?:{MARK}|,\s*)(?:(?:de|di|of)\s+)?{YEAR}",
    rf"(?P<name>[^\W\d_]{{3,}})\.?\s+(?P<day>[0-9][0-9]?){ORDINAL},?\s+{YEAR}",
)
YEARS = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4})")
EXAMPLES = "write it as 28/11/2026, 28 nov 2026, novembre 2026, 11/2026 or 2026"


def read_period(text: str) -> str:
    """The date or period that a person wrote, as YYYY, YYYY-MM, YYYY-MM-DD or YYYY/YYYY.

    The day stands before the month, as in Belgium, unless the year comes first.

    Raises:
        ValueError: in plain words, why it is none.
    """
    years = YEARS.fullmatch(text.strip())
    found = {"/".join(years.groups())} if years else set(_readings(" ".join(text.split())))
    if not found:
        raise ValueError(f"“{text}” is no date: {EXAMPLES}")
    if len(found) > 1:
        raise ValueError(f"“{text}” can be {' or '.join(sorted(found))}: write the month in full")
    try:
        periods.bounds(*found)
    except ValueError as error:
        raise ValueError(f"“{text}” is no date: {str(error).split(': ')[-1]}; day, month, year: {EXAMPLES}") from error
    return found.pop()


def read_date(text: str) -> str:
    """As `read_period`, without periods of several years."""
    found = read_period(text)
    if "/" in found:
        raise ValueError(f"“{text}” is a period of several years, and one date is asked for: {EXAMPLES}")
    return found


def _readings(text: str) -> Iterator[str]:
    for form in FORMS:
        spelt = re.fullmatch(form, text, re.IGNORECASE)
        if not spelt:
            continue
        part = spelt.groupdict()
        months = [part.get("month")] if not part.get("name") else _months(part["name"])
        for month in months:
            numbers = [part["year"], *(int(number) for number in (month, part.get("day")) if number)]
            yield "-".join([numbers[0], *(f"{number:02d}" for number in numbers[1:])])


def _months(word: str) -> set[int]:
    """The months that a word of three letters or more abbreviates, in any of the languages; whole names first."""
    plain = bare(word.lower())
    names = [(number, bare(name)) for of_one in WORDS["months"].values() for number, name in enumerate(of_one, 1)]
    return {n for n, name in names if name == plain} or {n for n, name in names if name.startswith(plain)}
