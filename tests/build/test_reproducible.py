"""The same evidence gives the same bytes, whoever builds it, where and when."""

import os
import random
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SETTINGS = [
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Adak", "LC_ALL": "fr_BE.UTF-8", "PYTHONHASHSEED": "4242", "PYTHONUTF8": "1"},
]


def build(package, settings, folder):
    """Build in a process of its own, under other settings and from another directory."""
    environment = os.environ | settings | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "scripts", "build", str(package)]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout


def built_files(package):
    """Content of every file that the build writes."""
    paths = [*package.glob("data/*.csv"), *(package / name for name in ("datapackage.json", "CITATION.cff", "NOTICE"))]
    return {path.relative_to(package).as_posix(): path.read_bytes() for path in paths}


def shuffle(package, seed):
    """Put the rows of every evidence file into another order."""
    for path in package.glob("data/evidence/*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(seed).shuffle(rows)
        path.write_text(header + "".join(rows), encoding="utf-8")


def unbuilt(package):
    """Take away what the build writes."""
    for path in built_files(package):
        if path.startswith("data/"):
            (package / path).unlink()


def test_time_zone_locale_hash_seed_and_directory_do_not_matter(cut, small, tmp_path):
    unbuilt(small)
    build(small, SETTINGS[0], tmp_path)
    assert built_files(small) == built_files(cut)


def test_nor_does_the_order_of_rows_in_the_evidence_files(cut, small):
    unbuilt(small)
    shuffle(small, seed=7)
    build(small, SETTINGS[1], small)
    files, wanted = built_files(small), built_files(cut)
    assert files.pop("datapackage.json") != wanted.pop("datapackage.json")  # it holds the checksums of the evidence
    assert files == wanted
