"""The rules of `validate` on one answer: its column's Table Schema, and every rule that needs nothing but the cell."""

from dataclasses import replace
from inspect import signature

import pandas as pd

import scripts.check.consistency  # noqa: F401  the rules register themselves
from scripts.check.answers.questions import Known
from scripts.check.consistency.privacy_rules import is_free
from scripts.check.consistency.rulebook import RULES, RowRule
from scripts.check.consistency.views import GIVEN
from scripts.check.structure.characters import SCREENS
from scripts.check.structure.screen import screen
from scripts.package.tableschema import TableSchema


def problem_with(known: Known, table: str, column: str, text: str) -> str:
    """Say what `validate` would say of a text in a column; "" for nothing, or where there is no such column."""
    resource = known.package.resources[table]
    if column not in resource.schema.columns:
        return ""
    field = resource.schema.field(column)
    alone = TableSchema(table, {"fields": [field]})
    found = screen(replace(resource, schema=alone), pd.DataFrame({column: [text]}, index=[2], dtype="str"), known={})
    if found:
        return " ".join(filter(None, [found[0].message, found[0].expected and f"Expected: {found[0].expected}."]))
    if harmful := next(filter(None, (explain(text) for _, explain in SCREENS)), ""):
        return harmful
    row = alone.cast(pd.DataFrame({column: [text]}, dtype="str"))
    texts = {"free_texts", "opened_texts"} if is_free(resource.schema, field) else set()
    texts |= {"addresses", "opened_texts"} if field.get("format") == "uri" else set()
    for each in RULES:
        if each.view in texts and (problem := _said(each, "text", text, row[column])):
            return problem
        if _is_about(each, table, column) and (problem := _said(each, column, text, row[column])):
            return problem
    return ""


def _is_about(rule: RowRule, table: str, column: str) -> bool:
    """Whether a rule speaks of the column in every row of the table, and looks at nothing else."""
    needs = {name.format(column=column) for name in rule.needs}
    given = signature(rule.holds).parameters.keys() & GIVEN.keys()
    return rule.view == table and column in rule.columns and needs == {column} and not rule.also and not given


def _said(rule: RowRule, column: str, text: str, cells: pd.Series) -> str:
    """What a rule says of a cell that fails it."""
    asked = {"column": column} if "column" in signature(rule.holds).parameters else {}
    if rule.rule.severity != "error" or rule.holds(pd.DataFrame({column: cells}), **asked).all():
        return ""
    row = {column: text, "it": text, "column": column}
    return rule.says(row) if callable(rule.says) else rule.says.format(**row)
