"""What the tables are, how to cite them, what changed, and what search engines are told."""

from scripts.check.catalogue import all_rules
from scripts.site.model import Site
from scripts.tell.dictionary import grouped
from scripts.tell.styles import STYLES


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
    citations = {style: STYLES[style](None, site.data) for style in ("news", "apa", "bibtex")}
    return (
        site.render("dictionary.html", "dictionary/", "Dictionary", tables=tables, rules=rules)
        | site.render("cite.html", "cite/", "How to cite", citations=citations)
        | {"feed.xml": site.text("feed.xml", changes=_changes(site))}
    )


def sitemap(site: Site, files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the map of all pages for search engines, where the site has an address."""
    if not site.data.homepage:
        return {}
    pages = [name.removesuffix("index.html") for name in files if name.endswith("index.html")]
    return {"sitemap.xml": site.text("sitemap.xml", pages=sorted(pages))}


def _fields(site: Site, table: str):
    """Each column with its constraints in words, and the share of its cells that are filled."""
    schema, frame = site.schemas[table], site.tables[table]
    for item in schema.fields:
        limits = item.get("constraints", {})
        words = [
            name if limit is True else f"{name} {', '.join(limit) if isinstance(limit, list) else limit}"
            for name, limit in limits.items()
            if limit is not False
        ]
        filled = (frame[item["name"]] != "").mean() if len(frame) else 0
        yield item | {"limits": "; ".join(words), "filled": f"{filled:.0%}"}


def _changes(site: Site) -> list[dict]:
    """Rows that are not as in the last release, counted by table."""
    return [
        {"table": table, "n": len(keys), "title": site.schemas[table].descriptor["title"]}
        for table, keys in site.changed.items()
        if keys
    ]
