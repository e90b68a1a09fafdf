"""`build`: evidence in, published tables out."""

import copy
from pathlib import Path

import click

from scripts.compile.tables import compile_package
from scripts.evidence.columns import Tables
from scripts.history.changes import diff_table, wanted_version
from scripts.history.notes import describe
from scripts.history.snapshot import take_snapshot
from scripts.package.csvio import read_table, write_table
from scripts.package.descriptor import DESCRIPTOR, Package, seal, size_and_hash, write_descriptor
from scripts.package.terminal import step, wipe
from scripts.package.transaction import is_current, is_interrupted
from scripts.tell.attribution import root_files
from scripts.verbs.common import fail, last_release, package_argument, read_package, say, sound_evidence
from scripts.verbs.writing import write

LINES_A_TABLE = 12


@click.command()
@package_argument
@click.option("--check", is_flag=True, help="Change nothing; fail when data/ is not what the evidence yields.")
def command(package_dir: Path, check: bool) -> None:
    """Rebuild the published tables from the evidence.

    Reads data/evidence/ and schemas/, writes data/*.csv, CITATION.cff and NOTICE, and into
    datapackage.json the checksums and the version that the changes since the last release call
    for. The same evidence gives the same bytes everywhere. A file is old or new, never half; a
    build that was cut off is finished by the next.

    Example: python -m scripts build --check
    """
    if check:
        _check(package_dir)
        return
    changed = write(package_dir, lambda: _build(package_dir))
    click.echo(f"Built: {len(changed)} files changed." if changed else "Built: nothing changed.")
    for name in changed:
        click.echo(f"  {name}")


def _build(root: Path) -> dict[str, bytes]:
    """The new contents; gives up where the evidence is no longer what was compiled, for the checksums tell of it."""
    paths = [item.path for item in read_package(root).evidence.values()]
    before = [seal(root, path) for path in paths]
    contents = _contents(*_compile(root))
    changed = [path for path, held in zip(paths, before, strict=True) if seal(root, path) != held]
    if changed:
        fail(f"Nothing was built: {', '.join(changed)} changed meanwhile. Run `make build` again.")
    return contents


def _check(root: Path) -> None:
    if is_interrupted(root):
        fail("A build was cut off here. Run `make build`: it finishes the work.")
    package, evidence, tables = _compile(root)
    contents = _contents(package, evidence, tables)
    wipe()
    stale = [path for path, data in contents.items() if not is_current(root, path, data)]
    if not stale:
        click.echo("The published tables are what the evidence yields.")
        return
    click.echo("The published tables are not what the evidence yields:")
    names = {resource.path: name for name, resource in package.published.items()}
    for path in stale:
        say(f"  {path}")
        for line in _differences(package, names[path], tables) if path in names else []:
            say(f"    {line}")
    fail("Run `make build` and commit the result together with the evidence.")


def _compile(root: Path) -> tuple[Package, Tables, Tables]:
    """The package, its evidence as text, and its published tables, compiled from it."""
    package, text = sound_evidence(root)
    step("Compiling the tables")
    return package, text, compile_package(package, text)


def _contents(package: Package, evidence: Tables, tables: Tables) -> dict[str, bytes]:
    """New contents of all files that the build writes, the descriptor last."""
    step("Writing the tables, and comparing with the last release")
    contents = {resource.path: write_table(tables[name]) for name, resource in package.published.items()}
    descriptor = copy.deepcopy(package.descriptor)
    for resource in descriptor["resources"]:
        path = resource["path"]
        resource |= size_and_hash(contents[path]) if path in contents else seal(package.root, path)
    now = take_snapshot(package, evidence | tables)
    descriptor["version"] = wanted_version(last_release(package.root), now)
    contents |= root_files(descriptor, evidence["sources"], evidence["statements"])
    return contents | {DESCRIPTOR: write_descriptor(descriptor)}


def _differences(package: Package, name: str, tables: Tables) -> list[str]:
    """What would change in one published table, in words."""
    resource = package.published[name]
    old, _ = read_table(package.root, resource.schema, resource.path)
    differences = diff_table(old, tables[name], resource.schema)
    return describe(differences, name, LINES_A_TABLE)
