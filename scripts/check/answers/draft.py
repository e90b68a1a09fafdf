"""One fact in the making: answers as they come in, each read and checked at once."""

from dataclasses import dataclass, field
from datetime import date

from scripts.check.answers import asking, readers
from scripts.check.answers.at_once import problem_with
from scripts.check.answers.questions import BY_NAME, OF_SOURCE, QUESTIONS, RESTS_ON, SEGMENT, Known
from scripts.evidence.add import Row, Unfit, company_row, known_source, segment_row, source_row, statement_row
from scripts.evidence.canonical import clean
from scripts.evidence.named import Unclear

Rows = dict[str, list[Row]]  # new rows by table
# Column that an answer fills, to be checked as validate checks that column.
FILLS = {
    "source_url": ("sources", "url"), "seen": ("sources", "accessed"), "words": ("statements", "as_written"),
    "geography": ("statements", "geo_code"),
    **{name: ("sources", name) for name in ("title", "publisher", "asserted_by", "language", "kind", "published")},
    **{name: ("statements", name) for name in ("value", "unit", "period", "qualifier", "counted", "note")},
}  # fmt: skip
ANSWER = {place: name for name, place in FILLS.items()} | {("entities", "name"): "about"}


def joined_rows(one: Rows, other: Rows) -> Rows:
    """New rows of two facts together."""
    both = {name: one.get(name, []) + other.get(name, []) for name in one | other}
    return {name: rows for name, rows in both.items() if rows}


def _hits(error: ValueError) -> list[str]:
    return error.hits if isinstance(error, Unclear) else []


@dataclass
class Draft:
    """A fact in the making.

    `of` is company (a new one: its segment), fact (of an entity), figure (of an indicator) or blank (any of them);
    `answers` holds what was read, by the names of `QUESTIONS`, and whatever else follows from it; `usual` what an empty
    answer means, where that is known beforehand; `today` is when a page was seen, unless it is said.
    """

    known: Known
    of: str = ""
    answers: Row = field(default_factory=dict)
    usual: Row = field(default_factory=dict)
    today: str = field(default_factory=lambda: date.today().isoformat())

    def asks(self, name: str) -> bool:
        """Whether this fact needs or allows the answer; asked in the order of the questions."""
        if name in OF_SOURCE:
            return not known_source(self.known.tables, self.answers.get("source_url", ""))
        if name == "what":
            return "indicator_id" not in self.answers and self.of != "company"
        if name == "note":
            return self.answers.get("what") != SEGMENT
        if name in ("geography", "unit", "qualifier", "counted", "period"):
            return name in asking.details(self)
        return True

    def default(self, name: str) -> str:
        """What an empty answer means; "" for nothing."""
        if self.usual.get(name):
            return self.usual[name]
        if name == "kind":
            return "press"
        if name == "seen":
            return self.today
        return asking.defaults(self, name)

    def take(self, name: str, text: str) -> None:
        """Read an answer and keep it.

        Raises
        ------
        Unfit
            In plain words, why it will not do.
        """
        text = clean(text) or self.default(name)
        if not text:
            if BY_NAME[name].needed and not (name == "words" and self.answers.get("what") == SEGMENT):
                raise Unfit(BY_NAME[name].needed)
            self.answers[name] = ""
            return
        try:
            found = readers.READERS[name](text, self) if name in readers.READERS else {name: text}
        except Unfit:
            raise
        except ValueError as error:  # of dates, and of what is found by words
            raise Unfit(f"{error}" if str(error)[-1] in ".?" else f"{error}.", _hits(error)) from error
        answers = self.answers | found
        if problem := self._problem(name, answers):
            raise Unfit(problem)
        self.answers = answers

    def _problem(self, name: str, answers: Row) -> str:
        """What validate would say of the cells that an answer fills."""
        places = [FILLS[name]] if name in FILLS else []
        if name == "about" and "new_name" in answers:
            places = [("entities", "name")]
        elif name == "value" and "what" in answers:
            places.append(("companies", answers["what"]))
        return next(filter(None, (problem_with(self.known, *place, answers[name]) for place in places)), "")

    def read(self, given: Row) -> dict[str, str]:
        """Take all answers; return by name what is wrong with them, in plain words."""
        problems: dict[str, str] = {}
        for question in QUESTIONS:
            name = question.name
            if name in self.answers or any(needed in problems for needed in RESTS_ON.get(name, ())):
                continue
            text = given.get(name, "")
            if not self.asks(name):
                problem = self._needless(name, clean(text))
                problems |= {name: problem} if problem else {}
                continue
            try:
                self.take(name, text)
            except Unfit as error:
                problems[name] = str(error)
        return problems

    def _needless(self, name: str, text: str) -> str:
        """What is wrong with an answer that the fact has no use for; one about a known source is merely not used."""
        if not text or name == "what":
            return ""
        if name in OF_SOURCE:
            return "" if name in readers.READERS else problem_with(self.known, *FILLS[name], text)
        return f"{asking.subject(self)} has no {name}: leave it empty."

    def rows(self) -> Rows:
        """The rows that the answers make, in the tables that they belong to.

        Raises
        ------
        Unfit
            The evidence has the fact already.
        """
        given, tables = self.answers, self.known.tables
        source = source_row(tables, given)
        made: Rows = {"sources": [] if source["source_id"] in set(tables["sources"]["source_id"]) else [source]}
        if given.get("new_name"):
            made["entities"] = [company_row(tables, given["new_name"])]
        if given.get("what") == SEGMENT:
            return made | {"classifications": [segment_row(source, given["entity_id"], given)]}
        return made | {"statements": [statement_row(tables, source, asking.statement_cells(self))]}
