"""Bad evidence stops the build: every fault is named with file, line and column, and nothing is written."""

import pytest

from tests.build.test_interrupted import published
from tests.conftest import ended

WRONG_VALUES = {"founded": "2O21", "employees": '"486,6"', "figure": "12 %"}


def lines_of(root, name):
    return (root / "data" / "evidence" / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)


def write(root, name, lines):
    (root / "data" / "evidence" / f"{name}.csv").write_text("".join(lines), encoding="utf-8")


def set_cell(root, name, row_number, column, value):
    """Write into a cell of the n-th row of a table without quotes in that row; return its physical line."""
    lines = lines_of(root, name)
    columns = lines[0].rstrip("\n").split(",")
    plain = [number for number, line in enumerate(lines) if number and '"' not in line]
    number = plain[row_number]
    cells = lines[number].rstrip("\n").split(",")
    cells[columns.index(column)] = value
    lines[number] = ",".join(cells) + "\n"
    write(root, name, lines)
    return number + 1


def set_value(root, property_, value):
    """Write a value into the first statement of a property; return its physical line."""
    plain = [line.split(",") for line in lines_of(root, "statements")[1:] if '"' not in line]
    row_number = next(number for number, cells in enumerate(plain) if property_ in cells)
    return set_cell(root, "statements", row_number, "value", value)


def drop_column(root, name, column):
    lines = lines_of(root, name)
    place = lines[0].rstrip("\n").split(",").index(column)
    kept = [line.rstrip("\n").split(",") for line in lines]
    write(root, name, [",".join(cells[:place] + cells[place + 1 :]) + "\n" for cells in kept])


def refused(run, root, before):
    """Build, see that it stops and writes nothing, and return what it says."""
    result = run("build", root)
    assert result.exit_code == 1
    assert published(root) == before
    assert "nothing was built; all tables are as they were" in result.output
    assert "Traceback" not in result.output
    return result.output


def test_all_faults_of_all_files_are_named_at_once(run, small):
    before = published(small)
    wrong_type = set_cell(small, "statements", 3, "ordinal", "first")
    unknown_source = set_cell(small, "statements", 5, "source_id", "no-such-source")
    doubled = len(lines_of(small, "entities")) + 1
    write(small, "entities", [*lines_of(small, "entities"), lines_of(small, "entities")[1]])
    drop_column(small, "policy", "unit")
    said = refused(run, small, before)
    assert f"line {wrong_type}, " in said and ", ordinal" in said and "“first” is no whole number" in said
    assert f"line {unknown_source}, " in said and "no-such-source is not in sources" in said
    assert f"line {doubled}, " in said and "entity_id" in said
    assert "Column unit is missing." in said
    for name in ("statements", "entities", "policy"):
        assert f"data/evidence/{name}.csv\n" in said


def test_values_and_dates_that_the_compiler_cannot_read_are_named(run, small):
    before = published(small)
    lines = [set_value(small, property_, value) for property_, value in WRONG_VALUES.items()]
    period = set_cell(small, "statements", 9, "period", "2019/2013")
    searched = set_cell(small, "searches", 2, "date", "2021-02-30")
    said = refused(run, small, before)
    for line, value in zip([*lines, period, searched], [*WRONG_VALUES.values(), "2019/2013", "2021-02-30"], strict=True):
        assert f"line {line}, " in said
        assert value.strip('"') in said


def test_rows_without_ids_are_told_once(run, small):
    before = published(small)
    first = min(set_cell(small, "statements", number, "statement_id", "") for number in (40, 50, 60))
    said = refused(run, small, before)
    assert said.count("error") == 1
    assert f"S604  line {first}, s" in said
    assert "3 rows have no id yet" in said
    assert "make format" in said


def test_a_file_that_is_not_utf8_is_named_with_the_line(run, small):
    before = published(small)
    path = small / "data" / "evidence" / "entities.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines[:2], b"liege-2,hub,Li\xe8ge\n", *lines[2:]]))
    said = refused(run, small, before)
    assert "data/evidence/entities.csv" in said
    assert "line 3" in said
    assert "is not UTF-8" in said


def test_a_broken_quote_is_named_with_the_line_on_which_it_opens(run, small):
    before = published(small)
    lines = lines_of(small, "entities")
    write(small, "entities", [*lines, 'odd,company,"Odd\n', "odder,company,Odder\n"])
    said = refused(run, small, before)
    assert f"line {len(lines) + 1}\n" in said
    assert "a quote that is opened is never closed" in said


@pytest.mark.parametrize("name", ["statements", "policy", "entities"])
def test_a_lost_file_stops_the_build(run, small, name):
    before = published(small)
    (small / "data" / "evidence" / f"{name}.csv").unlink()
    assert f"data/evidence/{name}.csv cannot be read" in refused(run, small, before)


def test_check_names_the_same_faults(run, small):
    line = set_cell(small, "statements", 3, "ordinal", "first")
    ended(run("build", "--check", small), 1, f"line {line}, ")


def test_a_broken_descriptor_is_a_finding_too(run, small):
    (small / "datapackage.json").write_text("{", encoding="utf-8")
    result = run("build", small)
    ended(result, 1, "datapackage.json is no JSON")
    assert "Traceback" not in result.output
