"""Files before and after a replacement, and a replacement that is cut off."""

import pytest

from scripts.package.transaction import WORKSHOP, exclusive, replace_files

OLD = {"data/a.csv": b"old a\n", "data/b.csv": b"old b\n"}
NEW = {"data/a.csv": b"new a\n", "data/b.csv": b"new b\n", "datapackage.json": b"{}\n"}


def put(root, contents):
    for name, data in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)


def held(root):
    """Content by path, but for the workshop."""
    files = [path for path in root.rglob("*") if path.is_file() and WORKSHOP not in path.parts]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


class Cut(BaseException):
    """The process ends here."""


def cut_off(root, renames):
    """Replace the files, and end after so many renames; return whether that was before the end."""
    kind, done = type(root), []
    rename = kind.replace

    def cut(self, target):
        if len(done) == renames:
            raise Cut
        done.append(target)
        return rename(self, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kind, "replace", cut)
        try:
            with exclusive(root):
                replace_files(root, NEW)
        except Cut:
            return True
    return False
