"""The version is the one that the changes since the last release call for, and no released id is lost."""

from scripts.check.context import Context
from scripts.check.structure.json_document import JsonDocument
from scripts.history.changes import lost_ids, wanted_version
from scripts.history.fingerprint import FOLDER, read_release
from scripts.history.snapshot import Snapshot, take_snapshot
from scripts.package.descriptor import DESCRIPTOR
from scripts.package.findings import RULES, Finding


def check(context: Context) -> list[Finding]:
    """Compare the package with its last release; one that was not read whole is left alone."""
    listed = {item["name"] for item in context.package.descriptor["resources"]}
    if context.incomplete or context.absent or listed - set(context.text):
        return []
    try:
        last = read_release(context.package.root)
    except ValueError as error:
        return [RULES["P115"].finding(str(error), path=FOLDER)]
    now = take_snapshot(context.package, context.text)
    return [*_check_version(context, wanted_version(last, now)), *_check_ids(context, last, now)]


def _check_version(context: Context, wanted: str) -> list[Finding]:
    version = context.package.descriptor["version"]
    if version == wanted:
        return []
    document = JsonDocument(DESCRIPTOR, (context.package.root / DESCRIPTOR).read_text(encoding="utf-8"))
    message = f"The version is {version}; what changed since the last release makes it {wanted}."
    return [
        RULES["P113"].finding(
            message, path=DESCRIPTOR, line=document.line(("version",)), value=version, expected=wanted
        )
    ]


def _check_ids(context: Context, last: Snapshot | None, now: Snapshot) -> list[Finding]:
    return [
        context.finding(
            RULES["P114"], "retired", None, "", f"{key} of {table} was released with {last.version} and is gone.",
            row_key=f"{table}|{key}", value=key, expected=f"a row of {table} or of retired",
        )
        for table, key in (lost_ids(last, now) if last else [])
    ]
