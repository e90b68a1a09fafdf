"""`rules`: the catalogue of what is checked."""

import json
from dataclasses import asdict

import click

from scripts.tell.documents import rules_table


@click.command()
@click.option(
    "--format", "format_", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True,
    help="For people, for programs, or as a table for the documentation.",
)
def command(format_: str) -> None:
    """List every rule that validate checks.

    Each with its id, what it asks and why, how grave it is, its layer and the tool that checks it.

    Example: python -m scripts rules --format markdown
    """
    from scripts.check.catalogue import all_rules

    click.echo(FORMATS[format_](all_rules()), nl=False)


def write_text(rules: list) -> str:
    """Return the catalogue as text: one rule a paragraph."""
    return "".join(
        f"{click.style(rule.id, bold=True)}  {rule.title}\n"
        f"      {rule.why}\n      {rule.severity}, {rule.layer}, {rule.tool}. {rule.hint}\n"
        for rule in rules
    )


def write_json(rules: list) -> str:
    """Return the catalogue as a JSON list of objects."""
    return json.dumps([asdict(rule) for rule in rules], ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": write_text, "json": write_json, "markdown": rules_table}
