"""Run the command line: `python -m scripts VERB`."""

import sys

from scripts.cli import main

if __name__ == "__main__":  # processes beside this one import it too
    for stream in (sys.stdout, sys.stderr):  # a code page of old (Windows, LC_ALL=C) has no “, € or é
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # half a character in the name of a file
    main(prog_name="python -m scripts")
