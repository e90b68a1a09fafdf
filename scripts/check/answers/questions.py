"""What is asked about a fact, in which order, and which of it a given fact needs."""

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from scripts.compile.entities import ENTITY_TABLES
from scripts.evidence.columns import Tables, marked
from scripts.package.descriptor import Package

SEGMENT, STATUS = "segment", "status"  # what a company is classified as; how it is, for the property that says so
SUBJECTS = {"entity_id", "subject_id"}  # columns of a table that holds any number of rows of an entity


class Question(NamedTuple):
    """An answer by its name, which is also that of a flag, a column of the inbox and a field of the issue form."""

    name: str
    text: str
    needed: str = ""


QUESTIONS = (
    Question("source_url", "Address of the page that shows it",
             "Nothing can be added without its source: give the address of the page that shows it."),
    Question("title", "Title of the page; empty if it shows none"),
    Question("publisher", "Who publishes the page", "A source has a publisher."),
    Question("asserted_by", "Who vouches for it; empty for the publisher"),
    Question("language", "Language of the page (fr, nl, en, de, it)", "A page has a language: fr, nl, en, de or it."),
    Question("kind", "Kind of source"),
    Question("published", "Date of publication; empty if none is shown"),
    Question("seen", "Day on which you saw it", "A page was seen on some day."),
    Question("about", "Company or indicator, by name or id", "A fact is about a company or an indicator."),
    Question("what", "What the page shows of it", "Say what the page shows: founded, locality, website …"),
    Question("value", "Value", "A fact has a value."),
    Question("unit", "Unit", "A number has a unit."),
    Question("geography", "Geography (Belgium, Wallonie, BE3 …)", "A figure holds for a geography: BE, BE3 …"),
    Question("period", "Period or date as printed; empty if none is"),
    Question("words", "The words of the page around it",
             "Nothing can be added without the words of the page: others must be able to find the place."),
    Question("qualifier", "How the words limit the number; empty to read it from the words"),
    Question("counted", "What is counted, as the page words it; empty if it is plain"),
    Question("note", "Note for others; empty if there is none"),
)  # fmt: skip
BY_NAME = {question.name: question for question in QUESTIONS}
OF_SOURCE = ("title", "publisher", "asserted_by", "language", "kind", "published", "seen")
# What must be known before an answer can be understood; where it is not, nothing is said of the answer.
RESTS_ON = {
    **dict.fromkeys(OF_SOURCE, ("source_url",)), "what": ("about",), "value": ("about", "what"),
    "unit": ("about", "what"), "geography": ("about",), "period": ("about", "what"),
    "words": ("about", "what", "value", "unit", "language"), "qualifier": ("words", "value", "unit"),
    "counted": ("about", "what"),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """The evidence as answers are understood by it: the package, and its tables as text."""

    package: Package
    tables: Tables

    @cached_property
    def entities(self) -> dict[str, list[str]]:
        """Entities by id, with their names: the chosen one first, then those that sources write."""
        names = {row.entity_id: [row.name] for row in self.tables["entities"].itertuples()}
        rows = self.tables["statements"]
        for id_, name in set(zip(rows["entity_id"], rows["name_as_written"], strict=True)):
            if id_ in names and name and name not in names[id_]:
                names[id_].append(name)
        return names

    @cached_property
    def indicators(self) -> dict[str, list[str]]:
        """Indicators by id, with title and description."""
        return self.options("indicators", "indicator_id", "title", "description")

    @cached_property
    def geographies(self) -> dict[str, list[str]]:
        """Geographies by code, with their names in all languages."""
        names = self.options("geographies", "geo_code", "name")
        labels = self.tables["labels"].query("vocabulary == 'geographies'")
        for code, label in zip(labels["code"], labels["label"], strict=True):
            names.setdefault(code, []).append(label)
        return names

    def options(self, table: str, code: str, *names: str) -> dict[str, list[str]]:
        """The codes of a table with what they are called."""
        rows = self.tables[table]
        return dict(zip(rows[code], (list(filter(None, cells)) for cells in rows[list(names)].to_numpy()), strict=True))

    def property(self, code: str) -> dict[str, str]:
        """The row of a property; of those that are none (a segment, a status) one without marks."""
        rows = self.tables["properties"]
        found = rows[rows["property"] == code].to_dict("records")
        return found[0] if found else dict.fromkeys(rows, "") | {"property": code}

    def kind_of(self, entity_id: str) -> str:
        """Kind of an entity."""
        entities = self.tables["entities"]
        return entities.loc[entities["entity_id"] == entity_id, "kind"].iloc[0]

    def properties_of(self, kind: str) -> dict[str, list[str]]:
        """What can be said of a kind of entity: properties that feed a table of many, or its columns, or show life."""
        rows = self.tables["properties"]
        table = next((name for name, (_, of) in ENTITY_TABLES.items() if of == kind), "")
        columns = self.package.resources[table].schema.columns if table else []
        own = rows["property"].isin(columns) | (rows["sign_of_life"] == "true")
        many = [name for name, item in self.package.published.items() if SUBJECTS & set(item.schema.columns)]
        usable = rows[rows["compiled_into"].isin(many) | (own & (rows["compiled_into"] == "entities"))]
        found = {row.property: [row.title, row.description] for row in usable.itertuples()}
        if kind == "company":
            found[SEGMENT] = ["Segment", "Kind of business; says also that the company belongs here"]
            found[STATUS] = ["Status", f"One of {', '.join(self.statuses)}"]
        return found

    @cached_property
    def statuses(self) -> list[str]:
        """Properties that say how a company is: that it is active, or has ended."""
        properties = self.tables["properties"]
        signs = properties.query("sign_of_life == 'true' and value_kind == 'flag'")["property"]
        return [*signs, *marked(properties, "ends_company", "true")]
