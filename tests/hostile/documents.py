"""JSON without end or depth, and values that no reader expects."""

import base64
import json

import pyarrow as pa

from tests.hostile.kinds import LARGE, MB, PLACES, each, fill, kind

DOCUMENTS = {name: PLACES[name] for name in ("descriptor", "schema", "suite", "release")}
DEPTHS = {f"{name}_{depth}": (path, depth) for name, path in DOCUMENTS.items() for depth in (100, 977, 1_000, 100_000)}


@each(**DEPTHS)
def deep(root, case):
    path, depth = case
    (root / path).parent.mkdir(exist_ok=True)
    nested = "[" * depth + "]" * depth
    if (root / path).exists():
        text = (root / path).read_text(encoding="utf-8").lstrip().removeprefix("{")
        (root / path).write_text(f'{{"description": {nested}, {text}', encoding="utf-8")
    else:
        (root / path).write_text(f'{{"version": "1.0.0", "snapshot": {nested}}}', encoding="utf-8")


@each(**DOCUMENTS)
def blanks(root, path):
    (root / path).parent.mkdir(exist_ok=True)
    fill(root / path, "{", " ", end="}")


@each(**DOCUMENTS)
def opened(root, path):
    (root / path).parent.mkdir(exist_ok=True)
    fill(root / path, "", "[", 20 * MB)


@each(**DOCUMENTS)
def long_word(root, path):
    (root / path).parent.mkdir(exist_ok=True)
    fill(root / path, '{"name": "', "a", 20 * MB, end='"}')


VALUES = {
    "nan": "NaN", "infinite": "1e999", "digits": "9" * 5000, "surrogate": '"\\ud800"', "escape": '"\\u001b[31mred\\u001b[0m ::error::x"',
    "null": "null", "number": "1", "list": "[]", "object": '{"a": 1}', "empty": '""', "control": '"a\\u0000b\\n"', "long": '"' + "x" * 1_000_000 + '"',
}  # fmt: skip


@each(**VALUES)
def value_in_descriptor(root, value):
    for path, key in (
        ("datapackage.json", "description"),
        ("datapackage.json", "title"),
        ("schemas/hubs.json", "description"),
    ):
        content = json.loads((root / path).read_text(encoding="utf-8")) | {key: "@@"}
        (root / path).write_text(json.dumps(content).replace('"@@"', value), encoding="utf-8")


@each(**VALUES)
def value_in_resource(root, value):
    content = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    content["resources"][0] |= {"bytes": "@@"}
    content["resources"][1] |= {"name": "@@"}
    content["resources"][2] |= {"path": "@@"}
    content["resources"][3] |= {"schema": "@@"}
    (root / "datapackage.json").write_text(json.dumps(content).replace('"@@"', value), encoding="utf-8")


@each(mark=b"\xef\xbb\xbf", utf16=b"\xff\xfe", latin=b"\xe9", zero=b"\0" * 100)
def odd_bytes(root, start):
    for path in ("schemas/hubs.json", "data/evidence/units.csv", "README.md"):
        (root / path).write_bytes(start + ((root / path).read_bytes() if (root / path).exists() else b""))


@each(mark=b"\xef\xbb\xbf", utf16=b"\xff\xfe", latin=b"\xe9", zero=b"\0" * 100)
def odd_descriptor(root, start):
    (root / "datapackage.json").write_bytes(start + (root / "datapackage.json").read_bytes())


@kind
def bomb_in_fingerprint(root):
    (root / "releases").mkdir(exist_ok=True)
    packed = base64.b64encode(pa.Codec("brotli", 11).compress(b"[" + b" " * LARGE + b"]", asbytes=True)).decode()
    content = {"version": "1.0.0", "archive": {"sha256": "0" * 64}, "snapshot": packed}
    (root / "releases/1.0.0.json").write_text(json.dumps(content), encoding="utf-8")
