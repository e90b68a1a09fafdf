"""`diff` and `retire` on the command line, on copies of a small real package."""

import json
import re
import shutil
import zipfile

import pytest
from click.testing import CliRunner

from scripts.check.context import Context
from scripts.check.structure.tree import check_history
from scripts.cli import main
from scripts.evidence.load import read_tables
from scripts.history.changes import wanted_version
from scripts.history.fingerprint import read_release
from scripts.package.csvio import write_rows
from scripts.package.descriptor import load_package, write_descriptor
from tests.conftest import ended, rows_of
from tests.history.conftest import RETIRED, read, release

GONE = "labomedic"


def build(root):
    ended(CliRunner().invoke(main, ["build", str(root)]), 0)
    return json.loads((root / "datapackage.json").read_text(encoding="utf-8"))["version"]


def findings(root):
    """What the rules on versions find in a package that is sound otherwise."""
    package = load_package(root)
    return check_history(Context(package, read_tables(package, package.resources)[0]))


@pytest.fixture(scope="module")
def released(cut, tmp_path_factory):
    """A small real package, just released as 1.0.0; not to be changed."""
    root = shutil.copytree(cut, tmp_path_factory.mktemp("released") / "package")
    path = root / "datapackage.json"
    path.write_bytes(write_descriptor(json.loads(path.read_text(encoding="utf-8")) | {"version": "1.0.0"}))
    release(root)
    return root


@pytest.fixture(scope="module")
def renamed(released, tmp_path_factory):
    """The released package with one company under another id, built; its version, lost ids, and what retire said."""
    root = shutil.copytree(released, tmp_path_factory.mktemp("renamed") / "package")
    for path in (root / "data/evidence").glob("*.csv"):
        rows = rows_of(path)
        path.write_text(write_rows([["labo-medic" if cell == GONE else cell for cell in row] for row in rows]), encoding="utf-8", newline="")
    version = build(root)
    gone = {finding.row_key for finding in findings(root) if finding.rule == "P114"}
    said = CliRunner().invoke(
        main,
        ["retire", "--package-dir", str(root), "--reason", "renamed", "--successor", "labo-medic",
         "--note", "Its name was spelt wrong"],
    )
    assert said.exit_code == 0, said.output
    return root, version, gone, said.output


def test_a_released_id_that_vanishes_is_a_major_step_and_a_finding_until_it_is_retired(renamed):
    root, version, gone, said = renamed
    assert version == "2.0.0-dev"
    assert {f"companies|{GONE}", f"entities|{GONE}"} <= gone
    assert wanted_version(read_release(root), read(root)) == "1.1.0-dev"
    assert f"companies {GONE}: renamed, now labo-medic" in said
    assert f"entities {GONE}: renamed, now labo-medic" in said


def test_what_is_gone_along_with_an_id_gets_a_tombstone_without_successor(released, renamed):
    every = rows_of(renamed[0] / RETIRED)[1:]
    assert every == sorted(every)
    rows = [row for row in every if row not in rows_of(released / RETIRED)]
    assert {row[0] for row in rows} >= {"companies", "entities", "names", "sites"}
    assert {row[4] for row in rows if row[0] == "names"} == {""}
    assert {row[3] for row in rows} == {"renamed"}


def test_explain_says_what_became_of_a_retired_id(renamed):
    ended(
        CliRunner().invoke(main, ["explain", "companies", GONE, "--package-dir", str(renamed[0])]), 0,
        f"{GONE} was retired on ",
        "(renamed): Its name was spelt wrong. It is now labo-medic.",
    )


def test_a_second_retirement_finds_nothing_to_do(renamed, run):
    ended(run("retire", "--package-dir", renamed[0], "--reason", "error", "--note", "x"), 0, "Nothing to retire")


def test_diff_says_it_in_words_and_by_key(released, renamed, run):
    ended(run("diff", released, renamed[0]), 0, "a minor step.", f"  {GONE}: renamed: Its name was spelt wrong; now labo-medic\n")
    from_fingerprint = run("diff", released / "releases/1.0.0.json", renamed[0])
    assert "From 1.0.0 to 2.0.0: a minor step. After 1.0.0 comes 1.1.0." in from_fingerprint.output


def test_a_withdrawal_is_a_patch_release_with_tombstones_and_no_content(released, tmp_path, run):
    root = shutil.copytree(released, tmp_path / "package")
    for path in (root / "data").rglob("*.csv"):
        rows = rows_of(path)
        path.write_text(write_rows([row for row in rows if GONE not in row]), encoding="utf-8", newline="")
    ended(run("retire", "--package-dir", root, "--reason", "withdrawn", "--note", "Asked for by the company"), 0)
    assert [finding.expected for finding in findings(root)] == ["1.0.1-dev"], "no id is lost, the step is a patch"
    answer = run("explain", "companies", GONE, "--package-dir", root).output
    assert "(withdrawn): Asked for by the company. Nothing stands for it." in answer


def test_a_successor_that_does_not_exist_is_refused(released, tmp_path, run):
    root = shutil.copytree(released, tmp_path / "package")
    path = root / "data/evidence/searches.csv"
    path.write_text(write_rows(rows_of(path)[:-1]), encoding="utf-8", newline="")
    words = ["retire", "--package-dir", root, "--reason", "merged", "--note", "x", "--successor", "atlantis"]
    ended(run(*words), 2, "atlantis is no id of searches")
    assert (root / RETIRED).read_bytes() == (released / RETIRED).read_bytes()


def test_a_changed_cell_is_said_with_the_sources_behind_it(released, tmp_path, run):
    root = shutil.copytree(released, tmp_path / "package")
    path = root / "data/companies.csv"
    rows = rows_of(path)
    at = rows[0].index("founded_year")
    path.write_text(write_rows([[*row[:at], "2012", *row[at + 1 :]] if row[0] == "univercells" else row for row in rows]), encoding="utf-8", newline="")
    output = run("diff", released, root).output
    assert "  univercells: founded_year 2013 → 2012, three sources (" in output
    content = json.loads(run("diff", released, root, "--format", "json").output)
    assert (content["step"], content["following"]) == ("patch", "1.0.1")
    (change,) = [change for change in content["changes"] if change["key"] == "univercells"]
    assert (change["column"], change["old"], change["new"]) == ("founded_year", "2013", "2012")
    assert len(change["sources"]) == 3
    markdown = run("diff", released / "releases/1.0.0.json", root, "--format", "markdown").output
    assert "| cell changed | 1 | patch |" in markdown
    assert re.search(r"- univercells: changed, [a-z0-9]+ sources \(", markdown)


def test_an_archive_is_read_like_a_directory(released, tmp_path, run):
    archive = tmp_path / "wallonia-biotech-1.0.0.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as handle:
        for path in sorted(released.rglob("*")):
            if path.is_file() and ".build" not in path.parts:
                handle.write(path, f"wallonia-biotech-1.0.0/{path.relative_to(released)}")
    result = run("diff", archive, released)
    assert result.exit_code == 0, result.output
    assert result.output.endswith(": no difference.\n")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("cut.zip", b"PK\3\4", "is no intact ZIP file"),
        ("1.0.0.json", b"{}", "1.0.0.json cannot be used: it is no fingerprint of a release"),
    ],
)
def test_what_is_no_state_is_named_with_status_2(released, tmp_path, run, name, content, message):
    (tmp_path / name).write_bytes(content)
    ended(run("diff", tmp_path / name, released), 2, message)


def test_an_archive_that_would_write_elsewhere_is_not_opened(released, tmp_path, run):
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as handle:
        handle.writestr("../outside.csv", "x")
    ended(run("diff", tmp_path / "evil.zip", released), 2, "not safe to open")


def test_beside_a_broken_fingerprint_nothing_is_retired(released, tmp_path, run):
    root = shutil.copytree(released, tmp_path / "package")
    (root / "releases/1.0.0.json").write_text("{")
    ended(run("retire", "--package-dir", root, "--reason", "error", "--note", "x"), 1, "1.0.0.json cannot be used")


def test_a_row_that_a_dispute_withholds_is_a_patch_and_no_lost_id(released, tmp_path):
    root = shutil.copytree(released, tmp_path / "package")
    with (root / "data/evidence/disputes.csv").open("a", encoding="utf-8") as handle:
        handle.write("d-2026-001,2026-11-20,the company described,companies,labomedic,name,It is wrong.,,withheld,,\n")
    assert build(root) == "1.0.1-dev"
    assert GONE not in (root / "data/companies.csv").read_text(encoding="utf-8")
    assert findings(root) == []
    said = CliRunner().invoke(main, ["diff", str(released), str(root)]).output
    assert "withheld by a dispute" in said
    assert "id withheld" in said
    assert "Nothing to retire" in CliRunner().invoke(main, ["retire", "--reason", "error", "--note", "x", "--package-dir", str(root)]).output
