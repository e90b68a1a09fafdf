"""A citation names a release only for what that release holds."""

import json

import pytest

from scripts.package.descriptor import write_descriptor
from tests.conftest import ended
from tests.history.conftest import release

CELL = ["companies", "univercells", "founded_year"]


@pytest.fixture
def released(small):
    """The small package, just released as 1.0.0."""
    name(small, "1.0.0")
    release(small)
    return small


def name(root, version):
    path = root / "datapackage.json"
    path.write_bytes(write_descriptor(json.loads(path.read_text(encoding="utf-8")) | {"version": version}))


def spoil(root, table, old, new):
    path = root / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def cite(run, root, *words, style="apa"):
    return run("explain", *words, "--cite", style, "--package-dir", root)


@pytest.mark.parametrize("words", [[], ["companies"], CELL[:2], CELL])
def test_what_a_release_holds_is_cited_as_such(run, released, words):
    ended(cite(run, released, *words), 0, "(Version 1.0.0)")


@pytest.mark.parametrize("words", [[], ["companies"], CELL[:2], CELL])
@pytest.mark.parametrize("style", ["apa", "bibtex", "csl", "news", "scholar"])
def test_what_it_does_not_hold_is_not(run, released, words, style):
    spoil(released, "data/companies", ",Univercells,", ",Univercell,")
    result = cite(run, released, *words, style=style)
    assert result.exit_code == 1
    assert result.output.startswith("Unreleased change: ")
    assert "is not what release 1.0.0 holds" in result.output


def test_another_row_may_have_changed(run, released):
    spoil(released, "data/companies", ",Univercells,", ",Univercell,")
    assert cite(run, released, "companies", "labomedic").exit_code == 0


@pytest.mark.parametrize(("table", "place"), [("sources", 0), ("statements", 1)])
def test_words_and_sources_behind_a_value_count_too(run, released, table, place):
    said = json.loads(cite(run, released, *CELL, style="csl").output)[0]
    start = f"\n{said['id'].split(':')[place]},"
    path = released / f"data/evidence/{table}.csv"
    row = next(row for row in path.read_text(encoding="utf-8").splitlines() if row.startswith(start.strip()))
    spoil(released, f"data/evidence/{table}", row, row.replace("2026-11-22", "2026-11-21").replace("création", "Création"))
    assert cite(run, released, *CELL).exit_code == 1


@pytest.mark.parametrize("style", ["apa", "bibtex", "csl", "news", "scholar"])
def test_on_the_way_to_the_next_release_a_change_is_marked(run, released, style):
    name(released, "1.0.1-dev")
    assert "unreleased change" not in cite(run, released, *CELL, style=style).output
    spoil(released, "data/companies", ",Univercells,", ",Univercell,")
    assert "1.0.1-dev, unreleased change" in cite(run, released, *CELL, style=style).output


def test_a_later_release_says_nothing_of_an_earlier_one(run, released):
    (released / "releases/2.0.0.json").write_text("{}")
    assert cite(run, released, *CELL).exit_code == 0
    (released / "releases/1.0.0.json").write_text("{}")
    ended(cite(run, released, *CELL), 1, "1.0.0.json cannot be used")
