"""The verbs of `python -m scripts`, each loaded only when it is called.

To add a verb, write a module of `scripts/verbs/` with a click command named `command`, whose docstring ends in an
example; put its first sentence into `VERBS`, and where the command stands into `Verbs.get_command`.
"""

import errno
import sys

import click

# The help lines stand here so that listing the verbs loads none of them; a test proves
# that each equals the first sentence of its command's own help.
VERBS: dict[str, str] = {
    "build": "Rebuild the published tables from the evidence.",
    "format": "Make edited CSV files canonical again.",
    "add": "Add a company, a fact of one, or a figure, source first.",
    "correct": "Correct a statement: set it aside, add what is right, and link the two.",
    "validate": "Check the package and say what is wrong, where, and how to mend it.",
    "explain": "Show where a value comes from and what speaks against it.",
    "rules": "List every rule that validate checks.",
    "summary": "Say in a few lines what the package holds.",
    "expect": "Propose limits for the statistics of the tables.",
    "docs": "Write the generated parts of the documentation.",
    "site": "Write the site: static pages in build/site/ that work offline and from any folder of a web server.",
    "diff": "Say in words what changed from one state to another, and which version follows.",
    "retire": "Say what became of every released id that is gone.",
    "release": "Make the release: one archive in dist/ that is the same wherever it is made.",
    "verify": "Verify a release archive or its unpacked directory.",
}


class Verbs(click.Group):
    """A group of commands whose modules are imported on first use."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the verbs in the order in which help shows them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        """Import the module of a verb, and no other; an unknown word is answered by what comes close (status 2)."""
        match cmd_name:
            case "build":
                from scripts.verbs.build_package import command
            case "format":
                from scripts.verbs.format_tables import command
            case "add":
                from scripts.verbs.add_evidence import command
            case "correct":
                from scripts.verbs.correct_statement import command
            case "validate":
                from scripts.verbs.validate_package import command
            case "explain":
                from scripts.verbs.explain_value import command
            case "rules":
                from scripts.verbs.list_rules import command
            case "summary":
                from scripts.verbs.summarise import command
            case "expect":
                from scripts.verbs.propose_limits import command
            case "docs":
                from scripts.verbs.write_documents import command
            case "site":
                from scripts.verbs.write_site import command
            case "diff":
                from scripts.verbs.compare_states import command
            case "retire":
                from scripts.verbs.retire_ids import command
            case "release":
                from scripts.verbs.make_release import command
            case "verify":
                from scripts.verbs.verify_release import command
            case _:
                raise click.NoSuchCommand(cmd_name, f"There is no verb {cmd_name!r}.", possibilities=VERBS, ctx=ctx)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Call a verb; what it did not foresee ends in a sentence and status 2, or under -X dev in Python's trace."""
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit):
            raise
        except Exception as error:
            if sys.flags.dev_mode or getattr(error, "errno", None) == errno.EPIPE:  # the reader has gone away
                raise
            from scripts.package.terminal import explain, wipe

            wipe()
            click.echo(f"{ctx.invoked_subcommand} could not go on: {explain(error)}.", err=True)
            ctx.exit(2)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs without loading them."""
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.group(
    cls=Verbs,
    subcommand_metavar="VERB [ARGS]...",
    context_settings={"help_option_names": ["-h", "--help"]},
)
def main() -> None:
    """Build, check, explain and release the data package.

    Every verb has its own help with an example: python -m scripts VERB --help

    A verb works on the package that this code came with, or on that of --package-dir.
    """
