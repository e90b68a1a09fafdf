"""The lists of companies, hubs, clusters and institutions, and a page for each entity."""

import re
from collections.abc import Iterator
from itertools import chain

import pandas as pd

from scripts.site.charts import counts
from scripts.site.model import Fact, Site
from scripts.site.money_page import RAISED, written
from scripts.site.outlines import HEIGHT, WIDTH, point
from scripts.site.words import fold
from scripts.tell.trace import Origin, Trace

LISTS = {  # table: what its list says it is for
    "companies": "Find a life-science company of Wallonia, see what is known of it, and who says so.",
    "hubs": "City hubs, science parks and incubators, and what stands there.",
    "clusters": "Clusters of the life sciences: members, projects and what they count.",
    "institutions": "Public bodies, universities, hospitals, research centres and investors.",
}
DRAWN = 3  # sizes that a picture needs
SIZED = ("clusters",)  # whose number of members is drawn over time
# What follows from another cell is cited with that one.
FOLLOWS = re.compile(".*_basis|(?:nis|nuts3)_code|postcode|province|hub_distance_km")


def pages(site: Site) -> dict[str, bytes]:
    """Return the lists and the page of every entity."""
    made: dict[str, bytes] = {}
    for table, purpose in LISTS.items():
        found = list(site.traces(table))
        made |= site.render(
            f"list_{'companies' if table == 'companies' else 'entities'}.html",
            f"{table}/",
            table.capitalize(),
            table=table,
            purpose=purpose,
            rows=[_listed(site, item) for item in found],
        )
        for item in found:
            made |= _page(site, table, item)
    for item in site.traces("entities"):
        if item.row["kind"] == "organisation":
            made |= _page(site, "organisations", item)
    return made


def _listed(site: Site, found: Trace) -> dict:
    """One row of a list: its cells, the year of the last money raised, and the folded words it is found by."""
    row = found.row.to_dict()
    names = [item["name"] for item in site.rows("names", "entity_id", found.key)]
    raised = [item for item in site.rows("funding", "company_id", found.key) if item["kind"] in RAISED]
    years = [item["date"][:4] for item in raised]
    places = [item["locality"] for item in site.rows("sites", "entity_id", found.key)]
    words = [*names, *places, *(row.get(column, "") for column in ("activity", "locality", "province", "field"))]
    return row | {
        "key": found.key,
        "raised": max(years, default="") or ("undated" if years else ""),
        "found_by": fold(" ".join(dict.fromkeys(filter(None, words)))),
    }


def _page(site: Site, table: str, found: Trace) -> dict[str, bytes]:
    """The page of one entity: every fact with its sources, what happened, relations, figures and all statements."""
    key, row = found.key, found.row
    facts = site.facts(found)
    own = [site.said[item["statement_id"]] for item in site.rows("statements", "entity_id", key)]
    statements = _by_source([*own, *_voices(facts)])  # some are said of something else: the company that it belongs to
    numbers = {said.statement_id: number for number, said in enumerate(chain.from_iterable(statements), 1)}
    citations = {
        name: site.citations(site.cited(found, name, fact.said), ("news",))["news"]
        for fact in facts
        if fact.said and fact.value and not FOLLOWS.fullmatch(name := fact.field["name"])
    }
    via = next((text[text.rindex(", via ") :] for text in citations.values()), "")  # the same for all cells of a row
    return site.render(
        "entity.html",
        f"{table}/{key}/",
        site.name(key),
        table=found.table,
        key=key,
        row=row,
        facts=facts,
        numbers=numbers,
        citations={name: text.removesuffix(via) for name, text in citations.items()},
        via=via,
        follows=FOLLOWS.fullmatch,
        row_citations=site.citations(site.cited(found, "", _voices(facts)), ("news", "apa")),
        happened=list(_happened(site, key)),
        relations=list(_relations(site, key)),
        observations=sorted(
            site.rows("observations", "entity_id", key), key=lambda item: (item["measure"], item["date_latest"])
        ),
        names=site.rows("names", "entity_id", key),
        sites=site.rows("sites", "entity_id", key),
        located=site.rows("companies", "hub_id", key),
        statements=statements,
        disputes=[item for item in site.rows("disputes") if item["key"] == key],
        since=site.since_release(found.table, key),
        at=_at(site, row),
        width=WIDTH,
        height=HEIGHT,
        chart=sizes(site, key) if table in SIZED else None,
    )


def _by_source(said: list[Origin]) -> list[list[Origin]]:
    """Return statements, each once, in groups of one source."""
    groups: dict[str, dict[str, Origin]] = {}
    for origin in said:
        groups.setdefault(origin.source_id, {}).setdefault(origin.statement_id, origin)
    return [list(group.values()) for group in groups.values()]


def _voices(facts: list[Fact]) -> list[Origin]:
    """Every statement behind a row, once."""
    return list({origin.statement_id: origin for fact in facts for origin in fact.said}.values())


def _happened(site: Site, key: str) -> Iterator[dict]:
    """Events and money of an entity, the latest first."""
    events = [
        item | {"table": "events", "id": item["event_id"], "text": item["detail"], "other": item["object_id"]}
        for item in site.rows("events", "entity_id", key)
    ]
    money = [
        item | {"table": "funding", "id": item["funding_id"], "text": written(item), "other": item["payer_id"]}
        for item in site.rows("funding", "company_id", key)
    ]
    for item in sorted([*events, *money], key=lambda item: item["date"] or item["date_latest"], reverse=True):
        yield item | {"said": site.statements_of.get((item["table"], item["id"]), [])}


def _relations(site: Site, key: str) -> Iterator[dict]:
    """Relations in both directions, each once."""
    for item in site.rows("relations", "subject_id", key):
        yield item | {"words": item["kind"].replace("_", " "), "other": item["object_id"]}
    for item in site.rows("relations", "object_id", key):
        yield item | {"words": f"{item['kind'].replace('_', ' ')} (of the other)", "other": item["subject_id"]}


def _at(site: Site, row: pd.Series) -> tuple[int, int] | None:
    """Where an entity lies on the map: a hub at its coordinates, others in their municipality."""
    place = row.to_dict()
    if not place.get("latitude"):
        rows = site.rows("geographies", "nis_code", place["nis_code"]) if place.get("nis_code") else []
        place = rows[0] if rows else {}
    return point(float(place["latitude"]), float(place["longitude"])) if place.get("latitude") else None


def sizes(site: Site, key: str) -> dict | None:
    """Return a picture of the published sizes of a cluster over time, each with what it counts."""
    rows = [
        item for item in site.rows("observations", "entity_id", key) if item["measure"] == "members" and item["value"]
    ]
    if len(rows) < DRAWN:
        return None
    drawn = pd.DataFrame(
        {"date": item["date_latest"], "value": float(item["value"]), "counted": item["counted"] or "members"}
        for item in rows
    )
    title = f"Members of {site.name(key)} as published, by the latest date that each figure can have"
    return {"svg": counts(drawn, title), "title": title}
