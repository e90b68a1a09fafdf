"""`release`: what it demands, what it writes, and that nothing is left half-done."""

import errno
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.check import run as runner
from scripts.check.run import Report
from scripts.cli import main
from scripts.history.fingerprint import previous_release
from scripts.package.descriptor import load_package
from scripts.package.findings import Rule
from scripts.release import preconditions
from scripts.release.preconditions import check_changelog, check_version
from scripts.release.verdict import verify
from tests.conftest import commit, ended, git
from tests.release.conftest import write_package

ARCHIVE = "dist/small-package-1.2.0.zip"
FINGERPRINT = "releases/1.2.0.json"
WRONG = Rule("R999", "Nothing is wrong", "Something is.", "error", "consistency", "ours", "Mend it.")


def run(root):
    return CliRunner().invoke(main, ["release", str(root)])


@pytest.fixture(autouse=True)
def valid(monkeypatch):
    """The small package has few of the tables that the rules ask for: validation itself is tested elsewhere."""
    monkeypatch.setattr(runner, "run", lambda root: Report([], [], {}))


@pytest.fixture
def root(tmp_path):
    """A small package, all of it committed."""
    root = tmp_path / "package"
    write_package(root)
    (root / ".gitignore").write_text("/dist/\n/.build/\n")
    git(tmp_path, "init", "--quiet", str(root))
    commit(root)
    return root


def nothing_written(root):
    done = subprocess.run(["git", "-C", str(root), "status", "--porcelain"], capture_output=True, text=True, check=True)
    return done.stdout == "" and not list(root.glob("dist/*"))


def test_a_release_is_an_archive_a_fingerprint_and_a_version_without_suffix(root):
    result = run(root)
    assert result.exit_code == 0, result.output
    assert verify(root / ARCHIVE, root / "releases").problems == []
    sha256 = hashlib.sha256((root / ARCHIVE).read_bytes()).hexdigest()
    fingerprint = json.loads((root / FINGERPRINT).read_text())
    assert fingerprint["archive"]["sha256"] == sha256
    assert (fingerprint["version"], fingerprint["released"]) == ("1.2.0", "2026-11-22")
    assert load_package(root).descriptor["version"] == "1.2.0"
    assert "date-released: 2026-11-22" in (root / "CITATION.cff").read_text()
    assert f"SHA-256 {sha256}" in result.output
    assert "git tag v1.2.0" in result.output
    assert [path.name for path in (root / "dist").iterdir()] == ["small-package-1.2.0.zip"]


def test_what_is_still_blank_is_said_plainly(root):
    output = run(root).output
    assert "Still open: doi is blank: the release has no persistent identifier" in output
    assert "Still open: contact is blank" in output
    assert "publisher is blank" not in output


def test_at_the_tag_the_same_bytes_come_out_again(root):
    run(root)
    first = (root / ARCHIVE).read_bytes()
    commit(root)
    shutil.rmtree(root / "dist")
    result = run(root)
    assert result.exit_code == 0, result.output
    assert "This is release 1.2.0 again, byte for byte." in result.output
    assert (root / ARCHIVE).read_bytes() == first


def test_a_version_that_was_released_with_other_content_is_refused(root):
    run(root)
    (root / "LICENSE").write_text("another")
    commit(root)
    shutil.rmtree(root / "dist")
    ended(run(root), 1, "Version 1.2.0 is released already, with SHA-256")
    assert nothing_written(root)


def test_a_pre_release_of_a_version_that_is_taken_is_refused(root):
    (root / "releases").mkdir()
    (root / FINGERPRINT).write_text(json.dumps({"archive": {"sha256": "0" * 64}}))
    commit(root)
    ended(run(root), 1, "Version 1.2.0 is released already (1.2.0.json)")
    assert nothing_written(root)


def test_a_broken_fingerprint_is_named(root):
    (root / "releases").mkdir()
    (root / FINGERPRINT).write_text("{")
    commit(root)
    ended(run(root), 1, "1.2.0.json cannot be used: it is no fingerprint of a release")


def test_a_withdrawn_release_is_not_made_again_and_its_copies_are_told(root):
    run(root)
    fingerprint = json.loads((root / FINGERPRINT).read_text())
    fingerprint["withdrawn"] = {"day": "2027-01-02", "reason": "privacy", "use": "1.2.1"}
    (root / FINGERPRINT).write_text(json.dumps(fingerprint))
    commit(root)
    withdrawn = "withdrawn on 2027-01-02 (privacy); use 1.2.1"
    assert verify(root / ARCHIVE, root / "releases").problems == [f"this release was {withdrawn}"]
    ended(run(root), 1, f"Version 1.2.0 was {withdrawn}.")


def test_a_tree_that_is_not_clean_is_refused_by_file(root):
    (root / "new.txt").write_text("x")
    ended(run(root), 1, "The git tree is not clean (new.txt)")
    assert not (root / "dist").exists()


def test_a_directory_without_git_is_refused(tmp_path):
    write_package(tmp_path)
    ended(run(tmp_path), 1, "is no git working tree")


def test_all_reasons_are_given_at_once(root):
    (root / "CHANGELOG.md").write_text("# Changelog\n")
    result = run(root)
    assert result.exit_code == 1
    assert "CHANGELOG.md has no entry for 1.2.0" in result.output
    assert "The git tree is not clean (CHANGELOG.md)" in result.output


def test_a_package_that_is_not_valid_is_refused_with_its_findings(root, monkeypatch):
    finding = WRONG.finding("The founded year is no year.", path="data/entities.csv", line=2)
    monkeypatch.setattr(runner, "run", lambda root: Report([finding], [], {}))
    ended(run(root), 1, "The founded year is no year.", "Release 1.2.0 was not made: the package is not valid.")
    assert nothing_written(root)


def test_a_validation_that_is_not_complete_is_refused(root, monkeypatch):
    monkeypatch.setattr(runner, "run", lambda root: Report([], ["The rules of “time” broke off."], {}))
    ended(run(root), 1, "The rules of “time” broke off.")
    assert nothing_written(root)


def test_a_licence_that_is_missing_is_named(root):
    (root / "LICENSE-DATA").unlink()
    commit(root)
    ended(run(root), 1, "LICENSE-DATA cannot be read: No such file or directory.")
    assert nothing_written(root)


def test_no_space_left_is_said_before_anything_is_written(root, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(10, 9, 1))
    ended(run(root), 1, "has 1 bytes left, the release needs")
    assert nothing_written(root)


def test_a_disk_that_fills_up_while_writing_leaves_nothing_half_written(root, monkeypatch):
    def full(path, target):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    ended(run(root), 1, "The files could not be written (No space left on device); all are as they were.")
    monkeypatch.undo()
    assert nothing_written(root)


def test_without_the_libraries_the_command_that_installs_them_is_named(root, monkeypatch):
    monkeypatch.setattr(preconditions, "LIBRARIES", ("openpyxl", "no_such_library"))
    for words in (["release", str(root)], ["verify", str(root)]):
        ended(CliRunner().invoke(main, words), 2, "no_such_library", "make release")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("## 1.2.0\n\nFirst.\n", None),
        ("## [1.2.0] - 2026-11-22\n- First.\n\n## 1.1.0\n", None),
        ("## 1.2.0\n\n## 1.1.0\nOlder.\n", "line 1: the entry for 1.2.0 is empty"),
        ("\n## 1.2.0 (2026-11-21)\nFirst.\n", "line 2: the entry is dated 2026-11-21, but `created`"),
        ("## 1.2.01\nFirst.\n", "has no entry for 1.2.0"),
    ],
)
def test_the_changelog_has_an_entry_with_text_and_the_right_day(tmp_path, text, problem):
    path = tmp_path / "CHANGELOG.md"
    path.write_text(text)
    problems = check_changelog(path, "1.2.0", "2026-11-22")
    assert problems == [] if problem is None else problem in problems[0]


@pytest.mark.parametrize("version", ["1.2", "1.2.0.1", "01.2.0", "1.2.x", ""])
def test_a_version_that_is_none_is_refused(version):
    assert "is no version like 1.2.3" in check_version(version)[0]


def test_the_previous_release_is_the_latest_before_by_number(tmp_path):
    assert previous_release(tmp_path, "1.10.0") is None
    (tmp_path / "releases").mkdir()
    for version in ("1.2.0", "1.9.0", "1.10.0", "2.0.0", "notes"):
        (tmp_path / "releases" / f"{version}.json").write_text("{}")
    assert previous_release(tmp_path, "1.10.0").stem == "1.9.0"
    assert previous_release(tmp_path, "1.2.0") is None
