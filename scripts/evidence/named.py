"""Find what people mean by a name: by its code, its name, or words of it, without case and accents."""

import re
from difflib import get_close_matches
from unicodedata import combining, normalize

MOST, NEAR = 12, 5  # of so many hits each is listed; of so many that have only some of the words
LETTERS = 3  # of a word that alone is enough to come close
WORD = re.compile(r"\w+")


class Unclear(ValueError):
    """Nothing or several things have that name; `hits` are the codes that come close, best first."""

    def __init__(self, message: str, hits: list[str]) -> None:
        super().__init__(message)
        self.hits = hits


def folded(text: str) -> str:
    """A text without case and accents."""
    return "".join(letter for letter in normalize("NFKD", text) if not combining(letter)).casefold()


def find(text: str, options: dict[str, list[str]], what: str) -> str:
    """Return the code that a text means.

    Parameters
    ----------
    options : dict
        Names by code, the one to show first; what stands after it is only searched.
    what : str
        What is looked for, to speak of it: "company".

    Raises
    ------
    Unclear
        None has all the words, or several have.
    """
    wanted = folded(text.strip())
    if text.strip() in options:
        return text.strip()
    same = [code for code, names in options.items() if wanted in (folded(code), *map(folded, names[:1]))]
    same = same or [code for code, names in options.items() if wanted in map(folded, names)]
    if len(same) == 1:
        return same[0]
    words = WORD.findall(wanted)
    hits = same or _with_words(words, options)
    if len(hits) == 1:
        return hits[0]
    if hits:
        raise Unclear(f"“{text}” can be several: {listed(hits, options)}. Write the one that you mean.", hits)
    near = _near(wanted, options) or _with_words([_stem(word) for word in words], options)
    near = near or [code for word in words if len(word) > LETTERS for code in _with_words([_stem(word)], options)]
    near = list(dict.fromkeys(near))[:NEAR]
    hint = f" Did you mean {listed(near, options)}?" if near else ""
    raise Unclear(f"No {what} is called “{text}”.{hint}", near)


def listed(codes: list[str], options: dict[str, list[str]]) -> str:
    """Codes with their names, the first dozen of them."""
    shown = [show(code, options) for code in codes[:MOST]]
    return "; ".join([*shown, *([f"and {len(codes) - MOST} more"] if len(codes) > MOST else [])])


def show(code: str, options: dict[str, list[str]]) -> str:
    """A code with its name."""
    name = next(iter(options[code]), "")
    return f"{code} ({name})" if name and name != code else code


def _with_words(words: list[str], options: dict[str, list[str]]) -> list[str]:
    """Codes that have all of the words, each by its beginning."""
    texts = {code: " ".join(["", *WORD.findall(folded(" ".join([code, *names])))]) for code, names in options.items()}
    texts = {code: text.replace("_", " ") for code, text in texts.items()}
    return [code for code, text in texts.items() if words and all(f" {word}" in text for word in words)]


def _near(wanted: str, options: dict[str, list[str]]) -> list[str]:
    """Codes whose code or name is spelt nearly so."""
    names = {folded(name): code for code, all_names in options.items() for name in [code, *all_names[:1]]}
    return list(dict.fromkeys(names[name] for name in get_close_matches(wanted, names, n=3, cutoff=0.75)))


def _stem(word: str) -> str:
    """A long word without its ending: founding finds founded and foundation."""
    return word[: max(5, len(word) - 3)] if len(word) > 5 else word
