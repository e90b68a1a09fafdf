"""Text of others on a terminal: what would steer it, or turn what follows around, is shown and not obeyed."""

import unicodedata

HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}  # controls, marks of direction, halves of characters, other line ends


def printable(text: str) -> str:
    r"""Return one line of text with every character that a reader could not see written as an escape: \x1b."""
    return "".join(_escape(letter) if unicodedata.category(letter) in HIDDEN else letter for letter in text)


def printable_lines(text: str) -> str:
    """Return text of several lines, each as `printable` writes it."""
    return "\n".join(map(printable, text.split("\n")))


def _escape(letter: str) -> str:
    return ascii(letter)[1:-1]
