"""Where frictionless and the screen differ on the same tables."""

from collections.abc import Callable
from concurrent.futures import Executor

from scripts.check.context import Context
from scripts.check.structure.second_opinion import Opinion, opinion
from scripts.package.findings import RULES, Finding, is_rest
from scripts.package.opening import limit

# Kinds of error that both must find.
SHARED = {"S301", "S303", "S305", "S306", "S307", "S308", "S401", "S402", "S403"}
FORM_RULES = {rule.id for rule in (RULES["S102"], RULES["S103"], RULES["S104"], RULES["S105"])}
ROW_ERRORS = {"primary-key", "unique-error", "foreign-key"}
KEY_RULES = {"S401", "S402", "S403"}


def is_bounded(context: Context) -> bool:
    """Whether frictionless reads the tables in about the time of all other checks."""
    return sum(map(len, context.text.values())) <= limit("second_opinion_rows")


def ask(context: Context, screened: list[Finding], workers: Executor) -> Callable[[], list[Finding]]:
    """Let a worker ask frictionless; call what is returned to wait and compare it with the screen.

    What both found is dropped.
    """
    tables = well_formed(context, screened)
    answer = workers.submit(opinion, context.package.root, descriptor_of(context, tables))
    return lambda: compare(context, answer.result(), screened, tables)


def well_formed(context: Context, screened: list[Finding]) -> list[str]:
    """Return the tables that frictionless can read: with rows, no fault of the form, and each finding listed."""
    malformed = {finding.resource for finding in screened if finding.rule in FORM_RULES or is_rest(finding)}
    return [name for name, text in context.text.items() if len(text) and name not in malformed]


def descriptor_of(context: Context, tables: list[str]) -> dict:
    """Return a descriptor of these tables alone: a foreign key out of them would stop frictionless."""
    resources = []
    for name in tables:
        resource = context.package.resources[name]
        schema = {key: value for key, value in resource.schema.descriptor.items() if key != "$schema"}
        keys = zip(schema.get("foreignKeys", []), resource.schema.foreign_keys, strict=True)
        schema["foreignKeys"] = [written for written, key in keys if key.resource in tables]
        resources.append(
            {
                "name": name, "path": resource.path, "type": "table", "scheme": "file", "format": "csv",
                "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
            }
        )
    return {"name": "package", "resources": resources}


def compare(context: Context, opinion: Opinion, screened: list[Finding], tables: list[str]) -> list[Finding]:
    """Return the differences between frictionless and the screen on `tables`, each as a finding."""
    errors = [
        (name, int(context.text[name].index[row - 2]), column, kind, note)
        for name, row, column, kind, note in opinion.errors
    ]
    cells = {(finding.resource, finding.line, finding.column) for finding in screened} | context.minted
    rows = {(finding.resource, finding.line) for finding in screened if finding.rule in KEY_RULES}
    rows |= {(resource, line) for resource, line, _ in context.minted}
    findings = [
        context.finding(RULES["S903"], resource, None, "", f"Frictionless says: {note}")
        if resource
        else RULES["S903"].finding(f"Frictionless says: {note}")
        for resource, note in opinion.stops
    ]
    for resource, line, column, kind, note in errors:
        known = (resource, line) in rows if kind in ROW_ERRORS else (resource, line, column) in cells
        if not known and kind != "blank-row":
            message = f"Frictionless finds a {kind} here that the screen does not: {note}."
            findings.append(context.finding(RULES["S901"], resource, line, column, message))
    seen_cells = {(resource, line, column) for resource, line, column, _, _ in errors}
    of_rows = {*ROW_ERRORS, "blank-row"}
    seen_rows = {(resource, line) for resource, line, _, kind, _ in errors if kind in of_rows}
    finished = set(tables) - {resource for resource, _ in opinion.stops}
    for finding in screened:
        at = (finding.resource, finding.line)
        shared = finding.rule in SHARED and finding.resource in finished
        if shared and (*at, finding.column) not in seen_cells and at not in seen_rows:
            message = f"The screen finds {finding.rule} here, and frictionless finds nothing: {finding.message}"
            findings.append(context.finding(RULES["S902"], *at, finding.column, message))
    return findings
