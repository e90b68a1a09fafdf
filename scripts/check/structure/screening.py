"""The structure layer as a whole: what is checked, in which order, and what is left to later layers."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scripts.check.context import Context, guarded
from scripts.check.structure import (
    characters,
    form,
    inference,
    json_schemas,
    schemas,
    screen,
    tree,
)
from scripts.evidence.canonical import mint
from scripts.evidence.load import read_tables
from scripts.package.descriptor import DESCRIPTOR, Package, Resource, read_package
from scripts.package.findings import Finding, FindingsError

CONTENT = {"characters": characters.check, "cells and keys": screen.check}
FORM = {"form": form.check, "inferred types": inference.check}


@dataclass
class Screened:
    """What a layer leaves behind for the next one.

    Without a context (no descriptor) nothing else can be checked. `gaps` say in words what
    could not be.
    """

    context: Context | None
    findings: list[Finding]
    gaps: list[str]


def check(root: Path) -> Screened:
    """Check a whole package, but for the two outside opinions (`frictionless_layer`, the published profiles)."""
    return check_opened(open_package(root))


def check_evidence(root: Path) -> Screened:
    """Check what a build reads: descriptor, schemas and the content of the evidence tables.

    Order of rows and spelling of the file are left to `check`: a build does not depend on them.
    """
    return _run(open_package(root, evidence_only=True), CONTENT | {"ids": form.check_ids})


def open_package(root: Path, evidence_only: bool = False) -> Screened:
    """Read descriptor, schemas and tables, with what keeps them from being read."""
    try:
        package, findings = read_package(root)
    except FindingsError as error:
        return Screened(None, error.findings, ["Without a descriptor no table can be checked."])
    of_links, linked = tree.find_links(package)
    package, of_schemas = _sound(package, linked)
    context, of_files = _read(package, package.evidence if evidence_only else package.resources)
    listed = {str(item["name"]) for item in package.descriptor["resources"]}
    gaps = _gap(listed - set(package.resources), "were not checked: path or schema is at fault")
    gaps += _gap(context.incomplete, "were not checked to their end: the file is at fault")
    return Screened(context, list(dict.fromkeys([*findings, *of_links, *of_schemas, *of_files])), gaps)


def check_opened(done: Screened) -> Screened:
    """Check the form and the content of all tables of an opened package, its directory and its version."""
    if _run(done, FORM | CONTENT).context is None:
        return done
    done.findings += [finding for finding in tree.check(done.context.package) if finding not in done.findings]
    if all(finding.path != DESCRIPTOR for finding in done.findings):
        # With a descriptor that is at fault or stale there is nothing to compare.
        done.findings += guarded("versions", partial(tree.check_history, done.context))
    return done


def _run(done: Screened, checks: dict[str, Callable[[Context], list[Finding]]]) -> Screened:
    for what, check_content in checks.items() if done.context else ():
        done.findings += guarded(what, partial(check_content, done.context))
    return done


def _gap(names: set[str], what: str) -> list[str]:
    return [f"Tables that {what}: {', '.join(sorted(names))}."] if names else []


def _sound(package: Package, linked: set[str]) -> tuple[Package, list[Finding]]:
    """Leave out the resources that must not be read or whose schema cannot be used."""
    package = _without(package, linked)
    findings, unsound = json_schemas.check(package)
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
    lost_rows = {finding.resource for finding in findings if finding.rule in ("S103", "S105", "S107")}
    absent = {
        (finding.resource, finding.column)
        for finding in findings
        if finding.rule == "S104" and finding.column not in finding.value.split(",")
    }
    kept = {name: table for name, table in text.items() if name not in unreadable}
    context = Context(package, kept, absent, unreadable | lost_rows)
    for name in package.evidence.keys() & kept.keys():
        _mint(context, name)
    return context, findings


def _mint(context: Context, name: str) -> None:
    """Give blank ids what `format` will write, so that the checks speak of the rows and not of the blanks."""
    text = context.text[name]
    context.text[name] = minted = mint(text, name)
    if minted is not text:
        places = zip(*(minted != text).to_numpy().nonzero(), strict=True)
        columns = ((text.index[row], text.columns[column]) for row, column in places)
        context.minted.update((name, line, column) for line, column in columns)
