"""Write a ZIP file whose bytes depend on its members and a date alone; write and read the checksums in it.

`zipfile` compresses with the zlib that the interpreter was built with, and zlib and zlib-ng give
different bytes. Arrow's wheel brings its own, pinned by hash in the lock file; so the members are
deflated by Arrow and the few records of a ZIP file (PKWARE APPNOTE 6.3) are written here.
"""

import hashlib
import re
import struct
import zlib

import pyarrow as pa

SUMS = "SHA256SUMS"
SUM = re.compile(r"([0-9a-f]{64})  (.+)")  # as `sha256sum --check` reads it
LEVEL = 9
GZIP_HEADER, GZIP_TRAILER = 10, 8  # RFC 1952: what surrounds the deflated data
DEFLATED, UTF8_NAMES, VERSION_NEEDED = 8, 0x800, 20
UNIX, REGULAR_FILE_0644 = 3 << 8, 0o100644 << 16
LARGEST = 2**32 - 1  # beyond it ZIP64 would be needed

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")


def write_zip(members: dict[str, bytes], day: str) -> bytes:
    """Return a ZIP file of the members in the order of their names, all dated to midnight of a day.

    Raises ValueError: the archive would pass 4 GiB or 65,535 members.
    """
    year, month, number = map(int, day.split("-"))
    stamp = (0, (year - 1980) << 9 | month << 5 | number)  # time and date of MS-DOS
    codec = pa.Codec("gzip", compression_level=LEVEL)
    bodies, directory, offset = [], [], 0
    for name, content in sorted(members.items()):
        packed = codec.compress(content, asbytes=True)[GZIP_HEADER:-GZIP_TRAILER]
        label = name.encode()
        common = (UTF8_NAMES, DEFLATED, *stamp, zlib.crc32(content), len(packed), len(content), len(label), 0)
        body = LOCAL.pack(b"PK\3\4", VERSION_NEEDED, *common) + label + packed
        entry = (UNIX | VERSION_NEEDED, VERSION_NEEDED, *common, 0, 0, 0, REGULAR_FILE_0644, offset)
        directory.append(CENTRAL.pack(b"PK\1\2", *entry) + label)
        bodies.append(body)
        offset += len(body)
        if offset > LARGEST or len(bodies) >= 0xFFFF:
            raise ValueError("the archive would be larger than a plain ZIP file can be (4 GiB, 65,535 members)")
    listing = b"".join(directory)
    end = END.pack(b"PK\5\6", 0, 0, len(bodies), len(bodies), len(listing), offset, 0)
    return b"".join(bodies) + listing + end


def write_sums(members: dict[str, bytes]) -> bytes:
    """Return the checksums of the members, a line each, in the order of their names."""
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(members.items()))
    return "".join(lines).encode()


def read_sums(content: bytes) -> dict[str, str]:
    """Return checksum by name; raises ValueError where a line is no such line or a name stands twice."""
    found: dict[str, str] = {}
    for number, line in enumerate(content.decode().splitlines(), 1):
        match = SUM.fullmatch(line)
        if not match or match[2] in found:
            raise ValueError(f"line {number} of {SUMS} is no checksum, or names a file again: {line[:80]!r}")
        found[match[2]] = match[1]
    return found
