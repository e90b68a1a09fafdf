"""The published profiles of Data Package 2.0, as dplib-py ships them: checked without a network."""

import json
from functools import cache
from pathlib import Path

from scripts.check.structure.json_document import JsonDocument
from scripts.package.descriptor import DESCRIPTOR, Package
from scripts.package.findings import Finding, Rule

PUBLISHED_PROFILE = Rule(
    "P112", "Descriptor and schemas are valid by the published Data Package 2.0 profiles",
    "Other people's tools read the package by the standard, not by our narrower rules.",
    "error", "structure", "dplib-py", "Compare the place with https://datapackage.org/standard/.",
)


def check(package: Package) -> list[Finding]:
    """Validate the descriptor, its resources and its schemas against the published profiles."""
    documents = [
        (DESCRIPTOR, (), "datapackage"),
        *((DESCRIPTOR, ("resources", at), "dataresource") for at in range(len(package.descriptor["resources"]))),
        *((resource.schema_path, (), "tableschema") for resource in package.resources.values()),
    ]
    findings = []
    for path, inside, profile in documents:
        document = JsonDocument(path, (package.root / path).read_text(encoding="utf-8"))
        value = document.value
        for part in inside:
            value = value[part]
        for error in _validator(profile).iter_errors(value):
            at = (*inside, *error.absolute_path)
            findings.append(
                PUBLISHED_PROFILE.finding(
                    f"The published profile {profile} says: {error.message[:300]}",
                    path=path, line=document.line(at), value=".".join(map(str, at)), expected=f"https://datapackage.org/profiles/2.0/{profile}.json",
                )
            )
    return findings


@cache
def _validator(profile: str):
    """A validator of the copy that dplib-py ships (its own function would ask the network)."""
    from dplib import settings
    from jsonschema import validators

    published = json.loads((Path(settings.PROFILE_BASEDIR) / "2.0" / f"{profile}.json").read_text(encoding="utf-8"))
    return validators.validator_for(published)(published)
