"""The command line as a whole; what each verb does is tested with its own part."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

import scripts.verbs
from scripts import cli

HEAVY = {"pandas", "pandera", "frictionless", "great_expectations", "pyarrow", "numpy"}


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(cli.main, words, prog_name="python -m scripts")


@pytest.fixture
def only_validate(monkeypatch):
    """A command line with one verb whose module does not exist."""
    monkeypatch.setattr(cli, "VERBS", {"validate": "Check the package."})


def modules_of_verbs():
    names = {Path(path).stem for folder in scripts.verbs.__path__ for path in Path(folder).glob("*.py")}
    return names - {"__init__", "common"}  # common is what several verbs share


def test_every_module_of_a_verb_is_listed_and_no_other():
    assert set(cli.VERBS) == modules_of_verbs()


@pytest.mark.parametrize("verb", cli.VERBS)
def test_the_listed_line_is_the_first_sentence_of_the_verbs_own_help(verb):
    command = import_module(f"scripts.verbs.{verb}").command
    assert isinstance(command, click.Command)
    assert cli.VERBS[verb].rstrip(".") == command.get_short_help_str(limit=1000).rstrip(".")


@pytest.mark.parametrize("verb", cli.VERBS)
def test_every_verb_has_help_with_an_example_that_calls_it(run, verb):
    result = run(verb, "--help")
    assert result.exit_code == 0
    _, _, example = result.output.partition("Example")
    assert f"python -m scripts {verb}" in example


@pytest.mark.parametrize("verb", cli.VERBS)
def test_a_verb_refuses_an_unknown_option_with_status_2(run, verb):
    result = run(verb, "--no-such-option")
    assert result.exit_code == 2
    assert "--no-such-option" in result.output


def test_help_lists_verbs_with_their_lines_and_loads_none(run, only_validate):
    result = run("--help")
    assert result.exit_code == 0
    assert "validate  Check the package." in result.output


def test_without_a_verb_the_help_is_shown_and_the_status_is_2(run, only_validate):
    result = run()
    assert result.exit_code == 2
    assert "Check the package." in result.output


def test_an_unknown_verb_is_named_with_the_nearest_one_and_status_2(run, only_validate):
    result = run("valdate")
    assert result.exit_code == 2
    assert "There is no verb 'valdate'. Did you mean 'validate'?" in result.output


def test_an_unknown_verb_far_from_all_gets_no_guess(run, only_validate):
    result = run("zzz")
    assert result.exit_code == 2
    assert "There is no verb 'zzz'." in result.output
    assert "Did you mean" not in result.output


def test_the_help_of_the_real_command_line_loads_no_heavy_library():
    code = (
        "import sys; from scripts.cli import main; main(['--help'], standalone_mode=False);"
        f"print('loaded:', sorted({HEAVY} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("loaded: []\n")


def test_python_m_scripts_shows_how_it_is_called():
    command = [sys.executable, "-m", "scripts", "--help"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("Usage: python -m scripts ")
    assert all(verb in done.stdout for verb in cli.VERBS)
