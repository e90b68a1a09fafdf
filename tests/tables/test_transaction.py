"""Several files replaced as one: old or new, never half, and mended after an interruption."""

import errno
import os
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.package import transaction
from scripts.package.opening import Refused
from scripts.package.transaction import JOURNAL, STAGE, WORKSHOP, Busy, exclusive, is_interrupted, replace_files
from tests.tables.staging import NEW, OLD, cut_off, held, put


def test_files_are_replaced_and_those_that_changed_are_named_in_order(root):
    with exclusive(root):
        changed = replace_files(root, NEW | {"data/b.csv": b"old b\n"})
    assert changed == ["data/a.csv", "datapackage.json"]
    assert held(root) == NEW | {"data/b.csv": b"old b\n"}
    assert not is_interrupted(root)
    assert not (root / WORKSHOP / STAGE).exists()


def test_a_file_that_stays_the_same_is_not_touched(root):
    before = (root / "data" / "a.csv").stat()
    with exclusive(root):
        assert replace_files(root, OLD) == []
    after = (root / "data" / "a.csv").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_new_folders_are_made(tmp_path):
    with exclusive(tmp_path):
        replace_files(tmp_path, {"docs/deep/er.md": b"x"})
    assert held(tmp_path) == {"docs/deep/er.md": b"x"}


@pytest.mark.parametrize("renames", range(5))
def test_wherever_it_is_cut_off_the_next_finishes_all_or_nothing(root, renames):
    assert cut_off(root, renames) == (renames < 4)
    committed = renames > 0  # the journal itself comes into force by a rename
    assert is_interrupted(root) == (0 < renames < 4)
    with exclusive(root) as said:
        assert said == ""
    assert held(root) == (NEW if committed else OLD)
    assert not is_interrupted(root)


def test_an_edit_while_the_new_files_are_written_is_kept(root, monkeypatch):
    write = transaction._write_through

    def edit(path, data):
        write(path, data)
        if path.name.startswith(JOURNAL):
            put(root, {"data/a.csv": b"mine\n"})

    monkeypatch.setattr(transaction, "_write_through", edit)
    with exclusive(root), pytest.raises(OSError, match="changed while"):
        replace_files(root, NEW)
    assert held(root) == OLD | {"data/a.csv": b"mine\n"}


@pytest.mark.parametrize("name", ["scripts/cli.py", "../x.csv", "data/link/x.csv", "data/x.py"])
def test_a_build_that_would_write_elsewhere_is_refused(root, tmp_path_factory, name):
    (root / "data/link").symlink_to(tmp_path_factory.mktemp("outside"))
    with exclusive(root), pytest.raises(Refused):
        replace_files(root, {name: b"x"})
    assert held(root) == OLD


@pytest.mark.parametrize("part", [WORKSHOP, f"{WORKSHOP}/lock", f"{WORKSHOP}/{STAGE}", f"{WORKSHOP}/{JOURNAL}.draft"])
def test_a_workshop_that_leads_elsewhere_is_not_followed(root, tmp_path_factory, part):
    outside = tmp_path_factory.mktemp("outside")
    put(outside, {"precious": b"x"})
    (root / part).parent.mkdir(exist_ok=True)
    (root / part).symlink_to(outside if part in (WORKSHOP, f"{WORKSHOP}/{STAGE}") else outside / "precious")
    try:
        with exclusive(root):
            replace_files(root, NEW)
        assert held(root) == NEW
    except Refused as error:
        assert "symbolic link" in error.strerror
        assert held(root) == OLD
    assert held(outside) == {"precious": b"x"}


def test_a_folder_on_another_file_system_is_named_before_anything_is_replaced(root, monkeypatch):
    kind = type(root)
    look = kind.stat

    def elsewhere(self, **how):
        return SimpleNamespace(st_dev=-1, st_mode=look(self).st_mode) if self.name == "data" else look(self, **how)

    with exclusive(root):
        monkeypatch.setattr(kind, "stat", elsewhere)
        with pytest.raises(OSError, match="another file system"):
            replace_files(root, NEW)
        monkeypatch.undo()
    assert held(root) == OLD
    assert not is_interrupted(root)


@pytest.mark.parametrize("moment", range(4))
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES, errno.EIO])
def test_where_the_disk_refuses_nothing_is_replaced(root, monkeypatch, code, moment):
    write, done = transaction._write_through, []

    def refuse(path, data):
        if len(done) == moment:
            raise OSError(code, os.strerror(code))
        done.append(path)
        write(path, data)

    monkeypatch.setattr(transaction, "_write_through", refuse)
    with pytest.raises(OSError, match=os.strerror(code)), exclusive(root):
        replace_files(root, NEW)
    assert held(root) == OLD
    assert not is_interrupted(root)


def test_a_folder_closed_to_us_is_noticed_before_anything_is_replaced(root, monkeypatch):
    monkeypatch.setattr(transaction.os, "access", lambda path, mode: path.name != "data")
    with pytest.raises(PermissionError, match="data"), exclusive(root):
        replace_files(root, {"datapackage.json": b"{}", "data/a.csv": b"new"})
    assert held(root) == OLD
    assert not is_interrupted(root)


def test_what_was_staged_and_not_committed_is_thrown_away(root):
    put(root, {f"{WORKSHOP}/{STAGE}/leftover": b"x"})
    with exclusive(root):
        assert not (root / WORKSHOP / STAGE).exists()
    assert held(root) == OLD


def test_the_lock_refuses_a_second_holder_and_is_free_afterwards(root):
    with exclusive(root), pytest.raises(Busy), exclusive(root):
        pass
    with exclusive(root):
        pass


def test_the_lock_is_freed_by_an_error(root):
    with pytest.raises(ValueError, match="stop"), exclusive(root):
        raise ValueError("stop")
    with exclusive(root):
        pass


contents = st.dictionaries(st.sampled_from(["README.md", "data/c.csv", "data/d.csv"]), st.binary(max_size=8))


@settings(deadline=None)
@given(st.lists(contents, max_size=3))
def test_the_files_hold_what_was_last_written(tmp_path_factory, steps):
    root = tmp_path_factory.mktemp("root")
    wanted = {}
    for step in steps:
        with exclusive(root):
            changed = replace_files(root, step)
        assert changed == [name for name, data in step.items() if wanted.get(name) != data]
        wanted |= step
    assert held(root) == wanted
