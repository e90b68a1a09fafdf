"""The directory as a whole: declared files, no links, Unix line ends, checksums, and what the last release promised."""

import stat
from pathlib import Path

from scripts.check.context import Context
from scripts.check.structure.form import check_line_ends
from scripts.check.structure.json_schemas import read_document
from scripts.history.changes import lost_ids, wanted_version
from scripts.history.fingerprint import FOLDER, read_release
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.package import transaction
from scripts.package.descriptor import DESCRIPTOR, Package, stale_files
from scripts.package.desktop import is_desktop
from scripts.package.findings import RULES, Finding, few, unopened
from scripts.package.opening import hold, read_inside, refuse_conflict
from scripts.package.terminal import short

DATA = "data"
# Where a package has text beside its tables, code included if it came with some.
TEXT_FOLDERS = (".github", "docs", "releases", "requirements", "schemas", "scripts", "tests")
TEXT_ENDINGS = {"", ".cff", ".csv", ".json", ".md", ".py", ".toml", ".ttl", ".txt", ".yaml", ".yml"}
# In the root these are files, whatever a stranger puts there.
RELEASED = {"CHANGELOG.md", "CITATION.cff", "LICENSE", "LICENSE-DATA", "NOTICE", "README.md"}
SOURCE = ".py"  # where the marks of a merge may be what a program looks for; its tests would break
BINARY = 8000  # a zero among so many bytes: what git takes for no text


def find_links(package: Package) -> tuple[list[Finding], set[str]]:
    """Look for symbolic links before anything is read.

    Out: findings, and the names of resources that are only reached through a link.
    """
    links = (path for folder in ("", DATA, *TEXT_FOLDERS) for path in _walk(package.root, folder)[0])
    linked = {path.relative_to(package.root).as_posix() for path in links if path.is_symlink()}
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
        *_check_declared(package), *_check_texts(package), *_check_checksums(package), *_check_interrupted(package)
    ]


def _check_declared(package: Package) -> list[Finding]:
    declared = {str(item["path"]) for item in package.descriptor["resources"]}
    paths, findings = _walk(package.root, DATA)
    found = {path.relative_to(package.root).as_posix() for path in paths if path.is_symlink() or not path.is_dir()}
    stray, more = few(sorted(found - declared), RULES["S501"], path=DATA)
    return findings + more + [
        RULES["S501"].finding(f"{path} is in {DATA}/ and not in {DESCRIPTOR}.", path=path) for path in stray
    ]


def _check_texts(package: Package) -> list[Finding]:
    """Read every text beside the tables, as a release will: line ends, and merges that were left undecided."""
    findings, tables = [], {str(item["path"]) for item in package.descriptor["resources"]}
    for folder in ("", *TEXT_FOLDERS):
        paths, unread = _walk(package.root, folder)
        findings += unread
        for path in paths:
            shown, is_text = path.relative_to(package.root).as_posix(), path.suffix in TEXT_ENDINGS
            is_folder = path.is_dir() and shown not in RELEASED
            if shown not in tables and is_text and not is_folder and not path.is_symlink():
                findings += _check_text(package.root, shown)
    return findings


def _check_text(root: Path, path: str) -> list[Finding]:
    try:
        raw = read_inside(root, path, "text_bytes")
        if b"\0" in raw[:BINARY]:
            return []
        if not path.endswith(SOURCE):
            refuse_conflict(raw)
    except OSError as error:
        return [unopened(error, path)]
    return check_line_ends(RULES["S505"], raw, path=path)


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


def _walk(root: Path, folder: str) -> tuple[list[Path], list[Finding]]:
    """Everything below a folder of the package (of its root without what lies deeper), and what cannot be listed.

    What desktops and editors leave, and what is hidden in the root, is passed over.
    """
    start = root / folder
    found, findings, waiting = [], [], [start] if start.is_dir() and (not folder or not start.is_symlink()) else []
    while waiting:
        here = waiting.pop()
        shown = here.relative_to(root).as_posix()
        try:
            hold("path_characters", len(shown), "its path")
            entries = sorted(path for path in here.iterdir() if not is_desktop(path.name))
        except OSError as error:
            findings.append(unopened(error, short(shown)))
            continue
        found += [path for path in entries if folder or path.name[0] != "." or path.name == transaction.WORKSHOP]
        waiting += [path for path in entries if folder and stat.S_ISDIR(path.lstat().st_mode)]
    return found, findings


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
    document = read_document(context.package, DESCRIPTOR)
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
