"""A Table Schema as Pandera understands it, for a table of text.

Blanks are missing, and the index is the physical line. The `error` of each check is the name of
the constraint that it stands for, so that `failure_cases` can be read back.
"""

import ipaddress
import re
from collections.abc import Callable, Collection, Mapping
from functools import partial
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pandera.pandas as pa
import pyarrow
import pyarrow.compute as pc

from scripts.evidence.columns import SEPARATOR
from scripts.package.patterns import fit
from scripts.package.tableschema import PATTERNS, ForeignKey, TableSchema, write_number

ILLEGAL = re.compile(r'[\s<>"\\^`{|}]')
# What needs no closer look: a host name in small letters and a path of harmless ASCII.
ORDINARY = r"https?://(?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[!#-;=?-\[\]_a-z~]*)?"


def safe(addresses: pd.Series) -> pd.Series:
    """Whether each web address is safe; few need to be taken apart for that."""
    ordinary = addresses.str.fullmatch(ORDINARY)
    others = addresses[~ordinary].map(address_problem) == ""
    return ordinary | others.reindex(addresses.index, fill_value=False)


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


# The values that a foreign key may have, by resource and columns referred to.
Known = Mapping[tuple[str, tuple[str, ...]], pyarrow.Array]


def schema_of(schema: TableSchema, known: Known) -> pa.DataFrameSchema:
    """Return a Table Schema as Pandera understands it; columns that may hold anything are left out.

    A foreign key is checked in its column, one of several columns in the whole row; those whose
    target is not `known` are left out.
    """
    columns = {field["name"]: _column(field, [field["name"]] == schema.primary_key) for field in schema.fields}
    of_rows = []
    for number, key in enumerate(schema.foreign_keys):
        if (key.resource, key.reference_fields) in known:
            check = _reference(key, known[key.resource, key.reference_fields], f"foreignKeys {number}")
            (columns[key.fields[0]].checks if len(key.fields) == 1 else of_rows).append(check)
    return pa.DataFrameSchema(
        {name: column for name, column in columns.items() if column.checks or not column.nullable},
        checks=of_rows,
        unique=schema.primary_key if len(schema.primary_key) > 1 else None,
        report_duplicates="exclude_first",
        name=schema.name,
    )


def _column(field: dict, is_key: bool) -> pa.Column:
    limits = field.get("constraints", {})
    checks = [CHECKS[name](value) for name, value in limits.items() if name in CHECKS]
    if field["type"] in PATTERNS:
        checks.append(pa.Check(partial(fit, PATTERNS[field["type"]]), error="canonical"))
    if field.get("format") == "uri":
        checks.append(pa.Check(safe, error="uri"))
    if is_key or limits.get("unique"):
        # Not Column(unique=True): Pandera counts blanks as equal.
        checks.append(pa.Check(_first_of_its_kind, error="primaryKey" if is_key else "unique"))
    return pa.Column(checks=checks, nullable=not limits.get("required", False))


CHECKS: dict[str, Callable[..., pa.Check]] = {
    "enum": lambda values: pa.Check.isin([v if isinstance(v, str) else write_number(v) for v in values], error="enum"),
    "pattern": lambda pattern: pa.Check(partial(fit, pattern), error="pattern"),
    "minimum": lambda bound: pa.Check(lambda cells: ~(_numbers(cells) < bound), error="minimum"),
    "maximum": lambda bound: pa.Check(lambda cells: ~(_numbers(cells) > bound), error="maximum"),
    "minLength": lambda length: pa.Check.str_length(min_value=length, error="minLength"),
    "maxLength": lambda length: pa.Check.str_length(max_value=length, error="maxLength"),
}


def _numbers(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(cells, errors="coerce")


def _first_of_its_kind(cells: pd.Series) -> pd.Series:
    return ~cells.duplicated()


def _reference(key: ForeignKey, known: pyarrow.Array, name: str) -> pa.Check:
    def exists(rows: pd.Series | pd.DataFrame) -> pd.Series:
        values = rows if isinstance(rows, pd.Series) else key_values(rows, key.fields)
        return values.isna() | np.asarray(pc.is_in(pyarrow.array(values), value_set=known), dtype=bool)

    return pa.Check(exists, error=name)


def key_values(frame: pd.DataFrame, fields: Collection[str]) -> pd.Series:
    """Return the values of a key by row, its parts joined; missing where all parts are."""
    first, *others = (frame[field] for field in fields)
    if not others:
        return first
    return first.str.cat(others, sep=SEPARATOR, na_rep="").mask(frame[list(fields)].isna().all(axis=1))
