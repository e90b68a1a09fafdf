"""Open a release for verification: an archive, read with suspicion, or an unpacked directory."""

import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from scripts.package.descriptor import is_inside
from scripts.package.desktop import is_desktop

MOST_MEMBERS = 2_000
MOST_BYTES = 1 << 30
MOST_RATIO = 200  # text compresses to a tenth, seldom to a fiftieth
SMALL = 1 << 20  # below it a ratio says nothing


class NotRelease(Exception):
    """What was given cannot be verified at all; the message says why."""


class UnsafeRelease(Exception):
    """The archive or directory must not be unpacked or followed; `problems` say why."""

    def __init__(self, problems: list[str]):
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@contextmanager
def opened(path: Path) -> Iterator[tuple[Path, str, list[str]]]:
    """Give the directory that holds the release's files, the archive's top folder, and what desktops left in it.

    The name of the top folder is blank for a directory, which may be called anything.

    Raises NotRelease: there is nothing there, or no ZIP file. Raises UnsafeRelease: links, unsafe or repeated names, or
    sizes beyond reason.
    """
    if path.is_dir():
        found = [item.relative_to(path) for item in path.rglob("*")]
        links = [f"{item} is a symbolic link" for item in found if (path / item).is_symlink() and not is_desktop(item)]
        if links:
            raise UnsafeRelease(links)
        yield path, "", [item.as_posix() for item in found if is_desktop(item)]
        return
    if not path.is_file():
        raise NotRelease(f"{path} cannot be read: it is neither a file nor a folder.")
    with TemporaryDirectory() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                left = [member for member in archive.infolist() if is_desktop(member.filename)]
                members = [member for member in archive.infolist() if member not in left]
                top = _check(members)
                _extract(archive, members, Path(folder))
        except OSError as error:
            raise NotRelease(f"{path} cannot be read: {error.strerror or error}.") from error
        except zipfile.BadZipFile as error:
            raise NotRelease(f"{path} is no intact ZIP file: {error}.") from error
        yield Path(folder) / top, top, [member.filename for member in left]


def excesses(members: list[zipfile.ZipInfo]) -> list[str]:
    """Say which members of a ZIP file are, one by one or together, larger than any release has."""
    problems = [
        f"{member.filename} would grow from {member.compress_size:,} to {member.file_size:,} bytes"
        for member in members
        if member.file_size > max(SMALL, MOST_RATIO * member.compress_size)
    ]
    if len(members) > MOST_MEMBERS:
        problems.append(f"it has {len(members):,} members, more than {MOST_MEMBERS:,}")
    if sum(member.file_size for member in members) > MOST_BYTES:
        problems.append(f"it would fill more than {MOST_BYTES:,} bytes")
    return problems


def _check(members: list[zipfile.ZipInfo]) -> str:
    """Return the one top folder; raises UnsafeRelease where any member is not what a release has."""
    problems, seen = [], set()
    for member in members:
        name = member.filename
        if name in seen:
            problems.append(f"{name} stands twice in the archive")
        seen.add(name)
        if not is_inside(name.removesuffix("/")) or "/" not in name:
            problems.append(f"{name!r} is no plain path below one top folder")
        if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFDIR if member.is_dir() else stat.S_IFREG):
            problems.append(f"{name} is no regular file")
        if member.flag_bits & 1:
            problems.append(f"{name} is encrypted")
    tops = {name.split("/")[0] for name in seen}
    if len(tops) != 1:
        problems.append(f"the archive has {len(tops)} top folders instead of one")
    problems += excesses(members)
    if problems:
        raise UnsafeRelease(problems)
    return tops.pop()


def _extract(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], folder: Path) -> None:
    problems = []
    for member in members:
        if member.is_dir():  # an entry for a folder, as most programs write them
            continue
        target = folder / member.filename
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(archive.read(member))
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:  # the last: unknown packing
            problems.append(f"{member.filename} cannot be unpacked: {error}")
    if problems:
        raise UnsafeRelease(problems)
