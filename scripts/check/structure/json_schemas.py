"""Descriptor and schemas as JSON documents: every key known, none twice, every value legal.

The closed meta-schemas lie beside this code, the published profiles come with dplib-py: neither is
read from the directory under check or from the network.
"""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path

import yaml

from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.findings import RULES, Finding
from scripts.package.opening import read_inside

Place = tuple[str | int, ...]  # keys and positions that lead to a value


@dataclass(frozen=True)
class JsonDocument:
    """The text of a JSON file, shown under `path`."""

    path: str
    text: str

    @cached_property
    def value(self) -> object:
        """The content; of a doubled key the last value, as everywhere."""
        return json.loads(self.text)

    @cached_property
    def doubled(self) -> list[tuple[Place, int]]:
        """Keys that stand twice in one object: place of the key and line of the second one."""
        found: list[str] = []

        def keep(pairs: list[tuple[str, object]]) -> None:
            found.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)

        json.loads(self.text, object_pairs_hook=keep)
        placed = [(place, line) for place, line, again in self._places if again] if found else []
        return placed or [((key,), 1) for key in found]

    def line(self, place: Place) -> int:
        """Return the physical line on which a value begins, or what of its place is there."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    @cached_property
    def _lines(self) -> dict[Place, int]:
        return {place: line for place, line, _ in reversed(self._places)}

    @cached_property
    def _places(self) -> list[tuple[Place, int, bool]]:
        """Every key and item of a list: place, line, and whether the key stands there already.

        JSON is YAML, whose composer tells lines; of the little that it refuses nothing is told.
        """
        try:
            return list(_walk(yaml.compose(self.text, yaml.CSafeLoader), ()))
        except yaml.YAMLError:
            return []


def _walk(node: yaml.Node, inside: Place) -> Iterator[tuple[Place, int, bool]]:
    if isinstance(node, yaml.MappingNode):
        parts = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        parts = [(number, value, value) for number, value in enumerate(node.value)]
    else:
        return
    seen = set()
    for part, shown, value in parts:
        yield (*inside, part), shown.start_mark.line + 1, part in seen
        seen.add(part)
        yield from _walk(value, (*inside, part))


META = Path(__file__).parent / "metaschema"



def check(package: Package) -> tuple[list[Finding], set[str]]:
    """Check the descriptor and the schemas that it names.

    Out: findings, and the paths of documents whose content cannot be relied on (a schema with
    an unknown or doubled key still can).
    """
    findings, unsound = [], set()
    schemas = sorted({resource.schema_path for resource in package.resources.values()})
    for path, meta in [(DESCRIPTOR, "datapackage"), *((path, "tableschema") for path in schemas)]:
        document = read_document(package, path)
        for key, line in document.doubled:
            findings.append(
                RULES["P104"].finding(f"{_spell(key)} stands twice.", path=path, line=line, value=key[-1])
            )
        of_values = list(dict.fromkeys(_validate(document, meta)))  # one key that is missing is said of each
        findings += of_values
        if any(finding.rule == "P105" for finding in of_values):
            unsound.add(path)
    return findings, unsound


def check_published(package: Package) -> list[Finding]:
    """Check the descriptor, its resources and the schemas against the profiles of Data Package 2.0."""
    descriptor = read_document(package, DESCRIPTOR)
    findings = _validate_published(descriptor, descriptor.value, (), "datapackage")
    for number, item in enumerate(descriptor.value["resources"]):
        findings += _validate_published(descriptor, item, ("resources", number), "dataresource")
    for resource in package.resources.values():
        schema = read_document(package, resource.schema_path)
        findings += _validate_published(schema, schema.value, (), "tableschema")
    return findings


def read_document(package: Package, path: str) -> JsonDocument:
    """Read the text of a JSON file of a package; raises OSError as `read_inside` does."""
    return JsonDocument(path, read_inside(package.root, path, "document_bytes").decode())


@cache
def _validator(path: Path):
    from jsonschema import validators

    schema = json.loads(path.read_text(encoding="utf-8"))
    return validators.validator_for(schema)(schema)


def _validate_published(document: JsonDocument, value: object, inside: Place, profile: str) -> list[Finding]:
    from dplib import settings

    return [
        RULES["P112"].finding(
            f"The published profile {profile} says: {error.message[:300]}",
            path=document.path, line=document.line(at), value=".".join(map(str, at)),
            expected=f"https://datapackage.org/profiles/2.0/{profile}.json",
        )
        for error in _validator(Path(settings.PROFILE_BASEDIR) / "2.0" / f"{profile}.json").iter_errors(value)
        for at in [(*inside, *error.absolute_path)]
    ]


def _validate(document: JsonDocument, meta: str) -> Iterator[Finding]:
    for error in _validator(META / f"{meta}.json").iter_errors(document.value):
        at = tuple(error.absolute_path)
        if error.validator == "additionalProperties" and error.schema.get("properties"):
            known = error.schema["properties"]
            yield from (_unknown(document, (*at, key), known) for key in error.instance if key not in known)
        else:
            yield RULES["P105"].finding(
                f"{_spell(at) or document.path}: {_explain(error)}",
                path=document.path, line=document.line(at), value=_short(error.instance),
                expected=_short(error.validator_value),
            )


def _unknown(document: JsonDocument, at: tuple, known: dict) -> Finding:
    meant = get_close_matches(at[-1], known, n=1)
    return RULES["P103"].finding(
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
