"""Give hostile packages to a verb, each in a process of its own: `python -m tests.hostile [--verb VERB] [KIND...]`."""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import ROOT
from tests.hostile import documents, schemas, tables, unopened  # noqa: F401  # they register what they hold
from tests.hostile.kinds import BYTES, KINDS, SECONDS

VERBS = {
    "validate": ["validate"], "fast": ["validate", "--fast"], "build": ["build"], "check": ["build", "--check"],
    "format": ["format", "--package-dir"], "diff": None, "explain": ["explain", "companies", "--package-dir"],
}  # fmt: skip


def memory_of(group):
    """Bytes that all processes of a group hold."""
    found = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                found += int(fields[21]) * resource.getpagesize()
        except (OSError, ValueError):
            continue
    return found


def give(words, user=None):
    """Run a verb: status (None where it hung or ate memory), seconds, bytes, and what it said."""
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryFile() as said:
        start, most = time.monotonic(), 0
        process = subprocess.Popen(
            [sys.executable, "-m", "scripts", *map(str, words)], cwd=ROOT, stdout=said, stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL, process_group=0, env=environment, user=user,
        )  # fmt: skip
        while process.poll() is None:
            most = max(most, memory_of(process.pid))
            if time.monotonic() - start > 1.5 * SECONDS or most > 1.5 * BYTES:
                os.killpg(process.pid, 9)
                process.wait()
                return None, time.monotonic() - start, most, ""
            time.sleep(0.02)
        seconds = time.monotonic() - start
        said.seek(0)
        return process.returncode, seconds, most, said.read(20 * BYTES // 1000).decode(errors="replace")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--verb", default="fast", choices=VERBS)
    parser.add_argument("--base", default=ROOT / "tests/package", type=Path)
    parser.add_argument("kinds", nargs="*")
    asked = parser.parse_args()
    chosen = [name for name in KINDS if not asked.kinds or any(name.startswith(each) for each in asked.kinds)]
    bad = 0
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder).chmod(0o777)
            root = shutil.copytree(asked.base, Path(folder) / "package")
            KINDS[name](root)
            user = 65534 if os.getuid() == 0 and name.startswith("unreadable") else None
            words = VERBS[asked.verb]
            words = ["diff", asked.base, root] if words is None else [*words, root]
            status, seconds, most, said = give(words, user)
            faults = [
                text for text, wrong in (
                    ("killed", status is None), ("slow", seconds > SECONDS), ("memory", most > BYTES),
                    ("status", status not in (None, 0, 1, 2)), ("trace", "Traceback" in said), ("leak", "secret-word" in said),
                    ("broke", "broke off" in said), ("escape", "\x1b" in said),
                ) if wrong
            ]  # fmt: skip
            bad += bool(faults)
            last = [line for line in said.splitlines() if line.strip()][-1:] or [""]
            first = [line.strip() for line in said.splitlines() if line.strip()][1:3]
            print(
                f"{name:30} {status!s:>4} {seconds:5.1f}s {most >> 20:5} MB {' '.join(faults):12} {len(said):7} {' / '.join([*first, last[0]])[:230]}",
                flush=True,
            )
            subprocess.run(["chmod", "-R", "u+rwX", folder], check=False, stderr=subprocess.DEVNULL)
            subprocess.run(["rm", "-rf", folder + "/package/data"], check=False)
    print(f"{bad} of {len(chosen)} were answered badly")


if __name__ == "__main__":
    main()
