"""What desktops and editors leave: one list, the same in .gitignore, and silence in `validate`."""

import shutil
import subprocess

import pytest

from scripts.package.desktop import DESKTOP, is_desktop
from tests.conftest import ROOT

HEADING = "# Left by desktops, spreadsheets and editors"
LEFT = [
    ".DS_Store", "._statements.csv", "Icon\r", "__MACOSX/statements.csv", "Thumbs.db", "desktop.ini", "Desktop.ini",
    "~$statements.xlsx", ".~lock.statements.csv#", "statements.csv~", ".#statements.csv", "#statements.csv#",
    ".statements.csv.swp", ".ipynb_checkpoints/statements-checkpoint.csv", ".idea/x.xml", ".directory", ".Rhistory",
]  # fmt: skip


def as_git_writes(pattern):
    return pattern.replace("#", r"\#", pattern.startswith("#")).replace("\r", "[[:cntrl:]]")


def test_gitignore_holds_the_same_list():
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    (start,) = [number for number, line in enumerate(lines) if line.startswith(HEADING)]
    assert lines[start + 1 :] == list(map(as_git_writes, DESKTOP))


@pytest.mark.parametrize("name", LEFT)
def test_git_and_we_know_the_same_files(tmp_path, name):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    shutil.copy(ROOT / ".gitignore", tmp_path)
    (tmp_path / "data" / name).parent.mkdir(parents=True)
    (tmp_path / "data" / name).touch()
    done = subprocess.run(
        ["git", "-C", str(tmp_path), "status", "--porcelain"], check=True, capture_output=True, text=True
    )
    assert done.stdout == "?? .gitignore\n"
    assert is_desktop(f"data/{name}")


@pytest.mark.parametrize("name", ["statements.csv", "Icons", "data.tmpl", "tests", "a#b", ".gitignore", "~", "lock"])
def test_files_of_people_are_no_such_files(name):
    assert is_desktop(name) == (name == "~")


def test_nothing_that_is_committed_is_on_the_list():
    if not (ROOT / ".git").exists():
        pytest.skip("not in a git working tree")
    names = subprocess.run(["git", "-C", str(ROOT), "ls-files"], check=True, capture_output=True, text=True)
    assert [name for name in names.stdout.splitlines() if is_desktop(name)] == []


def test_validate_passes_them_in_silence(run, small):
    for folder in ("data", "data/evidence", "schemas", "schemas/expectations", "."):
        for name in LEFT:
            path = small / folder / name
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(b"\0\r\n")
    (small / "schemas/expectations/._companies.json").write_bytes(b"\0")
    (small / "data/evidence/.#sources.csv").symlink_to("someone@somewhere.1")
    result = run("validate", small)
    assert result.exit_code == 0, result.output
    assert result.output.startswith("Valid")
