"""The directory as a whole: declared files, no links, Unix line ends, checksums, and what the last release promised."""

import os
from pathlib import Path

from scripts.check.context import Context
from scripts.check.structure.form import check_line_ends
from scripts.check.structure.json_schemas import JsonDocument
from scripts.history.changes import lost_ids, wanted_version
from scripts.history.fingerprint import FOLDER, read_release
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.package import transaction
from scripts.package.descriptor import DESCRIPTOR, Package, stale_files
from scripts.package.desktop import is_desktop
from scripts.package.findings import RULES, Finding

DATA = "data"
# Where a package has text beside its tables, code included if it came with some.
TEXT_FOLDERS = (".github", "docs", "releases", "requirements", "schemas", "scripts", "tests")
TEXT_ENDINGS = {"", ".cff", ".csv", ".json", ".md", ".py", ".toml", ".ttl", ".txt", ".yaml", ".yml"}
BINARY = 8000  # a zero among so many bytes: what git takes for no text


def find_links(package: Package) -> tuple[list[Finding], set[str]]:
    """Look for symbolic links before anything is read.

    Out: findings, and the names of resources that are only reached through a link.
    """
    root = package.root
    links = [path for folder in (DATA, "schemas") for path in _walk(root, folder) if path.is_symlink()]
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
    return [
        *_check_declared(package), *_check_line_ends(package), *_check_checksums(package), *_check_interrupted(package)
    ]


def _check_declared(package: Package) -> list[Finding]:
    declared = {str(item["path"]) for item in package.descriptor["resources"]}
    found = {path.relative_to(package.root).as_posix() for path in _walk(package.root, DATA) if not path.is_dir()}
    return [
        RULES["S501"].finding(f"{path} is in {DATA}/ and not in {DESCRIPTOR}.", path=path)
        for path in sorted(found - declared)
    ]


def _check_line_ends(package: Package) -> list[Finding]:
    paths = [path for path in package.root.iterdir() if not is_desktop(path.name)]
    paths += [path for folder in TEXT_FOLDERS for path in _walk(package.root, folder)]
    findings, tables = [], {str(item["path"]) for item in package.descriptor["resources"]}
    for path in sorted(path for path in paths if path.suffix in TEXT_ENDINGS and path.is_file()):
        shown, raw = path.relative_to(package.root).as_posix(), path.read_bytes()
        if shown not in tables and b"\0" not in raw[:BINARY]:
            findings += check_line_ends(RULES["S505"], raw, path=shown)
    return findings


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


def _walk(root: Path, folder: str) -> list[Path]:
    """Everything below a folder of the package, but for what desktops and editors leave."""
    paths = [Path(at) / name for at, folders, files in os.walk(root / folder) for name in [*folders, *files]]
    return [path for path in paths if not is_desktop(path.relative_to(root))]


def _with_parents(*paths: str) -> list[str]:
    return [part.as_posix() for path in paths for part in (Path(path), *Path(path).parents)]


def check_history(context: Context) -> list[Finding]:
    """Compare the package with its last release; one that was not read whole is left alone."""
    listed = {item["name"] for item in context.package.descriptor["resources"]}
    if context.incomplete or context.absent or listed - set(context.text):
        return []
    try:
        last = read_release(context.package.root)
    except ValueError as error:
        return [RULES["P115"].finding(str(error), path=FOLDER)]
    now = take_snapshot(context.package, context.text)
    return [*_check_version(context, wanted_version(last, now)), *_check_ids(context, last, now)]


def _check_version(context: Context, wanted: str) -> list[Finding]:
    version = context.package.descriptor["version"]
    if version == wanted:
        return []
    document = JsonDocument(DESCRIPTOR, (context.package.root / DESCRIPTOR).read_text(encoding="utf-8"))
    message = f"The version is {version}; what changed since the last release makes it {wanted}."
    return [
        RULES["P113"].finding(
            message, path=DESCRIPTOR, line=document.line(("version",)), value=version, expected=wanted
        )
    ]


def _check_ids(context: Context, last: Snapshot | None, now: Snapshot) -> list[Finding]:
    return [
        context.finding(
            RULES["P114"], "retired", None, "", f"{key} of {table} was released with {last.version} and is gone.",
            row_key=f"{table}|{key}", value=key, expected=f"a row of {table} or of retired",
        )
        for table, key in (lost_ids(last, now) if last else [])
    ]
