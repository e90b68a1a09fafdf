"""What a long verb is at is shown on a terminal, and nowhere else."""

import io
import sys
from contextlib import redirect_stderr

import click
import pytest

from scripts.cli import main
from scripts.package.terminal import step, wipe


class Terminal(io.StringIO):
    def isatty(self):
        return True

    def shown(self):
        """What is left to be seen on each line."""
        lines = []
        for line in self.getvalue().split("\n"):
            seen = ""
            for part in line.split("\r"):
                seen = part + seen[len(part) :]
            lines.append(seen.rstrip())
        return "\n".join(lines)


def test_a_step_takes_the_place_of_the_one_before_and_leaves_nothing():
    with redirect_stderr(Terminal()) as terminal:
        step("Reading what is long")
        step("Writing")
        assert terminal.shown() == "Writing …"
        wipe()
        wipe()
    assert terminal.shown() == ""


def test_nothing_is_shown_where_nobody_watches(capsys):
    step("Reading")
    wipe()
    assert capsys.readouterr() == ("", "")


def test_without_a_stream_for_errors_nothing_is_shown(monkeypatch):
    monkeypatch.setattr(sys, "stderr", None)
    step("Reading")
    wipe()


@pytest.mark.parametrize(
    ("words", "steps"),
    [
        (["format", "--check", "--package-dir"], ["data/evidence/statements.csv"]),
        (["build"], ["Reading", "Compiling", "Writing"]),
        (["validate", "--fast"], ["Reading", "Compiling", "rules"]),
    ],
)
def test_long_verbs_say_what_they_are_at_and_wipe_it_out(small, words, steps):
    with redirect_stderr(Terminal()) as terminal, pytest.raises(SystemExit) as ended:
        main([*words, str(small)])
    assert ended.value.code == 0
    assert all(step in terminal.getvalue() for step in steps)
    assert terminal.shown() == ""


def test_what_is_said_stands_on_a_line_of_its_own(small):
    (small / "data/evidence/entities.csv").unlink()
    with redirect_stderr(Terminal()) as terminal, pytest.raises(SystemExit):
        main(["build", str(small)])
    assert click.unstyle(terminal.shown()).startswith("data/evidence/entities.csv\n")
