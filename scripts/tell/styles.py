"""How citations are written: APA, BibTeX, CSL JSON, for a newspaper, and in full for scholars.

Every style takes what is cited (None: the data set or release as a whole) and the data set.
"""

import json
import re

from scripts.package.dataset import Dataset
from scripts.tell.cite import Cited
from scripts.tell.trace import Origin

NEWS_LENGTH = 140
NAMED = 2  # publishers that a newspaper names
SHORTEST_WHAT = 60  # so much of what a figure is remains, however long the publisher's name
ROLES = {
    "adopted": "Original", "agrees": "Agrees", "derived_from": "Input", "rival": "Differs", "instead": "Print instead",
}  # fmt: skip
UNFIT = re.compile(r"[^A-Za-z0-9._:/+-]")  # what no key of BibTeX may hold
TEX = {letter: f"\\{letter}" for letter in "&%$#_{}"} | {
    "\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}


def news(cited: Cited | None, data: Dataset) -> str:
    """Cite for a newspaper, in at most 140 characters: who says it, what it is, when, via us, version.

    Of a claim it says what to print, and who says that.
    """
    via = f"via {data.name} {_version(cited, data)}"
    if cited is None or not cited.first:
        return _fit((cited.advice or cited.what) if cited else data.title, f" ({data.day}), {via}")
    names = list(dict.fromkeys(origin.publisher for origin in cited.first))
    others = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    who = f"{_basis(cited)}{'; '.join(names[:NAMED])}{others}"
    if cited.advice:
        end = f", {_latest(cited.first)}), {via}"
        who = _cut(who, NEWS_LENGTH - len(end) - min(len(cited.advice), SHORTEST_WHAT) - len(" ("))
        return _fit(cited.advice, f" ({who}{end}")
    end = f"{', contested' if cited.contested else ''} ({_latest(cited.first)}), {via}"
    who = _cut(who, NEWS_LENGTH - len(end) - min(len(cited.what), SHORTEST_WHAT) - len(", "))
    return _fit(f"{who}, {cited.what}", end)


def scholar(cited: Cited | None, data: Dataset) -> str:
    """Cite in full: original, wording, address and day of access, our row, value, statement, archive."""
    if cited is None:
        return "\n".join([apa(None, data), *_archive(data)])
    lines = [f"{cited.what}.", *([f"Advice: {cited.advice}"] if cited.advice else [])]
    if cited.contested:
        lines.append("Contested: sources disagree, see below.")
    if _basis(cited):
        lines.append(f"{'Computed' if cited.computed else 'Derived'} by us from the inputs below.")
    lines += [f"{ROLES[origin.role]}: {_full(origin)}" for origin in [*cited.voices, *cited.rivals]]
    return "\n".join([*lines, f"Here: {_here(cited)}.", f"In: {_apa_ours(cited, data)}", *_archive(data)])


def apa(cited: Cited | None, data: Dataset) -> str:
    """Cite in the order of APA 7: the original sources of a value, then the data set."""
    place = f" {cited.place[0].upper()}{_here(cited)[1:]}." if cited else ""
    return "\n".join([*(_apa_source(origin) for origin in _sources(cited)), _apa_ours(cited, data, place)])


def bibtex(cited: Cited | None, data: Dataset) -> str:
    """Cite as BibTeX: an entry a source, and one for the data set."""
    entries = [
        _entry("misc", _source_id(origin), {
            "author": origin.publisher, "title": origin.title or origin.url, "year": origin.published[:4],
            "url": origin.url, "urldate": origin.accessed,
            "note": f"“{origin.words}”" + ("" if origin.published else f", {origin.day}"),
        })
        for origin in _sources(cited)
    ]
    note = ". ".join(filter(None, [f"Version {_version(cited, data)}", _place_note(cited), _checksum(data)]))
    ours = {
        "author": data.authors, "title": data.title, "year": data.day[:4], "publisher": data.imprint,
        "version": _version(cited, data), "doi": data.doi, "url": _address(cited, data), "note": note,
    }
    return "\n\n".join([*entries, _entry("dataset", _our_id(cited, data), ours)])


def csl(cited: Cited | None, data: Dataset) -> str:
    """Cite as CSL JSON: an item a source, and one for the data set."""
    items = [
        {
            "id": _source_id(origin), "type": "webpage", "author": [{"literal": origin.publisher}],
            "title": origin.title or origin.url, "URL": origin.url, "issued": _date_parts(origin.published),
            "accessed": _date_parts(origin.accessed), "note": f"“{origin.words}”", "language": origin.language,
        }
        for origin in _sources(cited)
    ]
    ours = {
        "id": _our_id(cited, data), "type": "dataset", "author": [{"literal": data.authors}], "title": data.title,
        "version": _version(cited, data), "issued": _date_parts(data.day), "publisher": data.imprint, "DOI": data.doi,
        "URL": _address(cited, data), "note": ". ".join(filter(None, [_place_note(cited), _checksum(data)])),
    }
    filled = [{key: value for key, value in item.items() if value} for item in [*items, ours]]
    return json.dumps(filled, ensure_ascii=False, indent=2)


def _our_id(cited: Cited | None, data: Dataset) -> str:
    """One id for each thing that is cited: a version, a table, a row or a cell of it."""
    return UNFIT.sub("-", ":".join([data.name, data.version, *filter(None, cited.at if cited else [])]))


def _source_id(origin: Origin) -> str:
    """One id for each statement of a source, so that what bears it always says the same."""
    return f"{origin.source_id}:{origin.statement_id}"


def _version(cited: Cited | None, data: Dataset) -> str:
    return data.version + (", unreleased change" if cited and cited.unreleased else "")


def _here(cited: Cited) -> str:
    """Table, row and column, and where the site shows them."""
    return f"{cited.place} ({cited.page})" if cited.page else cited.place


def _address(cited: Cited | None, data: Dataset) -> str:
    return cited.page if cited and cited.page else data.address


def _latest(said: list[Origin]) -> str:
    """When the latest dated page was published; where none is dated, when one was last seen."""
    return max((origin.published for origin in said), default="") or max(origin.day for origin in said)


def _basis(cited: Cited) -> str:
    """What stands before the sources of a value that none of them states: it is our conclusion."""
    if cited.computed:
        return "Computed from "
    return "After " if cited.first and all(origin.role == "derived_from" for origin in cited.first) else ""


def _fit(text: str, end: str) -> str:
    return _cut(text, NEWS_LENGTH - len(end)) + end


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else text[: max(length - 1, 0)].rstrip(" ,;:") + "…"


def _sources(cited: Cited | None) -> list[Origin]:
    """The first statement of each source that a value rests on."""
    return list({origin.source_id: origin for origin in reversed(cited.voices)}.values())[::-1] if cited else []


def _apa_source(origin: Origin) -> str:
    title = f" {origin.title.rstrip('.')}." if origin.title else ""
    seen = f"accessed {origin.accessed}" if origin.published else origin.day
    address = f" {origin.url} ({seen})" if origin.url else " No public address"
    return f"{origin.publisher} ({origin.published or 'n.d.'}).{title}{address}"


def _apa_ours(cited: Cited | None, data: Dataset, place: str = "") -> str:
    parts = [
        f"{data.authors} ({data.day[:4]}). {data.title} (Version {_version(cited, data)}) [Data set].{place}",
        data.imprint and f"{data.imprint}.",
        data.address,
    ]
    return " ".join(filter(None, parts))


def _full(origin: Origin) -> str:
    parts = [
        _apa_source(origin) + (f", {origin.locator}" if origin.locator else ""),
        f"after {origin.asserted_by}" if origin.asserted_by != origin.publisher else "",
        f"“{origin.words}”" + (f" [{origin.language}]" if origin.language else ""),
        f"read as {origin.value}" if origin.value != origin.words else "",
        origin.interval,
        f"statement {origin.statement_id}",
    ]
    return f"{', '.join(filter(None, parts))}."


def _archive(data: Dataset) -> list[str]:
    if not data.is_released:
        return ["This state is not released: figures may change. Cite a release where you can."]
    return [f"Archive: {data.name}-{data.version}.zip, {_checksum(data)}."] if data.sha256 else []


def _checksum(data: Dataset) -> str:
    return f"SHA-256 {data.sha256}" if data.sha256 else ""


def _place_note(cited: Cited | None) -> str:
    if cited is None:
        return ""
    marks = [cited.place, "contested" if cited.contested else "", "computed" if cited.computed else ""]
    return ", ".join(filter(None, marks))


def _entry(kind: str, key: str, fields: dict[str, str]) -> str:
    lines = [f"  {name} = {{{_tex(value, name)}}}" for name, value in fields.items() if value]
    return f"@{kind}{{{key},\n" + ",\n".join(lines) + "\n}"


def _tex(text: str, field: str) -> str:
    """Text as BibTeX takes it; in an address nothing is escaped, and names and titles keep their case."""
    if field in ("url", "doi"):
        return text
    escaped = "".join(TEX.get(letter, letter) for letter in text)
    return f"{{{escaped}}}" if field in ("author", "title") else escaped


def _date_parts(day: str) -> dict:
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else {}


STYLES = {"apa": apa, "bibtex": bibtex, "csl": csl, "news": news, "scholar": scholar}
