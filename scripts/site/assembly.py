"""The whole site: every page and file by its path below the site's folder."""

from pathlib import Path

from scripts.evidence.columns import Tables
from scripts.history.snapshot import Snapshot
from scripts.package.descriptor import Package
from scripts.site import contradiction_pages, entity_pages, home_page, indicator_pages, money_page, reference_pages
from scripts.site.model import Site
from scripts.site.outlines import HEIGHT, WIDTH, outlines

ASSETS = Path(__file__).parent / "assets"


def make(package: Package, tables: Tables, release: Snapshot | None) -> dict[str, bytes]:
    """Return every file of the site by path.

    `tables`: every resource as text. `release`: what the last release held, None before the first.
    """
    site = Site(package, tables, release)
    cards = home_page.claims(site)
    made = home_page.pages(site, cards) | entity_pages.pages(site) | indicator_pages.pages(site)
    made |= money_page.pages(site)
    made |= contradiction_pages.pages(site, cards) | reference_pages.pages(site) | _assets(site)
    return made | reference_pages.sitemap(site, made)


def _assets(site: Site) -> dict[str, bytes]:
    made = {f"assets/{path.name}": path.read_bytes() for path in sorted(ASSETS.iterdir())}
    shown = {key: labels for key, labels in site.labels.items() if len(labels) > 1}
    land = {"path": outlines(), "width": WIDTH, "height": HEIGHT}
    made["assets/site.css"] = site.text("picture.css") + made["assets/site.css"]
    return made | {
        "assets/labels.js": site.text("labels.js", labels=shown),
        "assets/wallonia.svg": site.text("wallonia.svg", **land),
    }
