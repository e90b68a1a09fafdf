"""New rows of evidence, from what a contributor says: source first, then what it shows."""

import re
import unicodedata
from decimal import Decimal
from difflib import get_close_matches

import pandas as pd

from scripts.evidence.columns import Tables, lookup
from scripts.evidence.identifiers import source_id, statement_id
from scripts.figures import period as periods
from scripts.figures.read import matching
from scripts.figures.units import table as unit_table
from scripts.figures.vocabulary import LANGUAGES
from scripts.package.tableschema import PATTERNS


class Unfit(ValueError):
    """What was given cannot become a row; the message says why and what would do."""


def slug(name: str) -> str:
    """Readable id of a name: Liège Pharma → liege-pharma."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def known_source(tables: Tables, url: str) -> str | None:
    """Id of the source of that address, if the evidence has it."""
    sources = tables["sources"]
    found = sources.loc[sources["url"] == url, "source_id"]
    return None if found.empty else str(found.iloc[0])


def source_row(tables: Tables, url: str, accessed: str, **given: str) -> dict[str, str]:
    """Row of a new source. `given`: title, publisher, asserted_by, language, published, kind.

    Raises:
        Unfit: no web address, or a kind of source that the vocabulary lacks.
    """
    if not re.fullmatch(r"https?://[^\s/]+\.[^\s]+", url):
        raise Unfit(f"{url!r} is no web address: write it whole, https://… .")
    kinds = lookup(tables["source_kinds"], "source_kind", "interested")
    if given["kind"] not in kinds:
        raise Unfit(f"{given['kind']!r} is no kind of source: use one of {', '.join(kinds.index)}.")
    return given | {
        "source_id": source_id(url),
        "url": url,
        "asserted_by": given["asserted_by"] or given["publisher"],
        "accessed": accessed,
        "interested_party": kinds[given["kind"]],
        "rights": "facts-only",
        "reuse_basis": "single facts, no substantial part of a database",
    }


def company_row(tables: Tables, name: str) -> dict[str, str]:
    """Row of a new company in the table of entities.

    Raises:
        Unfit: the evidence has an entity of that name or id.
    """
    entities = tables["entities"]
    wanted = slug(name)
    same = entities[(entities["entity_id"] == wanted) | (entities["name"].str.casefold() == name.casefold())]
    if not same.empty:
        raise Unfit(f"{name} is there already, as {same.iloc[0]['entity_id']}.")
    if not wanted or not wanted[0].isalpha():
        raise Unfit(f"{name!r} gives no readable id: write its name with a letter first.")
    return {"entity_id": wanted, "kind": "company", "name": name}


def fact_row(
    tables: Tables, source: dict[str, str], entity: dict[str, str], property_: str, value: str, wording: str
) -> dict[str, str]:
    """Statement of a source on a company: property, our reading of the value, the words.

    Raises:
        Unfit: a place that the table of localities lacks, so that nothing could follow from it.
    """
    places = tables["localities"]["name"].tolist()
    if property_ == "locality" and value not in places:
        near = get_close_matches(value, places, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "add it there first."
        raise Unfit(f"{value!r} is not in data/evidence/localities.csv: {hint}")
    return _with_id(
        {
            "source_id": source["source_id"],
            "name_as_written": entity["name"],
            "entity_id": entity["entity_id"],
            "property": property_,
            "value": value,
            "qualifier": "exact",
            "as_written": wording,
            "language": _language(source),
            "locator": property_,
        },
        source,
        period="",
    )


def figure_row(
    tables: Tables, source: dict[str, str], indicator: str, geography: str, period: str, value: str,
    unit: str, qualifier: str, wording: str,
) -> dict[str, str]:  # fmt: skip
    """Statement of a source on an indicator.

    Raises:
        Unfit: unknown indicator, geography or unit, a value or period that is none, words that
            cannot be read as the value in the unit, or a statement that is there already.
    """
    for table, column, code in (
        ("indicators", "indicator_id", indicator), ("geographies", "geo_code", geography), ("units", "unit", unit)
    ):  # fmt: skip
        if code not in set(tables[table][column]):
            raise Unfit(f"{code!r} is not in {table}: choose one of data/evidence/{table}.csv, or add it.")
    if not re.fullmatch(PATTERNS["number"], value):
        raise Unfit(f"{value!r} is no number: write plain digits with a point, 13400 or 5.9.")
    units = unit_table(tables["units"].to_dict("records"))
    readings = matching(wording, _language(source) or "en", Decimal(value), units[unit])
    if not readings:
        raise Unfit(f"The words “{wording}” cannot be read as {value} {unit}: check number, unit and language.")
    row = _with_id(
        {
            "source_id": source["source_id"],
            "indicator_id": indicator,
            "property": "figure",
            "geo_code": geography,
            "value": value,
            "unit": unit,
            "qualifier": qualifier or readings[0].qualifier,
            "as_written": wording,
            "language": _language(source),
        },
        source,
        period,
    )
    if row["statement_id"] in set(tables["statements"]["statement_id"]):
        raise Unfit(f"This statement is there already, as {row['statement_id']}.")
    return row


def new_rows(table: pd.DataFrame, rows: list[dict[str, str]]) -> pd.DataFrame:
    """Lay new rows out in the columns of a table of text, missing cells blank, as its next lines."""
    lines = pd.RangeIndex(len(table) + 2, len(table) + 2 + len(rows), name="line")
    cells = [[row.get(column, "") for column in table.columns] for row in rows]
    return pd.DataFrame(cells, index=lines, columns=table.columns, dtype="str")


def _language(source: dict[str, str]) -> str:
    return source["language"] if source["language"] in LANGUAGES else ""


def _with_id(row: dict[str, str], source: dict[str, str], period: str) -> dict[str, str]:
    """Add dates, state and id."""
    if period:
        try:
            first, last = periods.bounds(period)
        except ValueError as error:
            raise Unfit(f"{error}.") from error
        dates = {"period": period, "period_basis": "printed", "date_earliest": first, "date_latest": last}
    else:
        known = source["published"] or source["accessed"]
        dates = {"period_basis": "bounded", "date_latest": periods.latest(known)}
    identifier = statement_id(
        row["source_id"], row.get("locator", ""), row.get("name_as_written", ""), row["as_written"], "", 1
    )
    return row | dates | {"statement_id": identifier, "ordinal": "1", "state": "used"}
