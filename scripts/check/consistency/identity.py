"""Identity: one row an entity, and ids that mean what they say."""

import re
from collections.abc import Callable
from unicodedata import combining, normalize

import pandas as pd

from scripts.check.consistency.lists import entries
from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.compile.entities import TABLES
from scripts.package.findings import Finding, Rule

ONE_WEBSITE = Rule(
    "R105", "No two companies have one website",
    "http or https, www and a last slash make no other site: such rows are one company twice, or a subsidiary "
    "with its parent's address.",
    "error", "consistency", "pandera", "Merge the two entities, or leave the website with the one it belongs to.",
)
ONE_NAME = Rule(
    "R106", "No two companies have one name",
    "Names that differ by accents, case, punctuation or legal form are mostly one company twice.",
    "error", "consistency", "pandera",
    "Merge the two entities (keep the older id, put the other into retired), or tell their names apart.",
)
ONE_ENTITY = Rule(
    "R107", "No two entities of other or different kinds have one name",
    "An organisation that a relation names is often a company or institution that has an id already.",
    "error", "consistency", "pandera", "Use one id for both, or say in the note of either why they are two.",
)
RETIRED = Rule(
    "R108", "A retired id is not in use",
    "Whoever cited the id would find something else under it.",
    "error", "consistency", "pandera", "Choose another id; if the row itself comes back, delete its row in retired.",
)
SUCCESSOR = Rule(
    "R109", "The successor of a retired id is in use",
    "Whoever follows an old citation must arrive somewhere.",
    "error", "consistency", "pandera", "Name the id that stands for it now in the same table, or leave it blank.",
)
RIGHT_KIND = Rule(
    "R110", "A row of an entity table is an entity of that table's kind",
    "One id space for everything only works when each id is one kind of thing.",
    "error", "consistency", "pandera", "Correct kind in entities, and build.",
)
HAS_ROW = Rule(
    "R111", "Every entity of a kind with a table has its row there",
    "An entity without a row is lost to everyone who reads only the published tables.",
    "error", "consistency", "pandera", "Run `make build`.",
)


def bare_name(name: str) -> str:
    """A name without accents, case, punctuation and legal forms; for comparison only."""
    letters = "".join(letter for letter in normalize("NFKD", name) if not combining(letter)).casefold()
    words = re.sub(r"[^\w]+", " ", re.sub(r"\b(\w)\.(?=\w\b)", r"\1", letters)).split()
    return " ".join(word for word in words if word not in entries("legal_forms", "form")) or letters


def bare_address(address: str) -> str:
    """A web address without scheme, www and last slash, its host in lower case."""
    host, slash, path = re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE).partition("/")
    return (host.lower() + slash + path).rstrip("/")


def _first_of(key: pd.Series, ids: pd.Series) -> pd.Series:
    """The id of the first row with the same key."""
    return key.map(ids.set_axis(key).groupby(level=0).first())


def _once(column: str, bare: Callable[[str], str]) -> RowFunction:
    return lambda rows, context: ~rows[column].map(bare).duplicated()


def _taken(column: str, bare: Callable[[str], str], key: str) -> RowFunction:
    return lambda rows, context: f"another {column} than " + _first_of(rows[column].map(bare), rows[key])


def _one_entity(rows: pd.DataFrame, context: Context) -> pd.Series:
    """Two companies of one name are left to the rule on companies; a note explains the others."""
    name = rows["name"].map(bare_name)
    first = rows.groupby(name)["kind"].transform("first")
    explained = rows["note"].notna().groupby(name).transform("any")
    return ~name.duplicated() | ((rows["kind"] == "company") & (first == "company")) | explained


def _has_row(rows: pd.DataFrame, context: Context) -> pd.Series:
    fine = pd.Series(True, index=rows.index)
    for table, (key, kind) in TABLES.items():
        if context.has(table, [key]):
            fine &= (rows["kind"] != kind) | rows["entity_id"].isin(context.typed[table][key])
    return fine


def _right_kind(key: str, kind: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        kinds = context.typed["entities"].set_index("entity_id")["kind"]
        return ~rows[key].map(kinds).ne(kind)

    return fine


def _not_retired(table: str, key: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        retired = context.typed["retired"]
        return ~rows[key].isin(retired.loc[retired["table"] == table, "id"])

    return fine


def _successor(rows: pd.DataFrame, context: Context) -> pd.Series:
    fine = pd.Series(False, index=rows.index)
    for table, of_table in rows.groupby("table"):
        if table in context.typed:
            key = context.package.resources[table].schema.primary_key
            fine[of_table.index] = len(key) == 1 and of_table["successor"].isin(context.typed[table][key[0]])
    return fine


CHECKS = (
    Check(
        ONE_WEBSITE, "companies", "website", _once("website", bare_address),
        "Another company has the website {website} already.",
        ("website",), _taken("website", bare_address, "company_id"),
    ),
    Check(
        ONE_NAME, "companies", "name", _once("name", bare_name),
        "Another company is called “{name}” already, but for accents, case, blanks or legal form.",
        ("name",), _taken("name", bare_name, "company_id"),
    ),
    Check(
        ONE_ENTITY, "entities", "name", _one_entity,
        "Another entity is called “{name}” already, but for accents, case, blanks or legal form.",
        ("name", "kind"), _taken("name", bare_name, "entity_id"),
    ),
    Check(
        SUCCESSOR, "retired", "successor", _successor,
        "{successor} is no id of {table}.", ("successor",), "an id of {table}",
    ),
    Check(
        HAS_ROW, "entities", "entity_id", _has_row,
        "{entity_id} is an entity of kind {kind} without a row in that table.", ("kind",),
    ),
    *(
        Check(
            RIGHT_KIND, table, key, _right_kind(key, kind),
            f"{{{key}}} is no entity of kind {kind}.", (key,), f"an entity of kind {kind}",
        )
        for table, (key, kind) in TABLES.items()
    ),
)
RULES = (*rules(CHECKS), RETIRED)


def check(context: Context) -> list[Finding]:
    """Check identity, and in every table that has ids of its own those that are retired."""
    tables = {name: resource.schema.primary_key for name, resource in context.package.resources.items()}
    retired = [
        Check(
            RETIRED, table, key[0], _not_retired(table, key[0]),
            f"{{{key[0]}}} is retired from {table}.", (key[0],), "an id that is not in retired",
        )
        for table, key in tables.items()
        if len(key) == 1 and (context.typed["retired"]["table"] == table).any()
    ]
    return run(context, [*CHECKS, *retired])
