"""The directory itself: only declared files, no links, checksums that are those of the files."""

import os
from pathlib import Path

from scripts.check.structure.rule_list import RULES
from scripts.package import transaction
from scripts.package.descriptor import DESCRIPTOR, Package, stale_files
from scripts.package.findings import Finding

DATA = "data"



def find_links(package: Package) -> tuple[list[Finding], set[str]]:
    """Look for symbolic links before anything is read.

    Out: findings, and the names of resources that are only reached through a link.
    """
    root = package.root
    links = [path for folder in (DATA, "schemas") for path in _walk(root / folder) if path.is_symlink()]
    links += [path for path in (root / DESCRIPTOR, root / DATA, root / "schemas") if path.is_symlink()]
    linked = {path.relative_to(root).as_posix() for path in links}
    findings = [RULES["S502"].finding(f"{path} is a symbolic link.", path=path) for path in sorted(linked)]
    reached = {
        name
        for name, resource in package.resources.items()
        if linked & set(_with_parents(resource.path, resource.schema_path))
    }
    return findings, reached


def check(package: Package) -> list[Finding]:
    """Compare the directory with the descriptor."""
    return [*_check_declared(package), *_check_checksums(package), *_check_interrupted(package)]


def _check_declared(package: Package) -> list[Finding]:
    declared = {str(item["path"]) for item in package.descriptor["resources"]}
    found = {path.relative_to(package.root).as_posix() for path in _walk(package.root / DATA) if not path.is_dir()}
    return [
        RULES["S501"].finding(f"{path} is in {DATA}/ and not in {DESCRIPTOR}.", path=path)
        for path in sorted(found - declared)
    ]


def _check_checksums(package: Package) -> list[Finding]:
    stale = stale_files(package)
    if not stale:
        return []
    what = stale[0] if len(stale) == 1 else f"{len(stale)} files"
    return [
        RULES["S503"].finding(
            f"{DESCRIPTOR} has the size or checksum of another state of {what}.",
            path=DESCRIPTOR, value=", ".join(stale),
        )
    ]


def _check_interrupted(package: Package) -> list[Finding]:
    if not transaction.is_interrupted(package.root):
        return []
    return [RULES["S504"].finding("A build was interrupted while it replaced files.", path=transaction.WORKSHOP)]


def _walk(folder: Path) -> list[Path]:
    return [Path(at) / name for at, folders, files in os.walk(folder) for name in [*folders, *files]]


def _with_parents(*paths: str) -> list[str]:
    return [part.as_posix() for path in paths for part in (Path(path), *Path(path).parents)]
