"""Letters as code pages leave them: LiÃ¨ge, Li?ge, Liege for Liège; quotes straight for curly ones and back."""

import codecs
import re
from functools import cache
from itertools import product
from unicodedata import category

from scripts.evidence.spreadsheet.locales import CODE_PAGES, WORDS, Form, bare

ENCODINGS = ("utf-8", *CODE_PAGES)
UNREADABLE = dict.fromkeys(CODE_PAGES, "pass") | {"utf-8": "replace"}
LOST = "?_\ufffd"  # what stands for a letter that a code page lacks
PLAIN = WORDS["plain"]  # what stands for typographic signs on a keyboard
CURLY = {mark: "".join(sign for sign, plain in PLAIN.items() if plain == mark) for mark in "\"'-"}


def letters_form(old: str, new: str) -> Form | None:
    """Return how the letters of a cell suffered, if they did."""
    if old.isascii() and new.isascii():
        return None
    if re.fullmatch("".join(map(_chances, old)), new):
        if any(new.count(sign) > old.count(sign) for sign in LOST):
            return Form("letters lost to a code page")
        gone = set(old) - set(new)
        return Form("accents and quotes", lambda cell: not gone.isdisjoint(cell))
    return Form("letters of another code page") if _visible(new) in _garbled(old) else None


@cache
def _garbled(cell: str) -> set[str]:
    """What is seen of a cell that is saved in one encoding and read in another, once or twice."""
    found = set()
    for saved, read, errors in product(ENCODINGS, ENCODINGS, ("replace", "plain")):
        once = cell.encode(saved, errors).decode(read, UNREADABLE[read])
        found |= {once, once.encode(saved, errors).decode(read, UNREADABLE[read])}
    return set(map(_visible, found))


def _chances(letter: str) -> str:
    """What a letter may have become, as a regular expression; a typographic sign becomes one of the keyboard."""
    if letter.isascii():
        return f"[{re.escape(letter + CURLY.get(letter, ''))}]"
    signs = "|[!-/:-@[-`{-~]" if category(letter)[0] in "PS" else ""
    return "(?:" + "|".join(map(re.escape, [letter, _plain(letter), *LOST])) + signs + ")"


def _plain(letter: str) -> str:
    return PLAIN.get(letter) or bare(letter)


def _visible(text: str) -> str:
    """The text without what no one sees, which is lost on the way."""
    return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


def _fit(error: UnicodeEncodeError) -> tuple[str, int]:
    """Write what is most like a letter, as Windows does."""
    plain = "".join(map(_plain, error.object[error.start : error.end]))
    return plain if plain.isascii() else "?", error.end


def _pass(error: UnicodeDecodeError) -> tuple[str, int]:
    """Let a byte through that stands for no letter, as Windows does."""
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("plain", _fit)
codecs.register_error("pass", _pass)
