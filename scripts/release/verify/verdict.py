"""Verify a whole release: all checks in order, each only where the ones before make sense of it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from scripts.check.structure import screening
from scripts.history.fingerprint import read_fingerprint
from scripts.package.dataset import read_dataset
from scripts.package.descriptor import load_package
from scripts.package.findings import Finding
from scripts.package.progress import step
from scripts.release.archive import write_zip
from scripts.release.verify import contents, formats
from scripts.release.verify.unpack import UnsafeRelease, opened

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

    Parameters
    ----------
    path : Path
        The archive or directory.
    fingerprints : Path, optional
        The directory of the project's fingerprints: where it knows the version, the archive must have
        the SHA-256 that stands there, and the release must not have been withdrawn.

    Raises
    ------
    NotRelease
        What was given is no release at all, so nothing could be checked.
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
    problems = contents.check_sums(root)
    screened = screening.check(root)
    problems += [_say(finding) for finding in screened.findings if finding.rule not in OF_WORK] + screened.gaps
    if screened.context is None:
        return Verdict(problems)
    package, typed = screened.context.package, screened.context.typed
    problems += contents.check_files(package, top)
    problems += contents.check_counts(package, typed)
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
    true = hashlib.sha256(release.read_bytes()).hexdigest()
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
    archive = write_zip({f"{top}/{name}": (root / name).read_bytes() for name in contents.present(root)}, day)
    return hashlib.sha256(archive).hexdigest()
