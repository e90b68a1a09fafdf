"""What git refuses is told in its own words."""

import os
import subprocess

import pytest

from scripts.package.git import GitError, ask_git


@pytest.fixture
def root(tmp_path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


def test_git_answers(root):
    assert ask_git(root, "rev-parse", "--is-inside-work-tree") == b"true\n"


def test_a_refusal_is_quoted(tmp_path):
    with pytest.raises(GitError, match="git says: fatal: not a git repository"):
        ask_git(tmp_path, "status")


def test_another_owner_is_quoted_and_not_guessed(root, monkeypatch):
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(GitError, match="dubious ownership"):
        ask_git(root, "status")


def test_a_missing_git_is_named(root, monkeypatch):
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(GitError, match="not installed"):
        ask_git(root, "status")


@pytest.mark.parametrize("script", ["#!/nowhere/sh\n", "#!/bin/sh\nexit 3\n", "no program\n"])
def test_a_broken_git_is_said_to_be_broken(root, monkeypatch, script):
    program = root / "git"
    program.write_text(script)
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(root))
    with pytest.raises(GitError, match="git"):
        ask_git(root, "status")


def test_a_hook_does_not_lead_elsewhere(root, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_DIR", os.fspath(tmp_path / "nowhere"))
    assert ask_git(root, "rev-parse", "--is-inside-work-tree") == b"true\n"
