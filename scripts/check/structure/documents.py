"""Descriptor and schemas as JSON documents: every key known, none twice, every value legal.

The closed meta-schemas lie beside this code and are never read from the directory under check.
"""

import json
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from scripts.check.structure.json_document import JsonDocument
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.findings import Finding, Rule

META = Path(__file__).parent / "metaschema"

UNKNOWN_KEY = Rule(
    "P103", "Descriptor and schemas have known keys only",
    "A misspelt key such as “foriegnKeys” is ignored by every tool, and nothing is checked.",
    "error", "structure", "jsonschema", "Correct the spelling, or remove the key.",
)
DOUBLED_KEY = Rule(
    "P104", "No key stands twice in descriptor or schemas",
    "Of two keys with one name a reader takes the last one in silence.",
    "error", "structure", "json", "Remove one of the two.",
)
ILLEGAL_VALUE = Rule(
    "P105", "Descriptor and schemas follow the closed meta-schema",
    "Tools read wrong values of the descriptor as none.",
    "error", "structure", "jsonschema", "Write the value as the message asks.",
)


def check(package: Package) -> tuple[list[Finding], set[str]]:
    """Check the descriptor and the schemas that it names.

    Out: findings, and the paths of documents whose content cannot be relied on (a schema with
    an unknown or doubled key still can).
    """
    findings, unsound = [], set()
    schemas = sorted({resource.schema_path for resource in package.resources.values()})
    for path, meta in [(DESCRIPTOR, "datapackage"), *((path, "tableschema") for path in schemas)]:
        document = JsonDocument(path, (package.root / path).read_text(encoding="utf-8"))
        for key, line in document.doubled:
            findings.append(
                DOUBLED_KEY.finding(f"{_spell(key)} stands twice.", path=path, line=line, value=key[-1])
            )
        of_values = list(_validate(document, meta))
        findings += of_values
        if any(finding.rule == ILLEGAL_VALUE.id for finding in of_values):
            unsound.add(path)
    return findings, unsound


@cache
def _validator(meta: str):
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads((META / f"{meta}.json").read_text(encoding="utf-8")))


def _validate(document: JsonDocument, meta: str) -> Iterator[Finding]:
    for error in _validator(meta).iter_errors(document.value):
        at = tuple(error.absolute_path)
        if error.validator == "additionalProperties" and error.schema.get("properties"):
            known = error.schema["properties"]
            yield from (_unknown(document, (*at, key), known) for key in error.instance if key not in known)
        else:
            yield ILLEGAL_VALUE.finding(
                f"{_spell(at) or document.path}: {_explain(error)}",
                path=document.path, line=document.line(at), value=_short(error.instance),
                expected=_short(error.validator_value),
            )


def _unknown(document: JsonDocument, at: tuple, known: dict) -> Finding:
    meant = get_close_matches(at[-1], known, n=1)
    return UNKNOWN_KEY.finding(
        f"{_spell(at)} is no key that we know.",
        path=document.path, line=document.line(at), value=at[-1], expected=", ".join(meant or known),
        hint=f"Did you mean {meant[0]}?" if meant else "",
    )


def _explain(error) -> str:
    if error.schema is False or error.validator is None:
        return "this key has no meaning here."
    if error.validator == "const":
        return f"the only legal value is {_short(error.validator_value)}."
    if error.validator == "required":
        missing = [key for key in error.validator_value if key not in error.instance]
        return f"{', '.join(missing)} is missing."
    return f"{error.message}."


def _spell(at: tuple) -> str:
    """Spell a path as people read it: resources[3].hash."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in at).lstrip(".")


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 200 else text[:199] + "…"
