"""The lines of a change: where the package is in git, what its author wrote comes first in every report."""

import os
import re
import sys
from collections import deque
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from scripts.package.findings import Finding
from scripts.package.git import GitError, ask_git

PLAIN = (
    "-c", "core.quotePath=false", "diff", "--unified=0", "--inter-hunk-context=0", "--relative", "--text", "--no-color",
    "--no-ext-diff", "--no-textconv", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/",
)  # fmt: skip
FILE = re.compile(r"\+\+\+ b/(.+?)\t?")
HUNK = re.compile(r"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@.*")
ALL = range(1, sys.maxsize)


@dataclass(frozen=True)
class Change:
    """Changed lines by path from the package's directory, and what git said where it refused (else "")."""

    lines: dict[str, Container[int]] = field(default_factory=dict)
    refused: str = ""

    def sort(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings in the order of a report."""
        return sorted(findings, key=lambda finding: (*finding.rank, not self._holds(finding), *finding.place))

    def _holds(self, finding: Finding) -> bool:
        return finding.line is not None and finding.line in self.lines.get(finding.path, ())


def read_change(root: Path) -> Change:
    """Ask git what differs from the last commit, or from the branch that the change is for; nothing outside of git.

    That branch is `main` of the origin, in a pull request on a forge the one that `GITHUB_BASE_REF` names.
    """
    folder = root.resolve()
    if not any((parent / ".git").exists() for parent in (folder, *folder.parents)):
        return Change()
    try:
        lines = _parse(ask_git(root, *PLAIN, _base(root), "--", ".").decode(errors="replace"))
        new = ask_git(root, "ls-files", "--others", "--exclude-standard", "-z").decode(errors="replace").split("\0")
        return Change(lines | dict.fromkeys(new, ALL))
    except GitError as error:
        return Change(refused=str(error))


def _base(root: Path) -> str:
    """The commit that a change starts from."""
    target = os.environ.get("GITHUB_BASE_REF")
    # A forge checks out the merge of a pull request: its first parent is the branch that it is for.
    for words in (["merge-base", f"origin/{target or 'main'}", "HEAD"], *([["rev-parse", "HEAD^1"]] if target else [])):
        try:
            return ask_git(root, *words).decode().strip()
        except GitError:  # no such branch or commit here
            continue
    return ask_git(root, "rev-parse", "HEAD").decode().strip()


def _parse(diff: str) -> dict[str, Container[int]]:
    found: dict[str, set[int]] = {}
    path, lines = "", iter(diff.split("\n"))
    for line in lines:
        if file := FILE.fullmatch(line):
            path = file.group(1)
        elif hunk := HUNK.fullmatch(line):
            removed, first, added = (int(1 if number is None else number) for number in hunk.groups())
            found.setdefault(path, set()).update(range(first, first + added))
            deque(islice(lines, removed + added), maxlen=0)  # what changed may look like a header
    return found
