"""Run the command line: `python -m scripts VERB`."""

from scripts.cli import main

if __name__ == "__main__":  # processes beside this one import it too
    main(prog_name="python -m scripts")
