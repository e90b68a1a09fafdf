"""The terminal: what a long verb is at (one line on stderr, wiped out when done), and text of others made harmless."""

import sys
import unicodedata

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, marks of direction, halves of characters, other line ends


def printable(text: str) -> str:
    r"""Return one line of text with every character that a reader could not see written as an escape: \x1b."""
    return "".join(_escape(letter) if unicodedata.category(letter) in HIDDEN else letter for letter in text)


def printable_lines(text: str) -> str:
    """Return text of several lines, each as `printable` writes it."""
    return "\n".join(map(printable, text.split("\n")))


def short(text: str, most: int = 120) -> str:
    """Return the beginning of a text that is longer than so many letters, and a mark that it goes on."""
    return text if len(text) <= most else text[: most - 1] + "…"


def _escape(letter: str) -> str:
    return ascii(letter)[1:-1]


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
