"""Types of cells: what is read, what is written, and that one undoes the other."""

import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.package.tableschema import ForeignKey, TableSchema, read_schema, sort_rows, write_number

TYPES = {"key": "string", "word": "string", "count": "integer", "amount": "number", "flag": "boolean"}
SCHEMA = TableSchema(
    "t",
    {
        "name": "t",
        "fields": [{"name": name, "type": kind} for name, kind in TYPES.items()],
        "primaryKey": ["key"],
    },
)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.lists(
    st.tuples(
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=5),
        st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5),
        st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
        st.none() | NUMBERS,
        st.none() | st.booleans(),
    ),
    unique_by=lambda row: row[0],
    max_size=5,
)


def text(*rows):
    return pd.DataFrame(rows, columns=list(TYPES), dtype="str")


def typed(rows):
    frame = pd.DataFrame(rows, columns=list(TYPES)).astype("object")
    frame = frame.where(frame.notna() & (frame != ""), None)
    return pd.DataFrame({name: frame[name].astype(dtype) for name, dtype in SCHEMA.dtypes.items()})


@settings(deadline=None, max_examples=40)
@given(ROWS)
def test_what_is_written_reads_back_as_the_same(rows):
    frame = sort_rows(typed(rows), SCHEMA)
    written = SCHEMA.write_text(frame)
    pd.testing.assert_frame_equal(SCHEMA.cast(written), frame)
    pd.testing.assert_frame_equal(SCHEMA.write_text(SCHEMA.cast(written)), written)


@given(NUMBERS)
def test_a_number_is_written_in_plain_digits_that_read_back(number):
    written = write_number(number)
    assert float(written) == number
    assert set(written) <= set("-0123456789.")


@pytest.mark.parametrize(("number", "written"), [(5.0, "5"), (0.1, "0.1"), (1e21, "1" + "0" * 21), (1e-7, "0.0000001")])
def test_numbers_have_no_exponent_and_no_empty_decimals(number, written):
    assert write_number(number) == written


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *(("count", cell) for cell in ("1.0", "01", "+1", "-0", " 1", "x", "1e3", "9" * 16)),
        *(("amount", cell) for cell in ("1,5", "1e5", "inf", "NaN", "1.", ".5", "1.50", "-0")),
        *(("flag", cell) for cell in ("TRUE", "1", "yes")),
    ],
)
def test_an_ill_written_cell_becomes_missing_and_hides_no_other(column, cell):
    row = {"key": "k", "word": "w", "count": "7", "amount": "7.5", "flag": "true"}
    frame = SCHEMA.cast(text((row | {column: cell}).values()))
    assert frame[column].isna().all()
    assert frame.drop(columns=column).notna().all(axis=None)


def test_types_are_those_of_the_schema_with_and_without_blanks():
    full, blank = text(("k", "w", "1", "1", "true")), text(("k", "", "", "", ""))
    for frame in (full, blank, full.iloc[:0]):
        assert SCHEMA.cast(frame).dtypes.astype("str").to_dict() == SCHEMA.dtypes


def test_words_that_pandas_takes_for_missing_stay_words():
    frame = SCHEMA.cast(text(("NA", "null", "", "", "")))
    assert frame.loc[0, ["key", "word"]].tolist() == ["NA", "null"]


def test_rows_are_sorted_by_the_declared_order_text_by_code_point_blanks_first():
    schema = TableSchema("t", SCHEMA.descriptor | {"sortedBy": ["count"]})
    rows = [("b", "", "10", "", ""), ("a", "", "9", "", ""), ("é", "", "", "", ""), ("Z", "", "9", "", "")]
    frame = schema.cast(text(*rows))
    arranged = schema.arrange(frame.drop(columns="amount"))
    assert arranged["key"].to_dict() == {2: "é", 3: "Z", 4: "a", 5: "b"}
    assert arranged.dtypes.astype("str").to_dict() == schema.dtypes


def test_keys_order_and_expectations_are_read_from_the_schema(tmp_path):
    descriptor = {
        "name": "x",
        "fields": [{"name": "a", "type": "string"}, {"name": "b", "type": "string", "expected": True}],
        "primaryKey": "a",
        "sortedBy": ["b"],
        "mayBeEmpty": True,
        "foreignKeys": [
            {"fields": "b", "reference": {"resource": "other", "fields": "c"}},
            {"fields": ["b"], "reference": {"resource": "", "fields": ["a"]}},
        ],
    }
    (tmp_path / "x.json").write_text(json.dumps(descriptor), encoding="utf-8")
    schema = read_schema(tmp_path, "x.json")
    assert (schema.primary_key, schema.sorted_by, schema.expected) == (["a"], ["b", "a"], ["b"])
    assert schema.may_be_empty
    assert schema.foreign_keys == [ForeignKey(("b",), "other", ("c",)), ForeignKey(("b",), "x", ("a",))]
    with pytest.raises(KeyError):
        schema.field("c")


def test_a_schema_that_is_no_json_or_missing_raises(tmp_path):
    (tmp_path / "x.json").write_text("{", encoding="utf-8")
    with pytest.raises(json.JSONDecodeError):
        read_schema(tmp_path, "x.json")
    with pytest.raises(OSError):
        read_schema(tmp_path, "y.json")
