"""The lines of a change come first in every report, where git knows them."""


import pytest

from scripts.check.changed_lines import read_change
from scripts.package.findings import Rule
from tests.conftest import commit, git

RULE = Rule("R999", "A test rule", "Because.", "error", "consistency", "test", "Do it.")
STATEMENTS = "data/evidence/statements.csv"


@pytest.fixture(autouse=True)
def no_forge(monkeypatch):
    monkeypatch.delenv("GITHUB_BASE_REF", raising=False)


@pytest.fixture
def root(tmp_path):
    """A package in a folder of a repository, all of it committed."""
    root = tmp_path / "packages/my one"
    (root / "data/evidence").mkdir(parents=True)
    (root / STATEMENTS).write_text("id,text\na,1\nb,2\nc,3\n")
    git(tmp_path, "init", "--quiet", "--initial-branch", "main")
    commit(tmp_path)
    return root


def changed(root, path=STATEMENTS):
    return [line for line in range(1, 9) if line in read_change(root).lines.get(path, ())]


def test_lines_that_differ_from_the_last_commit(root):
    assert changed(root) == []
    (root / STATEMENTS).write_text("id,text\na,1\n++ b/data/x.csv,2\nc,3\nd,4\n@@ -1 +1 @@,5\n")
    assert changed(root) == [3, 5, 6]


def test_settings_of_the_reader_change_nothing(root):
    for setting in ("diff.noprefix", "diff.mnemonicPrefix", "color.ui"):
        git(root, "config", setting, "always" if setting == "color.ui" else "true")
    git(root, "config", "diff.interHunkContext", "9")
    git(root, "config", "diff.external", "false")
    (root / STATEMENTS).write_text("id,text\na,9\nb,2\nc,9\n")
    assert changed(root) == [2, 4]


def test_all_lines_of_a_new_file(root):
    (root / "data/evidence/inbox.csv").write_text("what\nthis\n")
    assert changed(root, "data/evidence/inbox.csv") == [*range(1, 9)]


def test_lines_of_a_branch_are_those_that_its_target_lacks(root, monkeypatch):
    git(root, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(root, "switch", "--quiet", "--create", "mine")
    (root / STATEMENTS).write_text("id,text\na,9\nb,2\nc,3\n")
    commit(root)
    assert changed(root) == [2]
    git(root, "update-ref", "refs/remotes/origin/next", "HEAD")
    monkeypatch.setenv("GITHUB_BASE_REF", "next")
    assert changed(root) == []


def test_a_forge_that_fetched_no_branch_shows_the_merge_of_a_pull_request(root, monkeypatch):
    git(root, "switch", "--quiet", "--create", "mine")
    (root / STATEMENTS).write_text("id,text\na,9\nb,2\nc,3\n")
    commit(root)
    git(root, "switch", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "mine", "--message", "merge")
    monkeypatch.setenv("GITHUB_BASE_REF", "main")
    assert changed(root) == [2]


def test_without_git_there_is_no_difference(tmp_path):
    assert read_change(tmp_path).lines == {}
    assert read_change(tmp_path).refused == ""


def test_a_git_that_refuses_is_quoted(root, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    assert "dubious ownership" in read_change(root).refused
    monkeypatch.setenv("PATH", "")
    assert read_change(root).refused == "git is not installed, or not in PATH"


def test_changed_lines_come_first_among_what_people_wrote_and_what_a_command_mends_last(root):
    (root / STATEMENTS).write_text("id,text\na,1\nb,2\nc,9\n")
    built = RULE.finding("x", path="data/a.csv", line=4)
    old, new = (RULE.finding("x", path=STATEMENTS, line=line) for line in (2, 4))
    form = RULE.finding("x", path=STATEMENTS, line=4, hint="Run `make format`.")
    assert read_change(root).sort([built, form, old, new]) == [new, old, form, built]
