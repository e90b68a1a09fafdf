"""Several files replaced as one: old or new, never half, and mended after an interruption."""

import errno
import json
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.package import transaction
from scripts.package.transaction import (
    JOURNAL,
    STAGE,
    WORKSHOP,
    Busy,
    exclusive,
    finish,
    is_interrupted,
    replace_files,
)

OLD = {"data/a.csv": b"old a\n", "data/b.csv": b"old b\n"}
NEW = {"data/a.csv": b"new a\n", "data/b.csv": b"new b\n", "datapackage.json": b"{}\n"}


def put(root, contents):
    for name, data in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def held(root):
    """Content by path, but for the workshop."""
    files = [path for path in root.rglob("*") if path.is_file() and WORKSHOP not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def root(tmp_path):
    put(tmp_path, OLD)
    return tmp_path


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
        replace_files(tmp_path, {"deep/er/file": b"x"})
    assert held(tmp_path) == {"deep/er/file": b"x"}


class Cut(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("renames", range(5))
def test_wherever_it_is_cut_off_the_next_finishes_all_or_nothing(root, monkeypatch, renames):
    kind, done = type(root), []
    rename = kind.replace

    def cut(self, target):
        if len(done) == renames:
            raise Cut
        done.append(target)
        return rename(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(kind, "replace", cut)
        try:
            with exclusive(root):
                replace_files(root, NEW)
        except Cut:
            assert renames < 4
    committed = renames > 0  # the journal itself comes into force by a rename
    assert is_interrupted(root) == (0 < renames < 4)
    with exclusive(root):
        pass
    assert held(root) == (NEW if committed else OLD)
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


def test_finishing_twice_does_no_harm(root):
    put(root, {f"{WORKSHOP}/{JOURNAL}": json.dumps(["data/a.csv"]).encode()})
    finish(root)
    finish(root)
    assert held(root) == OLD
    assert not is_interrupted(root)


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


contents = st.dictionaries(st.sampled_from(["a", "b/c", "b/d"]), st.binary(max_size=8))


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
