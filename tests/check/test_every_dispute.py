"""Any cell of any published table can be withheld: what is then published is valid, and the cell is nowhere."""

import pytest

from scripts.check.consistency.rulebook import check
from scripts.check.consistency.views import World
from scripts.check.context import Context
from scripts.check.structure.screening import CONTENT, FORM
from scripts.compile.disputed_facts import SPEAKING, keys_of
from scripts.evidence.load import read_tables
from scripts.package.descriptor import load_package
from tests.compile.disputing import heed
from tests.conftest import FROZEN

GROUPS = 8  # so many compilations for all columns: of each table a few rows are disputed at a time
PUBLISHED = load_package(FROZEN).published
COLUMNS = [(name, column) for name, resource in PUBLISHED.items() for column in resource.schema.columns]


@pytest.fixture(scope="module")
def text(compiled):
    return read_tables(compiled.package, compiled.package.evidence)[0]


@pytest.fixture(scope="module")
def disputed(compiled):
    """For each group of disputes the cells (table, key, field) that they name: of each column one that is filled."""
    groups = [{} for _ in range(GROUPS)]
    for number, (table, column) in enumerate(COLUMNS):
        rows = compiled.tables[table]
        keys = keys_of(rows, compiled.schemas[table])
        keys = [*keys[~rows[column].isin(["", "unknown"])]] or [*keys]
        keys = keys[number % len(keys) :] + keys[: number % len(keys)]
        places = ((group, key) for turn in range(GROUPS) for group in [groups[(number + turn) % GROUPS]] for key in keys)
        group, key = next((group, key) for group, key in places if (table, key) not in group)
        group[table, key] = column
    assert sum(map(len, groups)) == len(COLUMNS)
    return [[(*row, column) for row, column in group.items()] for group in groups]


@pytest.mark.parametrize(
    "number", [0, *(pytest.param(number, marks=pytest.mark.exhaustive) for number in range(1, GROUPS))]
)
def test_every_column_of_every_table_can_be_withheld(number, compiled, undisputed, text, disputed):
    cells = disputed[number]
    disputes, tables = heed(compiled, undisputed, cells)
    published = {name: compiled.schemas[name].write_text(table) for name, table in tables.items()}
    context = Context(compiled.package, text | published | {"disputes": disputes})
    world = World(context)
    world.undisputed = world.typed | undisputed.tables
    found = [*(finding for screen in (FORM | CONTENT).values() for finding in screen(context)), *check(world)]
    assert [finding for finding in found if finding.severity == "error"] == []
    assert [cell for cell in cells if not is_withheld(published, compiled.schemas, *cell)] == []


def is_withheld(published, schemas, table, key, field):
    """Whether a cell is blank, unknown or gone, and gaps says why."""
    keys = keys_of(published[table], schemas[table])
    values = published[table].loc[keys == key, field].tolist()
    if table in SPEAKING:
        return values in ([], [""]) or table == "gaps"
    gaps = published["gaps"].query("table == @table and key == @key and field in [@field, '*']")
    return values in ([], [""], ["unknown"]) and gaps["reason"].tolist() == ["withheld_disputed"]
