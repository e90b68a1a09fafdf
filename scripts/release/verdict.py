"""Verify a whole release: all checks in order, each only where the ones before make sense of it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from scripts.check.structure import screening
from scripts.history.fingerprint import fingerprint_path, read_fingerprint
from scripts.package.dataset import PRE_RELEASE, read_dataset
from scripts.package.descriptor import DESCRIPTOR, Package, load_package
from scripts.package.desktop import is_desktop
from scripts.package.findings import Finding
from scripts.package.opening import read_inside, read_json
from scripts.package.terminal import step
from scripts.release import formats
from scripts.release.archive import SUMS, read_sums, write_zip
from scripts.release.assemble import CHANGES, ROOT_FILES, copied_paths
from scripts.release.descriptors import TEMPLATES
from scripts.release.unpack import NotRelease, UnsafeRelease, opened

# Rules on the way from one release to the next say nothing of a release, whose fingerprint may be of an older form.
OF_WORK = {"P113", "P114", "P115"}


@dataclass(frozen=True)
class Verdict:
    """What verification found: problems in words (none: all is well), what is no fault, and what the release holds."""

    problems: list[str]
    name: str = ""
    version: str = ""
    n_tables: int = 0
    n_rows: int = 0
    notes: list[str] = field(default_factory=list)


def verify(path: Path, fingerprints: Path | None = None) -> Verdict:
    """Verify an archive or its unpacked directory.

    `path`: the archive or directory. `fingerprints`: the directory of the project's fingerprints: where it knows the
    version, the archive must have the SHA-256 that stands there, and the release must not have been withdrawn. Raises
    NotRelease: what was given is no release at all, so nothing could be checked.
    """
    try:
        with opened(path) as (root, top, left):
            verdict = _verify(root, top)
            verdict.notes.extend(f"{name} is no file of the release: a desktop or an editor left it" for name in left)
            if fingerprints:
                _check_fingerprint(verdict, path, root, fingerprints / f"{verdict.version}.json")
            return verdict
    except UnsafeRelease as unsafe:
        return Verdict(unsafe.problems)


def _verify(root: Path, top: str) -> Verdict:
    """Verify a directory: checksums, then the package as `validate` screens it, then all else against its tables."""
    problems = check_sums(root)
    screened = screening.check(root)
    problems += [_say(finding) for finding in screened.findings if finding.rule not in OF_WORK] + screened.gaps
    if screened.context is None:
        return Verdict(problems)
    package, typed = screened.context.package, screened.context.typed
    problems += check_files(package, top)
    problems += check_counts(package, typed)
    if not screened.gaps:
        step("Comparing Parquet, SQLite and XLSX with the CSV files")
        schemas = {name: resource.schema for name, resource in package.resources.items()}
        name = package.descriptor["name"]
        problems += formats.check_parquet(root, typed, schemas)
        problems += formats.check_sqlite(root, f"{name}.sqlite", typed, schemas)
        problems += formats.check_workbook(root, f"{name}.xlsx", typed, schemas)
    descriptor = package.descriptor
    rows = sum(map(len, typed.values()))
    return Verdict(problems, str(descriptor.get("name")), str(descriptor.get("version")), len(typed), rows)


def _say(finding: Finding) -> str:
    line = f", line {finding.line}" if finding.line else ""
    column = f", column {finding.column}" if finding.column else ""
    return f"{finding.path}{line}{column}: {finding.message}"


def _check_fingerprint(verdict: Verdict, release: Path, root: Path, known: Path) -> None:
    """Compare with what the project knows of this version, if anything: checksum and withdrawal."""
    if not known.is_file():
        return
    try:
        fingerprint = read_fingerprint(known)
    except ValueError as error:
        verdict.problems.append(str(error))
        return
    if fingerprint.withdrawn:
        verdict.problems.append(f"this release was withdrawn {fingerprint.withdrawn}")
    if not release.is_file():
        return
    with release.open("rb") as content:
        true = hashlib.file_digest(content, "sha256").hexdigest()
    if true == fingerprint.sha256:
        return
    if not verdict.problems and _packed_again(verdict, root) == fingerprint.sha256:
        verdict.notes.append("the ZIP file was packed anew: what it holds is the release, byte for byte")
        return
    verdict.problems.append(f"the SHA-256 is {true}, the fingerprint {known.name} says {fingerprint.sha256}")


def _packed_again(verdict: Verdict, root: Path) -> str:
    """The SHA-256 of the archive that a sound release's files give."""
    day = read_dataset(load_package(root).descriptor).day
    top = f"{verdict.name}-{verdict.version}"
    archive = write_zip({f"{top}/{name}": read_inside(root, name, "package_bytes") for name in present(root)}, day)
    return hashlib.sha256(archive).hexdigest()


def check_sums(root: Path) -> list[str]:
    """Compare the files of a directory with SHA256SUMS; return what is wrong, in words.

    Raises NotRelease: there is no SHA256SUMS, so this is no release.
    """
    try:
        listed = read_sums(read_inside(root, SUMS))
    except OSError as error:
        raise NotRelease(f"{root} is no release: it has no {SUMS}.") from error
    except ValueError as error:
        return [str(error)]
    found = present(root) - {SUMS}
    problems = [f"{name} is listed in {SUMS} but missing" for name in sorted(listed.keys() - found)]
    problems += [f"{name} was added: {SUMS} does not list it" for name in sorted(found - listed.keys())]
    return problems + [
        f"{name} was changed: its SHA-256 is not the one in {SUMS}"
        for name in sorted(found & listed.keys())
        if hashlib.sha256(read_inside(root, name, "package_bytes")).hexdigest() != listed[name]
    ]


def check_files(package: Package, top: str) -> list[str]:
    """Compare the files and the name of the top folder with what the descriptor calls for; return what is wrong."""
    name, version = package.descriptor.get("name"), str(package.descriptor.get("version"))
    wanted = {
        SUMS, DESCRIPTOR, CHANGES, *ROOT_FILES, *TEMPLATES, f"{name}.sqlite", f"{name}.xlsx",
        fingerprint_path(version), *copied_paths(package), *(f"parquet/{table}.parquet" for table in package.resources),
    }
    found = present(package.root)
    problems = [f"{path} is missing: every release has it" for path in sorted(wanted - found)]
    problems += [f"{path} belongs to no release" for path in sorted(found - wanted)]
    if PRE_RELEASE in version:
        problems.append(f"the descriptor has version {version!r}, which is no release")
    if top not in ("", f"{name}-{version}"):
        problems.append(f"the top folder is called {top}, the descriptor calls for {name}-{version}")
    return problems


def check_counts(package: Package, tables: dict[str, pd.DataFrame]) -> list[str]:
    """Compare the rows of every table with what schema-org.jsonld says of its file; return what differs."""
    try:
        downloads = read_json(package.root, "schema-org.jsonld")["distribution"]
        stated = {item["contentUrl"]: item["size"]["value"] for item in downloads if "size" in item}
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"schema-org.jsonld does not say how many rows the tables have ({type(error).__name__})"]
    paths = {package.resources[name].path: len(table) for name, table in tables.items()}
    return [
        f"{path} has {n_rows} rows, schema-org.jsonld says {stated.get(path)}"
        for path, n_rows in paths.items()
        if n_rows != stated.get(path)
    ]


def present(root: Path) -> set[str]:
    """Return the files of a directory, without what desktops and editors left there."""
    paths = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if not is_desktop(path)}
