"""What Excel shows of a cell, and so saves, in four countries: a model for tests, after what was seen."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

YEAR = 2026  # in which the files are opened


@dataclass(frozen=True)
class Country:
    """Marks of numbers, how a day and a month are shown, and the words for true and false."""

    decimal: str
    groups: str
    day: str
    day_first: bool
    month_year: str
    months: tuple[str, ...]
    truth: tuple[str, str]
    separator: str


COUNTRIES = {
    "fr-BE": Country(
        ",", ". \u202f", "{d:02}/{m:02}/{y}", True, "{b}-{yy:02}",
        ("janv", "févr", "mars", "avr", "mai", "juin", "juil", "août", "sept", "oct", "nov", "déc"), ("VRAI", "FAUX"), ";",
    ),
    "nl-BE": Country(
        ",", ". ", "{d}/{m:02}/{y}", True, "{b}/{yy:02}",
        ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"), ("WAAR", "ONWAAR"), ";",
    ),
    "de-DE": Country(
        ",", ".", "{d:02}.{m:02}.{y}", True, "{b} {yy:02}",
        ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"), ("WAHR", "FALSCH"), ";",
    ),
    "en-US": Country(
        ".", ",", "{m}/{d}/{y}", False, "{b}-{yy:02}",
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), ("TRUE", "FALSE"), ",",
    ),
}  # fmt: skip


def shown(cell: str, country: Country) -> str:
    """Return what is saved of a cell."""
    for look in (_truth, _day, _number):
        found = look(cell, country)
        if found is not None:
            return found
    return cell


def _truth(cell, country):
    words = dict(zip(("true", "false"), country.truth, strict=True))
    return words.get(cell.lower())


def _day(cell, country):
    if found := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", cell):
        year, month, day = map(int, found.groups())
        pattern = country.day
    elif found := re.fullmatch(r"(\d{4})-(\d\d)", cell):
        (year, month), day = map(int, found.groups()), 1
        pattern = country.month_year
    elif found := re.fullmatch(r"(\d\d?)[/-](\d\d?)", cell):
        day, month = map(int, found.groups() if country.day_first else found.groups()[::-1])
        year, pattern = YEAR, "{d:02}-{b}"
    else:
        return None
    try:
        date(year, month, day)
    except ValueError:
        return None
    return pattern.format(d=day, m=month, y=year, yy=year % 100, b=country.months[month - 1]) if year >= 1900 else None


def _number(cell, country):
    mark, groups = re.escape(country.decimal), re.escape(country.groups)
    found = re.fullmatch(
        rf"([+-]?)(\d{{1,3}}([{groups}])\d{{3}}(?:\3\d{{3}})*|\d+)(?:{mark}(\d+))?(?:[eE]([+-]?\d{{1,2}}))?( ?%)?", cell
    )
    if not found:
        return None
    sign, whole, _, fraction, power, percent = found.groups()
    number = Decimal(f"{sign}{re.sub('[^0-9]', '', whole)}.{fraction or 0}E{power or 0}")
    if percent:
        text = f"{number:.2f}" if fraction else f"{number:.0f}"
        return text.replace(".", country.decimal) + "%"
    return _general(number).replace(".", country.decimal)


def _general(number):
    """A number in the format General: eleven characters, powers of ten beyond."""
    if number == 0:
        return "0"
    if power_needed(number):
        mantissa, power = f"{number:.5E}".split("E")
        return f"{mantissa.rstrip('0').rstrip('.')}E{int(power):+03}"
    room = 10 - len(str(abs(int(number))))
    text = f"{number:.{max(room, 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def power_needed(number):
    """Whether a number is too long for eleven characters."""
    return abs(number) >= Decimal(10) ** 11 or abs(number) < Decimal("0.0001")
