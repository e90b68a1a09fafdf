"""Make a table canonical: cells cleaned, ids minted, rows in the declared order."""

import re
from unicodedata import normalize

import pandas as pd

from scripts.evidence import identifiers
from scripts.evidence.spreadsheet.locales import TRUTH
from scripts.package.tableschema import PATTERNS, TableSchema, sort_rows

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")  # soft hyphen, zero width, direction marks
BLANKS = re.compile(r"\s+")  # every Unicode blank, line breaks too
# Numbers whose decimal mark is beyond doubt: two kinds of marks (the last one is the decimal
# one), or a comma that cannot part thousands. 1,234 is left for a person to decide.
ENGLISH = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+")
CONTINENTAL = re.compile(r"-?[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|-?0,[0-9]+|-?[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})")
WHOLE = re.compile(r"(-?[0-9]+)[.,]0{1,2}")


def canonical(text: pd.DataFrame, schema: TableSchema) -> tuple[pd.DataFrame, list[str]]:
    """Return a table in canonical form, and what was done to it, in words.

    Parameters
    ----------
    text
        Frame of str with the schema's columns.

    Returns
    -------
    The same cells, cleaned and in the declared order; a cell that cannot be read as its type stays
    as it is, for `validate` to name.
    """
    cleaned = clean_table(text)
    for field in schema.fields:
        if field["type"] in READERS:
            cleaned[field["name"]] = cleaned[field["name"]].map(READERS[field["type"]])
    typed = schema.cast(cleaned)
    cleaned = cleaned.where(typed.isna(), schema.write_text(typed).reindex(text.index)).astype("str")
    minted = mint(cleaned, schema.name)
    ordered = minted.loc[sort_rows(schema.cast(minted), schema).index]
    counts = {
        "cells cleaned": int((cleaned != text).to_numpy().sum()),
        "ids minted": int((minted != cleaned).any(axis=1).sum()),
        "rows in another place": int((ordered.index != minted.index).sum()),
    }
    return ordered, [f"{what}: {count}" for what, count in counts.items() if count]


def clean_table(text: pd.DataFrame) -> pd.DataFrame:
    """Return a frame of str with all cells cleaned."""
    return text.apply(lambda cells: cells.map({cell: clean(cell) for cell in cells.unique()})).astype("str")


def clean(cell: str) -> str:
    """Return a cell in NFC, with plain single blanks only and none at its ends."""
    return normalize("NFC", BLANKS.sub(" ", UNSEEN.sub("", cell)).strip())


def mint(text: pd.DataFrame, table: str) -> pd.DataFrame:
    """Fill blank ids of the tables whose ids follow from the content of the row."""
    if table not in MINTS:
        return text
    column, make = MINTS[table]
    blank, taken = text[text[column] == ""], set(text[column])
    if blank.empty:
        return text
    rows = []
    for row in blank.to_dict("records"):
        rows.append(make(row, taken))
        taken.add(rows[-1][column])
    minted = text.copy()
    minted.loc[blank.index] = pd.DataFrame(rows, blank.index, text.columns, dtype="str")
    return minted


def _mint_statement(row: dict[str, str], taken: set[str]) -> dict[str, str]:
    """A blank ordinal becomes the first that is free among statements of the same words."""
    parts = [row[column] for column in ("source_id", "locator", "name_as_written", "as_written", "transcribed_value")]
    ordinal = int(row["ordinal"]) if re.fullmatch(PATTERNS["integer"], row["ordinal"]) else 1
    while not row["ordinal"] and identifiers.statement_id(*parts, ordinal) in taken:
        ordinal += 1
    minted = {"ordinal": row["ordinal"] or str(ordinal), "statement_id": identifiers.statement_id(*parts, ordinal)}
    return row | minted


def _mint_source(row: dict[str, str], taken: set[str]) -> dict[str, str]:
    return row | {"source_id": identifiers.source_id(row["url"]) if row["url"] else ""}


def _mint_search(row: dict[str, str], taken: set[str]) -> dict[str, str]:
    return row | {"search_id": identifiers.search_id(row["entity_id"], row["property"], row["question"])}


MINTS = {
    "statements": ("statement_id", _mint_statement),
    "sources": ("source_id", _mint_source),
    "searches": ("search_id", _mint_search),
}


def _read_truth(cell: str) -> str:
    return TRUTH.get(cell.lower(), cell)


def read_number(cell: str) -> str:
    """Return a number whose decimal mark is beyond doubt as the evidence writes it; any other text as it is."""
    if ENGLISH.fullmatch(cell):
        return cell.replace(",", "")
    if CONTINENTAL.fullmatch(cell):
        return cell.replace(".", "").replace(",", ".")
    return cell


def _read_whole(cell: str) -> str:
    whole = WHOLE.fullmatch(cell)
    return whole.group(1) if whole else cell


READERS = {"boolean": _read_truth, "number": read_number, "integer": _read_whole}
