"""The same release, byte for byte, wherever and whenever it is made."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.conftest import text_of, write_package

ROOT = Path(__file__).resolve().parents[2]
# Makes all files of a release in a fresh process and prints the checksum of each, and of the archive.
MAKE = """
import hashlib, json, os, sys
from pathlib import Path
os.umask(int(sys.argv[2], 8))
from tests.release.conftest import text_of, zipped
from scripts.package.descriptor import load_package
from scripts.release.assemble import assemble
package = load_package(Path(sys.argv[1]))
members = assemble(package, text_of(package))
members["archive"] = zipped(members)
print(json.dumps({name: hashlib.sha256(content).hexdigest() for name, content in members.items()}))
"""


def made(root, cwd, umask, **environment):
    command = [sys.executable, "-c", MAKE, str(root), umask]
    env = os.environ | {"PYTHONPATH": str(ROOT)} | environment
    return subprocess.Popen(command, cwd=cwd, env=env, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def two_releases(tmp_path_factory):
    one, two = (tmp_path_factory.mktemp(name) for name in ("one", "another place"))
    write_package(one)
    write_package(two)
    processes = [
        made(one, one, "022", TZ="Pacific/Kiritimati", LC_ALL="C", PYTHONHASHSEED="1"),
        made(two, ROOT, "077", TZ="America/Adak", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="4242"),
    ]
    outputs = [process.communicate()[0] for process in processes]
    return [json.loads(output) for output in outputs]


def test_every_file_and_the_archive_have_the_same_checksum(two_releases):
    one, two = two_releases
    assert len(one) > 20
    assert one == two


def test_no_file_holds_the_moment_in_which_it_was_made(members, monkeypatch, package):
    """Under another clock, years later, every file is the same."""
    import datetime
    import time

    import openpyxl.packaging.core as core

    from scripts.release.assemble import assemble

    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 5, 6, 7, 8, 9, tzinfo=tz)

    monkeypatch.setattr(time, "time", lambda: 1_936_000_000.0)
    monkeypatch.setattr(core.datetime, "datetime", Later)
    assert assemble(package, text_of(package)) == members
