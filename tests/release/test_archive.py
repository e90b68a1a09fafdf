"""The ZIP writer: readable by others, and made of members and date alone."""

import io
import stat
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.release import archive
from scripts.release.archive import write_zip

DAY = "2026-11-22"
NAMES = st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=20)


def opened(content):
    return zipfile.ZipFile(io.BytesIO(content))


@given(st.dictionaries(NAMES, st.binary(max_size=500), max_size=8))
def test_what_was_written_is_read_back_by_another_implementation(members):
    with opened(write_zip(members, DAY)) as found:
        assert found.testzip() is None
        assert {name: found.read(name) for name in found.namelist()} == members
        assert found.namelist() == sorted(members)


def test_the_order_of_the_members_does_not_matter():
    members = {"b": b"2", "a": b"1" * 1000}
    assert write_zip(members, DAY) == write_zip(dict(reversed(members.items())), DAY)


def test_every_member_is_a_regular_file_of_that_day_that_all_may_read():
    with opened(write_zip({"é": b"x" * 999}, DAY)) as found:
        (member,) = found.infolist()
    assert member.date_time == (2026, 11, 22, 0, 0, 0)
    assert stat.filemode(member.external_attr >> 16) == "-rw-r--r--"
    assert member.compress_type == zipfile.ZIP_DEFLATED
    assert member.compress_size < 99


def test_an_archive_beyond_the_limit_of_the_format_is_refused(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 100)
    with pytest.raises(ValueError, match="larger than a plain ZIP file"):
        write_zip({"a": bytes(range(256))}, DAY)
