"""The documentation says what data and code say, and what it shows works."""

import re
import shlex
import shutil
import sys
from pathlib import Path

import click
import pytest

from scripts.check.report import render_findings
from scripts.check.structure.screening import check_evidence
from scripts.package.descriptor import load_package
from scripts.tell.dictionary import GROUPS, grouped
from scripts.tell.documents import fill
from tests.conftest import ended

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = ["README.md", "CONTRIBUTING.md", "GOVERNANCE.md", "CHANGELOG.md"]


def blocks(language, text=README):
    """Code blocks of a language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)


def shell_lines():
    lines = [line.partition("#")[0].strip() for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line]


@pytest.fixture
def documented(small):
    """A small built package with the pages of documentation."""
    (small / "docs").mkdir(exist_ok=True)
    for page in ("README.md", "CONTRIBUTING.md", "GOVERNANCE.md"):
        shutil.copy(ROOT / page, small)
    return small


def test_every_generated_part_is_fresh(run):
    ended(run("docs", "--check", ROOT), 0)


def test_docs_writes_what_check_asks_for_and_then_nothing(run, documented):
    before = (documented / "README.md").read_bytes()
    ended(run("docs", "--check", documented), 1, "README.md, docs/dictionary.md, docs/rules.md, docs/pictures/map.svg", "Run `make docs`.")
    assert (documented / "README.md").read_bytes() == before
    assert run("docs", documented).exit_code == 0
    assert run("docs", "--check", documented).exit_code == 0
    companies = len((documented / "data" / "companies.csv").read_text(encoding="utf-8").splitlines()) - 1
    row = f"| [companies](data/companies.csv) | {companies} | "
    assert row in (documented / "README.md").read_text(encoding="utf-8")


def test_where_nothing_draws_the_pictures_stay_as_they_are(run, documented, monkeypatch):
    monkeypatch.setitem(sys.modules, "scripts.site.pictures", None)
    ended(run("docs", documented), 0, "Written: README.md", "The pictures of README stay as they are, because ", "is not installed", "`make site`, which installs it, then `make docs`.")
    assert not (documented / "docs/pictures").exists()


def test_a_page_without_its_marks_is_refused_and_so_is_none(run, documented):
    page = documented / "README.md"
    page.write_text(page.read_text(encoding="utf-8").replace("<!-- /counts -->", ""), encoding="utf-8")
    ended(run("docs", documented), 1, "README.md: The text has marks for")
    page.unlink()
    assert "README.md cannot be read: No such file or directory." in run("docs", documented).output


def test_a_package_without_docs_has_no_pages_but_says_whose_facts_it_holds(run, documented):
    shutil.rmtree(documented / "docs")
    (documented / "NOTICE").unlink()
    assert run("docs", documented).output == "Written: NOTICE\n"


def test_every_table_stands_in_a_group_and_in_its_picture():
    pages = {page: (ROOT / page).read_text(encoding="utf-8") for page in ("README.md", "docs/dictionary.md")}
    groups = grouped(load_package(ROOT))
    assert tuple(groups) == GROUPS[:-1]
    for name in (item.name for resources in groups.values() for item in resources):
        assert f"\n    {name} {{\n" in pages["docs/dictionary.md"]
        assert f"\n| [{name}](data/" in pages["README.md"]


def test_codes_that_a_description_names_are_not_said_twice():
    page = (ROOT / "docs/dictionary.md").read_text(encoding="utf-8")
    assert "| `entity_level` | string | required | legal_entity, group, site, brand; unknown" in page
    assert "| `reason` | string | required, `not_searched`, `searched_not_found`, " in page


def test_contributing_shows_what_is_really_said_of_a_statement_without_source(small):
    sourceless = {
        "statement_id": "s000000000000", "ordinal": "1", "indicator_id": "gva_biopharma_pharmabe", "property": "figure",
        "geo_code": "BE", "period": "2025", "period_basis": "printed", "date_earliest": "2025-01-01",
        "date_latest": "2025-12-31", "value": "14200", "unit": "EUR_million", "qualifier": "exact",
        "as_written": "a value added of 14.2 billion euro in 2025", "language": "en", "state": "used",
    }  # fmt: skip
    path = small / "data/evidence/statements.csv"
    header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    row = ",".join(sourceless.get(column, "") for column in header.strip().split(",")) + "\n"
    path.write_text("".join([header, row, *rows]), encoding="utf-8")
    said = [item for item in check_evidence(small).findings if (item.path, item.line) == ("data/evidence/statements.csv", 2)]
    shown = blocks("text", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert click.unstyle(render_findings(said)).strip() == shown[0].strip()


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in (ROOT / "scripts").glob("*/__init__.py")))
def test_the_map_of_the_code_names_every_folder(folder):
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert f"| `{folder}/` | " in page
    assert [name for name in re.findall(rf"`({folder}\.[a-z_]+)`", page) if not (ROOT / f"scripts/{name.replace('.', '/')}.py").exists()] == []


def test_marks_keep_what_stands_around_them():
    text = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n"
    assert fill(text, {"x": "1 \\1\n", "y": ""}) == "a\n<!-- x -->\n1 \\1\n<!-- /x -->\nb\n<!-- y -->\n<!-- /y -->\n"
    with pytest.raises(ValueError, match="marks"):
        fill(text, {"x": ""})


def test_the_first_screen_answers_the_journalist():
    screen = README[: README.index("\n## ")]
    answer = screen[screen.index("<!-- answer -->") : screen.index("<!-- /answer -->")]
    assert len(screen.splitlines()) <= 50
    assert len(answer.splitlines()) <= 5
    assert "Do not print 5.9 billion" in answer
    assert "https://" in answer


def test_every_picture_is_small_and_told_in_words():
    shown = re.findall(r"!\[([^\]]*)\]\((docs/pictures/[^)]*)\)", README)
    assert sorted(path for _, path in shown) == sorted(f"docs/pictures/{path.name}" for path in (ROOT / "docs/pictures").iterdir())
    assert [path for words, path in shown if len(words) < 60 or (ROOT / path).stat().st_size > 60_000] == []


@pytest.mark.parametrize("line", [line for line in shell_lines() if line.startswith("python -m scripts ")])
def test_a_shell_line_that_calls_a_verb_works(run, line):
    ended(run(*shlex.split(line)[3:]), 0)


def test_every_other_shell_line_is_a_target_of_make():
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    others = [line.split() for line in shell_lines() if not line.startswith("python -m scripts ")]
    assert {word for make, *words in others for word in words if make == "make"} <= targets
    assert {words[0] for words in others} == {"make"}


@pytest.mark.parametrize("page", PAGES)
def test_links_inside_the_repository_lead_somewhere(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_anchors_are_headings(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", title.lower()).replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= anchors
