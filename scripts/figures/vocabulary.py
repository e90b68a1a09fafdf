"""Words around figures, by language: data for `scan` and `spell`, all in lower case.

Number words themselves come from text2num. A space stands for any space; a phrase that ends in an
apostrophe stands before a vowel ("plus d'"). What the lists of vocabulary.json are:

qualifiers: before a figure, by code and language; `signs` count in every language, and the words
    of `between` open a range in all. `at_least_after` stands after a figure.
fillers: may stand between a qualifier and its figure, or a figure and its unit.
range_by_itself, range_after_opener: between two figures; both share what stands after the second.
scales: powers of ten that all languages write alike; "billion" has another on the short scale
    (English) than on the long one (the others). `letters` are scales only beside digits or currency.
currencies, shares: what a figure is in: the code of a unit or its beginning (EUR for EUR_million).
collectives: about so many; the plural is a number only after a numeral ("two dozen").
parts, half_of, halves, one_and_a_half: parts of a whole that text2num does not know as ordinals.
articles: one before a scale, a part or a half, and no number elsewhere.
indefinite: "several hundred" is no number.
first_place: in words, unless it is said of several (`one_of`: "one of the largest").
german_ordinal_stems: second to tenth, as first part of a superlative ("zweitgrößte").
rank_before, rank_after: around a rank in digits.
falls: where a text tells a fall, its figures may be meant with a minus.
"""

import json
from functools import cache
from pathlib import Path

WORDS = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
LANGUAGES = tuple(WORDS["languages"])
QUALIFIERS = tuple(WORDS["qualifiers"])


def by_phrase(name: str) -> dict[str, str]:
    """Return a list that is kept by code the other way round: the code of every phrase."""
    return {phrase: code for code, phrases in WORDS[name].items() for phrase in phrases}


@cache
def qualifiers(language: str) -> dict[str, str]:
    """Return the code of every phrase that qualifies a figure in a language; ranges are opened in all."""
    phrases = {p: code for code, by_language in WORDS["qualifiers"].items() for p in by_language.get(language, ())}
    return WORDS["signs"] | {phrase: code for phrase, code in phrases.items() if code != "between"}


@cache
def scales(language: str) -> dict[str, int]:
    """Return the power of ten of every word for one in a language."""
    words = by_phrase("scales") | by_phrase("short_scale" if language == "en" else "long_scale")
    return {word: int(power) for word, power in words.items()}
