"""Compare what the compiler yields with what is on disk."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import pandas as pd

from scripts.check.context import Context
from scripts.evidence.columns import SEPARATOR
from scripts.package.findings import RULES, Finding, Rule

SHOWN = 200  # letters of a line of a document


def rule_of(path: str) -> Rule:
    """The rule that speaks of a generated file."""
    named = {"CITATION.cff": RULES["C104"], "NOTICE": RULES["C105"]}
    return named.get(path) or (RULES["C107"] if path.startswith("docs/") else RULES["C106"])


def compare_table(context: Context, name: str, compiled: pd.DataFrame) -> Iterator[Finding]:
    """Yield a finding for every row too many, row missing and cell that differs.

    Parameters
    ----------
    name : str
        A published table that was read from disk.
    compiled : DataFrame of str
        The same table as the compiler yields it.
    """
    disk, schema = context.text[name], context.package.resources[name].schema
    own, right = schema.keys_of(disk, SEPARATOR), schema.keys_of(compiled, SEPARATOR)
    twice = own.duplicated()
    surplus = own.index[twice | ~own.isin(right)]
    for line in surplus:
        yield context.finding(RULES["C101"], name, line, "", "The evidence yields no such row.", expected="no row")
    line_of = pd.Series(own.index, own.to_numpy())[~twice.to_numpy()]
    lines = right.map(line_of)
    before = lines.ffill().fillna(1).astype("int64")  # the header's line where nothing stands before
    path = context.package.resources[name].path
    for place in lines.index[lines.isna()]:
        missing = right[place].replace(SEPARATOR, "|")
        message = f"The row {missing} is missing; it stands after this line."
        yield RULES["C101"].finding(message, resource=name, path=path, line=before[place], row_key=missing)
    both = lines.dropna().astype("int64")
    found, wanted = disk.loc[both].reset_index(drop=True), compiled.loc[both.index].reset_index(drop=True)
    for column in context.columns(name):
        for place in wanted.index[found[column] != wanted[column]]:
            right_cell = wanted.at[place, column]
            yield context.finding(
                RULES["C101"], name, both.iloc[place], column, f"The evidence yields “{right_cell}”.",
                expected=right_cell or "blank",
            )


def on_lines_of_disk(context: Context, name: str, compiled: pd.DataFrame) -> pd.DataFrame:
    """The compiled table indexed by the physical lines of its rows on disk, new rows by lines after the last."""
    disk, schema = context.text[name], context.package.resources[name].schema
    own, right = schema.keys_of(disk, SEPARATOR), schema.keys_of(compiled, SEPARATOR)
    lines = right.map(pd.Series(own.index, own.to_numpy())[~own.duplicated().to_numpy()])
    new = lines.isna()
    lines[new] = range(disk.index.max() + 1 if len(disk) else 2, (disk.index.max() + 1 if len(disk) else 2) + new.sum())
    return compiled.set_axis(pd.Index(lines.astype("int64"), name="line"))


def compare_document(path: str, found: bytes | None, wanted: bytes) -> Iterator[Finding]:
    """Yield a finding for every stretch of lines of a generated file that differs."""
    rule = rule_of(path)
    if found is None:
        yield rule.finding(f"{path} is missing.", path=path)
        return
    old, new = (text.decode(errors="replace").split("\n") for text in (found, wanted))
    for kind, first, last, new_first, new_last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            line = min(first + 1, len(old))
            shown = {"value": " ".join(old[first:last])[:SHOWN], "expected": " ".join(new[new_first:new_last])[:SHOWN]}
            yield rule.finding("This is not what data and code yield.", path=path, line=line, **shown)
