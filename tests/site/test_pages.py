"""The site as files: links, escaping, policy, addresses; what only a browser can show is in test_browser."""

import json
import re
import xml.etree.ElementTree as ET
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest

from scripts.package.csvio import write_table
from scripts.site.assembly import make
from scripts.tell.address import address
from scripts.tell.keys import Place
from scripts.verbs.common import read_everything

LINK = re.compile(r'\b(?:href|src)=(?:"([^"]*)"|([^\s">]+))')
ANCHOR = re.compile(r'\bid=(?:"([^"]*)"|([^\s">]+))')
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"


@pytest.fixture(scope="module")
def package(cut):
    return read_everything(cut)


@pytest.fixture(scope="module")
def site(package):
    return make(*package, None)


@pytest.fixture(scope="module")
def pages(site):
    return {name: content.decode() for name, content in site.items() if name.endswith(".html")}


def joined(matches):
    return [one or other for one, other in matches]


def resolved(page, link):
    """The file and the anchor that a relative link leads to."""
    path, _, anchor = link.partition("#")
    parts = list(PurePosixPath(page).parent.parts) if path else list(PurePosixPath(page).parts)
    for part in PurePosixPath(path).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts), unquote(anchor)


def test_every_link_within_the_site_leads_to_a_page_and_a_place_on_it(site, pages):
    anchors = {name: set(joined(ANCHOR.findall(text))) for name, text in pages.items()}
    broken = set()
    for name, text in pages.items():
        for link in joined(LINK.findall(text)):
            if link.startswith(("https://", "http://")):
                continue
            to, anchor = resolved(name, link)
            if to not in site or (anchor and "=" not in anchor and anchor not in anchors[to]):
                broken.add((name, link))
    assert broken == set()


def test_every_page_has_the_policy_and_nothing_that_the_policy_forbids(pages):
    for name, text in pages.items():
        assert POLICY in text, name
        for tag in re.findall(r"<script[^>]*>", text):
            assert "src=" in tag or "application/" in tag, (name, tag)
        assert not re.search(r'<[^>]+\s(?:on[a-z]+|style)="', text), name
        loaded = re.findall(r'(?:\bsrc|<link [^>]*rel="stylesheet"[^>]*href|<image [^>]*href)="([^"]*)"', text)
        assert [link for link in loaded if "//" in link] == [], name


def test_every_entity_has_a_page(package, pages):
    read, tables = package
    for table in ("companies", "hubs", "clusters", "institutions"):
        keys = read.resources[table].schema.keys_of(tables[table])
        assert [key for key in keys if f"{table}/{key}/index.html" not in pages] == []


def place_of(package, place):
    """The file and the anchor of the address of a row or value."""
    page, _, anchor = address(*package, place).partition("#")
    return f"{page}index.html", anchor


def test_every_row_of_every_table_has_an_address_on_a_page_that_is_there(package, pages):
    read, tables = package
    for table, resource in read.resources.items():
        for key in list(resource.schema.keys_of(tables[table]))[:40]:
            assert place_of(package, Place(table, key))[0] in pages, (table, key)


@pytest.mark.parametrize(
    "table",
    [
        "events",
        "funding",
        "names",
        "sites",
        "relations",
        "observations",
        "national_indicators",
        "claims",
        "reading_tests",
    ],
)
def test_rows_stand_at_their_address(package, pages, table):
    read, tables = package
    for key in read.resources[table].schema.keys_of(tables[table]):
        page, anchor = place_of(package, Place(table, key))
        assert anchor in joined(ANCHOR.findall(pages[page])), (page, anchor)


@pytest.mark.parametrize("field", ["status", "website"])
def test_a_value_stands_at_its_address_filled_or_blank(package, pages, field):
    page, anchor = place_of(package, Place("companies", "univercells", field))
    assert (page, anchor) == ("companies/univercells/index.html", field)
    assert anchor in joined(ANCHOR.findall(pages[page]))


def test_every_figure_is_on_the_page_of_its_indicator_and_in_its_file(package, site, pages):
    for key, rows in package[1]["national_indicators"].groupby("indicator_id"):
        shown = set(joined(ANCHOR.findall(pages[f"indicators/{key}/index.html"])))
        assert set(rows["observation_id"]) <= shown
        assert site[f"indicators/{key}/{key}.csv"] == write_table(rows)


def test_text_of_the_package_is_text_and_only_web_addresses_are_links(package):
    read, tables = package
    attack = "<script>alert(1)</script>"
    companies = tables["companies"].copy()
    companies.loc[companies["company_id"] == "univercells", ["name", "website"]] = [attack, "javascript:alert(2)"]
    entities = tables["entities"].copy()
    entities.loc[entities["entity_id"] == "univercells", "name"] = attack
    sources = tables["sources"].copy()
    sources["url"] = "javascript:alert(3)"
    made = make(read, tables | {"companies": companies, "entities": entities, "sources": sources}, None)
    text = "".join(content.decode() for name, content in made.items() if name.endswith(".html"))
    assert attack not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert [link for link in joined(LINK.findall(text)) if link.lower().startswith("javascript")] == []


def test_the_same_tables_make_the_same_bytes(package, site):
    assert make(*package, None) == site


def test_what_machines_read_is_well_formed(package, site):
    assert ET.fromstring(site["feed.xml"]).tag.endswith("feed")
    assert "sitemap.xml" not in site or ET.fromstring(site["sitemap.xml"]).tag.endswith("urlset")


def test_explain_and_citations_say_where_the_site_shows_it_once_there_is_one(run, small):
    path = small / "datapackage.json"
    assert "See: " not in run("explain", "companies", "univercells", "status", "--package-dir", small).output
    path.write_text(json.dumps(json.loads(path.read_text()) | {"homepage": "https://data.example.org/wb/"}))
    ask = ("explain", "companies", "univercells", "status", "--package-dir", small)
    page = "https://data.example.org/wb/companies/univercells/#status"
    assert f"See: {page}" in run(*ask).output
    for style in ("apa", "scholar"):
        assert f"able companies, row univercells, column status ({page})." in run(*ask, "--cite", style).output
    assert f"url = {{{page}}}" in run(*ask, "--cite", "bibtex").output
    assert json.loads(run(*ask, "--cite", "csl").output)[-1]["URL"] == page


def test_a_site_that_cannot_be_written_leaves_the_old_one(run, small, monkeypatch):
    assert run("site", small).exit_code == 0
    before = (small / "build/site/index.html").read_bytes()

    def refuse(path, data):
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)
    result = run("site", small)
    assert result.exit_code == 1
    assert "The pages could not be written" in result.output
    assert (small / "build/site/index.html").read_bytes() == before


def test_the_verb_puts_a_whole_site_in_the_place_of_the_old_one(run, small):
    old = small / "build/site/gone.html"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    result = run("site", small)
    assert result.exit_code == 0, result.output
    assert "build/site/index.html: " in result.output
    assert not old.exists()
    assert (small / "build/site/index.html").exists()
    assert not (small / "build/site.new").exists()
