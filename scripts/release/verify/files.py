"""Whether the files are those of the release: checksums, and nothing missing or added."""

import hashlib
from pathlib import Path

from scripts.history.fingerprint import fingerprint_path
from scripts.history.snapshot import SUITES
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.release import assemble, checksums
from scripts.release.verify.unpack import NotRelease

CROISSANT, CITATION, NOTICE, CHANGES = "croissant.json", "CITATION.cff", "NOTICE", "CHANGES.md"


def check_sums(root: Path) -> list[str]:
    """Compare the files of a directory with SHA256SUMS; return what is wrong, in words.

    Raises:
        NotRelease: there is no SHA256SUMS, so this is no release.
    """
    try:
        listed = checksums.read_sums((root / checksums.NAME).read_bytes())
    except OSError as error:
        raise NotRelease(f"{root} is no release: it has no {checksums.NAME}.") from error
    except ValueError as error:
        return [str(error)]
    present = _present(root) - {checksums.NAME}
    problems = [f"{name} is listed in {checksums.NAME} but missing" for name in sorted(listed.keys() - present)]
    problems += [f"{name} was added: {checksums.NAME} does not list it" for name in sorted(present - listed.keys())]
    problems += [
        f"{name} was changed: its SHA-256 is not the one in {checksums.NAME}"
        for name in sorted(present & listed.keys())
        if hashlib.sha256((root / name).read_bytes()).hexdigest() != listed[name]
    ]
    return problems


def check_contents(root: Path, package: Package) -> list[str]:
    """Compare the files with what the descriptor calls for; return what is missing or too much."""
    name = package.descriptor["name"]
    suites = (path for path in (root / SUITES).glob("*.json") if path.stem in package.resources)
    wanted = {
        checksums.NAME, DESCRIPTOR, CROISSANT, CITATION, NOTICE, CHANGES, f"{name}.sqlite", f"{name}.xlsx",
        fingerprint_path(str(package.descriptor["version"])),
        *assemble.COPIED, *assemble.RENDERERS,
        *(path.relative_to(root).as_posix() for path in suites),
        *(resource.schema_path for resource in package.resources.values()),
        *(resource.path for resource in package.resources.values()),
        *(f"parquet/{table}.parquet" for table in package.resources),
    }
    present = _present(root)
    problems = [f"{path} is missing: every release has it" for path in sorted(wanted - present)]
    return problems + [f"{path} belongs to no release" for path in sorted(present - wanted)]


def _present(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
