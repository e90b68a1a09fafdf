"""The data package as a whole: its descriptor and its resources (Data Package v2)."""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scripts.package.findings import EVIDENCE, RULES, Finding, FindingsError, unopened
from scripts.package.opening import hold, limit, read_inside, read_json
from scripts.package.tableschema import TableSchema, read_schema
from scripts.package.terminal import short

DESCRIPTOR = "datapackage.json"
INBOX = EVIDENCE + "inbox.csv"  # written without tools: `format` mends its form and empties it, so nothing seals it


@dataclass(frozen=True)
class Resource:
    """One CSV file of the package with its Table Schema."""

    name: str
    path: str
    schema_path: str
    schema: TableSchema

    @property
    def is_evidence(self) -> bool:
        """Whether people edit it (otherwise the build writes it)."""
        return self.path.startswith(EVIDENCE)


@dataclass(frozen=True)
class Package:
    """A directory with a descriptor: `root`, the JSON object, and the resources by name."""

    root: Path
    descriptor: dict
    resources: dict[str, Resource]

    @cached_property
    def evidence(self) -> dict[str, Resource]:
        """Resources that people edit, by name."""
        return {name: item for name, item in self.resources.items() if item.is_evidence}

    @cached_property
    def published(self) -> dict[str, Resource]:
        """Resources that the build writes, by name."""
        return {name: item for name, item in self.resources.items() if not item.is_evidence}


def load_package(root: Path) -> Package:
    """Read the descriptor of a package directory and the schemas that it names.

    Raises FindingsError: descriptor or schema is missing, no JSON, or lacks what reading needs.
    """
    package, findings = read_package(root)
    if findings:
        raise FindingsError(findings)
    return package


def read_package(root: Path) -> tuple[Package, list[Finding]]:
    """Read what can be read of a package: its sound resources, and why others are left out.

    Raises FindingsError: the descriptor itself is missing, no JSON object or lists no resources.
    """
    findings, resources, held = [], {}, 0
    try:
        descriptor = read_json(root, DESCRIPTOR)
        listed = [(str(item["name"]), item["path"], item["schema"]) for item in descriptor["resources"]]
        hold("resources", len(listed))
    except (OSError, ValueError) as error:
        raise FindingsError([unopened(error, DESCRIPTOR, "P101")]) from error
    except (KeyError, TypeError, AttributeError) as error:
        reason = "The list of resources cannot be used: each needs a name, a path and a schema."
        raise FindingsError([_broken(DESCRIPTOR, reason)]) from error
    for name, path, schema in listed:
        outside = [item for item in (path, schema) if not is_inside(item)]
        if outside:
            findings += [_outside(item, name) for item in outside]
            continue
        try:
            resources[name] = Resource(name, path, schema, read_schema(root, schema))
            held += _size(root, path)
        except (OSError, ValueError) as error:
            findings.append(unopened(error, schema, "P101"))
        except (KeyError, TypeError) as error:
            findings.append(_broken(schema, f"{schema} cannot be used: {error}."))
    try:
        hold("package_bytes", held, "the package")
    except OSError as error:
        raise FindingsError([unopened(error, DESCRIPTOR)]) from error
    return Package(root, descriptor, resources), findings


def _size(root: Path, path: str) -> int:
    """Bytes that a table will take up; none where it is not there, or so large that it is not read."""
    try:
        size = os.lstat(root / path).st_size
    except OSError:
        return 0
    return size if size <= limit("table_bytes") else 0


def is_inside(path: object) -> bool:
    """Whether a path of the descriptor is a plain relative one that stays in the package, and no system refuses it."""
    return (
        isinstance(path, str)
        and len(path) <= limit("path_characters")
        and re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*", path) is not None
    )


def size_and_hash(content: bytes) -> dict[str, object]:
    """Return what the descriptor says of a file's content: `bytes` and `hash` (SHA-256)."""
    return {"bytes": len(content), "hash": "sha256:" + hashlib.sha256(content).hexdigest()}


def stale_files(package: Package) -> list[str]:
    """Paths of resources whose size or checksum in the descriptor is that of another state."""
    readable = {resource.path for resource in package.resources.values()} - {INBOX}
    listed = [item for item in package.descriptor["resources"] if str(item["path"]) in readable]
    return [item["path"] for item in listed if not seal(package.root, item["path"]).items() <= item.items()]


def seal(root: Path, path: str) -> dict[str, object]:
    """Return what the descriptor should say of a file; nothing of one that is not read, which is said elsewhere."""
    try:
        return size_and_hash(read_inside(root, path))
    except OSError:
        return {}


def write_descriptor(descriptor: dict) -> bytes:
    """Return the descriptor as the package stores it: UTF-8 JSON, two blanks of indent."""
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def _broken(path: str, message: str) -> Finding:
    return RULES["P101"].finding(message, path=path)


def _outside(path: object, resource: str) -> Finding:
    shown = short(repr(path))
    return RULES["P102"].finding(
        f"Resource {resource} refers to {shown}, which is no path inside the package.",
        resource=resource, path=DESCRIPTOR, value=shown,
    )
