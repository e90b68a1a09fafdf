"""What cannot be opened: pipes, devices, links, folders, and paths that no system takes."""

import json
import os
import shutil

from tests.hostile.kinds import PLACES, away, each, edit, kind


@each(**PLACES)
def fifo(root, path):
    away(root / path)
    os.mkfifo(root / path)


@each(**PLACES)
def zero(root, path):
    away(root / path)
    (root / path).symlink_to("/dev/zero")


@each(**PLACES)
def linked(root, path):
    away(root / path)
    (root.parent / "secret").write_text("secret-word\n", encoding="utf-8")
    (root / path).symlink_to(root.parent / "secret")


@each(**PLACES)
def folder(root, path):
    away(root / path)
    (root / path).mkdir()


@each(
    data="data", evidence="data/evidence", schemas="schemas", releases="releases", suites="schemas/expectations",
    build=".build", docs="docs",
)  # fmt: skip
def linked_folder(root, path):
    other = root.parent / "elsewhere"
    if (root / path).exists():
        shutil.move(root / path, other)
    else:
        other.mkdir()
    (other / "precious.txt").write_text("secret-word\n", encoding="utf-8")
    (root / path).symlink_to(other)


@each(**PLACES, data="data", evidence_folder="data/evidence", schemas="schemas", root="")
def unreadable(root, path):
    (root / path).parent.mkdir(exist_ok=True)
    if not (root / path).exists():
        (root / path).write_text("x\n", encoding="utf-8")
    (root / path).chmod(0)


@each(name=("a" * 300, "data/"), way=("a/" * 2500, "data/"), inside=("a" * 200, "data/evidence/"))
def long_path(root, case):
    def change(package):
        package["resources"][0]["path"] = case[1] + case[0].rstrip("/") + ".csv"

    edit(root, "datapackage.json", change)


@each(
    name="schemas/" + "a" * 300 + ".json",
    way="a/" * 2500 + "b.json",
    surrogate="schemas/\ud800.json",
    zero="schemas/\0.json",
)
def odd_schema_path(root, path):
    content = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    content["resources"][0]["schema"] = path
    (root / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")


@kind
def names_that_are_no_utf8(root):
    for folder_ in ("data", "schemas", "data/evidence", "."):
        (root / folder_ / os.fsdecode(b"caf\xe9\xff\x1b[31m.csv")).write_text("x\r\n", encoding="utf-8")


@kind
def many_files(root):
    for number in range(20_000):
        (root / f"data/{number}.csv").write_text("", encoding="utf-8")


@kind
def deep_folders(root):
    here = os.open(root / "data", os.O_RDONLY)
    for _ in range(100):
        os.mkdir("deep", dir_fd=here)
        here, last = os.open("deep", os.O_RDONLY, dir_fd=here), here
        os.close(last)
    os.close(here)
