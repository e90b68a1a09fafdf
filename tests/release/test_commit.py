"""A release is what the last commit says: every file by name, whatever git shows."""


import pytest

from scripts.package.descriptor import load_package
from scripts.package.git import GitError, ask_git
from scripts.release import commit as commit_check
from scripts.release.commit import check_commit
from tests.conftest import commit, git
from tests.release.conftest import write_package

TABLE = "data/evidence/statements.csv"
SCHEMA = "schemas/statements.json"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """A home of one's own, so that global rules of git may be written."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.fixture
def root(tmp_path):
    """A small package with a script and attributes, all of it committed."""
    root = tmp_path / "package"
    write_package(root)
    (root / "scripts").mkdir()
    (root / "scripts/code.py").write_text("print('x')\n")
    (root / ".gitattributes").write_text("* text=auto eol=lf\n")
    (root / ".gitignore").write_text("/dist/\n")
    git(tmp_path, "init", "--quiet", str(root))
    commit(root)
    return root


def problems(root):
    return check_commit(load_package(root))


def change(path):
    path.write_bytes(path.read_bytes() + b"\n")


def windows(path):
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def is_clean(root):
    return ask_git(root, "status", "--porcelain") == b""


def test_a_clean_tree_is_the_commit(root):
    (root / ".DS_Store").write_bytes(b"\0")
    (root / "data/.~lock.statements.csv#").write_text("x")
    assert problems(root) == []


@pytest.mark.parametrize("name", [TABLE, "CHANGELOG.md", "LICENSE", "scripts/code.py"])
def test_windows_line_ends_that_git_does_not_show_are_named(root, name):
    windows(root / name)
    git(root, "add", "--all")
    assert is_clean(root)
    (problem,) = problems(root)
    assert problem.startswith("Windows line ends on disk, Unix ones in the last commit:")
    assert name in problem


@pytest.mark.parametrize("mark", ["--assume-unchanged", "--skip-worktree"])
@pytest.mark.parametrize("name", [TABLE, SCHEMA, "scripts/code.py"])
def test_what_git_was_told_not_to_look_at_is_named(root, mark, name):
    git(root, "update-index", mark, name)
    change(root / name)
    assert is_clean(root)
    (problem,) = problems(root)
    assert "though git shows no change" in problem
    assert name in problem


def test_a_file_that_is_left_out_of_the_checkout_is_named(root):
    git(root, "update-index", "--skip-worktree", "scripts/code.py")
    (root / "scripts/code.py").unlink()
    assert is_clean(root)
    assert problems(root) == [
        "In the last commit and not on disk: scripts/code.py. Get them back: git checkout --no-overlay HEAD -- FILE."
    ]


def test_a_filter_that_turns_the_bytes_is_named(root):
    (root / ".git/info").mkdir(exist_ok=True)
    (root / ".git/info/attributes").write_text("*.csv filter=upper\n")
    git(root, "config", "filter.upper.clean", "tr Z z")
    (root / TABLE).write_bytes((root / TABLE).read_bytes() + b"Z\n")
    commit(root)
    assert is_clean(root)
    (problem,) = problems(root)
    assert TABLE in problem


@pytest.mark.parametrize("where", ["global", "info"])
@pytest.mark.parametrize("name", [TABLE, "LICENSE", "NOTICE", "schemas/expectations/hubs.json", "scripts/more.py"])
def test_what_a_rule_outside_the_repository_hides_is_named(root, home, where, name):
    rules = home / "config/git/ignore" if where == "global" else root / ".git/info/exclude"
    rules.parent.mkdir(parents=True, exist_ok=True)
    rules.write_text(f"/{name}\n")
    git(root, "rm", "--quiet", "--cached", "--ignore-unmatch", name)
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).touch()
    git(root, "commit", "--quiet", "--allow-empty", "--message", "without")
    assert is_clean(root)
    (problem,) = problems(root)
    assert problem.startswith(f"Not in the last commit: {name}. ")


def test_a_file_of_ones_own_at_the_root_is_nobodys_business(root, home):
    (root / ".git/info/exclude").write_text("notes.txt\n")
    (root / "notes.txt").write_text("mine")
    assert problems(root) == []


def test_a_link_that_is_committed_is_named(root):
    (root / TABLE).rename(root / "elsewhere.csv")
    (root / TABLE).symlink_to("../../elsewhere.csv")
    commit(root)
    assert problems(root) == [f"No plain files: {TABLE}. Put the files themselves in place of links."]


def test_files_in_a_submodule_are_named(root, tmp_path):
    (root / "data").rename(tmp_path / "data")
    git(root, "rm", "--quiet", "-r", "--cached", "data")
    git(tmp_path, "init", "--quiet", str(tmp_path / "data"))
    commit(tmp_path / "data")
    git(root, "-c", "protocol.file.allow=always", "submodule", "add", str(tmp_path / "data"), "data")
    commit(root)
    assert is_clean(root)
    (problem,) = problems(root)
    assert problem.startswith("Not in the last commit: data/entities.csv, ")


def test_changed_staged_and_new_files_are_not_clean(root):
    change(root / TABLE)
    change(root / SCHEMA)
    git(root, "add", SCHEMA)
    (root / "new.txt").touch()
    git(root, "config", "status.showUntrackedFiles", "no")
    assert problems(root) == [
        f"The git tree is not clean ({TABLE}, {SCHEMA}, new.txt). Commit the changes or undo them."
    ]


def test_a_replaced_object_is_not_what_a_clone_has(root):
    old = ask_git(root, "rev-parse", f"HEAD:{TABLE}").decode().strip()
    change(root / TABLE)
    new = ask_git(root, "hash-object", "-w", TABLE).decode().strip()
    git(root, "replace", old, new)
    git(root, "update-index", "--assume-unchanged", TABLE)
    assert any(TABLE in problem for problem in problems(root))


def test_many_files_are_counted(root, monkeypatch):
    monkeypatch.setattr(commit_check, "SHOWN", 6)
    for name in ask_git(root, "ls-files").decode().split():
        windows(root / name)
    git(root, "add", "--all")
    assert "and 8 more." in problems(root)[0]


def test_a_hook_of_git_leads_nowhere_else(root, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert problems(root) == []


def test_in_a_worktree_and_below_the_root_of_a_repository_it_is_the_same(root, tmp_path):
    git(root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    assert problems(tmp_path / "tree") == []
    (tmp_path / "tree/inner").mkdir()
    write_package(tmp_path / "tree/inner")
    commit(tmp_path / "tree")
    assert problems(tmp_path / "tree/inner") == []
    change(tmp_path / "tree/inner" / TABLE)
    assert problems(tmp_path / "tree/inner")[0].startswith(f"The git tree is not clean ({TABLE})")


def test_a_repository_without_a_commit_and_a_machine_without_git_are_told_as_they_are(root, tmp_path, monkeypatch):
    git(tmp_path, "init", "--quiet", str(tmp_path / "empty"))
    write_package(tmp_path / "empty")
    assert "git says: fatal: Not a valid object name HEAD" in problems(tmp_path / "empty")[0]
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed, or not in PATH" in problems(root)[0]
    with pytest.raises(GitError):
        ask_git(root, "status")
