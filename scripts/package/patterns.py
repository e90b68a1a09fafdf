"""Patterns of schemas, run by RE2: in time that grows with the text alone, whatever the pattern.

Python's own engine tries every way to match, so that a pattern such as ^(a+)+$ of a stranger would never end. Arrow
holds RE2 too, for whole columns.
"""

from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import re2

QUIET = re2.Options()
QUIET.log_errors = False  # on stderr, beside what we say


@cache
def compiled(pattern: str) -> re2._Regexp:
    """Return a pattern that is found anywhere in a text; raises ValueError where RE2 does not know it, or will not."""
    try:
        return re2.compile(pattern, QUIET)
    except re2.error as error:
        said = error.args[0]
        raise ValueError(said.decode(errors="replace") if isinstance(said, bytes) else str(said)) from error


def whole(pattern: str) -> str:
    """Return a pattern that must match a whole text; without the group “^a|b$” would be a search for ^a or for b$."""
    return rf"\A(?:{pattern})\z"


def fits(pattern: str, text: str) -> bool:
    """Whether a whole text matches a pattern; raises ValueError as `compiled` does."""
    return bool(compiled(whole(pattern)).search(text))


def fit(pattern: str, cells: pd.Series) -> pd.Series:
    """Whether each whole cell of a column of text, without missing ones, matches a pattern that `compiled` takes."""
    found = pc.match_substring_regex(pa.array(cells, pa.large_string()), whole(pattern))
    return pd.Series(np.asarray(found, dtype=bool), cells.index)
