"""What the tables are, how to cite them, what changed, and what search engines are told."""

from collections.abc import Iterator

from scripts.check.catalogue import all_rules
from scripts.site.model import Site
from scripts.tell.dictionary import grouped, limits


def pages(site: Site) -> dict[str, bytes]:
    """Return the dictionary, the page on citing, and the feed of changes."""
    tables = [
        {
            "group": group,
            "resource": resource,
            "n": len(site.tables[resource.name]),
            "fields": list(_fields(site, resource.name)),
        }
        for group, resources in grouped(site.package).items()
        for resource in resources
    ]
    rules = sorted(all_rules(), key=lambda rule: rule.id)
    return (
        site.render("dictionary.html", "dictionary/", "Dictionary", tables=tables, rules=rules)
        | site.render("cite.html", "cite/", "How to cite", citations=site.citations(None))
        | {"feed.xml": site.text("feed.xml", changes=_changes(site))}
    )


def sitemap(site: Site, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the map of all pages for search engines, where the site has an address."""
    if not site.data.homepage:
        return {}
    pages = [name.removesuffix("index.html") for name in files if name.endswith("index.html")]
    return {"sitemap.xml": site.text("sitemap.xml", pages=sorted(pages))}


def _fields(site: Site, table: str) -> Iterator[dict]:
    """Each column with what a cell must keep to, and the share of its cells that are filled."""
    frame = site.tables[table]
    for item in site.schemas[table].fields:
        filled = (frame[item["name"]] != "").mean() if len(frame) else 0
        yield item | {"limits": limits(item, written=str), "filled": f"{filled:.0%}"}


def _changes(site: Site) -> list[dict]:
    """Rows that are not as in the last release, counted by table."""
    return [
        {"table": table, "n": len(keys), "title": site.schemas[table].descriptor["title"]}
        for table, keys in site.changed.items()
        if keys
    ]
