"""The frame of the project: locked requirements and the house whose arrows only go down."""

import re
import subprocess
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from importlinter.cli import lint_imports
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.package.git import ask_git

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME, DEV = LOCKS = ["requirements/runtime.txt", "requirements/dev.txt"]
PIN = re.compile(r"(?P<name>[a-z0-9.-]+)==(?P<version>[^ ;]+)( ; [^\\]+)? \\")
HASH = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")


def pins(lock):
    """Return name and version of every package that a requirements file pins."""
    found = map(PIN.fullmatch, (ROOT / lock).read_text(encoding="utf-8").splitlines())
    return {match["name"]: match["version"] for match in found if match}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_pins_with_hashes_and_no_address(lock):
    lines = (ROOT / lock).read_text(encoding="utf-8").splitlines()
    strange = [
        line
        for line in lines
        if not (PIN.fullmatch(line) or HASH.fullmatch(line) or re.fullmatch(r"#[^/:]*:?|# +make lock", line))
    ]
    assert strange == []
    followers = [after for line, after in pairwise(lines) if PIN.fullmatch(line)]
    assert len(followers) == len(pins(lock)) > 0
    assert all(map(HASH.fullmatch, followers))


def test_the_development_lock_holds_every_pin_of_the_other():
    assert pins(RUNTIME).items() <= pins(DEV).items()


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        (RUNTIME, PROJECT["project"]["dependencies"]),
        *((DEV, wanted) for wanted in PROJECT["dependency-groups"].values()),
    ],
    ids=["runtime", *PROJECT["dependency-groups"]],
)
def test_every_direct_dependency_is_locked_at_a_version_that_it_allows(lock, wanted):
    locked = pins(lock)
    for requirement in map(Requirement, wanted):
        assert requirement.specifier.contains(locked[canonicalize_name(requirement.name)])


def test_git_treats_every_text_file_as_text_with_unix_line_ends():
    if not (ROOT / ".git").exists():
        pytest.skip("not in a git working tree")
    names = ask_git(ROOT, "ls-files", "-z")
    done = subprocess.run(
        ["git", "-C", str(ROOT), "check-attr", "-z", "--stdin", "text", "eol"], input=names, capture_output=True, check=True
    )
    parts = done.stdout.decode().split("\0")
    found = {(name, attribute): value for name, attribute, value in zip(*[iter(parts)] * 3, strict=False)}
    wanted = {"text": {"set"}, "eol": {"lf"}}
    wrong = {key: value for key, value in found.items() if value not in wanted[key[1]]}
    assert {key: value for key, value in wrong.items() if found[key[0], "text"] != "unset"} == {}
    assert len(found) == 2 * names.count(b"\0")


def test_the_import_contracts_are_kept(capsys):
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.name)
def test_a_workflow_names_its_actions_by_commit_and_may_only_read_unless_it_says_so(path):
    page = path.read_text(encoding="utf-8")
    used = re.findall(r"uses: *(.*)", page)
    assert used
    assert [name for name in used if not re.fullmatch(r"[a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9]+(\.[0-9]+){2}", name)] == []
    assert re.search(r"^permissions:\n  contents: (read|write)\n", page, re.MULTILINE)
    assert not re.search("permissions: *(write|read)-all", page)
