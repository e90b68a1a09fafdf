"""Verification opens nothing that is not safe to open."""

import io
import stat
import zipfile

import pytest
from click.testing import CliRunner

from scripts.cli import main
from scripts.release import unpack
from scripts.release.verdict import verify
from tests.conftest import ended
from tests.release.conftest import written, zipped

TOP = "small-package-1.2.0"


def run(path):
    return CliRunner().invoke(main, ["verify", str(path)])


def hostile(path, *members):
    """Write an archive with members as they are given: names or ZipInfo, each with its content."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members:
            archive.writestr(member, content)
    return path


@pytest.mark.parametrize("name", [f"{TOP}/../../evil", "/etc/evil", f"{TOP}/a\\..\\evil", "C:/evil", f"{TOP}/./evil"])
def test_paths_that_leave_the_folder_are_refused_before_anything_is_written(tmp_path, name):
    ended(run(hostile(tmp_path / "a.zip", (name, b"x"))), 1, "is no plain path below one top folder")
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("name", ["../evil/", "/evil/", f"{TOP}/../", f"{TOP}/a\\b/"])
def test_entries_of_folders_elsewhere_are_refused(tmp_path, name):
    assert any("is no plain path" in problem for problem in verify(hostile(tmp_path / "a.zip", (name, b""))).problems)


def test_symbolic_links_in_an_archive_are_refused(tmp_path):
    link = zipfile.ZipInfo(f"{TOP}/NOTICE")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    ended(run(hostile(tmp_path / "a.zip", (link, b"/etc/passwd"))), 1, "NOTICE is no regular file")


def test_symbolic_links_in_a_directory_are_refused(members, tmp_path):
    root = written(members, tmp_path / "release")
    (root / "NOTICE").unlink()
    (root / "NOTICE").symlink_to("/etc/passwd")
    ended(run(root), 1, "NOTICE is a symbolic link")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_that_stand_twice_are_refused(tmp_path):
    ended(run(hostile(tmp_path / "a.zip", (f"{TOP}/NOTICE", b"one"), (f"{TOP}/NOTICE", b"two"))), 1, "NOTICE stands twice")


def test_a_member_that_grows_beyond_reason_is_refused(tmp_path):
    ended(run(hostile(tmp_path / "a.zip", (f"{TOP}/NOTICE", b"\0" * 5_000_000))), 1, "would grow from")


def test_a_workbook_that_grows_beyond_reason_is_refused(damaged):
    out = io.BytesIO()
    hostile(out, ("xl/workbook.xml", b" " * 5_000_000))
    problems = damaged(**{"small-package.xlsx": out.getvalue()})
    assert any("xl/workbook.xml would grow from" in problem for problem in problems)


def test_too_many_members_and_too_many_bytes_are_refused(archive, monkeypatch):
    monkeypatch.setattr(unpack, "MOST_MEMBERS", 5)
    monkeypatch.setattr(unpack, "MOST_BYTES", 1000)
    problems = verify(archive).problems
    assert any("members, more than 5" in problem for problem in problems)
    assert any("would fill more than 1,000 bytes" in problem for problem in problems)


def test_two_top_folders_or_the_wrong_one_are_named(members, tmp_path):
    two = hostile(tmp_path / "two.zip", ("a/NOTICE", b""), ("b/NOTICE", b""))
    assert any("2 top folders instead of one" in problem for problem in verify(two).problems)
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(zipped(members, "small-package-9.9.9"))
    assert verify(wrong).problems == [
        "the top folder is called small-package-9.9.9, the descriptor calls for small-package-1.2.0"
    ]
