"""Processes beside this one, for what need not wait: the compiler, half of the rules, and the two slow libraries.

This module imports nothing of ours, so that they load what they need while the caller loads what it needs.
"""

import os
import sys
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path

WORTH_A_PROCESS = 1_000_000  # bytes of evidence; less is compiled sooner than a process has started


def start_workers(root: Path, fast: bool) -> tuple[Executor, bool]:
    """Return workers for a package, and whether it is so large that they should compile it and run rules, too.

    They are processes, or threads on a machine that lets us start none. None is started where nothing is asked of
    them.
    """
    try:
        if os.access(sys.executable, os.X_OK):  # not so for one user where another one's Python was installed
            workers = ProcessPoolExecutor(1 if fast else 2, get_context("spawn"))
            large = sum(path.stat().st_size for path in (root / "data/evidence").glob("*.csv")) > WORTH_A_PROCESS
            if large:
                workers.submit(_load)
            return workers, large
    except (ImportError, NotImplementedError, OSError):  # no shared memory to wait upon
        pass
    return ThreadPoolExecutor(2), False


def _load() -> None:
    """Import what a worker needs first."""
    import scripts.check.consistency.rulebook
    import scripts.compile.tables  # noqa: F401
