"""Wording: the words that a statement keeps can be read as the value that it gives."""

from functools import lru_cache

import pandas as pd

from scripts.check.consistency.frames import listed, once, share
from scripts.check.consistency.pandera_rules import Check, run
from scripts.check.context import Context
from scripts.figures import units as unit_table
from scripts.figures.parse import matching, readings
from scripts.figures.words import LANGUAGES
from scripts.package.findings import Finding, Rule

UNREADABLE = Rule(
    "R541", "The words of a figure have a legal reading that is its value in its unit",
    "36.956 jobs may be thirty-seven or thirty-seven thousand; 5,9 Milliarden are not 5.9 million.",
    "error", "consistency", "pandera",
    "Compare value, unit and language with the words; where the value rests on more than the words kept, say "
    "in reason that it is inferred, and from what.",
)
QUALIFIER = Rule(
    "R542", "The qualifier of a figure is that of its words",
    "“Nearly 100” and “more than 100” exclude each other; a qualifier that nobody wrote shifts a figure.",
    "error", "consistency", "pandera",
    "Take the qualifier from the words; where it stands outside the words kept, say in reason where.",
)
YEAR = Rule(
    "R543", "Where the words of a figure name years, its period is among them",
    "A figure under the wrong year is a wrong figure.",
    "error", "consistency", "pandera", "Correct the period, or say in reason why the year of the words is another.",
)
# A reason that holds this word explains what the words alone do not show.
INFERRED, QUALIFIED = "inferred", "qualifier"
A_YEAR = r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]?\d)"
# Two phrases for one thing: "un peu moins de" is nearly in some eyes, less than in others.
ALIKE = {"nearly": "less_than", "at_least": "more_than"}


def check(context: Context) -> list[Finding]:
    """Read the words of every figure by the rules of its language."""
    return run(share(context), CHECKS)


@once
def _figures(context: Context) -> pd.DataFrame:
    """Figures with words, by line, with `readable` and `qualified` (bool)."""
    rows = context.typed["statements"]
    table = unit_table.table(context.typed["units"].dropna(subset=["factor"]).to_dict("records"))
    rows = rows[rows["as_written"].notna() & rows["unit"].isin(set(table)) & rows["value"].notna()]
    asked = zip(
        rows["as_written"], _languages(rows, context), rows["value"], rows["unit"].map(table),
        rows["value_low"], rows["value_high"], strict=True,
    )  # fmt: skip
    found = [_read(*row) for row in asked]
    alike = rows["qualifier"].replace(ALIKE)
    return pd.DataFrame(
        {
            "readable": [bool(own) for own, _ in found],
            # A qualifier may govern a list of figures: "more than 185 companies and 16,000 jobs".
            "qualified": [not own or asked in every for (own, every), asked in zip(found, alike, strict=True)],
        },
        index=rows.index,
    )


def _languages(rows: pd.DataFrame, context: Context) -> pd.Series:
    """Language of the words, else that of the source, else English."""
    source = context.typed["sources"].drop_duplicates("source_id").set_index("source_id")["language"]
    language = rows["language"].fillna(rows["source_id"].map(source)).str[:2]
    return language.where(language.isin(LANGUAGES), "en")


@lru_cache(maxsize=65536)
def _read(words, language, value, unit, low, high) -> tuple[frozenset[str], frozenset[str]]:
    """Qualifiers of the readings that are the value, and those of all figures in the words."""
    ends = {} if pd.isna(low) or pd.isna(high) else {"low": f"{low:f}", "high": f"{high:f}"}
    try:
        own = matching(words, language, value, unit.unit, {unit.unit: unit}, **ends)
    except ValueError:  # no number: the rules of the statements name the cell
        return frozenset(["exact"]), frozenset()
    every = {reading.qualifier for reading in (*own, *readings(words, language, whole=unit.whole))}
    alike = frozenset(ALIKE.get(qualifier, qualifier) for qualifier in every)
    return frozenset(reading.qualifier for reading in own), alike


def _is_readable(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _figures(context)["readable"].reindex(rows.index, fill_value=True) | _explains(rows, INFERRED)


def _is_qualified(rows: pd.DataFrame, context: Context) -> pd.Series:
    fine = _figures(context)["qualified"].reindex(rows.index, fill_value=True)
    return fine | _explains(rows, INFERRED) | _explains(rows, QUALIFIED)


def _explains(rows: pd.DataFrame, word: str) -> pd.Series:
    return rows["reason"].str.contains(word, regex=False, na=False)


def _names_the_year(rows: pd.DataFrame, context: Context) -> pd.Series:
    named = rows["as_written"].str.extractall(A_YEAR)[0].rename("year").droplevel("match").to_frame()
    named = named.join(rows[["value", "period"]])
    named = named[named["year"] != named["value"]]
    last = named["period"].str.extract(r"(\d{4})[^/]*$", expand=False)
    inside = (named["year"] >= named["period"].str[:4]) & (named["year"] <= last)
    return ~listed(rows, named.index) | listed(rows, named.index[inside]) | rows["reason"].notna()


CHECKS = (
    Check(
        UNREADABLE, "statements", "as_written", _is_readable, "“{as_written}” cannot be read as {expected}.",
        needs=("as_written", "value", "unit"), expected="{value} {unit}",
    ),
    Check(
        QUALIFIER, "statements", "qualifier", _is_qualified, "“{as_written}” does not say {qualifier}.",
        needs=("as_written", "value", "unit", "qualifier"),
    ),
    Check(
        YEAR, "statements", "period", _names_the_year, "“{as_written}” names other years than {period}.",
        needs=("as_written", "period", "unit"),
    ),
)
