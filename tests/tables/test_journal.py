"""The journal of a replacement: carried out where it was written and nothing changed since, and else thrown away."""

import hashlib
import json
import shutil

import pytest

from scripts.package import transaction
from scripts.package.transaction import JOURNAL, STAGE, WORKSHOP, exclusive, finish, is_interrupted, replace_files
from tests.tables.staging import NEW, OLD, cut_off, held, put


@pytest.mark.parametrize(
    "edited",
    [
        {"data/a.csv": b"mine\n"}, {"data/b.csv": b"mine\n"}, {"datapackage.json": b"mine\n"},
        {"data/a.csv": OLD["data/a.csv"]},  # a checkout: half of the new state would come back
    ],
    ids=["replaced already", "still old", "not there yet", "undone"],
)  # fmt: skip
def test_what_was_edited_since_the_interruption_stays_and_is_named(root, edited):
    cut_off(root, 2)
    put(root, edited)
    before = held(root)
    with exclusive(root) as said:
        assert f"because {next(iter(edited))} changed since" in said
    assert held(root) == before
    assert not is_interrupted(root)
    with exclusive(root) as said:
        assert replace_files(root, NEW)
    assert (held(root), said) == (NEW, "")


def test_a_package_that_brings_a_workshop_of_its_own_has_nothing_replaced(root, tmp_path_factory):
    cut_off(root, 2)
    copy = tmp_path_factory.mktemp("copy") / "package"
    shutil.copytree(root, copy)
    before = held(copy)
    with exclusive(copy) as said:
        assert "not written here" in said
    assert held(copy) == before
    assert not is_interrupted(copy)


def journal_of(root, name, staged=b"theirs\n"):
    """Write the journal that names a file, as a program that knows this folder would."""
    stage = root / WORKSHOP / STAGE
    stage.mkdir(parents=True)
    (stage / hashlib.sha256(name.encode()).hexdigest()).write_bytes(staged)
    files = {name: [transaction._digest(root, name), hashlib.sha256(staged).hexdigest()]}
    put(root, {f"{WORKSHOP}/{JOURNAL}": json.dumps({"folder": stage.stat().st_ino, "files": files}).encode()})


def test_a_journal_for_this_folder_is_carried_out(root):  # the proof that the ones below fail by their names
    journal_of(root, "data/a.csv")
    with exclusive(root):
        assert held(root)["data/a.csv"] == b"theirs\n"


@pytest.mark.parametrize(
    "name", ["../outside", "data/../../outside.csv", "/outside.csv", "scripts/cli.py", ".git/config", "data/link/x.csv", "LICENSE"]
)
def test_a_journal_names_only_files_that_a_verb_writes_and_no_link_stands_on_the_way(root, tmp_path_factory, name):
    outside = tmp_path_factory.mktemp("outside")
    (root / "data/link").symlink_to(outside)
    journal_of(root, name)
    before = held(root)
    with exclusive(root) as said:
        assert "not written here" in said
    assert held(root) == before
    assert list(outside.iterdir()) == []
    assert not list(root.parent.glob("outside*/x.csv")) + list(root.parent.glob("outside"))


@pytest.mark.parametrize("journal", [b"", b"[]", b"{", b"[" * 100_000, b'{"folder": 1, "files": 1}'])
def test_a_journal_that_is_none_is_thrown_away(root, journal):
    put(root, {f"{WORKSHOP}/{JOURNAL}": journal})
    assert "not written here" in finish(root)
    assert finish(root) == ""
    assert held(root) == OLD
    assert not is_interrupted(root)
