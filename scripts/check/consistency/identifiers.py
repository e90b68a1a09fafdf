"""Identifiers that check themselves: numbers whose last digits follow from the others."""

import re
from collections.abc import Callable

from stdnum import isin, lei
from stdnum.be import vat

from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

ENTERPRISE_NUMBER = Rule(
    "R101", "An enterprise number has right check digits",
    "A slip in one digit names another company or none (the last two digits are 97 minus the rest modulo 97).",
    "error", "consistency", "pandera", "Compare the number with the register, and correct the statement.",
)
LEI = Rule(
    "R102", "An LEI has right check digits",
    "A slip in one character names another legal entity or none (ISO 17442, ISO 7064 MOD 97-10).",
    "error", "consistency", "pandera", "Compare the LEI with the source, and correct the statement.",
)
ISIN = Rule(
    "R103", "An ISIN has the right check digit and country",
    "A slip in one character names another security or none (ISO 6166).",
    "error", "consistency", "pandera", "Compare the ISIN with the source, and correct the statement.",
)
ROR = Rule(
    "R104", "A ROR id has right check digits",
    "A slip in one character leads to another institution or none (ISO 7064 MOD 97-10 over base 32).",
    "error", "consistency", "pandera", "Copy the address again from the record: https://ror.org/ and nine characters.",
)

ROR_ALPHABET = {letter: value for value, letter in enumerate("0123456789abcdefghjkmnpqrstvwxyz")}


def valid_ror(address: str) -> bool:
    """Whether a ROR address ends in a legal id: 0, six base-32 characters, two check digits."""
    found = re.fullmatch(r"https://ror\.org/(0[0-9a-hjkmnp-tv-z]{6})([0-9]{2})", address)
    if not found:
        return False
    number = 0
    for letter in found.group(1):
        number = number * 32 + ROR_ALPHABET[letter]
    return 98 - number * 100 % 97 == int(found.group(2))


def _valid(column: str, is_valid: Callable[[str], bool]) -> RowFunction:
    return lambda rows, context: rows[column].map(is_valid)


CHECKS = (
    Check(
        ENTERPRISE_NUMBER, "companies", "enterprise_number", _valid("enterprise_number", vat.is_valid),
        "The check digits of {enterprise_number} are wrong.", ("enterprise_number",),
    ),
    Check(LEI, "companies", "lei", _valid("lei", lei.is_valid), "The check digits of {lei} are wrong.", ("lei",)),
    Check(ISIN, "companies", "isin", _valid("isin", isin.is_valid), "{isin} is no legal ISIN.", ("isin",)),
    Check(ROR, "institutions", "ror_id", _valid("ror_id", valid_ror), "{ror_id} is no legal ROR id.", ("ror_id",)),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check the check digits of identifiers."""
    return run(context, CHECKS)
