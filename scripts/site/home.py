"""The first page: the fact check and the map; and the page of all claims."""

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
        map=places(site),
        dataset=dataset(site),
        **shared,
    ) | site.render("claims.html", "claims/", "The claims of the article, checked", **shared)


def dataset(site: Site) -> dict:
    """Return the data set in the words of schema.org."""
    data = site.data
    said = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": data.title,
        "description": data.description,
        "version": data.version,
        "dateModified": data.day,
        "license": data.license.url,
        "keywords": list(data.keywords),
        "url": data.address,
        "identifier": data.doi_url,
        "isAccessibleForFree": True,
        "creator": [{"@type": "Organization", "name": creator.name} for creator in data.creators],
        "spatialCoverage": [place.name for place in data.places],
        "temporalCoverage": "/".join(data.temporal),
    }
    return {key: value for key, value in said.items() if value}


def claims(site: Site) -> list[dict]:
    """Return the claims as cards: verdict in two words, advice, reason, the better figure and how to cite it."""
    words = Words.read()
    cards = []
    for found in site.traces("claims"):
        claim = found.row.to_dict()
        better = [(table, claim[column]) for column, table in BETTER.items() if claim[column]]
        cards.append(
            claim
            | {
                "mark": "print" if claim["verdict"] == "supported" else "instead" if better else "not",
                "better": [_better(site, table, key) for table, key in better],
                "citations": site.citations(site.cited(found, "", site.behind(found)["*"])),
                "said": [site.said[item["statement_id"]] for item in site.rows("claims", "claim_id", found.key)],
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
    return {
        "path": outlines(),
        "width": WIDTH,
        "height": HEIGHT,
        "credit": CREDIT,
        "hubs": hubs,
        "municipalities": sorted(municipalities, key=lambda item: -item["n"]),
        "unplaced": int(counts.sum()) - shown,
        "placed": shown,
    }


def _better(site: Site, table: str, key: str) -> dict:
    frame, column = site.tables[table], "observation_id"
    row = frame[frame[column] == key].iloc[0]
    page = f"indicators/{row['indicator_id']}/" if table == "national_indicators" else site.page(row["entity_id"])
    return {"text": figure(site.tables, row), "address": f"{page}#{key}"}
