"""The data package as a whole: its descriptor and its resources (Data Package v2)."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from scripts.package.findings import FindingsError, Rule
from scripts.package.tableschema import TableSchema, read_schema

DESCRIPTOR = "datapackage.json"
EVIDENCE = "data/evidence/"

BROKEN_DESCRIPTOR = Rule(
    "P101", "The descriptor and its schemas can be read",
    "Without them nobody knows what the tables mean.",
    "error", "structure", "json", "Restore datapackage.json and schemas/ from version control.",
)


@dataclass(frozen=True)
class Resource:
    """One CSV file of the package with its Table Schema."""

    name: str
    path: str
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

    Raises:
        FindingsError: descriptor or schema is missing, no JSON, or lacks what reading needs.
    """
    descriptor = _read_json(root, DESCRIPTOR)
    findings, resources = [], {}
    try:
        listed = [(item["name"], item["path"], item["schema"]) for item in descriptor["resources"]]
    except (KeyError, TypeError) as error:
        raise FindingsError([_broken(DESCRIPTOR, f"A resource lacks {error}.")]) from error
    for name, path, schema in listed:
        try:
            inside(root, schema)
            inside(root, path)
            resources[name] = Resource(name, path, read_schema(root / schema))
        except OSError as error:
            findings.append(_broken(schema, f"{schema} cannot be read: {error.strerror}."))
        except (ValueError, KeyError, TypeError) as error:
            findings.append(_broken(schema, f"{schema} cannot be used: {error}."))
    if findings:
        raise FindingsError(findings)
    return Package(root, descriptor, resources)


def inside(root: Path, path: str) -> None:
    """Make sure that a path of a descriptor stays in the package.

    Raises:
        ValueError: the path is absolute, remote, leaves the directory or is no text.
    """
    if not isinstance(path, str) or "://" in path or "\\" in path:
        raise ValueError(f"{path!r} is no path inside the package")
    if Path(path).is_absolute() or ".." in Path(path).parts:
        raise ValueError(f"{path!r} leads out of the package")


def fingerprint(content: bytes) -> dict[str, object]:
    """Return what the descriptor says of a file's content: `bytes` and `hash` (SHA-256)."""
    return {"bytes": len(content), "hash": "sha256:" + hashlib.sha256(content).hexdigest()}


def write_descriptor(descriptor: dict) -> bytes:
    """Return the descriptor as the package stores it: UTF-8 JSON, two blanks of indent."""
    return (json.dumps(descriptor, ensure_ascii=False, indent=2) + "\n").encode()


def _read_json(root: Path, name: str) -> dict:
    try:
        content = json.loads((root / name).read_text(encoding="utf-8"))
    except OSError as error:
        raise FindingsError([_broken(name, f"{name} cannot be read: {error.strerror}.")]) from error
    except ValueError as error:
        raise FindingsError([_broken(name, f"{name} is no JSON: {error}.")]) from error
    if not isinstance(content, dict):
        raise FindingsError([_broken(name, f"{name} holds no JSON object.")])
    return content


def _broken(path: str, message: str):
    return BROKEN_DESCRIPTOR.finding(message, path=path)
