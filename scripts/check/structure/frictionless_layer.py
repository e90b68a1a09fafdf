"""The second opinion: frictionless on the same tables, and where it and the screen differ."""

import warnings
from dataclasses import dataclass, field

from scripts.check.context import Context
from scripts.check.structure import screen
from scripts.package import csvio
from scripts.package.findings import Finding, Rule

ONLY_FRICTIONLESS = Rule(
    "S901", "Frictionless finds no error that the screen misses",
    "Users check the package with frictionless; what it refuses is broken for them.",
    "error", "structure", "frictionless", "Mend the cell; and teach the screen this rule, so that it bites at once.",
)
ONLY_SCREEN = Rule(
    "S902", "The screen finds no error of a standard kind that frictionless misses",
    "Of two validators with one schema one must be wrong when they differ.",
    "error", "structure", "frictionless", "Mend the cell; and find out which of the two reads the schema wrongly.",
)
NOT_FINISHED = Rule(
    "S903", "Frictionless can read every table to its end",
    "A validator that stops half-way has found nothing wrong in the other half.",
    "error", "structure", "frictionless", "Mend the other findings first; then look at this message again.",
)
# Kinds of error that both must find.
SHARED = {
    rule.id
    for rule in (
        screen.NOT_TYPE, screen.BLANK, screen.NOT_IN_LIST, screen.NOT_PATTERN, screen.OUT_OF_BOUNDS,
        screen.WRONG_LENGTH, screen.DOUBLED_KEY, screen.NOT_UNIQUE, screen.NO_SUCH_ROW,
    )
}
FORM_RULES = {rule.id for rule in (csvio.NOT_UTF8, csvio.BROKEN_CSV, csvio.WRONG_HEADER, csvio.RAGGED_ROW)}
ROW_ERRORS = {"primary-key", "unique-error", "foreign-key"}
KEY_RULES = {screen.DOUBLED_KEY.id, screen.NOT_UNIQUE.id, screen.NO_SUCH_ROW.id}
NO_LIMIT = 10**9


@dataclass
class Opinion:
    """What frictionless found: errors as (resource, line, column, type, note), and why it stopped."""

    errors: list[tuple[str, int, str, str, str]] = field(default_factory=list)
    stops: list[tuple[str, str]] = field(default_factory=list)


def check(context: Context, screened: list[Finding]) -> list[Finding]:
    """Run frictionless and compare it with the findings of the screen; what both found is dropped."""
    malformed = {finding.resource for finding in screened if finding.rule in FORM_RULES}
    tables = [name for name, text in context.text.items() if len(text) and name not in malformed]
    return compare(context, run(context, tables), screened, tables)


def run(context: Context, tables: list[str]) -> Opinion:
    """Run frictionless on tables whose files are well-formed; nothing outside the package is read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from frictionless import Package, system

        with system.use_context(trusted=False):
            package = Package.from_descriptor(_descriptor(context, tables), basepath=str(context.package.root))
            report = package.validate(limit_errors=NO_LIMIT)
    opinion = Opinion(stops=[("", error.note) for error in report.errors])
    for task in report.tasks:
        opinion.stops += [(task.name, warning) for warning in task.warnings]
        for error in task.errors:
            row = getattr(error, "row_number", None)
            if row is None:
                opinion.stops.append((task.name, error.message))
                continue
            # Its row 2 is the first row under the header, wherever that stands in the file.
            line = int(context.text[task.name].index[row - 2])
            column = getattr(error, "field_name", None) or next(iter(getattr(error, "field_names", [])), "")
            opinion.errors.append((task.name, line, column, error.type, error.note))
    return opinion


def compare(context: Context, opinion: Opinion, screened: list[Finding], tables: list[str]) -> list[Finding]:
    """Return the differences between frictionless and the screen on `tables`, each as a finding."""
    cells = {(finding.resource, finding.line, finding.column) for finding in screened}
    rows = {(finding.resource, finding.line) for finding in screened if finding.rule in KEY_RULES}
    findings = [
        context.finding(NOT_FINISHED, resource, None, "", f"Frictionless says: {note}")
        if resource
        else NOT_FINISHED.finding(f"Frictionless says: {note}")
        for resource, note in opinion.stops
    ]
    for resource, line, column, kind, note in opinion.errors:
        known = (resource, line) in rows if kind in ROW_ERRORS else (resource, line, column) in cells
        if not known and kind != "blank-row":
            message = f"Frictionless finds a {kind} here that the screen does not: {note}."
            findings.append(context.finding(ONLY_FRICTIONLESS, resource, line, column, message))
    seen_cells = {(resource, line, column) for resource, line, column, _, _ in opinion.errors}
    of_rows = {*ROW_ERRORS, "blank-row"}
    seen_rows = {(resource, line) for resource, line, _, kind, _ in opinion.errors if kind in of_rows}
    finished = set(tables) - {resource for resource, _ in opinion.stops}
    for finding in screened:
        at = (finding.resource, finding.line)
        shared = finding.rule in SHARED and finding.resource in finished
        if shared and (*at, finding.column) not in seen_cells and at not in seen_rows:
            message = f"The screen finds {finding.rule} here, and frictionless finds nothing: {finding.message}"
            findings.append(context.finding(ONLY_SCREEN, *at, finding.column, message))
    return findings


def _descriptor(context: Context, tables: list[str]) -> dict:
    """A descriptor of the complete tables; foreign keys that lead out of them are left out."""
    resources = []
    for name in tables:
        resource = context.package.resources[name]
        schema = dict(resource.schema.descriptor)
        schema.pop("$schema", None)
        kept = [
            written
            for written, key in zip(schema.pop("foreignKeys", []), resource.schema.foreign_keys, strict=True)
            if key.resource in tables
        ]
        if kept:
            schema["foreignKeys"] = kept
        resources.append(
            {
                "name": name, "path": resource.path, "type": "table", "scheme": "file", "format": "csv",
                "mediatype": "text/csv", "encoding": "utf-8", "schema": schema,
            }
        )
    return {"name": "package", "resources": resources}
