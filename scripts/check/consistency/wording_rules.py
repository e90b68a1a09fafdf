"""Values: written as their property demands, and legal readings of the words and cells that a source shows."""

import re
from decimal import Decimal
from functools import lru_cache
from unicodedata import combining, normalize

import pandas as pd

from scripts.check.consistency.calendar_rules import DATE
from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, view
from scripts.evidence.printed import languages
from scripts.figures import units as unit_table
from scripts.figures.read import matching, readings

# How a value is written, by the kind that its property demands.
FORMS = {
    "number": r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?",
    "date": DATE,
    "flag": "true|false|yes|no",
    "address": r"https?://\S+",
}
# A reason that holds this word explains what the words alone do not show.
INFERRED, QUALIFIED = "inferred", "qualifier"
A_YEAR = r"(?<![\d.,])((?:19|20)\d\d)(?![\d.,]?\d)"
WORD, NUMBER = re.compile(r"[^\W_]+"), re.compile(r"\d+(?:[ .,’']\d+)*")
DATED = re.compile(r"@\S*")  # how a note is dated: 30@2020
# Two phrases for one thing: "un peu moins de" is nearly in some eyes, less than in others.
ALIKE = {"nearly": "less_than", "at_least": "more_than"}


@view(of="statements")
def statement_values(world: World) -> pd.DataFrame:
    """Statements with what their property demands of the value."""
    rows = world.typed["statements"]
    return rows.assign(value_kind=rows["property"].map(world.lookup("properties", "property", "value_kind")))


@view(of="statements")
def figures_in_words(world: World) -> pd.DataFrame:
    """Figures with words, with whether some reading of these is the value (`readable`), and of that qualifier."""
    rows = world.typed["statements"]
    table = unit_table.table(world.typed["units"].dropna(subset=["factor"]).to_dict("records"))
    rows = rows[rows["as_written"].notna() & rows["unit"].isin(set(table)) & rows["value"].notna()]
    asked = zip(
        rows["as_written"], languages(rows, world.typed["sources"]), rows["value"], rows["unit"].map(table),
        rows["value_low"], rows["value_high"], strict=True,
    )  # fmt: skip
    found = [_read(*row) for row in asked]
    alike = rows["qualifier"].replace(ALIKE)
    return rows.assign(
        readable=[bool(own) for own, _ in found],
        # A qualifier may govern a list of figures: "more than 185 companies and 16,000 jobs".
        qualified=[not every or not own or word in every for (own, every), word in zip(found, alike, strict=True)],
    )


@view(of="statements")
def transcriptions(world: World) -> pd.DataFrame:
    """Statements with a transcribed value, with whether this is tied to the value or stands in the words (`tied`)."""
    rows = world.typed["statements"]
    rows = rows[rows["transcribed_value"].notna() & rows["value"].notna() & (rows["state"] != "superseded")]
    kind = rows["property"].map(world.lookup("properties", "property", "value_kind"))
    of_object = rows["object_id"].map(world.lookup("entities", "entity_id", "name"))
    texts = (rows["as_written"], rows["property"], rows["name_as_written"], of_object)
    filled = (cells.astype("object").fillna("") for cells in texts)
    is_number = (kind == "number") & rows["value"].str.fullmatch(r"-?\d+(\.\d+)?")
    asked = zip(rows["transcribed_value"], rows["value"], is_number, *filled, strict=True)
    return rows.assign(tied=[_is_tied(*row) for row in asked])


def _is_tied(raw: str, value: str, is_number: bool, words: str, property_: str, *names: str) -> bool:
    """Whether a transcribed value is the value or stands in the words.

    A number must be among those transcribed. Anything else may be noted shorter or longer than it is interpreted, or
    by the property or a name that it says something of: active@2022.
    """
    note = DATED.sub(" ", raw)
    noted = _words(note)
    if raw == value or (noted and f" {' '.join(noted)} " in f" {' '.join(_words(words))} "):
        return True
    if is_number:
        return any(Decimal(value.lstrip("-")) in _as_printed(number) for number in NUMBER.findall(note))
    whole = "".join(noted)
    longer = ["".join(_words(text)) for text in (value, *names)]
    return (
        set(_words(value)) <= set(noted)
        or any(text in whole for text in [*longer, "".join(_words(property_))] if text)
        or (len(whole) > 2 and any(whole in text for text in longer))
    )


def _as_printed(number: str) -> set[Decimal]:
    """What a transcribed number can be: 1.234,5 as well as 1,234.5."""
    texts = {re.sub(f"[ ’'{group}]", "", number).replace(point, ".") for group, point in (",.", ".,")}
    return {Decimal(text) for text in texts if text.count(".") < 2}


def _words(text: str) -> list[str]:
    """The words and numbers of a text, without accents and case."""
    return WORD.findall("".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold())


@lru_cache(maxsize=65536)
def _read(words, language, value, unit, low, high) -> tuple[frozenset[str], frozenset[str]]:
    """Qualifiers of the readings that are the value, and those of all figures in the words."""
    ends = {} if pd.isna(low) or pd.isna(high) else {"low": f"{low:f}", "high": f"{high:f}"}
    try:
        own = matching(words, language, value, unit, **ends)
    except ValueError:  # no number: R527 names the cell
        return frozenset(["exact"]), frozenset()
    every = {reading.qualifier for reading in (*own, *readings(words, language, whole=unit.whole))}
    alike = frozenset(ALIKE.get(qualifier, qualifier) for qualifier in every)
    return frozenset(reading.qualifier for reading in own), alike


def _explains(reasons: pd.Series, word: str) -> pd.Series:
    return reasons.str.contains(word, regex=False, na=False)


@rule(
    "R527", "statement_values.value", needs="value property value_kind", also="unit", before_build=True,
    says="“{value}” (unit “{unit}”) is no {value_kind}, as {property} demands.", expected="{value_kind}",
)
def value_has_form(statements):
    """A value is written as its property demands.

    A number in words, or a date that is none, is not found by any rule that compares it.

    Write numbers with a point, dates as YYYY-MM-DD at their precision, flags as true or false.
    """
    holds = (statements["value_kind"] != "number") | statements["unit"].notna()
    for kind, form in FORMS.items():
        holds &= (statements["value_kind"] != kind) | statements["value"].str.fullmatch(form)
    return holds


@rule(
    "R541", "figures_in_words.as_written", also="readable reason",
    says="“{as_written}” cannot be read as {value} {unit}.", expected="{value} {unit}",
)
def words_say_the_value(figures):
    """The words of a figure have a legal reading that is its value in its unit.

    36.956 jobs may be thirty-seven or thirty-seven thousand; 5,9 Milliarden are not 5.9 million.

    Compare value, unit and language with the words; where the value rests on more than the words kept, say in reason
    that it is inferred, and from what.
    """
    return figures["readable"] | _explains(figures["reason"], INFERRED)


@rule(
    "R542", "figures_in_words.qualifier", needs="qualifier", also="qualified reason",
    says="“{as_written}” does not say {qualifier}.",
)
def words_say_the_qualifier(figures):
    """The qualifier of a figure is that of its words.

    “Nearly 100” and “more than 100” exclude each other; a qualifier that nobody wrote shifts a figure.

    Take the qualifier from the words; where it stands outside the words kept, say in reason where.
    """
    return figures["qualified"] | _explains(figures["reason"], INFERRED) | _explains(figures["reason"], QUALIFIED)


@rule(
    "R543", "statements.period", needs="as_written period unit", also="value reason",
    says="“{as_written}” names other years than {period}.",
)
def words_say_the_year(statements):
    """Where the words of a figure name years, its period is among them.

    A figure under the wrong year is a wrong figure.

    Correct the period, or say in reason why the year of the words is another.
    """
    named = statements["as_written"].str.extractall(A_YEAR)[0].rename("year").droplevel("match").to_frame()
    named = named.join(statements[["value", "period"]])
    named = named[named["year"] != named["value"]]
    last = named["period"].str.extract(r"(\d{4})[^/]*$", expand=False)
    inside = named.index[(named["year"] >= named["period"].str[:4]) & (named["year"] <= last)]
    elsewhere = statements.index.isin(named.index) & ~statements.index.isin(inside)
    return ~elsewhere | statements["reason"].notna()


@rule(
    "R544", "transcriptions.transcribed_value", also="tied reason value as_written",
    says="“{transcribed_value}” is not the value “{value}”, and stands in no words of the source.",
    expected="{value}, as the source prints it",
)
def transcription_is_the_value(statements):
    """A transcribed value is the value as printed, or stands in the words that are kept.

    It is all that is left of the source where no words were kept; a note of something else proves nothing.

    Note the value as the source prints it; where the value follows from more than the note, say in reason that it is
    inferred, and from what.
    """
    return statements["tied"] | _explains(statements["reason"], INFERRED)
