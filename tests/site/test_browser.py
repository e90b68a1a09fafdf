"""The site of the frozen package in a real browser: what people do there, on a desk and on a phone."""

import csv
import shutil
from contextlib import contextmanager

import pytest

from scripts.site.assembly import make
from scripts.verbs.common import read_everything
from scripts.verbs.write_site import write_folder
from tests.conftest import FROZEN

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(
    BROWSER is None, reason="No browser (chromium) is installed: nobody looks at the pages."
)
KINDS = (
    "",
    "companies/",
    "companies/univercells/",
    "hubs/",
    "money/",
    "clusters/biowin/",
    "indicators/",
    "indicators/gva_biopharma_pharmabe/",
    "contradictions/value-added-5-or-5-9/",
    "dictionary/",
    "cite/",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("live")
    write_folder(root, "site", make(*read_everything(FROZEN), None))
    return root / "site"


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(browser, folder):
    """Open a page of the site; nothing may be said on the console, and nothing asked of other hosts."""
    heard = []

    @contextmanager
    def at(address, watched=True, **options):
        context = browser.new_context(**options)
        page = context.new_page()
        if watched:
            listen(page)
        path, mark, anchor = address.partition("#")
        page.goto(f"file://{folder}/{path}index.html{mark}{anchor}")
        yield page
        context.close()

    def listen(page):
        page.on("console", lambda said: heard.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: heard.append(str(error)))
        page.on(
            "request", lambda asked: heard.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None
        )

    yield at
    assert heard == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("5.9 billion", "value-added-5-9"),
        ("5,9 milliards", "value-added-5-9"),
        ("5,9 miljard", "value-added-5-9"),
        ("5,9 miliardi", "value-added-5-9"),
    ],
)
def test_a_figure_is_checked_in_four_languages(visit, typed, found):
    with visit("") as page:
        page.fill("#_question", typed)
        first = page.locator("#_cards > article:visible").first
        assert first.get_attribute("id") == found
        assert "Do not print" in first.inner_text()


def test_how_many_members_biowin_has_is_one_search(visit):
    with visit("") as page:
        page.fill("#_question", "BioWin members")
        assert page.locator("#_cards > article:visible").count() >= 1
        assert "BioWin" in page.locator("#_cards").inner_text()


def test_companies_are_filtered_counted_and_kept_in_the_link(visit):
    with visit("companies/") as page:
        everything = page.locator("tbody tr:visible").count()
        page.fill("[data-search]", "gosselies")
        shown = page.locator("tbody tr:visible").count()
        assert 0 < shown < everything
        assert page.locator("output").inner_text().startswith(f"{shown} of ")
        link = page.url
        with page.expect_download() as download:
            page.click("[data-download]")
        assert len(download.value.path().read_text(encoding="utf-8").strip().splitlines()) == shown + 1
    with visit("companies/#" + link.partition("#")[2]) as page:
        assert page.locator("tbody tr:visible").count() == shown


def test_the_companies_of_a_hub_as_a_file_are_two_clicks_from_the_first_page(visit):
    with visit("") as page:
        page.click("nav >> text=Companies")
        page.select_option("select[data-column='4']", "charleroi")
        with page.expect_download() as download:
            page.click("[data-download]")
        rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8").splitlines()))
        assert len(rows) > 1
        assert {row["hub_id"] for row in rows} == {"charleroi"}


def test_money_that_no_source_dates_is_not_from_any_year(visit):
    with visit("money/#year=2015-9999") as page:
        dated = page.locator("tbody tr:visible td:nth-child(6)").all_inner_texts()
        assert dated
        assert min(dated) >= "2015"
        assert page.locator("tbody tr td:nth-child(6):text-is('')").count() > 0


def test_how_much_money_went_to_a_segment_is_two_clicks_from_the_first_page(visit):
    with visit("") as page:
        page.click("nav >> text=Money")
        everything = page.locator("output").inner_text()
        page.select_option("select[data-column='1']", "cell_gene_therapy")
        said = page.locator("output").inner_text()
        assert said != everything
        with page.expect_download() as download:
            page.click("[data-download]")
        rows = list(csv.DictReader(download.value.path().read_text(encoding="utf-8").splitlines()))
        assert {row["segment"] for row in rows} == {"cell_gene_therapy"}
        added = sum(float(row["adds"] or 0) for row in rows) / 1e6
        assert 0 < added < sum(float(row["amount"] or 0) for row in rows) / 1e6
        assert said.startswith(f"{len(rows)} of ")
        assert said.endswith(f"€ {added:,.1f} million")


def test_the_numbers_that_are_wrongly_described_are_one_click_from_the_first_page(visit):
    with visit("") as page:
        page.click("nav >> text=Claims")
        wrong = page.locator("article:has(.mark.not), article:has(.mark.instead)")
        assert wrong.count() > 1
        assert all(wrong.locator(".advice[lang=en]").all_inner_texts())
        assert wrong.locator("[data-copy]").count() >= wrong.count()


def test_the_source_of_a_founding_year_is_one_click_from_its_company(visit):
    with visit("companies/univercells/#founded_year") as page:
        mark = page.locator("#founded_year sup a").first
        statement = mark.get_attribute("href")
        mark.click()
        assert page.url.endswith(statement)
        assert page.locator(statement).inner_text()


def test_labels_change_language_and_stay(visit):
    with visit("companies/") as page:
        page.select_option("#_language", "fr")
        page.reload()
        assert page.input_value("#_language") == "fr"


@pytest.mark.parametrize("address", KINDS)
def test_nothing_is_wider_than_a_phone(visit, address):
    with visit(address, viewport={"width": 360, "height": 740}) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.exhaustive)])
@pytest.mark.parametrize("address", KINDS)
def test_axe_finds_nothing_serious(visit, address, scheme):
    from axe_playwright_python.sync_playwright import Axe

    with visit(address, watched=False, color_scheme=scheme, bypass_csp=True) as page:  # axe itself asks for the styles
        found = Axe().run(page).response["violations"]
        told = [
            (item["id"], item["nodes"][0]["html"][:120]) for item in found if item["impact"] in ("serious", "critical")
        ]
        assert told == []
