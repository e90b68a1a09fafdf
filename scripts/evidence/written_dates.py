"""Dates and periods as people in Belgium write them: 28/11/2026, 28 nov. 2026, 1er semestre 2024, 2018-2023."""

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
# Half-years and quarters: S1 2024, H1 2024, 2024-S1, premier semestre 2024, first half of 2024; Q3 2024, T3 2024.
FIRST = r"1(?:er|st|e)?|premier|first|eerste|erstes|primo"
SECOND = r"2(?:e|nd|d|ème)?|second|deuxième|tweede|zweites|secondo"
PARTS = (
    (rf"{YEAR}\s*-?\s*(?P<part>[SQ])(?P<number>[1-4])|(?P<letter>[SHQT])(?P<count>[1-4])[\s-]+(?P<of>[0-9]{{4}})"),
    rf"(?:(?P<first>{FIRST})|{SECOND})\.?\s+(?:semest(?:re|er)|half(?:jaar)?|halbjahr)\s+(?:of\s+|de\s+|van\s+)?{YEAR}",
)
YEARS = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4})")
EXAMPLES = "write it as 28/11/2026, 28 nov 2026, novembre 2026, 11/2026 or 2026"


def read_period(text: str) -> str:
    """The date or period that a person wrote, in the form of `scripts.figures.period`.

    The day stands before the month, as in Belgium, unless the year comes first.

    Raises:
        ValueError: in plain words, why it is none.
    """
    years = YEARS.fullmatch(text.strip())
    plain = " ".join(text.split())
    found = {"/".join(years.groups())} if years else set(_parts_of_years(plain)) or set(_readings(plain))
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
    """As `read_period`, without half-years, quarters and periods of several years."""
    found = read_period(text)
    if periods.is_span(found):
        raise ValueError(f"“{text}” is a period, and one date is asked for: {EXAMPLES}")
    return found


def _parts_of_years(text: str) -> Iterator[str]:
    letters, words = (re.fullmatch(form, text, re.IGNORECASE) for form in PARTS)
    if letters:
        part = letters.groupdict()
        letter = (part["part"] or part["letter"]).upper().translate({ord("H"): "S", ord("T"): "Q"})
        yield f"{part['year'] or part['of']}-{letter}{part['number'] or part['count']}"
    if words:
        yield f"{words['year']}-S{1 if words['first'] else 2}"


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
