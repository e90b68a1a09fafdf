"""`build --check`: changes nothing, and says in words what would change."""


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


def test_an_edited_published_cell_is_named_with_what_it_should_be(run, small):
    edit(small / "data" / "companies.csv", "univercells,Univercells,", "univercells,Univercels,")
    result = check(run, small)
    assert result.exit_code == 1
    assert "data/companies.csv\n    companies univercells: name Univercels → Univercells\n" in result.output
    assert "Run `make build`" in result.output


def test_edited_evidence_shows_what_follows_from_it(run, small):
    rename_univercells(small)
    result = check(run, small)
    assert result.exit_code == 1
    assert "companies univercells: name Univercells → Univercells NV\n" in result.output
    assert "names " in result.output
    assert "datapackage.json" in result.output


def test_rows_that_are_missing_doubled_or_unknown_are_named(run, small):
    path = small / "data" / "hubs.csv"
    rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
    stranger = rows[-1].replace(rows[-1].split(",")[0], "atlantis", 1)
    path.write_text("".join([rows[0], *rows[2:], rows[2], stranger]), encoding="utf-8")
    result = check(run, small)
    lost, doubled = rows[1].split(",")[0], rows[2].split(",")[0]
    assert result.exit_code == 1
    assert f"hubs {lost}: row added" in result.output
    assert f"hubs {doubled}#2: row removed" in result.output
    assert "hubs atlantis: row removed" in result.output


def test_a_lost_published_table_is_all_new(run, small):
    (small / "data" / "hubs.csv").unlink()
    assert "hubs liege: row added" in check(run, small).output


def test_a_long_diff_is_cut_and_says_how_much_is_left_out(run, small):
    (small / "data" / "gaps.csv").unlink()
    lines = [line for line in check(run, small).output.splitlines() if line.startswith("    gaps")]
    assert len(lines) == 13
    assert lines[-1].endswith("more differences")
