"""Say on a terminal what a long verb is at: one line on stderr, wiped out when it is done; nothing elsewhere."""

import sys

_shown = ""


def step(what: str) -> None:
    """Show what is being done now, in place of what was done before."""
    global _shown
    if sys.stderr is not None and sys.stderr.isatty():
        wipe()
        _shown = f"{what} …"
        sys.stderr.write(_shown)
        sys.stderr.flush()


def wipe() -> None:
    """Take the line away; to be called before anything else is said."""
    global _shown
    if _shown:
        sys.stderr.write("\r" + " " * len(_shown) + "\r")
        sys.stderr.flush()
        _shown = ""
