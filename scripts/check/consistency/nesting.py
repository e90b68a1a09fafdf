"""Nesting: geographies lie in larger ones, and municipalities agree with those that contain them."""

import pandas as pd

from scripts.check.consistency.geography import by_code, same
from scripts.check.consistency.graph import in_cycle
from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

NO_CYCLE = Rule(
    "R211", "No geography contains itself",
    "Whoever climbs from a place to its country would go round for ever.",
    "error", "consistency", "pandera", "Correct parent_code.",
)
LEVEL = Rule(
    "R212", "A geography lies in one of a higher level",
    "Sums over parts and shares of wholes follow these steps.",
    "error", "consistency", "pandera", "Correct kind or parent_code.",
)
MUNICIPALITY = Rule(
    "R213", "A municipality's codes agree with its key and with what contains it",
    "NIS code, NUTS 3 and province of a municipality stand in its row and in those above it.",
    "error", "consistency", "pandera",
    "Make the cell agree with geo_code, or with the arrondissement and province above it.",
)


def _level(rows: pd.DataFrame, context: Context) -> pd.Series:
    """Levels go up in the order in which the schema lists them; groups may hold groups."""
    levels = context.package.resources["geographies"].schema.field("kind")["constraints"]["enum"]
    level = {kind: place for place, kind in enumerate(levels)}
    above = rows["parent_code"].map(by_code(context)["kind"])
    higher = above.map(level) > rows["kind"].map(level)
    return above.isna() | higher | ((rows["kind"] == "group") & (above == "group"))


def _containing(kind: str, column: str) -> RowFunction:
    """A column of the geography of a kind that contains each municipality."""

    def expected(rows: pd.DataFrame, context: Context) -> pd.Series:
        known = by_code(context)
        code = rows["parent_code"]
        for _ in known["kind"].unique():  # no chain is longer than there are levels
            code = code.where(code.map(known["kind"]) == kind, code.map(known["parent_code"]))
        found = code if column == "geo_code" else code.map(known[column])
        return found.where(rows["kind"] == "municipality")

    return expected


def _nis_of_key(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["geo_code"].where(rows["kind"] == "municipality").str.removeprefix("nis-")


CHECKS = (
    Check(
        NO_CYCLE, "geographies", "parent_code", lambda rows, context: ~in_cycle(rows["geo_code"], rows["parent_code"]),
        "{geo_code} lies in {parent_code}, and that in the end in {geo_code}.", ("geo_code", "parent_code"),
    ),
    Check(
        LEVEL, "geographies", "parent_code", _level,
        "{geo_code} ({kind}) lies in {parent_code}, which is no higher level.",
        ("kind", "parent_code"), "a geography of a higher level",
    ),
    Check(
        MUNICIPALITY, "geographies", "nis_code", same("nis_code", _nis_of_key),
        "The NIS code is not that of {geo_code}.", ("kind",), _nis_of_key,
    ),
    Check(
        MUNICIPALITY, "geographies", "nuts3_code", same("nuts3_code", _containing("arrondissement", "geo_code")),
        "The arrondissement that contains {geo_code} has another code.", ("kind",),
        _containing("arrondissement", "geo_code"),
    ),
    Check(
        MUNICIPALITY, "geographies", "province", same("province", _containing("province", "name")),
        "The province that contains {geo_code} has another name.", ("kind",), _containing("province", "name"),
    ),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check how geographies nest."""
    return run(context, CHECKS)
