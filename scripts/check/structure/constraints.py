"""Constraints of the Table Schemas: enum, pattern, bounds, lengths; and safe web addresses."""

import ipaddress
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pandas as pd

from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

NOT_IN_LIST = Rule(
    "S305", "A cell of a closed list holds one of its values",
    "A word of one's own is a category that nobody counts.",
    "error", "structure", "screen", "Use one of the expected values; a new one is first added to the schema.",
)
NOT_PATTERN = Rule(
    "S306", "A cell has the form that its column demands",
    "Codes, dates and ids in another form are not found and not joined.",
    "error", "structure", "screen", "Write the value in the form of the example.",
)
OUT_OF_BOUNDS = Rule(
    "S307", "A number lies within the bounds of its column",
    "Figures beyond what can be are slips of the hand or of the unit.",
    "error", "structure", "screen", "Correct the number, or its unit.",
)
WRONG_LENGTH = Rule(
    "S308", "A text is as long as its column allows",
    "Quotations stay short, because only facts may be taken over.",
    "error", "structure", "screen", "Shorten the text.",
)
UNSAFE_ADDRESS = Rule(
    "S309", "A web address is a plain http or https address",
    "javascript:, file: and addresses without a host run code, read local files or lead nowhere.",
    "error", "structure", "screen", "Copy the address of the page from the browser: https://host/path.",
)

ILLEGAL = re.compile(r'[\s<>"\\^`{|}]')


def check(context: Context) -> list[Finding]:
    """Check the constraints of every filled cell."""
    findings = []
    for table, text in context.text.items():
        schema = context.package.resources[table].schema
        for column in context.columns(table):
            field = schema.field(column)
            if "format" in field or field.get("constraints", {}).keys() - {"required", "unique"}:
                cells = text[column][text[column] != ""]
                for rule, wrong, message, expected in _breaches(field, cells, context.typed[table][column]):
                    if wrong.any():
                        findings += context.cells(rule, table, column, wrong, message, expected=expected)
    return findings


def _breaches(field: dict, cells: pd.Series, typed: pd.Series) -> Iterator[tuple]:
    """Yield rule, wrong cells, message and what was expected, for each constraint of a field."""
    limits = field.get("constraints", {})
    numeric = field["type"] in ("integer", "number")
    known = typed[typed.notna()] if numeric else cells
    if "enum" in limits:
        wrong = ~known.isin(limits["enum"])
        yield NOT_IN_LIST, wrong, lambda cell: f"“{cell}” is not in the list.", ", ".join(map(str, limits["enum"]))
    if "pattern" in limits:
        # Without the group pandas takes “^a|b$” for a search of ^a or b$.
        wrong = ~cells.str.fullmatch(f"(?:{limits['pattern']})")
        expected = f"{field['description']} Example: {field['example']}"
        yield NOT_PATTERN, wrong, lambda cell: f"“{cell}” has not the form of {field['name']}.", expected
    if "minimum" in limits:
        message = f"The number is below {limits['minimum']}."
        yield OUT_OF_BOUNDS, known < limits["minimum"], message, f"at least {limits['minimum']}"
    if "maximum" in limits:
        message = f"The number is above {limits['maximum']}."
        yield OUT_OF_BOUNDS, known > limits["maximum"], message, f"at most {limits['maximum']}"
    if "minLength" in limits:
        yield WRONG_LENGTH, cells.str.len() < limits["minLength"], _length, f"at least {limits['minLength']}"
    if "maxLength" in limits:
        yield WRONG_LENGTH, cells.str.len() > limits["maxLength"], _length, f"at most {limits['maxLength']}"
    if field.get("format") == "uri":
        problems = cells.map(address_problem)
        expected = f"an address such as {field['example']}"
        yield UNSAFE_ADDRESS, problems != "", lambda cell: f"The address {address_problem(cell)}.", expected


def _length(cell: str) -> str:
    return f"The text has {len(cell)} characters."


def address_problem(address: str) -> str:
    """Say what is wrong with a web address; "" for a plain, public http or https one."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "cannot be taken apart"
    if parts.scheme not in ("http", "https"):
        return f"begins with {parts.scheme or 'nothing'}: and not with http: or https:"
    if ILLEGAL.search(address):
        return "holds a blank or another character that no address may hold"
    if parts.username is not None:
        return "holds a user name before the host"
    if not host or "." not in host.strip("."):
        return "has no public host"
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return ""
    return "has a number in place of a host name"
