"""A build that is cut off, two builds at once, and disks that fail."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.cli import main
from scripts.package import transaction
from tests.build.test_check import rename_univercells

ROOT = Path(__file__).parents[2]
# A build that is killed in the middle of its work: after so many files of data/ were replaced.
KILLED = """
import os, signal, sys
from pathlib import Path
from scripts.cli import main
rename, done = Path.replace, []
def replace(self, target):
    if len(done) == {after}:
        os.kill(os.getpid(), signal.SIGKILL)
    if Path(target).suffix == ".csv":
        done.append(target)
    return rename(self, target)
Path.replace = replace
main(["build", sys.argv[1]])
"""
HOLDS_LOCK = """
import sys, time
from pathlib import Path
from scripts.package.transaction import exclusive
with exclusive(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def published(root):
    return {path.name: path.read_bytes() for path in [*root.glob("data/*.csv"), root / "datapackage.json"]}


@pytest.fixture(scope="module")
def renamed(cut, tmp_path_factory):
    """What a build that nothing disturbs makes of the changed evidence."""
    root = tmp_path_factory.mktemp("renamed") / "package"
    shutil.copytree(cut, root)
    rename_univercells(root)
    main(["build", str(root)], standalone_mode=False)
    return published(root)


@pytest.fixture
def changed(small):
    """A built package whose evidence has changed since."""
    rename_univercells(small)
    return small


def start(code, root):
    return subprocess.Popen(
        [sys.executable, "-c", code, str(root)], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def kill_build(root, after):
    process = start(KILLED.format(after=after), root)
    process.communicate()
    assert process.returncode == -signal.SIGKILL


def test_a_build_killed_between_two_files_is_detected_and_finished_by_the_next(run, changed, cut, renamed):
    kill_build(changed, after=1)
    halfway = published(changed)
    assert {name for name, data in published(cut).items() if halfway[name] != data} == {"companies.csv"}
    check = run("build", "--check", changed)
    assert check.exit_code == 1
    assert "cut off" in check.output
    assert published(changed) == halfway
    assert run("build", changed).exit_code == 0
    assert published(changed) == renamed


def test_a_build_killed_before_the_first_file_leaves_all_as_it_was(changed, cut):
    kill_build(changed, after=0)
    assert published(changed) == published(cut)
    with transaction.exclusive(changed):
        assert published(changed) == published(cut)
    assert not transaction.is_interrupted(changed)


def test_two_builds_at_once_are_refused_and_the_lock_goes_with_its_process(run, changed, cut):
    holder = start(HOLDS_LOCK, changed)
    try:
        assert holder.stdout.readline() == "held\n"
        refused = run("build", changed)
    finally:
        holder.kill()
        holder.communicate()
    assert refused.exit_code == 1
    assert "Another build is at work" in refused.output
    assert published(changed) == published(cut)
    with transaction.exclusive(changed):
        assert not transaction.is_interrupted(changed)


@pytest.mark.parametrize(("code", "moment"), [(errno.ENOSPC, 0), (errno.EACCES, 3)])
def test_where_the_disk_refuses_all_tables_are_as_they_were(run, changed, cut, monkeypatch, code, moment):
    write, done = transaction._write_through, []

    def refuse(path, data):
        if len(done) == moment:
            raise OSError(code, os.strerror(code))
        done.append(path)
        write(path, data)

    monkeypatch.setattr(transaction, "_write_through", refuse)
    result = run("build", changed)
    assert result.exit_code == 1
    assert os.strerror(code) in result.output
    assert "all are as they were" in result.output
    assert published(changed) == published(cut)
    assert not transaction.is_interrupted(changed)


def test_a_folder_closed_to_us_is_noticed_before_anything_is_replaced(run, changed, cut, monkeypatch):
    monkeypatch.setattr(transaction.os, "access", lambda path, mode: Path(path).name != "data")
    result = run("build", changed)
    assert result.exit_code == 1
    assert "all are as they were" in result.output
    assert published(changed) == published(cut)


def test_a_failure_between_two_files_says_that_some_are_new_and_the_next_build_finishes(
    run, changed, renamed, monkeypatch
):
    rename, done = Path.replace, []

    def fail_once(self, target):
        if Path(target).suffix == ".csv":
            done.append(target)
            if len(done) == 2:
                raise OSError(errno.EIO, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", fail_once)
    result = run("build", changed)
    assert result.exit_code == 1
    assert "some are new and some old" in result.output
    with transaction.exclusive(changed):
        assert published(changed) == renamed
