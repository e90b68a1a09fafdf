"""The policy of versions: what each kind of change calls for, and which version follows."""

import re
from collections.abc import Iterable
from typing import NamedTuple

VERSION = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
STEPS = ("none", "patch", "minor", "major")
FIRST = "1.0.0"
PRE_RELEASE = "-dev"


class Kind(NamedTuple):
    """A kind of change: the step that it calls for, and what a reader of the policy may ask."""

    step: str
    note: str = ""


POLICY = {
    "resource removed": Kind("major", "a table is gone"),
    "resource moved": Kind("major", "its file has another path"),
    "resource added": Kind("minor"),
    "column removed": Kind("major"),
    "column renamed": Kind("major"),
    "column reordered": Kind("major", "also: a new column that does not stand last"),
    "column retyped": Kind("major", "another type, format or spelling of true and false"),
    "column tightened": Kind("major", "a constraint or foreign key that is new or allows less; another pattern"),
    "column changed in meaning": Kind("major", "its description says something else and is not merely continued"),
    "key changed": Kind("major", "another primary key, or rows that no longer count (`bookkeeping`)"),
    "column added": Kind("minor", "as the last one"),
    "column loosened": Kind("minor", "a constraint or foreign key that is gone or allows more"),
    "expectation loosened": Kind(
        "minor", "a suite or limit that is gone; a lower floor, higher ceiling, wider set, lesser severity"
    ),
    "expectation tightened": Kind("patch", "a suite or limit more, or a narrower one"),
    "wording clarified": Kind("patch", "a description continued; another title or example; another order of rows"),
    "id removed": Kind("major", "without a row in `retired`; `make validate` refuses it"),
    "id retired": Kind("patch", "renamed, merged or withdrawn, with its tombstone"),
    "id withheld": Kind("patch", "by a dispute, with its row in `gaps`"),
    "row added": Kind("minor"),
    "row removed": Kind("patch", "of a table whose rows have no id of their own (a key of several columns)"),
    "cell changed": Kind("patch", "a corrected value"),
    "outcome changed": Kind("minor", "a reconciliation ends otherwise, or adopts another reading"),
    "bookkeeping changed": Kind(
        "patch", "any row of a table whose schema says `bookkeeping`, and each new tombstone"
    ),
    "metadata changed": Kind("patch", "in `datapackage.json`"),
}


class Change(NamedTuple):
    """One difference: its kind, where (blank: the package, a whole table, a whole row), what it was and is."""

    kind: str
    table: str
    key: str = ""
    column: str = ""
    old: str = ""
    new: str = ""

    @property
    def step(self) -> str:
        """The step that this change alone calls for."""
        return POLICY[self.kind].step


def numbers(version: str) -> tuple[int, ...]:
    """Return the three numbers of a version, whatever follows them; raises ValueError."""
    match = VERSION.match(version)
    if match is None:
        raise ValueError(f"{version!r} is no version like 1.2.3")
    return tuple(map(int, match.groups()))


def step_of(kinds: Iterable[str]) -> str:
    """Return the greatest step that any of the kinds of change calls for."""
    return max((POLICY[kind].step for kind in kinds), key=STEPS.index, default="none")


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
