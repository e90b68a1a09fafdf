"""Other systems and users: without `fcntl` (Windows), other code pages, no home, a checkout nobody may write to."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from scripts.check import beside
from scripts.check.run import run
from tests.conftest import ROOT

# Windows has no module fcntl: here every import of it fails, in processes beside this one too.
WITHOUT_FCNTL = """
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name == "fcntl":
            raise ModuleNotFoundError("No module named 'fcntl'", name="fcntl")

sys.modules.pop("fcntl", None)
sys.meta_path.insert(0, Missing())
"""
NOBODY = 65534
READING = [
    ("rules",), ("summary",), ("explain", "companies", "univercells"), ("validate", "--fast"), ("validate",),
    ("build", "--check"), ("diff", "{package}", "{package}"), ("--help",), ("explain", "--cite", "apa"),
]  # fmt: skip


def call(*words, as_user=(), cwd=ROOT, **environment):
    """Run the command line in a process of its own; `environment` is added, None takes a variable away."""
    kept = {name: value for name, value in (os.environ | environment).items() if value is not None}
    command = [*as_user, sys.executable, "-m", "scripts", *map(str, words)]
    return subprocess.run(command, cwd=cwd, env=kept, capture_output=True, check=False, timeout=300)


@pytest.fixture
def windows(tmp_path):
    """Environment variables under which every interpreter lacks fcntl."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site/sitecustomize.py").write_text(WITHOUT_FCNTL)
    return {"PYTHONPATH": str(tmp_path / "site")}


@pytest.fixture
def public():
    """A folder that others can reach; those of pytest are closed to them."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def words_for(words, package):
    if words[0] in ("validate", "summary", "build"):
        return [*words, package]
    if words[0] == "explain":
        return [*words, "--package-dir", package]
    return [word.format(package=package) for word in words]


@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_what_reads_works_without_fcntl(windows, small, words):
    done = call(*words_for(words, small), **windows)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("words", [("build",), ("format",), ("docs",)], ids=" ".join)
def test_what_writes_says_plainly_that_it_cannot_without_fcntl(windows, small, words):
    before = {path: path.read_bytes() for path in small.rglob("*") if path.is_file()}
    done = call(*words, "--package-dir", small, **windows)
    assert done.returncode == 1
    assert b"Nothing was written: this system cannot keep two builds apart" in done.stderr
    assert b"Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in small.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("page", ["ascii", "cp1252", "cp850", "utf-16"])
def test_a_terminal_with_another_code_page_gets_utf_8_and_no_trace(small, page):
    for words in (("rules",), ("summary", small), ("explain", "claims", "prominent-in-belgium", "--package-dir", small)):
        done = call(*words, PYTHONIOENCODING=page)
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode("utf-8")


@pytest.mark.skipif(not shutil.which("setpriv") or os.getuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize(
    "words",
    [pytest.param(("validate",), marks=pytest.mark.exhaustive), ("validate", "--fast"), ("build", "--check")],
    ids=" ".join,
)
def test_another_user_without_a_home_checks_a_package_that_is_read_only(cut, public, words):
    package = shutil.copytree(cut, public / "package")
    for path in [public, *public.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    other = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
    if subprocess.run([*other, sys.executable, "-c", "import click"], capture_output=True).returncode:
        pytest.skip("this interpreter is closed to other users")
    done = call(*words, package, as_user=other, HOME=None, USER=None, LOGNAME=None, XDG_CONFIG_HOME=None)
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()
    assert b"Traceback" not in done.stderr


def test_where_no_process_can_be_started_threads_do_the_work(small, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(small / "nowhere/python"))
    assert run(small).complete


def test_where_processes_cannot_wait_for_each_other_threads_do_the_work(small, monkeypatch):
    def refuse(*_):
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(beside, "ProcessPoolExecutor", refuse)
    assert run(small).complete
