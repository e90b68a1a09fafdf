"""Verification: a sound release in one line, and every kind of damage named."""

import hashlib
import io
import json
import sqlite3
import zipfile
from contextlib import closing

import pyarrow as pa
import pyarrow.parquet
import pytest
from click.testing import CliRunner
from openpyxl import load_workbook

from scripts.cli import main
from scripts.release.archive import SUMS, write_sums
from scripts.release.unpack import NotRelease
from scripts.release.verdict import verify
from tests.conftest import ended
from tests.release.conftest import written

TOP = "small-package-1.2.0"


def run(path):
    return CliRunner().invoke(main, ["verify", str(path)])


def test_a_sound_archive_takes_one_line(archive):
    result = run(archive)
    assert result.exit_code == 0
    assert result.output == (
        "small-package 1.2.0 is intact: 4 tables, 10 rows, the same in CSV, Parquet, SQLite and XLSX.\n"
    )


def test_an_unpacked_archive_is_verified_like_the_archive(unpacked):
    result = run(unpacked)
    assert result.exit_code == 0
    assert result.output.startswith("small-package 1.2.0 is intact")


def test_what_a_desktop_left_in_a_directory_is_a_note(members, tmp_path):
    root = written(members, tmp_path / "release")
    for name in (".DS_Store", "data/.~lock.entities.csv#", "data/Thumbs.db", "schemas/.ipynb_checkpoints/a.json"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).touch()
    (root / "data/.#entities.csv").symlink_to("someone@somewhere")
    ended(
        run(root), 0,
        "Note: data/Thumbs.db is no file of the release: a desktop or an editor left it.\n",
        "small-package 1.2.0 is intact",
    )


def test_an_archive_packed_anew_by_a_desktop_is_the_release_with_a_note(members, tmp_path, archive):
    path, known = tmp_path / "again.zip", tmp_path / "1.2.0.json"
    known.write_text(json.dumps({"archive": {"sha256": hashlib.sha256(archive.read_bytes()).hexdigest()}}))
    with zipfile.ZipFile(path, "w") as again:
        for folder in (TOP, f"{TOP}/data", f"{TOP}/parquet"):
            again.mkdir(folder)
        for name, data in {**members, ".DS_Store": b"x"}.items():
            again.writestr(f"{TOP}/{name}", data)
        again.writestr(f"__MACOSX/{TOP}/._data", b"x")
    verdict = verify(path, tmp_path)
    assert verdict.problems == []
    assert [note.split(" is ")[0] for note in verdict.notes[:2]] == [f"{TOP}/.DS_Store", f"__MACOSX/{TOP}/._data"]
    assert verdict.notes[2:] == ["the ZIP file was packed anew: what it holds is the release, byte for byte"]
    assert run(path).exit_code == 0


@pytest.mark.parametrize("content", [b"", b"PK\3\4 not really", b"a" * 100])
def test_what_is_no_zip_file_ends_with_status_2(tmp_path, content):
    path = tmp_path / "release.zip"
    path.write_bytes(content)
    ended(run(path), 2, "is no intact ZIP file")


def test_a_path_that_does_not_exist_ends_with_status_2(tmp_path):
    ended(run(tmp_path / "nowhere.zip"), 2, "does not exist")


def test_a_directory_that_is_no_release_ends_with_status_2(tmp_path):
    ended(run(tmp_path), 2, "it has no SHA256SUMS")


def test_an_archive_cut_off_ends_with_status_2(archive):
    archive.write_bytes(archive.read_bytes()[:-2000])
    assert run(archive).exit_code == 2


def test_flipped_bytes_are_named_by_file(archive, members):
    content = bytearray(archive.read_bytes())
    with zipfile.ZipFile(archive) as found:
        member = found.getinfo(f"{TOP}/data/entities.csv")
    content[member.header_offset + 30 + len(member.filename) + 20] ^= 0xFF
    archive.write_bytes(content)
    ended(run(archive), 1, f"{TOP}/data/entities.csv cannot be unpacked")


def test_changed_added_and_missing_files_are_all_listed(members, tmp_path):
    changed = members | {"LICENSE": b"other", "extra.txt": b"x"}
    del changed["NOTICE"]
    ended(run(written(changed, tmp_path)), 1, "LICENSE was changed", "extra.txt was added", "NOTICE is listed in SHA256SUMS but missing")


def test_new_checksums_do_not_hide_what_was_taken_out_or_put_in(damaged):
    problems = damaged(**{"NOTICE": None, "parquet/sources.parquet": None, "extra.txt": b"x"})
    assert "NOTICE is missing: every release has it" in problems
    assert "parquet/sources.parquet is missing: every release has it" in problems
    assert "extra.txt belongs to no release" in problems


def test_a_value_changed_in_csv_alone_is_found_in_every_other_format(damaged, members):
    problems = damaged(**{"data/entities.csv": members["data/entities.csv"].replace(b"2001", b"2002")})
    assert any("checksum of another state of data/entities.csv" in problem for problem in problems)
    for where in (
        "parquet/entities.parquet, line 2, column founded_year",
        "small-package.sqlite, table entities, line 2, column founded_year",
        "small-package.xlsx, sheet entities, line 2, column founded_year",
    ):
        assert f"{where}: the value is not the one of the CSV" in problems


def test_a_row_too_few_is_counted(damaged, members):
    rows = members["data/evidence/statements.csv"].splitlines(keepends=True)
    problems = damaged(**{"data/evidence/statements.csv": b"".join(rows[:-1])})
    assert "data/evidence/statements.csv has 3 rows, schema-org.jsonld says 4" in problems


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("data/evidence/statements.csv", b"s2,awex-be-1", b"s1,awex-be-1", "statements.csv, line 3, column statement_id: "),
        ("data/evidence/statements.csv", b"s2,awex-be-1", b"s2,nobody", "statements.csv, line 3, column source_id: nobody"),
        ("data/evidence/sources.csv", b"awex-be-1,AWEX", b"awex-be-1,", "sources.csv, line 2, column publisher: "),
        ("data/entities.csv", b"2001", b"later", "entities.csv, line 2, column founded_year: “later”"),
        ("data/entities.csv", b"name", b"title", "data/entities.csv, line 1, column name: Column name is missing."),
        ("datapackage.json", b'"1.2.0"', b'"1.2.0-dev"', "the descriptor has version '1.2.0-dev', which is no release"),
        ("datapackage.json", b"schemas/sources.json", b"../../etc/passwd", "is no path inside the package"),
        ("datapackage.json", b'"resources"', b'"tables"', "The list of resources cannot be used"),
        ("schema-org.jsonld", b'"distribution"', b'"files"', "does not say how many rows the tables have"),
        ("SHA256SUMS", b"  LICENSE\n", b"\n", "is no checksum, or names a file again"),
    ],
)
def test_each_kind_of_damage_is_named(members, tmp_path, path, old, new, problem):
    assert old in members[path]
    changed = members | {path: members[path].replace(old, new, 1)}
    if path != SUMS:
        del changed[SUMS]
        changed[SUMS] = write_sums(changed)
    assert any(problem in found for found in verify(written(changed, tmp_path)).problems)


def test_a_release_of_another_time_is_judged_by_its_content_and_not_by_how_fingerprints_are_written_today(damaged):
    assert damaged(**{"releases/1.2.0.json": b'{"tables": {}}'}) == []


def test_parquet_with_other_types_is_named(damaged, members):
    table = pa.parquet.read_table(pa.BufferReader(members["parquet/entities.parquet"]))
    out = io.BytesIO()
    pa.parquet.write_table(table.set_column(2, "founded_year", table["founded_year"].cast(pa.string())), out)
    problems = damaged(**{"parquet/entities.parquet": out.getvalue()})
    assert problems == ["parquet/entities.parquet: columns or types are not those of the schema"]


def test_a_database_changed_within_is_named(damaged, members):
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(members["small-package.sqlite"])
        database.execute("UPDATE statements SET source_id = 'nowhere' WHERE statement_id = 's4'")
        database.commit()
        problems = damaged(**{"small-package.sqlite": database.serialize()})
    assert "small-package.sqlite: row 4 of statements refers to nothing in sources" in problems
    assert any("table statements, line 5, column source_id" in problem for problem in problems)


def test_a_database_with_something_added_is_named(damaged, members):
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(members["small-package.sqlite"])
        database.execute("CREATE VIEW more AS SELECT 1")
        problems = damaged(**{"small-package.sqlite": database.serialize()})
    assert problems == ["small-package.sqlite: tables, types or keys are not those of the schemas"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda book: book.remove(book["disputes"]), "the sheets are not the tables and their dictionary"),
        (lambda book: book["sources"].__setitem__("A1", "id"), "sheet sources: the header is not that of the schema"),
        (lambda book: book["sources"].append(["new"]), "sheet sources: 4 rows, the CSV has 3"),
        (lambda book: book["entities"].__setitem__("B3", "=1+2"), "sheet entities, line 3, column name"),
        (lambda book: book["statements"].__setitem__("D2", -5), "sheet statements, line 2, column value"),
    ],
)
def test_a_workbook_changed_within_is_named(damaged, members, change, problem):
    book = load_workbook(io.BytesIO(members["small-package.xlsx"]))
    change(book)
    out = io.BytesIO()
    book.save(out)
    assert any(problem in found for found in damaged(**{"small-package.xlsx": out.getvalue()}))


@pytest.mark.parametrize("name", ["small-package.sqlite", "small-package.xlsx", "parquet/sources.parquet"])
def test_a_file_that_cannot_be_read_is_named(damaged, name):
    assert any(problem.startswith(f"{name} cannot be read") for problem in damaged(**{name: b"not what it says"}))


def test_an_archive_other_than_its_fingerprint_says_is_named(archive, tmp_path):
    known = tmp_path / "1.2.0.json"
    known.write_text(json.dumps({"archive": {"sha256": "0" * 64}}))
    (problem,) = verify(archive, tmp_path).problems
    assert f"the fingerprint 1.2.0.json says {'0' * 64}" in problem
    known.write_text("{}")
    (problem,) = verify(archive, tmp_path).problems
    assert "1.2.0.json cannot be used" in problem


def test_the_function_itself_raises_where_there_is_no_release(tmp_path):
    with pytest.raises(NotRelease, match="no SHA256SUMS"):
        verify(tmp_path)
