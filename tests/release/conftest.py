"""The small package of `package/`, and releases of it."""

import json
import shutil
from pathlib import Path

import pytest
import yaml
from rdflib import Graph

from scripts.package.csvio import read_table
from scripts.package.descriptor import load_package
from scripts.release.archive import SUMS, write_sums, write_zip
from scripts.release.assemble import assemble
from scripts.release.verdict import verify

OWN = Path(__file__).parent / "package"  # with what is hard to write: formulas, blanks, cycles, accents
METADATA = json.loads((OWN / "datapackage.json").read_text(encoding="utf-8"))
ADDRESSES = {
    "doi": "10.5072/example.1",
    "homepage": "https://example.org/small",
    "repository": "https://example.org/small/code",
    "contact": {"name": "Makers of the small package", "url": "https://example.org/small/contact"},
}


def write_package(root, more=None):
    """Copy the small package into a directory, with more in its descriptor, and return it loaded."""
    shutil.copytree(OWN, root, dirs_exist_ok=True)
    (root / "datapackage.json").write_text(json.dumps(METADATA | (more or {})), encoding="utf-8")
    return load_package(root)


def text_of(package):
    return {
        name: read_table(package.root, item.schema, item.path)[0]
        for name, item in package.resources.items()
    }


def written(members, root):
    """Write the members of a release into a directory and return it."""
    for name, content in members.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def zipped(members, top="small-package-1.2.0"):
    return write_zip({f"{top}/{name}": data for name, data in members.items()}, "2026-11-22")


def cff_of(release):
    return yaml.load(release["CITATION.cff"], Loader=yaml.BaseLoader)


def dcat_of(release):
    return Graph().parse(data=release["dcat.ttl"], format="turtle", publicID="https://example.org/dcat.ttl")


@pytest.fixture(scope="session")
def package(tmp_path_factory):
    return write_package(tmp_path_factory.mktemp("package"))


@pytest.fixture(scope="session")
def tables(package):
    return {name: package.resources[name].schema.cast(text) for name, text in text_of(package).items()}


@pytest.fixture(scope="session")
def members(package):
    return assemble(package, text_of(package))


@pytest.fixture(scope="session")
def addressed(tmp_path_factory):
    """The members of a release whose descriptor leaves nothing blank."""
    package = write_package(tmp_path_factory.mktemp("addressed"), ADDRESSES)
    return assemble(package, text_of(package))


@pytest.fixture(params=["blanks", "addressed"])
def release(request, members, addressed):
    """The members of a release, once with all that a descriptor may leave blank and once without."""
    return members if request.param == "blanks" else addressed


@pytest.fixture(scope="session")
def unpacked(members, tmp_path_factory):
    """The directory of an unpacked release."""
    return written(members, tmp_path_factory.mktemp("unpacked") / "small-package-1.2.0")


@pytest.fixture
def archive(members, tmp_path):
    """A release archive that a test may change."""
    path = tmp_path / "small-package-1.2.0.zip"
    path.write_bytes(zipped(members))
    return path


@pytest.fixture
def damaged(members, tmp_path):
    """Verify a release some of whose files are replaced (None: taken out), with checksums made anew."""

    def check(**changes):
        changed = {name: data for name, data in (members | changes).items() if data is not None}
        del changed[SUMS]
        changed[SUMS] = write_sums(changed)
        return verify(written(changed, tmp_path / "release")).problems

    return check
