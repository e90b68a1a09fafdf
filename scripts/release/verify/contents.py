"""Whether the files are those of the release: checksums, nothing missing or added, and as the descriptors say."""

import hashlib
import json
from pathlib import Path

import pandas as pd

from scripts.history.fingerprint import fingerprint_path
from scripts.package.dataset import PRE_RELEASE
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.desktop import is_desktop
from scripts.release.archive import SUMS, read_sums
from scripts.release.assemble import CHANGES, ROOT_FILES, copied_paths
from scripts.release.descriptors.rendering import TEMPLATES
from scripts.release.verify.unpack import NotRelease


def check_sums(root: Path) -> list[str]:
    """Compare the files of a directory with SHA256SUMS; return what is wrong, in words.

    Raises
    ------
    NotRelease
        There is no SHA256SUMS, so this is no release.
    """
    try:
        listed = read_sums((root / SUMS).read_bytes())
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
        if hashlib.sha256((root / name).read_bytes()).hexdigest() != listed[name]
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
        downloads = json.loads((package.root / "schema-org.jsonld").read_text(encoding="utf-8"))["distribution"]
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
