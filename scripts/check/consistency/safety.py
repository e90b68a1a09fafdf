"""Safety: no cell that does anything when a spreadsheet opens it."""

import pyarrow.compute as pc

from scripts.check.consistency.pandera_rules import run
from scripts.check.consistency.texts import address_columns, checks_of_texts, every_text, free_columns
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

FORMULA = Rule(
    "R811", "No cell is a formula for a spreadsheet",
    "A cell that begins with = + - @ or a tab is run when the file is opened, and can call other programs.",
    "error", "consistency", "pandera", "Begin the text with another character; numbers with a sign may stand.",
)
RULES = (FORMULA,)

# A signed number may open a text ("+17.9 % since 2005"): words after it calculate nothing, as long
# as none is called like a function and no character calls another program.
BEGINS = r"^[=+@\t\r-]"
SIGNED_NUMBER = r"^[+-] ?[0-9][0-9.,]*(?: ?%)?(?:[;,]? \pL(?:[^|!@(]| \()*)?$"


def check(context: Context) -> list[Finding]:
    """Check all free text and addresses."""
    columns = free_columns(context) + address_columns(context)
    texts = every_text(context, columns)
    risky = texts.filter(pc.match_substring_regex(texts, BEGINS))
    wrong = risky.filter(pc.invert(pc.match_substring_regex(risky, SIGNED_NUMBER))).to_pylist()
    return run(context, checks_of_texts(context, FORMULA, "A spreadsheet would run this cell.", wrong, columns))
