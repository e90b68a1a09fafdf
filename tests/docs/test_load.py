"""What README shows under Load works, one snippet after the other, in the unpacked archive of a release."""

import re
import shutil
import subprocess
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from scripts.evidence.load import read_tables
from scripts.package.descriptor import load_package
from scripts.release.assemble import COPIED, assemble

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RSCRIPT = shutil.which("Rscript")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def archive(cut, tmp_path_factory):
    """The archive of the frozen package, unpacked."""
    root = shutil.copytree(cut, tmp_path_factory.mktemp("archive") / "package")
    for name in COPIED:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    package = load_package(root)
    for name, content in assemble(package, read_tables(package, package.resources)[0]).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


@pytest.fixture(scope="module")
def loaded(archive):
    """The names that the Python snippets leave behind."""
    namespace = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(archive)
        for snippet in blocks("python"):
            exec(compile(snippet, "README.md", "exec"), namespace)
    return namespace


def test_the_python_snippets_work_one_after_the_other(loaded):
    assert len(blocks("python")) >= 7
    assert loaded["by_hub"].sum() > 0
    assert len(loaded["indicators"]) > 0
    assert loaded["names"]["valid_until"].dtype == pl.String


def test_every_form_of_a_release_has_the_same_companies(loaded):
    companies = loaded["companies"]
    assert loaded["typed"]["company_id"].to_list() == companies["company_id"].tolist()
    assert loaded["typed"].schema["nis_code"] == pl.String
    assert loaded["typed"].schema["founded_year"] == pl.Int64
    assert loaded["sheet"]["company_id"].tolist() == companies["company_id"].tolist()
    liege = companies[companies["hub_id"] == "liege"]
    pd.testing.assert_series_equal(
        loaded["in_liege"]["name"].sort_values(ignore_index=True), liege["name"].sort_values(ignore_index=True), check_dtype=False
    )


@pytest.mark.parametrize("name", load_package(ROOT).resources)
def test_polars_reads_every_table_as_readme_says(loaded, monkeypatch, name):
    monkeypatch.chdir(ROOT)
    resource = load_package(ROOT).resources[name]
    table = loaded["load_polars"](name, Path(resource.path).parent)
    wanted = {field["name"]: loaded["POLARS"][field["type"]] for field in resource.schema.fields}
    assert dict(table.schema) == wanted
    text = pl.read_csv(resource.path, infer_schema=False)
    assert table.null_count().equals(text.null_count())
    guessed = pl.read_csv(resource.path, infer_schema_length=None)
    numbers = [name for name, kind in wanted.items() if kind.is_numeric() and text[name].null_count() < len(text)]
    assert all(guessed[name].dtype.is_numeric() for name in numbers)


def test_every_table_is_marked_as_the_frictionless_package_of_r_asks():
    marks = {(item["type"], item.get("profile")) for item in load_package(ROOT).descriptor["resources"]}
    assert marks == {("table", "tabular-data-resource")}


@pytest.mark.parametrize("snippet", blocks("r"))
def test_a_snippet_for_r_works(archive, snippet):
    library = re.search(r"library\((\w+)\)", snippet).group(1)
    if not RSCRIPT:
        pytest.skip("R is not installed: the snippets for R were not tried")
    if subprocess.run([RSCRIPT, "-e", f"library({library})"], capture_output=True, check=False).returncode:
        pytest.skip(f"the package {library} of R is not installed: its snippet was not tried")
    asked = 'stopifnot(nrow(companies) > 0, is.character(companies$nis_code), all(grepl("^BE", na.omit(companies$enterprise_number))))'
    done = subprocess.run([RSCRIPT, "-e", snippet + asked], cwd=archive, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
