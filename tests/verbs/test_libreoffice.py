"""Every table of the package goes through a real LibreOffice and comes back the same, or is refused."""

import shutil
import subprocess

import pytest
from click.testing import CliRunner

from scripts.cli import main
from scripts.package.descriptor import load_package
from tests.conftest import ROOT

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
CSV = "Text - txt - csv (StarCalc)"
# Separator(s), quote, UTF-8, first line, formats of columns, language (2060: French of Belgium), quote all, special numbers.
WAYS = {
    "as it is": [],
    "the defaults of its dialog": [f"--infilter={CSV}:9/44/59,34,76,1"],
    "the defaults, in Belgian French": [f"--infilter={CSV}:9/44/59,34,76,1,,2060,false,false"],
    "numbers and dates found, in Belgian French": [f"--infilter={CSV}:9/44/59,34,76,1,,2060,false,true"],
    "saved with semicolons": [f"--infilter={CSV}:44,34,76,1,,2060,false,true", "--convert-to", f"csv:{CSV}:59,34,76"],
    "saved in Windows-1252": [f"--infilter={CSV}:44,34,76,1,,2060,false,true", "--convert-to", f"csv:{CSV}:59,34,1"],
}
USUAL = ["saved in Windows-1252"]  # the way that harms most


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed, so no file goes through it.")
@pytest.mark.parametrize(
    "way", [way if way in USUAL else pytest.param(way, marks=pytest.mark.exhaustive) for way in WAYS]
)
def test_every_table_comes_back_the_same_or_is_refused(tmp_path, way):
    root = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{ROOT}", str(root)], check=True)
    tables = {root / resource.path for resource in load_package(root).resources.values()}
    for folder in {path.parent for path in tables}:
        files = sorted(str(path) for path in tables if path.parent == folder)
        convert = WAYS[way] if "--convert-to" in WAYS[way] else [*WAYS[way], "--convert-to", "csv"]
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        words = [OFFICE, profile, "--headless", *convert, "--outdir", str(tmp_path / folder.name), *files]
        subprocess.run(words, check=True, capture_output=True, timeout=600)
        shutil.copytree(tmp_path / folder.name, folder, dirs_exist_ok=True)
    saved = {path: path.read_bytes() for path in tables}
    result = CliRunner().invoke(main, ["format", "--package-dir", str(root), *map(str, sorted(tables))])
    changed = subprocess.run(["git", "-C", str(root), "status", "--porcelain"], capture_output=True, check=True).stdout
    if result.exit_code:
        assert "No file was changed." in result.output
        assert {path: path.read_bytes() for path in tables} == saved
    else:
        assert changed == b"", result.output
