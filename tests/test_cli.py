"""The command line as a whole; what each verb does is tested with its own part."""

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

import scripts
from scripts.cli import VERBS, main
from scripts.package.transaction import exclusive
from tests.conftest import ended

load = partial(main.get_command, None)
HEAVY = {"pandas", "pandera", "frictionless", "great_expectations", "pyarrow", "numpy"}
ON_A_PACKAGE = sorted(set(VERBS) - {"add", "diff", "rules", "verify"})  # diff and verify name what they read


def test_every_verb_has_a_module_of_its_own_and_no_module_is_without():
    modules = [load(verb).callback.__module__ for verb in VERBS]
    folder = Path(scripts.__file__).parent / "verbs"
    shared = {"__init__", "answering", "common", "filing", "writing"}
    assert sorted(modules) == sorted(f"scripts.verbs.{path.stem}" for path in folder.glob("*.py") if path.stem not in shared)


@pytest.mark.parametrize("verb", VERBS)
def test_the_listed_line_is_the_first_sentence_of_the_verbs_own_help(verb):
    assert VERBS[verb].rstrip(".") == load(verb).get_short_help_str(limit=1000).rstrip(".")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example_that_calls_it(run, verb):
    result = run(verb, "--help")
    assert result.exit_code == 0
    _, _, example = result.output.partition("Example")
    assert f"python -m scripts {verb}" in example


@pytest.mark.parametrize("verb", ON_A_PACKAGE)
def test_a_verb_that_works_on_a_package_is_told_which_by_one_option(run, verb):
    assert "--package-dir" in run(verb, "--help").output


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_refuses_an_unknown_option_with_status_2(run, verb):
    ended(run(verb, "--no-such-option"), 2, "--no-such-option")


@pytest.mark.parametrize("option", [(), ("--package-dir",)], ids=["bare", "option"])
def test_the_option_may_be_left_out_before_its_value(run, cut, option):
    assert run("summary", *option, cut).output.startswith("wallonia-biotech ")
    assert run("validate", *option, cut / "nowhere").output.endswith("nowhere is no directory.\n")


@pytest.mark.parametrize(
    "words",
    [("build",), ("docs",), ("expect", "--replace"), ("format",)],
    ids=lambda words: words[0],
)
def test_beside_a_build_no_verb_writes_and_each_says_why(run, small, words):
    with exclusive(small):
        result = run(*words, "--package-dir", small)
    ended(result, 1, "Another build is at work in this directory. Nothing was written")
    assert "Traceback" not in result.output


def test_help_lists_verbs_with_their_lines(run):
    ended(run("--help"), 0, "summary   Say in a few lines what the package holds.")


def test_without_a_verb_the_help_is_shown_and_the_status_is_2(run):
    ended(run(), 2, VERBS["summary"])


@pytest.mark.parametrize(("word", "guess"), [("valdate", " Did you mean 'validate'?"), ("zzz", "")])
def test_an_unknown_verb_is_named_with_the_nearest_one_and_status_2(run, word, guess):
    ended(run(word), 2, f"There is no verb '{word}'.{guess}\n")


def test_the_help_of_the_command_line_loads_no_verb_and_no_heavy_library():
    code = (
        "import sys; from scripts.cli import main; main(['--help'], standalone_mode=False);"
        f"print('loaded:', sorted({HEAVY} & set(sys.modules)), [m for m in sys.modules if m.startswith('scripts.v')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("loaded: [] []\n")


def test_python_m_scripts_shows_how_it_is_called():
    command = [sys.executable, "-m", "scripts", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: python -m scripts ")
    assert all(verb in done.stdout for verb in VERBS)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero"),
        (RecursionError(), "RecursionError"),
        (PermissionError(13, "Permission denied", "data/x\x1b[31m.csv"), r"data/x\x1b[31m.csv: Permission denied"),
        (UnicodeEncodeError("ascii", "é", 0, 1, "no such letter"), "UnicodeEncodeError: 'ascii' codec"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_whatever_a_verb_did_not_foresee_is_one_sentence_and_status_2(run, small, monkeypatch, error, said):
    from scripts.verbs import summarise

    def fail(root):
        raise error

    monkeypatch.setattr(summarise, "read_everything", fail)
    told = ended(run("summary", small), 2, f"summary could not go on: {said}")
    assert "Traceback" not in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("folder", ["a" * 5000, "a/" * 3000], ids=["name", "way"])
def test_a_directory_that_no_system_takes_is_a_sentence_in_json_too(run, folder):
    told = ended(run("validate", folder, "--format", "json"), 2, "could not run")
    assert len(told) < 1000
    assert json.loads(run("validate", folder, "--format", "json").stdout)["error"]
