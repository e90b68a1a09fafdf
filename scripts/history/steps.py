"""The policy of versions: what each kind of change calls for, and which version follows."""

import re

VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
STEPS = ("none", "patch", "minor", "major")
FIRST = "1.0.0"
PRE_RELEASE = "-dev"

# The kinds of change and the step of each; CONTRIBUTING explains them, and a test compares.
POLICY = {
    "resource removed": "major",
    "resource moved": "major",
    "resource added": "minor",
    "column removed": "major",
    "column renamed": "major",
    "column reordered": "major",
    "column retyped": "major",
    "column tightened": "major",
    "column changed in meaning": "major",
    "key changed": "major",
    "column added": "minor",
    "column loosened": "minor",
    "expectation loosened": "minor",
    "expectation tightened": "patch",
    "wording clarified": "patch",
    "id removed": "major",
    "id retired": "patch",
    "row added": "minor",
    "row removed": "patch",
    "cell changed": "patch",
    "outcome changed": "minor",
    "bookkeeping changed": "patch",
    "metadata changed": "patch",
}


def numbers(version: str) -> tuple[int, ...]:
    """Return the three numbers of a version, whatever follows them; raises ValueError."""
    match = VERSION.match(version)
    if match is None:
        raise ValueError(f"{version!r} is no version like 1.2.3")
    return tuple(map(int, match.groups()))


def step_of(kinds: list[str]) -> str:
    """Return the greatest step that any of the kinds of change calls for."""
    return max((POLICY[kind] for kind in kinds), key=STEPS.index, default="none")


def bump(version: str, step: str) -> str:
    """Return the release that follows a release by a step."""
    major, minor, patch = numbers(version)
    following = {"none": (major, minor, patch), "patch": (major, minor, patch + 1)}
    following |= {"minor": (major, minor + 1, 0), "major": (major + 1, 0, 0)}
    return ".".join(map(str, following[step]))


def next_version(last: str | None, step: str) -> str:
    """Return the version of a state that differs by a step from the last release (None: there is none).

    It bears the pre-release suffix until it is released; nothing changed is the release itself.
    """
    if last is None:
        return FIRST + PRE_RELEASE
    return bump(last, step) + ("" if step == "none" else PRE_RELEASE)


# What a reader of the policy may ask of a kind of change.
NOTES = {
    "resource removed": "a table is gone",
    "resource moved": "its file has another path",
    "column reordered": "also: a new column that does not stand last",
    "column retyped": "another type, format or spelling of true and false",
    "column tightened": "a constraint or foreign key that is new or allows less; another pattern",
    "column changed in meaning": "its description says something else and is not merely continued",
    "key changed": "another primary key, or rows that no longer count (`bookkeeping`)",
    "column added": "as the last one",
    "column loosened": "a constraint or foreign key that is gone or allows more",
    "expectation loosened": "a suite or limit that is gone; a lower floor, higher ceiling, wider set, lesser severity",
    "expectation tightened": "a suite or limit more, or a narrower one",
    "wording clarified": "a description continued; another title or example; another order of rows",
    "id removed": "without a row in `retired`; `make validate` refuses it",
    "id retired": "renamed, merged or withdrawn, with its tombstone",
    "row removed": "of a table whose rows have no id of their own (a key of several columns)",
    "cell changed": "a corrected value",
    "outcome changed": "a reconciliation ends otherwise, or adopts another reading",
    "bookkeeping changed": "any row of a table whose schema says `bookkeeping`, and each new tombstone",
    "metadata changed": "in `datapackage.json`",
}
