"""The first page: the fact check and the map; and the page of all claims."""

import json

from scripts.release.descriptors import write_descriptor
from scripts.site.model import Site
from scripts.site.outlines import CREDIT, HEIGHT, WIDTH, outlines, point
from scripts.site.words import Words
from scripts.tell.explain import figure
from scripts.tell.summary import summarise
from scripts.tell.trace import BETTER

QUESTIONS = ("5.9 billion", "139", "first in Europe", "BioWin members", "350 companies", "19.3 %")


def pages(site: Site, cards: list[dict]) -> dict[str, bytes]:
    """Return the first page and that of the claims."""
    counted = [line.strip() for line in summarise(site.tables, site.data.version)[1:]]
    shared = {"cards": cards, "index": [card["index"] for card in cards]}
    return site.render(
        "home.html",
        "",
        site.data.title,
        questions=QUESTIONS,
        counted=counted,
        places=places(site),
        dataset=_dataset(site),
        **shared,
    ) | site.render("claims.html", "claims/", "The claims of the article, checked", **shared)


def _dataset(site: Site) -> dict:
    """What a release says of itself in the words of schema.org, without the files, which are in its archive."""
    record = json.loads(write_descriptor("schema-org.jsonld", site.data, site.schemas))
    return {name: value for name, value in record.items() if name != "distribution"}


def claims(site: Site) -> list[dict]:
    """Return the claims as cards: verdict in two words, advice, reason, the better figure and how to cite it."""
    words = Words.read()
    cards = []
    for found in site.traces("claims"):
        claim = found.row.to_dict()
        better = [_better(site, table, claim[column]) for column, table in BETTER.items() if claim[column]]
        cards.append(
            claim
            | {
                "mark": "print" if claim["verdict"] == "supported" else "instead" if better else "not",
                "better": better,
                "citations": site.citations(site.cited(found, "", site.behind(found)["*"])),
                "advice_fr": site.labels.get(f"claims/{found.key}", {}).get("fr", ""),
                "index": words.index(
                    " ".join([found.key.replace("-", " "), claim["as_written"], claim["subject"], claim["property"]]),
                    f"{claim['print_advice']} {claim['why']}",
                ),
            }
        )
    return cards


def places(site: Site) -> dict:
    """Return what the map shows: hubs at their coordinates, and companies counted by municipality."""
    companies = site.tables["companies"]
    counts = companies.loc[companies["in_scope"] == "true", "nis_code"].value_counts()
    municipalities = [
        {
            "at": point(float(row["latitude"]), float(row["longitude"])),
            "name": row["name"],
            "n": int(counts[row["nis_code"]]),
        }
        for row in site.rows("geographies")
        if row["kind"] == "municipality" and row["latitude"] and counts.get(row["nis_code"])
    ]
    hubs = [
        row | {"at": point(float(row["latitude"]), float(row["longitude"]))}
        for row in site.rows("hubs")
        if row["latitude"]
    ]
    shown = sum(item["n"] for item in municipalities)
    known = sum(row["kind"] == "municipality" for row in site.rows("geographies"))
    return {
        "path": outlines(),
        "width": WIDTH,
        "height": HEIGHT,
        "credit": CREDIT,
        "hubs": hubs,
        "municipalities": sorted(municipalities, key=lambda item: -item["n"]),
        "unplaced": int(counts.sum()) - shown,
        "placed": shown,
        "of": known,
        "blank": known - len(municipalities),
    }


def _better(site: Site, table: str, key: str) -> dict:
    """The figure to print instead: in words, and where it stands."""
    row = site.rows(table, "observation_id", key)[0]
    return {"text": figure(site.tables, row), "address": site.address(table, key)}
