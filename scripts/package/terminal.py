"""The terminal: what a long verb is at (one line on stderr, wiped out when done), and text of others made harmless."""

import sys
import unicodedata

LONG = 300  # letters of what an error says
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, marks of direction, halves of characters, other line ends


def printable(text: str) -> str:
    r"""Return one line of text with every character that a reader could not see written as an escape: \x1b."""
    return text.translate({ord(letter): ascii(letter)[1:-1] for letter in hidden(text, "")})


def hidden(text: str, but: str = "\n") -> set[str]:
    """Return the characters of a text that a reader could not see, but for some."""
    return {letter for letter in set(text) if unicodedata.category(letter) in HIDDEN and letter not in but}


def printable_lines(text: str) -> str:
    """Return text of several lines, each as `printable` writes it."""
    return "\n".join(map(printable, text.split("\n")))


def explain(error: Exception) -> str:
    """Say in one line what went wrong: the words of the system and the file, or the kind of error and its words."""
    if isinstance(error, OSError) and error.strerror:
        return printable(f"{short(str(error.filename))}: {error.strerror}" if error.filename else error.strerror)
    return printable(short(f"{type(error).__name__}: {error}".rstrip(": "), LONG))


def short(text: str, most: int = 120) -> str:
    """Return the beginning of a text that is longer than so many letters, and a mark that it goes on."""
    return text if len(text) <= most else text[: most - 1] + "…"


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
