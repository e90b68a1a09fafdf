"""Make the environment `.venv` of this package, or find it made: `python requirements/environment.py [runtime|dev]`.

For any Python that the package runs with, and its standard library alone. What people have set for their installer (a
target folder, a dry run, a constraint) does not reach it; where it finds its packages does. An environment is stamped
after an import test; the stamp names its interpreter and lock, so that a half-made or outdated one is made again.
"""

import ast
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
KINDS = ("runtime", "dev")
CANNOT = 3  # exit status: this interpreter makes no environments, another one may
PRIVATE = ("PIP_", "UV_", "PYTHON", "VIRTUAL_ENV", "CONDA_", "__PYVENV")  # how variables of an installer begin
# Of these we pass on only where packages come from.
PIP_SOURCES = (
    "index_url", "extra_index_url", "find_links", "no_index", "trusted_host", "cert", "client_cert", "proxy",
    "keyring_provider", "timeout", "default_timeout", "retries", "cache_dir", "no_cache_dir",
)  # fmt: skip
UV_SOURCES = (
    "default_index", "index", "index_url", "extra_index_url", "find_links", "no_index", "index_strategy", "offline",
    "insecure_host", "native_tls", "system_certs", "keyring_provider", "cache_dir", "link_mode", "http_timeout",
)  # fmt: skip
WHICH = "import os, sys; print(sys.version.replace('\\n', ' '), os.path.realpath(sys._base_executable))"
# Looks for every file of every distribution, and imports one module of each whose name it is given.
IMPORT_TEST = """
import csv, importlib, re, sys
from importlib.metadata import distributions, packages_distributions
for each in distributions():
    for file, *_ in csv.reader((each.read_text("RECORD") or "RECORD").splitlines()):
        if not file.endswith(".pyc") and not each.locate_file(file).exists():
            sys.exit(f"{file} of {each.name} is missing")
modules = {}
for module, names in packages_distributions().items():
    for name in names:
        modules.setdefault(re.sub("[-_.]+", "-", name).lower(), []).append(module)
for name in sys.argv[1:]:
    mistakes = []
    for module in filter(str.isidentifier, modules.get(name, ())):
        try:
            importlib.import_module(module)
            break
        except Exception as mistake:  # one beside it may do: a bridge to what is not installed is none we need
            mistakes.append(mistake)
    else:
        sys.exit(f"{name} cannot be imported: {mistakes}")
"""


def main(kind: str = "runtime") -> None:
    """Make the environment for building and validating (`runtime`), or for tests and releases too (`dev`)."""
    if kind not in KINDS:
        sys.exit(f"There is no environment {kind!r}: say {' or '.join(KINDS)}.")
    if _read(VENV / f".{kind}") == _stamp(kind):
        return
    print(f"Installing into {VENV.name} what {kind}.txt lists, once; this takes a minute or two.", flush=True)
    for install in _installers():
        for is_new in (False, True) if _is_usable() else (True,):
            if is_new:
                _create()
            if not install(kind):
                break  # what could not be fetched is no better for a new folder
            if _works(kind):
                (VENV / f".{kind}").write_text(_stamp(kind), encoding="utf-8")
                return
    sys.exit("The environment could not be made; what stands in the way is said above. Mend it and try again.")


def _interpreter() -> str:
    """Which Python runs this, or runs below the environment that runs this."""
    return f"{sys.version} {os.path.realpath(sys._base_executable)}".replace("\n", " ")


def _stamp(kind: str) -> str:
    lock = hashlib.sha256((ROOT / f"requirements/{kind}.txt").read_bytes()).hexdigest()
    return f"{_interpreter()}\n{VENV.resolve()}\n{lock}\n"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _is_usable() -> bool:
    """Whether there is an environment of this very interpreter, whole enough to install into."""
    if not (VENV / "pyvenv.cfg").is_file():
        return False
    stamps = [_read(VENV / f".{kind}").splitlines() for kind in KINDS]
    if any(stamp and stamp[0] != _interpreter() for stamp in stamps):
        return False
    return _run([PYTHON, "-I", "-c", WHICH]).strip() == _interpreter()


def _create() -> None:
    """Make the environment anew, without pip: who needs it brings it."""
    if VENV.is_file() or (VENV.is_symlink() and not VENV.exists()):
        VENV.unlink()
    base = Path(sys._base_executable)
    base = base.resolve() if VENV in base.parents else base  # the interpreter of what is about to go
    command = [base, "-I", "-m", "venv", "--clear", "--without-pip", VENV]
    if subprocess.run(command, env=_without(), check=False).returncode:
        sys.exit(CANNOT)


def _installers() -> Iterator[Callable[[str], bool]]:
    if shutil.which("uv"):
        yield _with_uv
    yield _with_pip


def _with_uv(kind: str) -> bool:
    sources = {name: value for name, value in os.environ.items() if name.removeprefix("UV_").lower() in UV_SOURCES}
    command = ["uv", "--no-config", "--quiet", "pip", "install", "--python", PYTHON, "--require-hashes", "-r"]
    done = subprocess.run([*command, f"requirements/{kind}.txt"], cwd=ROOT, env=_without() | sources, check=False)
    if done.returncode:
        print("uv could not install; trying pip.", file=sys.stderr)
    return not done.returncode


def _with_pip(kind: str) -> bool:
    if not _run([PYTHON, "-I", "-m", "pip", "--version"]) and not _run([PYTHON, "-I", "-m", "ensurepip"]):
        print(
            f"{sys._base_executable} cannot bring pip: its module ensurepip is missing. On Debian or Ubuntu install "
            "the package python3-venv, or install uv.", file=sys.stderr,
        )
        sys.exit(CANNOT)
    command = [PYTHON, "-I", "-m", "pip", "--quiet", "install", "--require-hashes", "-r", f"requirements/{kind}.txt"]
    return not subprocess.run(command, cwd=ROOT, env=_without() | _pip_sources(), check=False).returncode


def _pip_sources() -> dict[str, str]:
    """Where pip finds packages, by its settings files and variables, as variables; no file is read beside them."""
    sources = {name: value for name, value in os.environ.items() if name.removeprefix("PIP_").lower() in PIP_SOURCES}
    files = {name: value for name, value in os.environ.items() if name == "PIP_CONFIG_FILE"}
    listed = _run([PYTHON, "-I", "-m", "pip", "config", "list"], _without() | files).splitlines()
    for section in ("global", "install"):
        for line in listed:
            found = re.fullmatch(rf"{section}\.([\w-]+)=(['\"].*)", line)
            name = found[1].replace("-", "_") if found else ""
            if name in PIP_SOURCES:
                value = " ".join(ast.literal_eval(found[2]).split())
                sources.setdefault(f"PIP_{name.upper()}", value)
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    return sources | quiet | {"PIP_CONFIG_FILE": os.devnull}


def _works(kind: str) -> bool:
    """Whether no file of what was installed is missing, and what pyproject.toml asks for can be imported."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = [project["project"]["dependencies"], *(project["dependency-groups"].values() if kind == "dev" else ())]
    names = [re.sub("[-_.]+", "-", re.match(r"[\w.-]+", each)[0]).lower() for group in groups for each in group]
    done = subprocess.run(
        [PYTHON, "-I", "-c", IMPORT_TEST, *names], env=_without(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"The environment is not whole: {done.stderr.strip().splitlines()[-1]}.", file=sys.stderr)
    return not done.returncode


def _without() -> dict[str, str]:
    """The variables of this process without those of an installer."""
    return {name: value for name, value in os.environ.items() if not name.upper().startswith(PRIVATE)}


def _run(command: list[str | Path], environment: dict[str, str] | None = None) -> str:
    """What a command prints; "" where it cannot be run or fails."""
    try:
        done = subprocess.run(command, env=environment or _without(), capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout or " "


if __name__ == "__main__":
    try:
        main(*sys.argv[1:2])
    except KeyboardInterrupt:
        sys.exit("Interrupted; the next run goes on from here.")
    except OSError as error:
        sys.exit(f"The environment could not be made: {error.filename}: {error.strerror}.")
