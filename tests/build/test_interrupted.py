"""A build that is cut off, two builds at once, and disks that fail."""

import errno
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.cli import main
from scripts.package import transaction
from tests.build.test_check import rename_univercells
from tests.conftest import ended

ROOT = Path(__file__).parents[2]
# A build that is killed in the middle of its work: when one file of data/ is replaced.
KILLED = """
import os, signal, sys
from pathlib import Path
from scripts.cli import main
rename, done = Path.replace, []
def replace(self, target):
    if done:
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


def test_a_build_killed_between_two_files_is_detected_and_finished_by_the_next(run, changed, cut, renamed):
    process = start(KILLED, changed)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    halfway = published(changed)
    assert {name for name, data in published(cut).items() if halfway[name] != data} == {"companies.csv"}
    ended(run("build", "--check", changed), 1, "cut off")
    assert published(changed) == halfway
    assert run("build", changed).exit_code == 0
    assert published(changed) == renamed


def test_two_builds_at_once_are_refused_and_the_lock_goes_with_its_process(run, changed, cut):
    holder = start(HOLDS_LOCK, changed)
    try:
        assert holder.stdout.readline() == "held\n"
        refused = run("build", changed)
    finally:
        holder.kill()
        holder.communicate()
    ended(refused, 1, "Another build is at work")
    assert published(changed) == published(cut)
    with transaction.exclusive(changed):
        assert not transaction.is_interrupted(changed)


def test_where_the_disk_is_full_all_tables_are_as_they_were(run, changed, cut, monkeypatch):
    write, done = transaction._write_through, []

    def fill_up(path, data):
        if len(done) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        done.append(path)
        write(path, data)

    monkeypatch.setattr(transaction, "_write_through", fill_up)
    ended(run("build", changed), 1, "(No space left on device); all are as they were.")
    assert published(changed) == published(cut)
    assert not transaction.is_interrupted(changed)


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
    ended(run("build", changed), 1, "some are new and some old")
    with transaction.exclusive(changed):
        assert published(changed) == renamed


def test_evidence_that_is_edited_while_it_is_compiled_stops_the_build(run, changed, cut, monkeypatch):
    from scripts.verbs import build_package

    compile_package = build_package.compile_package

    def edit(package, text):
        with (changed / "data/evidence/units.csv").open("a", encoding="utf-8") as handle:
            handle.write("\n")
        return compile_package(package, text)

    monkeypatch.setattr(build_package, "compile_package", edit)
    ended(run("build", changed), 1, "Nothing was built: data/evidence/units.csv changed meanwhile")
    assert published(changed) == published(cut)
