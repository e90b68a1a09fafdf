"""SHA256SUMS, in the form that `sha256sum --check` reads."""

import hashlib
import re

NAME = "SHA256SUMS"
LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def write_sums(members: dict[str, bytes]) -> bytes:
    """Return the checksums of the members, a line each, in the order of their names."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(members.items()))
    return "".join(lines).encode()


def read_sums(content: bytes) -> dict[str, str]:
    """Return checksum by name; raises ValueError where a line is no such line or a name stands twice."""
    found: dict[str, str] = {}
    for number, line in enumerate(content.decode().splitlines(), 1):
        match = LINE.fullmatch(line)
        if not match or match[2] in found:
            raise ValueError(f"line {number} of {NAME} is no checksum, or names a file again: {line[:80]!r}")
        found[match[2]] = match[1]
    return found
