"""The structure layer as a whole: which families run, on what, and what they leave to later ones."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from scripts.check.context import Context, guarded
from scripts.check.structure import (
    characters,
    documents,
    form,
    frictionless_layer,
    inference,
    profiles,
    schemas,
    screen,
    tree,
    version,
)
from scripts.evidence.load import read_tables
from scripts.package import csvio, descriptor
from scripts.package.csvio import BROKEN_CSV, RAGGED_ROW, WRONG_HEADER
from scripts.package.descriptor import Package, Resource, read_package
from scripts.package.findings import Finding, FindingsError

CONTENT = (characters, screen)
FORM = (form, inference)
ALWAYS = (descriptor, documents, schemas, tree, csvio)
RULE_MODULES = (*ALWAYS, *FORM, *CONTENT, version, profiles, frictionless_layer)


@dataclass
class Screened:
    """What a layer leaves behind for the next one.

    Without a context (no descriptor) nothing else can be checked. `gaps` say in words what
    could not be; `families` are the modules whose rules ran.
    """

    context: Context | None
    findings: list[Finding]
    gaps: list[str]
    families: list[ModuleType]


def check(root: Path, fast: bool) -> Screened:
    """Check a whole package; when fast, the two outside opinions only if something is found."""
    done = _screen(root, (*FORM, *CONTENT))
    if done.context is None:
        return done
    done.findings += tree.check(done.context.package)
    if all(finding.path != descriptor.DESCRIPTOR for finding in done.findings):
        done.families.append(version)  # with a descriptor that is at fault or stale there is nothing to compare
        done.findings += guarded("versions", partial(version.check, done.context))
    if done.findings or not fast:
        screened = list(done.findings)
        done.families += [profiles, frictionless_layer]
        done.findings += guarded("profiles", partial(profiles.check, done.context.package))
        second = partial(frictionless_layer.check, done.context, screened)
        done.findings += guarded("frictionless", second)
    return done


def check_evidence(root: Path) -> Screened:
    """Check what a build reads: descriptor, schemas and the content of the evidence tables.

    Order of rows and spelling of the file are left to `check`: a build does not depend on them.
    """
    return _screen(root, CONTENT, evidence_only=True)


def _screen(root: Path, families: tuple[ModuleType, ...], evidence_only: bool = False) -> Screened:
    try:
        package, findings = read_package(root)
    except FindingsError as error:
        return Screened(None, error.findings, ["Without a descriptor no table can be checked."], list(ALWAYS))
    of_links, linked = tree.find_links(package)
    package, of_schemas = _sound(package, linked)
    context, of_files = _read(package, package.evidence if evidence_only else package.resources)
    findings += [*of_links, *of_schemas, *of_files]
    listed = {str(item["name"]) for item in package.descriptor["resources"]}
    gaps = _gap(listed - set(package.resources), "were not checked: path or schema is at fault")
    gaps += _gap(context.incomplete, "were not checked to their end: the file is at fault")
    for family in families:
        findings += guarded(family.__name__.rpartition(".")[2], partial(family.check, context))
    return Screened(context, findings, gaps, [*ALWAYS, *families])


def _gap(names: set[str], what: str) -> list[str]:
    return [f"Tables that {what}: {', '.join(sorted(names))}."] if names else []


def _sound(package: Package, linked: set[str]) -> tuple[Package, list[Finding]]:
    """Leave out the resources that must not be read or whose schema cannot be used."""
    package = _without(package, linked)
    findings, unsound = documents.check(package)
    package = _without(package, {name for name, item in package.resources.items() if item.schema_path in unsound})
    of_schemas, unsound = schemas.check(package)
    return _without(package, unsound), [*findings, *of_schemas]


def _without(package: Package, names: set[str]) -> Package:
    kept = {name: resource for name, resource in package.resources.items() if name not in names}
    return Package(package.root, package.descriptor, kept)


def _read(package: Package, resources: dict[str, Resource]) -> tuple[Context, list[Finding]]:
    text, findings = read_tables(package, resources)
    faulty = {finding.resource for finding in findings}
    unreadable = {name for name in faulty if text[name].empty}
    lost_rows = {finding.resource for finding in findings if finding.rule in (BROKEN_CSV.id, RAGGED_ROW.id)}
    absent = {
        (finding.resource, finding.column)
        for finding in findings
        if finding.rule == WRONG_HEADER.id and finding.column not in finding.value.split(",")
    }
    kept = {name: table for name, table in text.items() if name not in unreadable}
    return Context(package, kept, absent, unreadable | lost_rows), findings
