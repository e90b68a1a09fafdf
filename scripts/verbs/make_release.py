"""`release`: the state of the package as one archive that can be cited."""

import json
import sqlite3
from pathlib import Path

import click

from scripts.history.fingerprint import archive_entry, fingerprint_path, write_fingerprint
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.terminal import step
from scripts.release.preconditions import missing_libraries
from scripts.verbs.common import fail, give_up, package_argument, read_everything, say
from scripts.verbs.writing import write

DIST = "dist"


@click.command()
@package_argument
def command(package_dir: Path) -> None:
    """Make the release: one archive in dist/ that is the same wherever it is made.

    Validates, checks version and changelog, and that every file has the very bytes of the last commit;
    drops the suffix of the version. Writes dist/NAME-VERSION.zip, its fingerprint in releases/, and the
    version into datapackage.json and CITATION.cff; nothing where anything is wrong. At the tag of a release it
    makes that release again and proves that the bytes are the same.

    Example: python -m scripts release
    """
    absent = missing_libraries()
    if absent:
        fail(f"A release needs {', '.join(absent)}. Run `make release`: it installs what is missing.", status=2)
    package, text = read_everything(package_dir)
    version, day = _check(package)
    archive, members = _make(package, text, version, day)
    _publish(package, version, archive, members)


def _check(package: Package) -> tuple[str, str]:
    """Version and date of the release; ends with all reasons where it cannot be made."""
    from scripts.check.run import run
    from scripts.release.assemble import release_version
    from scripts.release.commit import check_commit
    from scripts.release.preconditions import check_changelog, check_version

    version = release_version(package.descriptor["version"])
    day = package.descriptor["created"][:10]
    problems = [
        *check_version(version),
        *check_changelog(package.root / "CHANGELOG.md", version, day),
        *check_commit(package),
    ]
    if problems:
        _refuse(version, problems)
    report = run(package.root)
    if not report.valid:
        give_up(report.findings, f"Release {version} was not made: the package is not valid.")
    if not report.complete:
        _refuse(version, report.gaps)
    return version, day


def _make(package: Package, text: dict, version: str, day: str) -> tuple[bytes, dict[str, bytes]]:
    """The archive and its members by path below the top folder."""
    from scripts.release.archive import write_zip
    from scripts.release.assemble import assemble

    step("Writing the tables in every format, and the archive")
    try:
        members = assemble(package, text)
        top = f"{package.descriptor['name']}-{version}"
        return write_zip({f"{top}/{name}": content for name, content in members.items()}, day), members
    except OSError as error:
        _refuse(version, [f"{error.filename} cannot be read: {error.strerror}."])
    except (ValueError, KeyError, sqlite3.Error) as error:
        _refuse(version, [f"{error}."])


def _publish(package: Package, version: str, archive: bytes, members: dict[str, bytes]) -> None:
    """Write the archive, then what is committed with it; say what is still blank and what comes next."""
    from scripts.package.dataset import read_dataset
    from scripts.release.preconditions import check_released, check_space, open_points

    root = package.root
    name = f"{package.descriptor['name']}-{version}.zip"
    entry = archive_entry(name, archive)
    path = fingerprint_path(version)
    fingerprint = root / path
    again = fingerprint.exists()
    problems = check_released(fingerprint, version, entry["sha256"], "-" in package.descriptor["version"])
    problems += check_space(root, len(archive))
    if problems:
        _refuse(version, problems)
    committed = {member: members[member] for member in ("NOTICE", "CITATION.cff", DESCRIPTOR)}
    if not again:
        identity = {"version": version, "released": package.descriptor["created"][:10], "archive": entry}
        committed = {path: write_fingerprint(identity, json.loads(members[path])["snapshot"]), **committed}
    write(root, lambda: {f"{DIST}/{name}": archive, **committed})
    click.echo(f"{DIST}/{name}: {len(archive):,} bytes")
    click.echo(f"SHA-256 {entry['sha256']}")
    for point in open_points(read_dataset(package.descriptor)):
        say(f"Still open: {point}")
    if again:
        click.echo(f"This is release {version} again, byte for byte.")
    else:
        click.echo(f"Next: python -m scripts verify {DIST}/{name}, commit, git tag v{version}, push both.")


def _refuse(version: str, problems: list[str]):
    lines = "\n".join(f"- {problem}" for problem in problems)
    fail(f"Release {version} was not made:\n{lines}")
