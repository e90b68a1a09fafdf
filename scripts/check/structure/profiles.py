"""The published profiles of Data Package 2.0, as dplib-py ships them: checked without a network."""

import json
from functools import cache
from pathlib import Path

from scripts.check.structure.json_document import JsonDocument, Place
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.findings import Finding, Rule

PUBLISHED_PROFILE = Rule(
    "P112", "Descriptor and schemas are valid by the published Data Package 2.0 profiles",
    "Other people's tools read the package by the standard, not by our narrower rules.",
    "error", "structure", "dplib-py", "Compare the place with https://datapackage.org/standard/.",
)


def check(package: Package) -> list[Finding]:
    """Validate the descriptor, its resources and its schemas against the published profiles."""
    descriptor = _read(package, DESCRIPTOR)
    findings = _validate(descriptor, descriptor.value, (), "datapackage")
    for number, item in enumerate(descriptor.value["resources"]):
        findings += _validate(descriptor, item, ("resources", number), "dataresource")
    for resource in package.resources.values():
        schema = _read(package, resource.schema_path)
        findings += _validate(schema, schema.value, (), "tableschema")
    return findings


def _read(package: Package, path: str) -> JsonDocument:
    return JsonDocument(path, (package.root / path).read_text(encoding="utf-8"))


def _validate(document: JsonDocument, value: object, inside: Place, profile: str) -> list[Finding]:
    return [
        PUBLISHED_PROFILE.finding(
            f"The published profile {profile} says: {error.message[:300]}",
            path=document.path, line=document.line(at), value=".".join(map(str, at)),
            expected=f"https://datapackage.org/profiles/2.0/{profile}.json",
        )
        for error in _validator(profile).iter_errors(value)
        for at in [(*inside, *error.absolute_path)]
    ]


@cache
def _validator(profile: str):
    """A validator of the copy that dplib-py ships (its own function would ask the network)."""
    from dplib import settings
    from jsonschema import validators

    published = json.loads((Path(settings.PROFILE_BASEDIR) / "2.0" / f"{profile}.json").read_text(encoding="utf-8"))
    return validators.validator_for(published)(published)
