"""`build --check`: changes nothing, and says in words what would change."""

from tests.conftest import ended


def state(root):
    """Content and time of every file of a package."""
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in root.rglob("*") if path.is_file()}


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def rename_univercells(root):
    """Change the evidence so that several published tables follow."""
    row = "univercells,company,Univercells"
    edit(root / "data" / "evidence" / "entities.csv", row, f"{row} NV")


def check(run, root):
    """Run `build --check`, see that it touches nothing, and return its result."""
    before = state(root)
    result = run("build", "--check", root)
    assert state(root) == before
    return result


def test_a_built_package_passes(run, small):
    result = check(run, small)
    assert result.exit_code == 0
    assert result.output == "The published tables are what the evidence yields.\n"


def test_edited_evidence_shows_what_follows_from_it(run, small):
    rename_univercells(small)
    ended(
        check(run, small), 1,
        "companies univercells: name Univercells → Univercells NV\n",
        "names ",
        "datapackage.json",
        "Run `make build`",
    )


def test_published_cells_rows_and_tables_that_are_not_what_they_should_be_are_named(run, small):
    edit(small / "data" / "companies.csv", "univercells,Univercells,", "univercells,Univercels,")
    path = small / "data" / "hubs.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    lost, doubled = (row.split(",")[0] for row in rows[1:3])
    stranger = rows[-1].replace(rows[-1].split(",")[0], "atlantis", 1)
    path.write_text("".join([rows[0], *rows[2:], rows[2], stranger]), encoding="utf-8")
    (small / "data" / "gaps.csv").unlink()
    result = check(run, small)
    assert result.exit_code == 1
    assert "data/companies.csv\n    companies univercells: name Univercels → Univercells\n" in result.output
    assert f"hubs {lost}: row added" in result.output
    assert f"hubs {doubled}#2: row removed" in result.output
    assert "hubs atlantis: row removed" in result.output
    of_gaps = [line for line in result.output.splitlines() if line.startswith("    gaps")]
    assert of_gaps[0].endswith(": row added")
    assert of_gaps[-1].endswith("more differences")
    assert len(of_gaps) == 13
