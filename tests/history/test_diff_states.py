"""`diff` of what git holds, and of one new company: which cells, how many rows, from which address."""

import csv
import json
import shutil

import pytest

from tests.conftest import ended, git

COMPANY, NEW = "labomedic", "acme-bio"
PAGE = "https://example.org/acme?a=1"


def welcome(root):
    """Add a company: a copy of every row that is about another one, under ids of its own, from one new page."""
    statements = root / "data/evidence/statements.csv"
    with statements.open(encoding="utf-8", newline="") as handle:
        said = [row["source_id"] for row in csv.DictReader(handle) if row["entity_id"] == COMPANY]
    number = 0
    for path in sorted((root / "data").rglob("*.csv")):
        if path.stem in ("provenance", "gaps", "searches", "disagreements"):
            continue
        with path.open(encoding="utf-8", newline="") as handle:
            header, *rows = csv.reader(handle)
        copies = [row for row in rows if COMPANY in row]
        if path.stem == "sources":
            copies = [row for row in rows if row[0] == said[0]]
        for row in copies:
            number += 1
            minted = f"{row[0][0]}{number:012x}"
            cells = {COMPANY: NEW, **dict.fromkeys(said, "example-org-9")}
            changed = [cells.get(cell, cell) for cell in row]
            rows.append([minted if changed[0] == row[0] else changed[0], *changed[1:]])
        if path.stem == "sources":
            rows[-1][header.index("url")] = PAGE
            rows[-1][header.index("publisher")] = "Acme"
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([header, *rows])
    return number


@pytest.fixture(scope="module")
def repository(cut, tmp_path_factory):
    """A repository with the package in a folder: tag `before`, then a new company and a corrected year in `HEAD`."""
    top = tmp_path_factory.mktemp("repository")
    root = shutil.copytree(cut, top / "package")
    git(top, "init", "-q", "-b", "trunk")
    git(top, "add", "-A")
    git(top, "commit", "-q", "-m", "one")
    git(top, "tag", "before")
    rows = welcome(root)
    path = root / "data/companies.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lines = [line.replace(",2013,", ",2012,") if line.startswith("univercells,") else line for line in lines]
    path.write_text("".join(lines), encoding="utf-8")
    git(top, "commit", "-q", "-a", "-m", "two")
    return root, rows


def diff(run, root, *words):
    result = run("diff", *words, "--package-dir", root)
    assert result.exit_code == 0, result.output
    return result.output


def test_what_git_holds_is_compared_like_directories(run, repository, cut):
    root, _ = repository
    said = diff(run, root, "before", "HEAD")
    assert diff(run, root, "before", root) == said
    assert diff(run, root, cut, "trunk") == said
    assert diff(run, root, "HEAD", root).endswith(": no difference.\n")


def test_a_new_company_is_one_group_with_its_cells_number_of_rows_and_new_addresses(run, repository):
    root, rows = repository
    said = diff(run, root, "before", "HEAD")
    _, company, with_rows, *after = said[said.index("new, with all rows") :].splitlines()
    assert company.startswith(f"  companies {NEW}: name ")
    assert ", status " in company
    assert with_rows.startswith(f"    comes with {rows} rows: ")
    assert after[0].startswith("    new source: Acme, ")
    assert after[0].endswith(PAGE)
    assert said.count(NEW) == 1


def test_a_changed_cell_shows_what_it_was(run, repository):
    assert "  univercells: founded_year 2013 → 2012, " in diff(run, repository[0], "before", "HEAD")


def test_a_new_row_of_what_was_known_shows_its_cells_and_the_address_of_a_new_source(run, repository, tmp_path):
    root = shutil.copytree(repository[0], tmp_path / "package")
    names = root / "data/names.csv"
    header = names.read_text(encoding="utf-8").splitlines()[0].split(",")
    row = {"name_id": "n0000000000ff", "entity_id": "univercells", "name": "Univercells Holding", "kind": "former"}
    with names.open("a", encoding="utf-8") as handle:
        handle.write(",".join(row.get(column, "") for column in header) + "\n")
    sources = root / "data/evidence/sources.csv"
    last = sources.read_text(encoding="utf-8").splitlines()[-1]
    with sources.open("a", encoding="utf-8") as handle:
        handle.write(last.replace("example-org-9", "example-org-10").replace(PAGE, PAGE + "0") + "\n")
    said = diff(run, root, repository[0], root)
    assert ": added: entity_id univercells, name Univercells Holding, kind former" in said
    assert f"url {PAGE}0" in said
    changes = json.loads(diff(run, root, repository[0], root, "--format", "json"))["changes"]
    assert {change["key"]: change["cells"] for change in changes}["n0000000000ff"]["name"] == "Univercells Holding"


def test_json_holds_every_row_of_a_new_company(run, repository):
    root, rows = repository
    changes = json.loads(diff(run, root, "before", "HEAD", "--format", "json"))["changes"]
    assert sum(change["kind"] == "row added" for change in changes) == rows


def test_a_name_that_git_does_not_know_is_answered_with_what_comes_close(run, repository):
    ended(
        run("diff", "befor", ".", "--package-dir", repository[0]), 2,
        "There is no file or directory 'befor', and no tag, branch or commit of that name. Did you mean before?",
    )


@pytest.mark.parametrize("reference", ["--upload-pack=x", "-x", "HEAD:data", "before..HEAD", "HEAD\x1b[2J", "a b", "a" * 9999, "a\0b"])
def test_no_name_is_a_stack_trace_or_an_option_of_git(run, repository, reference):
    ended(run("diff", "--package-dir", repository[0], "--", reference, repository[0]), 2, "There is no file or directory")


def test_where_there_is_no_repository_git_is_quoted(run, small):
    result = run("diff", "HEAD", small, "--package-dir", small)
    assert result.exit_code == 2
    assert "it cannot be looked for in git: git says: fatal: not a git repository" in result.output


def test_a_commit_without_a_package_is_said_so(run, repository):
    root, _ = repository
    git(root, "checkout", "-q", "--orphan", "empty")
    git(root, "commit", "-q", "-m", "none", "--allow-empty")
    git(root, "rm", "-q", "-r", "--cached", ".")
    git(root, "commit", "-q", "-m", "none", "--allow-empty")
    git(root, "checkout", "-q", "-f", "trunk")
    ended(run("diff", "empty", root, "--package-dir", root), 2, "empty")
