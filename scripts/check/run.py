"""Run the layers, one after the other, and put what they find into one report."""

from collections import Counter
from concurrent.futures import Executor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from scripts.check.beside import start_workers
from scripts.check.changed_lines import read_change
from scripts.check.compiled.layer import check_compiled
from scripts.check.context import Context, guarded
from scripts.check.plausibility import statistics
from scripts.check.soundness import check_values
from scripts.check.structure import frictionless_layer, json_schemas, screening
from scripts.compile.tables import compile_package
from scripts.package.findings import RULES, SEVERITIES, Finding
from scripts.package.terminal import step, wipe

BROKE_OFF = {"S999", "S903"}


@dataclass(frozen=True)
class Report:
    """What a validation found.

    `gaps` say in words what could not be checked. `counts` holds resources, rows and cells read,
    rules that ran, rules of tables or columns that the package has not, and findings by severity. `notes` say what
    else a reader of the report must know.
    """

    findings: list[Finding]
    gaps: list[str]
    counts: dict[str, int]
    notes: list[str] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity != "error" for finding in self.findings)

    @property
    def complete(self) -> bool:
        """Whether everything was checked to the end and every finding is listed."""
        return not self.gaps and not any(finding.rule in BROKE_OFF for finding in self.findings)


def run(root: Path, fast: bool = False, workers: tuple[Executor, bool] | None = None) -> Report:
    """Validate a package directory: structure, compiled, consistency, plausibility.

    Fast leaves out plausibility, and frictionless where the screen finds nothing. `workers` are those of
    `start_workers`, where they were started before. A package that lost rows or tables is not compared with itself:
    everything would seem to miss what is merely not read.
    """
    step("Reading the tables, and checking each cell")
    done, waiting = screening.open_package(root), {}
    workers, large = workers or start_workers(root, fast)
    with workers:
        whole = done.context is not None and not done.context.incomplete and not done.gaps
        if whole:
            task = partial(compile_package, done.context.package, done.context.text)
            compiled = workers.submit(task).result if large else task
        done = screening.check_opened(done)
        findings, gaps, context = list(done.findings), list(done.gaps), done.context
        if context is not None and fast and findings and not frictionless_layer.is_bounded(context):
            gaps.append("Frictionless was not asked: in a fast check the tables are too large for it.")
        elif context is not None and (findings or not fast):
            waiting["frictionless"] = frictionless_layer.ask(context, list(findings), workers)
        if context is not None and (findings or not fast):
            findings += guarded("profiles", partial(json_schemas.check_published, context.package))
        if whole and not fast:
            waiting["plausibility"] = workers.submit(statistics.check_directory, root).result
        if whole:
            step("Compiling the evidence, and comparing it with the published tables")
            findings += check_values(context, findings)
            context, found, missing = check_compiled(context, findings, compiled)
            if any(finding.rule == "C100" for finding in found):  # of which stale checksums are a part
                findings = [finding for finding in findings if finding.rule != RULES["S503"].id]
            findings, gaps = findings + found, gaps + missing
            step("Checking the rules")
            idle = workers if large and not waiting else None
            findings += guarded("consistency", partial(_consistency, context, idle))
        else:
            gaps.append("The upper layers were not run, because tables or rows could not be read.")
        for what, answer in waiting.items():
            step(f"Waiting for {what}")
            findings += guarded(what, answer)
    wipe()
    change = read_change(root)
    notes = [f"Changed lines do not come first: {change.refused}."] if change.refused else []
    return Report(change.sort(findings), gaps, _counts(context, findings), notes)


def _consistency(context: Context, idle: Executor | None) -> list[Finding]:
    """Run all rules, or half of them and let an idle worker run the other half."""
    from scripts.check.consistency import rulebook

    if idle is None:
        return rulebook.check_rules(context)
    other = idle.submit(rulebook.check_rules, context, 1)
    return rulebook.check_rules(context, 0) + other.result()


def _counts(context: Context | None, findings: list[Finding]) -> dict[str, int]:
    from scripts.check.catalogue import all_rules, not_applicable

    tables = list(context.text.values()) if context else []
    severities = Counter(finding.severity for finding in findings)
    left_out = len(not_applicable(context.package)) if context else 0
    return {
        "resources": len(tables),
        "rows": sum(len(table) for table in tables),
        "cells": sum(table.size for table in tables),
        "rules": len(all_rules()) - left_out,
        "not_applicable": left_out,
        **{f"{severity}s": severities[severity] for severity in SEVERITIES},
    }
