"""The one way to open a file of a package, and the limits of what is read: a package may come from strangers.

A file is read only when it is a regular one inside of the package, no link stands on the way, and it is within its
limit. The limits are policy and stand beside this code, so that no package brings laxer ones: whoever has grown a
package of their own beyond them lifts them for one call with `PACKAGE_LIMITS=off` in the environment.
"""

import csv
import json
import math
import os
import re
import stat
import sys
from pathlib import Path, PurePosixPath

with Path(__file__).with_name("limits.csv").open(encoding="utf-8", newline="") as handle:
    LIMITS = {row["limit"]: row | {"value": int(row["value"])} for row in csv.DictReader(handle)}
FLAGS = [getattr(os, name, 0) for name in ("O_RDONLY", "O_NOFOLLOW", "O_NONBLOCK", "O_BINARY", "O_CLOEXEC")]
KINDS = {stat.S_ISDIR: "a folder", stat.S_ISFIFO: "a named pipe", stat.S_ISSOCK: "a socket"}
WORD = re.compile(rb'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
CONFLICT = re.compile(rb"^<{7} ", re.MULTILINE)
CONFLICT_END = re.compile(rb"^={7}\r?$", re.MULTILINE)
DIGITS = 15  # of a whole number that a float holds exactly
LEVELS = bytes.maketrans(b"[{]}", b"(())")


class Refused(OSError):
    """A file, or what it holds, that is not read.

    `strerror` says why in words, `rule` is the id of what it breaks, `line` the physical line where there is one,
    `link` the path of a link that stands on the way.
    """

    def __init__(self, rule: str, reason: str, line: int | None = None, link: str = ""):
        super().__init__(0, reason)
        self.rule, self.line, self.link = rule, line, link


def limit(name: str) -> int:
    """Return a limit by its name in limits.csv."""
    return sys.maxsize if os.environ.get("PACKAGE_LIMITS") == "off" else LIMITS[name]["value"]


def hold(name: str, number: int, what: str = "it", line: int | None = None) -> None:
    """Raise Refused where `what` has more than a limit allows."""
    if number > limit(name):
        rule, unit = LIMITS[name]["rule"], LIMITS[name]["unit"]
        raise Refused(rule, f"{what} has {number:,} {unit}, and the limit is {limit(name):,}", line)


def read_inside(root: Path, path: str, size: str = "table_bytes") -> bytes:
    """Return the content of a file of a package.

    Parameters
    ----------
    root
        The directory of the package, which may itself be reached through a link.
    path
        Where the file lies in it, with slashes.
    size
        Name of the limit of its size.

    Raises OSError: the system does not open it. Raises Refused, which is one: it is no plain file inside of the
    package, a link stands on the way, or it is too large.
    """
    here = locate(root, path)
    _regular(os.lstat(here).st_mode)
    with os.fdopen(os.open(here, sum(FLAGS)), "rb") as file:
        state = os.fstat(file.fileno())
        _regular(state.st_mode)
        hold(size, state.st_size)
        content = file.read(state.st_size + 1)
    hold(size, len(content))
    return content


def locate(root: Path, path: str) -> Path:
    """Return where a file of a package lies or may be written; raises OSError.

    Raises Refused, which is one, where the path leads out of the package or a link stands on the way.
    """
    here, parts = root, PurePosixPath(path).parts
    if PurePosixPath(path).is_absolute() or ".." in parts or "\0" in path:
        raise Refused("P102", "its path leads out of the package")
    try:
        for part in parts:
            here = here / part
            if stat.S_ISLNK(os.lstat(here).st_mode):
                link = here.relative_to(root).as_posix()
                raise Refused("S502", f"{link} is a symbolic link", link=link)
    except FileNotFoundError:
        return root.joinpath(*parts)
    except UnicodeError as error:  # half a character in a name
        raise Refused("S101", "its name cannot be written here") from error
    return here


def read_json(root: Path, path: str, size: str = "document_bytes") -> object:
    """Return the content of a JSON file of a package; raises what `read_inside` and `parse_json` raise."""
    return parse_json(read_inside(root, path, size))


def parse_json(raw: bytes) -> object:
    """Return the content of JSON of strangers; raises Refused beyond the limits, ValueError where it is no JSON."""
    hold("values", raw.count(b",") + raw.count(b"[") + raw.count(b"{"))
    depth = deepest = 0
    for mark in re.findall(rb"[()]", WORD.sub(b"", raw).translate(LEVELS)):
        depth += 1 if mark == b"(" else -1
        deepest = max(deepest, depth)
    hold("depth", deepest)
    try:
        content = json.loads(raw.decode("utf-8"), parse_constant=_finite, parse_float=_finite, parse_int=_whole)
    except ValueError:
        refuse_conflict(raw)
        raise
    if b"\\u" in raw:
        json.dumps(content, ensure_ascii=False).encode()  # half a character could be written nowhere
    return content


def _whole(word: str) -> int:
    if len(word) > DIGITS:
        raise ValueError(f"{word[:DIGITS]}… has more digits than every reader holds")
    return int(word)


def _finite(word: str) -> float:
    if not math.isfinite(number := float(word)):
        raise ValueError(f"{word} is no number")
    return number


def refuse_conflict(raw: bytes) -> None:
    """Raise Refused where the marks of a merge conflict are left in a text."""
    found = CONFLICT.search(raw)
    if found and CONFLICT_END.search(raw, found.end()):
        line = raw.count(b"\n", 0, found.start()) + 1
        raise Refused("S506", "a merge conflict was left in it", line)


def _regular(mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = next((words for is_kind, words in KINDS.items() if is_kind(mode)), "a device")
        raise Refused("S101", f"it is {kind}, and no file")
