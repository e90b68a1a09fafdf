"""Files that desktops, spreadsheets and editors leave beside those of people: no part of any package.

The one list of them: `.gitignore` holds the same (a test compares), `validate` passes them in silence, and
`verify` mentions them.
"""

import re
from fnmatch import translate
from pathlib import PurePath

# Patterns for one name, of a file or folder, as the shell understands them.
DESKTOP = (
    # macOS
    ".DS_Store", "._*", ".AppleDouble", ".LSOverride", ".Spotlight-V100", ".Trashes", ".fseventsd", ".TemporaryItems",
    ".localized", "__MACOSX", "Icon\r",
    # Windows
    "[Tt]humbs.db", "ehthumbs*.db", "[Dd]esktop.ini", "$RECYCLE.BIN", "System Volume Information", "*.lnk",
    # Linux and network drives
    ".directory", ".Trash-*", ".nfs*", ".fuse_hidden*", ".gvfs*", "@eaDir", ".dropbox", ".dropbox.attr", ".sync_*.db",
    ".stfolder",
    # spreadsheets and other office programs
    "~$*", ".~lock.*#", "*.tmp",
    # editors and notebooks
    "*~", ".#*", "#*#", "*.swp", "*.swo", ".*.kate-swp", ".idea", ".vscode", ".vs", ".ipynb_checkpoints", ".Rhistory",
    ".RData", ".Rproj.user",
)  # fmt: skip
ANY_OF_THEM = re.compile("|".join(map(translate, DESKTOP)))


def is_desktop(path: str | PurePath) -> bool:
    """Whether a path, or a folder on its way, was left by a desktop or an editor."""
    return any(map(ANY_OF_THEM.match, PurePath(path).parts))
