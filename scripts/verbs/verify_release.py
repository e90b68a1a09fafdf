"""`verify`: prove that a release is whole and says the same in every format."""

from pathlib import Path

import click

from scripts.package.terminal import step, wipe
from scripts.release.preconditions import missing_libraries
from scripts.verbs.common import HOME, fail, say


@click.command()
@click.argument("release", type=click.Path(path_type=Path))
def command(release: Path) -> None:
    """Verify a release archive or its unpacked directory.

    Checks the checksums, the descriptor, counts and keys, and that CSV, Parquet, SQLite and XLSX
    hold the same values. One line when all is well (status 0), a list when not (1); status 2 when
    there is no release to check.

    Example: python -m scripts verify dist/wallonia-biotech-1.0.0.zip
    """
    absent = missing_libraries()
    if absent:
        fail(f"Verifying needs {', '.join(absent)}. `make release` and `make test` install them.", status=2)
    from scripts.release.unpack import NotRelease
    from scripts.release.verdict import verify

    if not release.exists():
        fail(f"{release} does not exist.", status=2)
    step("Reading the release, and checking each cell")
    try:
        verdict = verify(release, HOME / "releases")
    except NotRelease as error:
        fail(str(error), status=2)
    wipe()
    for note in verdict.notes:
        say(f"Note: {note}.")
    if verdict.problems:
        for problem in verdict.problems:
            say(f"- {problem}")
        fail(f"{release}: {len(verdict.problems)} problems. Do not use it; fetch the release again.")
    say(
        f"{verdict.name} {verdict.version} is intact: {verdict.n_tables} tables, {verdict.n_rows} rows, "
        "the same in CSV, Parquet, SQLite and XLSX."
    )
