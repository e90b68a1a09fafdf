"""The whole site: every page and file by its path below the site's folder."""

from pathlib import Path

from scripts.evidence.columns import Tables
from scripts.history.snapshot import Snapshot
from scripts.package.descriptor import Package
from scripts.site import contradictions, entities, home, indicators, reference
from scripts.site.model import Site
from scripts.site.outlines import HEIGHT, WIDTH, outlines
from scripts.tell.templating import render

ASSETS = Path(__file__).parent / "assets"


def make(package: Package, tables: Tables, release: Snapshot | None) -> dict[str, bytes]:
    """Return every file of the site by path.

    `tables`: every resource as text. `release`: what the last release held, None before the first.
    """
    site = Site(package, tables, release)
    cards = home.claims(site)
    made = home.pages(site, cards) | entities.pages(site) | indicators.pages(site) | contradictions.pages(site, cards)
    made |= reference.pages(site) | _assets(site)
    return made | reference.sitemap(site, made)


def _assets(site: Site) -> dict[str, bytes]:
    made = {f"assets/{path.name}": path.read_bytes() for path in sorted(ASSETS.iterdir())}
    shown = {key: labels for key, labels in site.labels.items() if len(labels) > 1}
    values = {"labels": shown, "path": outlines(), "width": WIDTH, "height": HEIGHT}
    made |= {
        f"assets/{name}": render(name, Path(__file__).parent / "templates", **values).encode()
        for name in ("labels.js", "wallonia.svg")
    }
    return made
