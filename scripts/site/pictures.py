"""The pictures of README: those of the site, each as a file that has its own colours, light and dark."""

import re

from markupsafe import Markup

from scripts.evidence.columns import Tables
from scripts.package.descriptor import Package
from scripts.site import contradiction_pages, entity_pages, home_page, indicator_pages
from scripts.site.charts import small
from scripts.site.model import TEMPLATES, Site
from scripts.tell.templating import render

FOLDER = "docs/pictures"
CONTRADICTION, CLUSTER = "value-added-5-or-5-9", "biowin"
SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
MARGIN = 24


def pictures(package: Package, tables: Tables) -> dict[str, bytes]:
    """Return the pictures by path, each a picture of its own; what the package does not tell is not drawn.

    `tables`: every resource as text.
    """
    site = Site(package, tables)
    panels = indicator_pages.starting(site)
    drawn = {
        "map": render("map.svg", TEMPLATES, places=home_page.places(site)),
        "value_added": (contradiction_pages.plot(site, CONTRADICTION) or {}).get("svg"),
        "members": (entity_pages.sizes(site, CLUSTER) or {}).get("svg"),
        "headline": small(panels, "Headline series of Belgium and Wallonia") if len(panels) else None,
    }
    return {f"{FOLDER}/{name}.svg": _alone(svg) for name, svg in drawn.items() if svg}


def _alone(svg: str) -> bytes:
    """A picture of a page as a file: with a ground, a margin and the colours that the page gives it."""
    width, height = map(int, SIZE.search(svg).groups())
    inner = str(svg).replace("<svg", f'<svg x="{MARGIN}" y="{MARGIN}" width="{width}" height="{height}"', 1)
    size = {"width": width + 2 * MARGIN, "height": height + 2 * MARGIN}
    return render("picture.svg", TEMPLATES, inner=Markup(inner), **size).encode()
