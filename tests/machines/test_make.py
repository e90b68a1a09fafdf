"""`make` makes its environment whatever people have set for themselves, and again where it is not whole."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from tests.conftest import ROOT

PYTHON = sys._base_executable
HOSTILE = {
    "PIP_USER": "1", "PIP_TARGET": "/nowhere", "PIP_PREFIX": "/nowhere", "PIP_ROOT": "/nowhere", "PIP_DRY_RUN": "1",
    "PIP_NO_DEPS": "1", "PIP_CONSTRAINT": "/nowhere", "PIP_PYTHON": "/bin/false", "PIP_REQUIREMENT": "/nowhere",
    "PYTHONPATH": "/nowhere", "PYTHONHOME": "/nowhere", "PYTHONSAFEPATH": "1", "PYTHONSTARTUP": "/nowhere",
    "PYTHON": "/nowhere", "ARGS": "--nonsense", "VIRTUAL_ENV": "/nowhere", "UV_PYTHON": "2.7", "UV_SYSTEM_PYTHON": "1",
    "UV_PROJECT_ENVIRONMENT": "/nowhere", "PYTEST_ADDOPTS": "--nonsense", "GIT_DIR": "/nowhere",
}  # fmt: skip
FILES = {"tiny.py": "", "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n"}
WHEEL = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project with our Makefile and one small dependency, which settings of pip say where to find."""
    root = tmp_path_factory.mktemp("project with blanks")
    for name in ("Makefile", "requirements/environment.py"):
        (root / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, root / name)
    wheel = root / "wheels/tiny-1.0-py3-none-any.whl"
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in (FILES | {"tiny-1.0.dist-info/WHEEL": WHEEL}).items():
            archive.writestr(name, content)
        names = [*FILES, "tiny-1.0.dist-info/WHEEL", "tiny-1.0.dist-info/RECORD"]
        archive.writestr(names[-1], "".join(f"{name},,\n" for name in names))
    lock = f"tiny==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"
    (root / "requirements/runtime.txt").write_text(lock)
    (root / "requirements/dev.txt").write_text(lock)
    groups = '[dependency-groups]\ntest = ["tiny"]\n'
    (root / "pyproject.toml").write_text(f'[project]\nname = "x"\nversion = "1"\ndependencies = ["tiny>=1"]\n{groups}')
    settings = f"[global]\nno-index = true\nfind-links = {wheel.parent.as_uri()}\ntarget = /nowhere\ndry-run = true\n"
    (root / "home/pip").mkdir(parents=True)
    (root / "home/pip/pip.conf").write_text(settings + "[install]\nuser = true\nno-deps = true\n")
    return root


def variables():
    """The variables of this process without what a make around these tests and settings of pip add."""
    inherited = ("PIP_", "MAKE", "MFLAGS", "ARGS", "PYTHON")
    return {name: value for name, value in os.environ.items() if not name.startswith(inherited)}


def make(root, *words, **environment):
    links = {"UV_FIND_LINKS": str(root / "wheels"), "UV_NO_INDEX": "1", "XDG_CONFIG_HOME": str(root / "home")}
    environment = variables() | links | environment
    return subprocess.run(["make", *words], cwd=root, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def made(project):
    """The project with its environment, which earlier tests may have made."""
    done = make(project, "env", f"PYTHON={PYTHON}", **HOSTILE)
    assert done.returncode == 0, done.stdout + done.stderr
    return project


def has_tiny(root):
    return subprocess.run([root / ".venv/bin/python", "-I", "-c", "import tiny"], check=False).returncode == 0


def site(root):
    (found,) = root.glob(".venv/lib/*/site-packages")
    return found


def test_what_people_set_for_themselves_breaks_nothing(made):
    assert has_tiny(made)
    again = make(made, "env", **HOSTILE)
    assert (again.returncode, again.stdout) == (0, "")


def test_an_environment_that_is_not_whole_is_made_again(made):
    (made / ".venv/.runtime").unlink()
    (site(made) / "tiny.py").unlink()
    done = make(made, "env")
    assert done.returncode == 0, done.stderr
    assert has_tiny(made)


@pytest.mark.parametrize("lost", ["pyvenv.cfg", "lib"])
def test_an_environment_that_lost_a_part_is_made_again(made, lost):
    path = made / ".venv" / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    (made / ".venv/.runtime").unlink()
    done = make(made, "env", f"PYTHON={PYTHON}")
    assert done.returncode == 0, done.stderr
    assert has_tiny(made)


def test_an_environment_of_another_interpreter_is_made_anew(made):
    stamp = made / ".venv/.runtime"
    stamp.write_text(stamp.read_text().replace("3.", "2.", 1))
    (made / ".venv/old").touch()
    assert make(made, "env").returncode == 0
    assert not (made / ".venv/old").exists()
    assert has_tiny(made)


def test_an_environment_with_another_lock_is_completed_and_kept(made):
    lock = made / "requirements/runtime.txt"
    lock.write_text(f"{lock.read_text()}# a remark\n")
    (made / ".venv/kept").touch()
    assert "Installing" in make(made, "env").stdout
    assert (made / ".venv/kept").exists()
    assert make(made, "env").stdout == ""


def test_what_cannot_be_installed_leaves_no_stamp(made):
    lock = made / "requirements/dev.txt"
    right = lock.read_text()
    lock.write_text("tiny==2.0 --hash=sha256:" + "0" * 64)
    done = make(made, "dev")
    lock.write_text(right)
    assert done.returncode != 0
    assert "The environment could not be made" in done.stderr
    assert not (made / ".venv/.dev").exists()


def test_a_python_that_will_not_do_is_named_with_what_helps(project):
    done = make(project, "env", "PYTHON=/bin/false")
    assert done.returncode != 0
    assert "none of these is one: /bin/false" in done.stderr
    assert "uv python install 3.13" in done.stderr


def test_words_to_make_are_passed_on_and_variables_of_their_name_are_not():
    environment = {**variables(), "ARGS": "--nonsense", "PYTHON": "/nowhere"}
    for words, wanted in (([], False), (["ARGS=--fast"], True)):
        done = subprocess.run(
            ["make", "-n", "validate", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        assert ("--fast" in done.stdout) is wanted
        assert "nonsense" not in done.stdout
        assert "/nowhere" not in done.stdout


def hook(root, environment=None):
    """A repository with a second working tree, and what the hook says in that one; `environment` is where .venv lies."""
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(root / "main")]
    subprocess.run(["git", "init", "--quiet", str(root / "main")], check=True)
    (root / "main/.ci").mkdir()
    shutil.copy(ROOT / ".ci/pre-commit", root / "main/.ci")
    subprocess.run([*git, "add", "--all"], check=True)
    subprocess.run([*git, "commit", "--quiet", "--message", "state"], check=True)
    subprocess.run([*git, "worktree", "add", "--quiet", str(root / "tree")], check=True)
    if environment:
        python = root / environment / ".venv/bin/python"
        python.parent.mkdir(parents=True)
        python.write_text('#!/bin/sh\necho "$@"\n')
        python.chmod(0o755)
    return subprocess.run(["sh", ".ci/pre-commit"], cwd=root / "tree", capture_output=True, text=True, check=False)


@pytest.mark.parametrize("environment", ["main", "tree"])
def test_the_hook_works_in_a_worktree_with_either_environment(tmp_path, environment):
    done = hook(tmp_path, environment)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("-m scripts validate --fast\n")


def test_the_hook_without_an_environment_says_what_to_do(tmp_path):
    done = hook(tmp_path)
    assert done.returncode == 1
    assert "run make here first" in done.stderr


def test_the_hook_is_the_one_that_is_installed():
    assert "entry: sh .ci/pre-commit\n" in (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
