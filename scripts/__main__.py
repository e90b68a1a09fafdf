"""Run the command line: `python -m scripts VERB`."""

from scripts.cli import main

main(prog_name="python -m scripts")
