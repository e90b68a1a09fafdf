"""Packages of strangers: each kind is a function that spoils a copy of a sound package in its own way."""

import json
import shutil

SECONDS, BYTES = 10, 1_000_000_000  # that the answer to one may take
KINDS = {}
MB = 1 << 20
LARGE = 200 * MB


def kind(make):
    """Register a way to spoil a package, under the name of its function."""
    KINDS[make.__name__] = make
    return make


def each(**cases):
    """Register one way to spoil, called with another value for each name."""

    def register(make):
        for name, value in cases.items():
            KINDS[f"{make.__name__}_{name}"] = lambda root, value=value: make(root, value)
        return make

    return register


def edit(root, path, change):
    """Change a JSON document of a package."""
    content = json.loads((root / path).read_text(encoding="utf-8"))
    change(content)
    (root / path).write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def add_table(root, name, fields, lines, **schema):
    """Add a published table with its schema; `fields` are names of text columns or field descriptors."""
    fields = [{"name": field} if isinstance(field, str) else field for field in fields]
    text = {"type": "string", "title": "A text", "description": "A text.", "example": "x"}
    path = f"data/{name}.csv"
    edit(root, "datapackage.json", lambda package: package["resources"].append(
        package["resources"][0] | {"name": name, "path": path, "schema": f"schemas/{name}.json"}))  # fmt: skip
    fields = [text | field for field in fields]
    fields[0] |= {"constraints": fields[0].get("constraints", {}) | {"required": True}}
    own = {
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json", "name": name, "title": "A table",
        "description": "A table.", "fields": fields, "primaryKey": [fields[0]["name"]], "missingValues": [""], **schema,
    }  # fmt: skip
    (root / f"schemas/{name}.json").write_text(json.dumps(own), encoding="utf-8")
    with (root / path).open("w", encoding="utf-8", newline="") as handle:
        handle.write(",".join(field["name"] for field in fields) + "\n")
        handle.writelines(lines)


def fill(path, start, unit, size=LARGE, end=""):
    """Write a file of one unit over and over."""
    path.unlink(missing_ok=True)
    block = unit.encode() * (MB // len(unit.encode()))
    with path.open("wb") as handle:
        handle.write(start.encode())
        for _ in range(size // len(block)):
            handle.write(block)
        handle.write(end.encode())


def away(path):
    """Take away what stands there."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)


# Where something else than a file may stand.
PLACES = {
    "table": "data/companies.csv", "evidence": "data/evidence/statements.csv", "inbox": "data/evidence/inbox.csv",
    "schema": "schemas/companies.json", "descriptor": "datapackage.json", "license": "LICENSE",
    "license_data": "LICENSE-DATA", "readme": "README.md", "changelog": "CHANGELOG.md", "notice": "NOTICE",
    "citation": "CITATION.cff", "suite": "schemas/expectations/claims.json", "release": "releases/1.0.0.json",
    "document": "docs/dictionary.md", "stray": "data/stray.csv", "journal": ".build/journal.json",
    "git": ".git",
}  # fmt: skip
