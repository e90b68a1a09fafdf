"""The joins that rules look at, on the frozen package."""

import pandas as pd
import pytest

from scripts.check.consistency.rulebook import RULES
from scripts.check.consistency.views import VIEWS, World, contained
from scripts.check.context import Context
from scripts.evidence.load import read_tables
from tests.check.consistency.rule_cases import PACKAGE

USED = sorted({each.view for each in RULES} | set(VIEWS))


@pytest.fixture(scope="module")
def text():
    return read_tables(PACKAGE, PACKAGE.resources)[0]


@pytest.fixture(scope="module")
def world(text):
    return World(Context(PACKAGE, text))


@pytest.mark.parametrize("name", USED)
def test_a_view_has_lines_of_its_table_and_all_that_its_rules_read(name, world):
    frame, table = world.view(name), VIEWS[name].of if name in VIEWS else name
    assert frame.index.is_unique
    assert not table or frame.index.isin(world.typed[table].index).all()
    for each in (each for each in RULES if each.view == name):
        for column in each.columns:
            reads = {word.format(column=column) for word in (*each.needs, *each.also)} - {"*"}
            assert {column, *reads} <= set(frame), each.rule.id
            row = {cell: 0.0 if cell in each.needs else "" for cell in (*frame, *(world.typed[table] if table else ()))}
            told = row | {"it": "", "column": column}
            if callable(each.says):  # what it says follows from what stands in the text
                assert isinstance(each.says(told), str)
            else:
                assert each.says.format(**told) != each.expected.format(**row) != "{}"


def test_no_view_changes_a_table(world, text):
    for name in USED:
        world.view(name)
    for name, table in World(Context(PACKAGE, text)).typed.items():
        pd.testing.assert_frame_equal(world.typed[name], table)


def test_a_view_of_texts_tells_every_cell_with_a_text_and_no_other(world):
    texts = world.view("free_texts")
    assert texts["text"].is_unique
    shown = pd.concat([world.text[table][column] for table, column in texts["columns"].iloc[0]])
    places = texts.index[texts["text"].isin(shown[shown.duplicated() & (shown != "")].head(3))]
    cells = list(world.cells("", texts, places, "text"))
    assert {(place, world.text[table].at[line, column]) for place, table, line, column in cells} == set(texts["text"][places].items())
    assert len(cells) == len(set(cells)) == shown.isin(texts["text"][places]).sum() > 3


def test_what_lies_in_another_lies_in_all_above_and_a_circle_ends():
    parts = pd.Series({"a": "b", "b": "c", "c": None, "x": "y", "y": "x"})
    assert contained(parts) == {("a", "b"), ("b", "c"), ("a", "c"), ("x", "y"), ("y", "x"), ("x", "x"), ("y", "y")}
