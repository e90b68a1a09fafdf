"""New rows of evidence, from answers that were read: source first, then what it shows."""

import re
import unicodedata

import pandas as pd

from scripts.evidence.canonical import mint
from scripts.evidence.columns import Tables, lookup
from scripts.evidence.identifiers import source_id
from scripts.evidence.pages import page_of
from scripts.figures import period as periods
from scripts.figures.vocabulary import LANGUAGES

Row = dict[str, str]
SHOWN = ["source_id", "name_as_written", "as_written"]
SAID = ["entity_id", "indicator_id", "property", "geo_code", "period", "value", "unit", "counted"]


class Unfit(ValueError):
    """What was given cannot become a row; the message says why and what would do, `hits` the codes that come close."""

    def __init__(self, message: str, hits: list[str] | None = None) -> None:
        super().__init__(message)
        self.hits = hits or []


def slug(name: str) -> str:
    """Readable id of a name: Liège Pharma → liege-pharma."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def known_source(tables: Tables, url: str) -> str | None:
    """Id of the source of that page, under whichever address the evidence has it."""
    sources = tables["sources"]
    wanted = page_of(url)
    found = sources.loc[[page_of(known) == wanted for known in sources["url"]], "source_id"]
    return None if found.empty or not url else str(found.iloc[0])


def source_row(tables: Tables, given: Row) -> Row:
    """Row of a source: the one that the evidence has of that page, else a new one from answers."""
    known = given.get("source_id") or known_source(tables, given["source_url"])
    if known:
        return tables["sources"].set_index("source_id", drop=False).loc[known].to_dict()
    interested = lookup(tables["source_kinds"], "source_kind", "interested")
    return {column: given.get(column, "") for column in ("title", "publisher", "language", "kind", "published")} | {
        "source_id": source_id(given["source_url"]),
        "url": given["source_url"],
        "asserted_by": given.get("asserted_by") or given["publisher"],
        "accessed": given["seen"],
        "interested_party": interested[given["kind"]],
        "rights": "facts-only",
        "reuse_basis": "single facts, no substantial part of a database",
    }


def company_row(tables: Tables, name: str) -> Row:
    """Row of a new company in the table of entities.

    Raises:
        Unfit: the evidence has an entity of that name or id.
    """
    entities = tables["entities"]
    wanted = slug(name)
    same = entities[(entities["entity_id"] == wanted) | (entities["name"].str.casefold() == name.casefold())]
    if not same.empty:
        raise Unfit(f"{name} is there already, as {same.iloc[0]['entity_id']}: add a fact to it.")
    if not wanted or not wanted[0].isalpha():
        raise Unfit(f"{name!r} gives no readable id: write its name with a letter first.")
    return {"entity_id": wanted, "kind": "company", "name": name}


def segment_row(source: Row, entity_id: str, given: Row) -> Row:
    """Row of the table of classifications that puts a company into a segment."""
    return {
        "entity_id": entity_id, "scheme": "segment", "code": given["value"], "source_id": source["source_id"],
        "basis": given.get("words", ""), "state": "used",
    }  # fmt: skip


def statement_row(tables: Tables, source: Row, given: Row) -> Row:
    """Statement of a source, its id minted. `given`: columns of statements, and the answers `words` and `note`.

    Raises:
        Unfit: the evidence has this statement already.
    """
    language = source["language"] if source["language"] in LANGUAGES else ""
    row = dict.fromkeys(tables["statements"], "") | {
        "source_id": source["source_id"], "as_written": given["words"], "language": language, "state": "used",
    }  # fmt: skip
    row |= {column: cell for column, cell in given.items() if column in row} | _dates(given.get("period", ""), source)
    statements = tables["statements"]
    same = statements[(statements[[*SHOWN, *SAID]] == pd.Series(row)[[*SHOWN, *SAID]]).all(axis=1)]
    if not same[same["state"] != "superseded"].empty:
        raise Unfit(f"This statement is there already, as {same.iloc[0]['statement_id']}.")
    grown = mint(pd.concat([statements, new_rows(statements, [row])]), "statements")
    return grown.iloc[-1].to_dict()


def new_rows(table: pd.DataFrame, rows: list[Row]) -> pd.DataFrame:
    """Lay new rows out in the columns of a table of text, missing cells blank, as its next lines."""
    first = int(table.index.max()) + 1 if len(table) else 2
    lines = pd.RangeIndex(first, first + len(rows), name="line")
    cells = [[row.get(column, "") for column in table.columns] for row in rows]
    return pd.DataFrame(cells, index=lines, columns=table.columns, dtype="str")


def _dates(period: str, source: Row) -> Row:
    """The days to which a value can belong: of its period, else up to the day on which the page was published."""
    if period:
        first, last = periods.bounds(period)
        return {"period": period, "period_basis": "printed", "date_earliest": first, "date_latest": last}
    return {"period_basis": "bounded", "date_latest": periods.latest(source["published"] or source["accessed"])}
