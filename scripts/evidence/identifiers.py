"""Identifiers that follow from content alone, so that two people mint the same one."""

import hashlib
import re

import pandas as pd

from scripts.evidence.columns import SEPARATOR
from scripts.evidence.pages import page_of


def digest(*parts: object) -> str:
    """Twelve hexadecimal digits of the SHA-256 of the parts; None and "" are the same part."""
    text = SEPARATOR.join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def statement_id(
    source_id: str, locator: str, name_as_written: str, as_written: str, transcribed_value: str, ordinal: int
) -> str:
    """Id of a statement: a hash of what the source shows, never of our interpretation.

    The wording counts; the transcribed value counts only where no wording was kept.
    """
    return "s" + digest(source_id, locator, name_as_written, as_written or transcribed_value, int(ordinal))


def source_id(url: str) -> str:
    """Id of a new source: host of the address as a slug, and six digits of the hash of the page that it leads to.

    All addresses of one page give one id. An id that stands is never made anew.
    """
    page = page_of(url)
    slug = re.sub(r"[^a-z0-9]+", "-", re.split("[:/?#]", page)[0].lower()).strip("-")
    if not slug or not slug[0].isalpha():
        slug = "web-" + slug
    return f"{slug}-{hashlib.sha256(f'https://{page}'.encode()).hexdigest()[:6]}"


def search_id(entity_id: str, property_: str, question: str) -> str:
    """Id of a search: a hash of what was asked."""
    return "q" + digest(entity_id, property_, question)


def row_id(prefix: str, *parts: object) -> str:
    """Id of a row of a published table whose identity is the listed parts."""
    return prefix + digest(*parts)


def row_ids(prefix: str, rows: pd.DataFrame, key: list[str]) -> pd.Series:
    """Id of every row of a published table whose identity is some text columns, blanks as such."""
    parts = zip(*(rows[column].fillna("").to_numpy() for column in key), strict=True)
    return pd.Series([row_id(prefix, *values) for values in parts], index=rows.index, dtype="str")
