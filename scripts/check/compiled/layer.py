"""Compile the evidence in memory, and say where the disk holds something else."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from scripts.check.compiled.comparison import compare_document, compare_table, on_lines_of_disk
from scripts.check.context import Context, guarded
from scripts.check.structure.form import FORM_RULES
from scripts.compile.tables import compile_tables
from scripts.evidence.columns import Tables
from scripts.package.descriptor import DESCRIPTOR, stale_files
from scripts.package.findings import RULES, Finding
from scripts.package.opening import read_inside
from scripts.package.tableschema import sort_rows
from scripts.tell.documents import generated


def check_compiled(
    context: Context, findings: list[Finding], ahead: Callable[[], Tables]
) -> tuple[Context, list[Finding], list[str]]:
    """Compare the published tables and generated files with what the evidence yields.

    Parameters
    ----------
    context : Context
        The package as read from disk.
    findings : list of Finding
        What the structure layer found.
    ahead : callable
        Yields the published tables as compiled from evidence without a fault; not asked where there is one.

    Returns
    -------
    context, findings, gaps
        The package with the compiled tables in place of those on disk, so that the rules above speak of what the
        evidence says and not of what follows from a table that was not built; what differs; what was not compared.
    """
    package = context.package
    if not package.evidence:  # a package of others: nothing of it is built
        return context, [], []
    wrong = [item for item in findings if item.severity == "error" and item.rule not in FORM_RULES]
    unsound = any(item.resource in package.evidence for item in wrong)
    gaps = ["The published tables were not compared with the evidence, which has errors."] if unsound else []
    schemas = {name: resource.schema for name, resource in package.published.items()}
    try:
        compiled = compile_tables(_readable(context), schemas) if unsound else ahead()
    except Exception as error:  # whatever evidence does to the compiler is told, and never a trace
        message = f"The compiler broke off: {type(error).__name__}: {error}"
        return context, [] if unsound else [RULES["C199"].finding(message, path=DESCRIPTOR)], gaps
    differ = [name for name in schemas if not context.text[name].equals(compiled[name])]
    on_disk = context
    if differ:
        compiled_text = {name: on_lines_of_disk(context, name, compiled[name]) for name in differ}
        context = replace(context, text=context.text | compiled_text)
    if unsound:
        return context, [], gaps
    found = [finding for name in differ for finding in compare_table(on_disk, name, compiled[name])]
    found += guarded("generated files", partial(_documents, context))
    stale = set(stale_files(package))
    if found and any(resource.path in stale for resource in package.evidence.values()):
        paths = ", ".join(dict.fromkeys(finding.path for finding in found))
        message = f"The evidence was edited, and these files are not built from it: {paths}."
        found = [RULES["C100"].finding(message, path=DESCRIPTOR, value=paths)]
    return context, found, []


def _readable(context: Context) -> Tables:
    """The evidence as the compiler takes it, without cells that are at fault and rows that need them."""
    evidence = {}
    for name, rows in context.without_bad().items():
        if name in context.package.evidence:
            schema = context.package.resources[name].schema
            sound = rows.dropna(subset=schema.required).drop_duplicates(schema.primary_key)
            evidence[name] = sort_rows(sound, schema)
    return evidence


def _documents(context: Context) -> list[Finding]:
    """What differs in the generated files."""
    from scripts.check.catalogue import all_rules  # it imports the rules of every layer, this one's too

    found = []
    for path, wanted in generated(context.package, context.text, all_rules()).items():
        try:
            held = read_inside(context.package.root, path, "text_bytes")
        except OSError:  # that it is there and cannot be read is said of the directory
            held = None
        if held != wanted:
            found += compare_document(path, held, wanted)
    return found
