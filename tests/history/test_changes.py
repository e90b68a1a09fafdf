"""What changed between two states, also where the fingerprint is all that is left of the old one."""


import pytest

from scripts.history.changes import compare, lost_ids, wanted_version
from scripts.history.fingerprint import read_release, read_snapshot
from scripts.history.steps import step_of
from tests.history.conftest import RETIRED, ROOT, edit, edit_json, read, release

COMPANIES, HUBS, STATEMENTS = "data/companies.csv", "data/hubs.csv", "data/evidence/statements.csv"
SCHEMA = "schemas/hubs.json"
MONS = "mons,Mons,2,53053\n"


def field(column, **properties):
    """A change of one column's descriptor in a schema; None removes a property."""

    def change(schema):
        found = next(item for item in schema["fields"] if item["name"] == column)
        found |= properties
        for name in [name for name, value in properties.items() if value is None]:
            del found[name]

    return lambda root: edit_json(root / SCHEMA, change)


def schema(change):
    return lambda root: edit_json(root / SCHEMA, change)


def text(path, before, after):
    return lambda root: edit(root / path, before, after)


def add_column(at):
    """Put a column into hubs, in schema and table, at a place."""

    def change(root):
        new = {"name": "area", "type": "string", "title": "Area", "description": "Area.", "example": "1"}
        edit_json(root / SCHEMA, lambda content: content["fields"].insert(at, new))
        rows = [line.split(",") for line in (root / HUBS).read_text(encoding="utf-8").splitlines()]
        for number, row in enumerate(rows):
            row.insert(at, "" if number else "area")
        (root / HUBS).write_text("".join(",".join(row) + "\n" for row in rows), encoding="utf-8")

    return change


def rename_column(root):
    field("nis_code", name="code")(root)
    edit(root / HUBS, "nis_code", "code")


def drop_column(root):
    schema(lambda content: content["fields"].pop(2))(root)
    schema(lambda content: content.pop("sortedBy"))(root)
    (root / HUBS).write_text("hub_id,name,nis_code\nmons,Mons,53053\nliege,Liège,62063\n", encoding="utf-8")


def swap_columns(root):
    schema(lambda content: content["fields"].append(content["fields"].pop(1)))(root)
    lines = "hub_id,rank,nis_code,name\nmons,2,53053,Mons\nliege,10,62063,Liège\n"
    (root / HUBS).write_text(lines, encoding="utf-8")


def bookkeep(root):
    schema(lambda content: content.update(bookkeeping=True))(root)
    edit(root / HUBS, MONS, "")


def drop_table(root):
    edit_json(root / "datapackage.json", lambda package: package["resources"].pop(0))


def move_table(root):
    (root / "data/hubs.csv").rename(root / "data/towns.csv")
    edit(root / "datapackage.json", '"data/hubs.csv"', '"data/towns.csv"')


def bury(root):
    edit(root / HUBS, MONS, "")
    with (root / RETIRED).open("a", encoding="utf-8") as handle:
        handle.write("hubs,mons,2026-11-22,withdrawn,,Asked for by the town\n")


FREE = {"required": True}
# What is done to the new state, and the kinds of change that must be found.
CHANGES = {
    "nothing": (lambda root: None, set()),
    "a value": (text(HUBS, "Mons", "Bergen"), {"cell changed"}),
    "a value of the evidence": (text(STATEMENTS, "12,", "13,"), {"cell changed"}),
    "a row more": (text(HUBS, MONS, MONS + "namur,Namur,3,92094\n"), {"row added"}),
    "a row less": (text(HUBS, MONS, ""), {"id removed"}),
    "a row less and retired": (bury, {"id retired", "bookkeeping changed"}),
    "a row without an id less": (text("data/evidence/labels.csv", "altair,fr,Altaïr\n", ""), {"row removed"}),
    "a table less": (drop_table, {"resource removed"}),
    "a table elsewhere": (move_table, {"resource moved"}),
    "a column last": (add_column(4), {"column added"}),
    "a column in between": (add_column(2), {"column added", "column reordered"}),
    "a column less": (drop_column, {"column removed", "wording clarified"}),
    "columns in another order": (swap_columns, {"column reordered"}),
    "a column with another name": (rename_column, {"column renamed"}),
    "another type": (field("name", type="integer"), {"column retyped"}),
    "another format": (field("name", format="uri"), {"column retyped"}),
    "a value must be given": (field("nis_code", constraints=FREE), {"column loosened"}),
    "a value may be missing": (field("nis_code", constraints={"required": False, "pattern": "^[1-9][0-9]{4}$"}), {"column loosened"}),
    "a tighter pattern": (field("name", constraints=FREE | {"pattern": "^[A-Z].*$"}), {"column tightened"}),
    "fewer values": (field("name", constraints=FREE | {"enum": ["Mons", "Liège"]}), {"column tightened"}),
    "a higher minimum": (
        field("rank", constraints={"required": True, "unique": True, "minimum": 2}), {"column tightened"},
    ),
    "a lower minimum": (
        field("rank", constraints={"required": True, "unique": True, "minimum": 0}), {"column loosened"},
    ),
    "another meaning": (field("rank", description="Rank by size."), {"column changed in meaning"}),
    "a longer description": (field("rank", description="What rank means: by size."), {"wording clarified"}),
    "a not in the description": (field("rank", description="What rank not means."), {"column changed in meaning"}),
    "another title": (field("rank", title="Place"), {"wording clarified"}),
    "another key": (schema(lambda content: content.update(primaryKey=["rank"])), {"key changed"}),
    "no more promises": (bookkeep, {"key changed", "bookkeeping changed"}),
    "another title of the package": (
        lambda root: edit_json(root / "datapackage.json", lambda package: package.update(title="Other")),
        {"metadata changed"},
    ),
}

@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_found_with_its_kind_also_without_the_old_data(old, new, name):
    change, kinds = CHANGES[name]
    before = read(old)
    fingerprint = read_snapshot(release(old))
    change(new)
    after = read(new)
    diff = compare(before, after)
    assert {item.kind for item in diff.changes} == kinds
    assert diff.step == step_of(kinds)
    assert compare(fingerprint, after).step == diff.step


def test_a_table_that_is_new_is_a_minor_step(old, new):
    drop_table(old)
    assert [(item.kind, item.table) for item in compare(read(old), read(new)).changes] == [
        ("resource added", "companies")
    ]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["Mons", "Liège", "Namur", "Huy"], "column loosened"),
        (["Mons", "Liège"], "column tightened"),
        (["Mons", "Liège", "Huy"], "column tightened"),
        (["Namur", "Liège", "Mons"], "column loosened"),
    ],
)
def test_a_closed_vocabulary_that_allows_more_is_loosened_and_else_tightened(old, new, values, kind):
    field("name", constraints=FREE | {"enum": ["Mons", "Liège", "Namur"]})(old)
    field("name", constraints=FREE | {"enum": values})(new)
    (change,) = compare(read_snapshot(release(old)), read(new)).changes
    assert (change.kind, change.column) == (kind, "name")


def test_where_a_loosened_constraint_is_turned_round_it_is_a_tightened_one(old, new):
    field("nis_code", constraints=FREE)(old)
    assert {item.kind for item in compare(read(old), read(new)).changes} == {"column tightened"}


def test_a_change_names_table_key_column_and_both_values(old, new):
    edit(new / HUBS, "Mons", "Bergen")
    (change,) = compare(read(old), read(new)).changes
    assert change[1:] == ("hubs", "mons", "name", "Mons", "Bergen")
    (change,) = compare(read_snapshot(release(old)), read(new)).changes
    assert change[1:] == ("hubs", "mons", "*", "", ""), "a fingerprint knows that, and not what"


def test_the_order_of_rows_is_no_change(old, new):
    (new / HUBS).write_text("hub_id,name,rank,nis_code\nliege,Liège,10,62063\nmons,Mons,2,53053\n", encoding="utf-8")
    assert compare(read(old), read(new)).changes == []
    assert compare(read_snapshot(release(old)), read(new)).changes == []


def test_the_outcome_of_a_reconciliation_is_a_minor_step_and_its_counts_a_patch(old, new):
    for root in (old, new):
        rename = {"companies": "outcomes", "status": "outcome"}
        for path in ("datapackage.json", "schemas/companies.json", "schemas/statements.json", "schemas/names.json",
                     "schemas/labels.json", COMPANIES):
            content = (root / path).read_text(encoding="utf-8")
            for before, after in rename.items():
                content = content.replace(before, after)
            (root / path).write_text(content, encoding="utf-8")
        (root / COMPANIES).rename(root / "data/outcomes.csv")
        (root / "schemas/companies.json").rename(root / "schemas/outcomes.json")
    edit(new / "data/outcomes.csv", "closed", "active")
    edit(new / "data/outcomes.csv", "2005,12,", "2005,13,")
    diff = compare(read(old), read(new))
    assert sorted(item.kind for item in diff.changes) == ["cell changed", "outcome changed"]
    assert diff.step == "minor"


def test_ids_that_are_gone_are_lost_until_they_are_retired_and_for_ever(old, new):
    path = release(old)
    edit(new / HUBS, MONS, "")
    assert lost_ids(read_snapshot(path), read(new)) == [("hubs", "mons")]
    edit(new / HUBS, "liege,", MONS + "liege,")
    bury(new)
    assert lost_ids(read_snapshot(path), read(new)) == []
    path = release(new, "1.0.1")
    (new / RETIRED).write_text("table,id,date,reason,successor,note\n", encoding="utf-8")
    assert lost_ids(read_snapshot(path), read(new)) == [("hubs", "mons")]


def test_the_version_follows_from_the_last_release(new):
    assert wanted_version(None, read(new)) == "1.0.0", "a release whose history is not here"
    edit(new / "datapackage.json", '"1.0.0"', '"0.3.0-dev"')
    assert wanted_version(None, read(new)) == "1.0.0-dev"
    release(new, "1.9.0")
    release(new, "1.10.0")
    assert wanted_version(read_release(new), read(new)) == "1.10.0"
    edit(new / HUBS, "Mons", "Bergen")
    assert wanted_version(read_release(new), read(new)) == "1.10.1-dev"
    edit(new / HUBS, "liege,", "namur,Namur,3,92094\nliege,")
    assert wanted_version(read_release(new), read(new)) == "1.11.0-dev"
    edit(new / HUBS, "mons,Bergen,2,53053\n", "")
    assert wanted_version(read_release(new), read(new)) == "2.0.0-dev"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"version": "1.0.0"}', '{"version": "one", "tables": {}}'])
def test_a_fingerprint_that_is_none_is_named_with_what_mends_it(tmp_path, content):
    path = tmp_path / "1.0.0.json"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"1\.0\.0\.json cannot be used: .* Restore it from version control"):
        read_snapshot(path)


def test_a_fingerprint_is_short_and_the_same_each_time_in_any_order_of_rows(old):
    first = release(old).read_bytes()
    assert len(first) < 4_000
    lines = (old / HUBS).read_text(encoding="utf-8").splitlines(keepends=True)
    (old / HUBS).write_text("".join([lines[0], *reversed(lines[1:])]), encoding="utf-8")
    assert release(old).read_bytes() == first


def test_the_fingerprint_of_the_last_release_is_far_smaller_than_what_it_stands_for():
    (path,) = (ROOT / "releases").glob("*.json")
    assert path.stat().st_size < 250_000
