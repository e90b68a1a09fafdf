"""Run the three layers, one after the other, and put what they find into one report."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from types import ModuleType

from scripts.check import consistency, plausibility
from scripts.check.catalogue import rules_of
from scripts.check.guard import COULD_NOT_RUN, guarded
from scripts.check.structure import frictionless_layer, layer
from scripts.package.findings import SEVERITIES, Finding

BROKE_OFF = {COULD_NOT_RUN.id, frictionless_layer.NOT_FINISHED.id}


@dataclass(frozen=True)
class Report:
    """What a validation found.

    `gaps` say in words what could not be checked. `counts` holds resources, rows and cells read,
    rules that ran, and findings by severity.
    """

    findings: list[Finding]
    gaps: list[str]
    counts: dict[str, int]

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)

    @property
    def complete(self) -> bool:
        """Whether everything was checked to the end and every finding is listed."""
        return not self.gaps and not any(finding.rule in BROKE_OFF for finding in self.findings)


def run(root: Path, fast: bool = False) -> Report:
    """Validate a package directory: structure, consistency, plausibility.

    Fast leaves out plausibility, and frictionless where the screen finds nothing. A package
    that lost rows or tables is not compared with itself: everything would seem to miss what is
    merely not read.
    """
    done = layer.check(root, fast)
    whole = done.context is not None and not done.context.incomplete and not done.gaps
    if not whole:
        done.gaps.append("Consistency and plausibility were not checked, because tables or rows could not be read.")
    for part in [consistency] if fast else [consistency, plausibility]:
        if whole:
            _run_layer(part, done)
    return Report(sorted(done.findings, key=lambda finding: finding.order), done.gaps, _counts(done))


def _run_layer(part: ModuleType, done: layer.Screened) -> None:
    """Run the families of an upper layer on what the lower ones found good."""
    context = done.context
    context.bad.update(
        (finding.resource, finding.line, finding.column)
        for finding in done.findings
        if finding.severity == "error" and finding.line is not None and finding.column
    )
    for name in part.FAMILIES:
        family = import_module(f"{part.__name__}.{name}")
        done.families.append(family)
        found = guarded(family, partial(family.check, context))
        done.findings += [finding for finding in found if not context.is_bad(finding)]


def _counts(done: layer.Screened) -> dict[str, int]:
    tables = list(done.context.text.values()) if done.context else []
    severities = Counter(finding.severity for finding in done.findings)
    return {
        "resources": len(tables),
        "rows": sum(len(table) for table in tables),
        "cells": sum(table.size for table in tables),
        "rules": len({rule.id for family in done.families for rule in rules_of(family)}),
        **{f"{severity}s": severities[severity] for severity in SEVERITIES},
    }
