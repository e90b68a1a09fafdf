"""How answers come in: as flags, from a file, or typed, each checked at once and asked again where it will not do."""

import sys
import textwrap
from collections.abc import Callable
from difflib import get_close_matches

import click
import yaml

from scripts.check.answers import asking
from scripts.check.answers.draft import Draft
from scripts.check.answers.questions import BY_NAME, QUESTIONS, RESTS_ON
from scripts.evidence.add import Row, Unfit
from scripts.evidence.named import show
from scripts.verbs.common import fail

MANY = 20  # choices
NOTHING = "Nothing was written: all files are as they were."
ALIASES = {"about": ("--name", "--company", "--indicator")}
EXTRA = ("segment", "facts", "reason")  # of a new company: its class, and in a file several facts; of a correction
ALIAS_OF = {alias.removeprefix("--"): name for name, aliases in ALIASES.items() for alias in aliases}


def answer_flags(command: Callable) -> Callable:
    """Give a verb a flag for every question, and --from."""
    for question in reversed(QUESTIONS):
        flags = (f"--{question.name.replace('_', '-')}", *ALIASES.get(question.name, ()))
        command = click.option(*flags, question.name, help=f"{question.text}.")(command)
    text = "A YAML mapping with the same names as the flags; - reads it from the standard input."
    return click.option("--from", "file", type=click.Path(dir_okay=False), help=text)(command)


def given_answers(file: str | None, flags: dict[str, str | None]) -> Row:
    """The answers of a file and of flags; a flag goes before what the file says."""
    return (_read_file(file) if file else {}) | {name: text for name, text in flags.items() if text is not None}


def asks_nothing(given: Row) -> bool:
    """Whether the answers are all that will be given: there are some, and nobody sits at a terminal."""
    return bool(given) and not sys.stdin.isatty()


def fill(draft: Draft, given: Row) -> None:
    """Fill a draft from answers that were given, and ask for what is missing and what will not do.

    Where nobody can be asked, all that is wrong is told at once, with status 2.
    """
    if asks_nothing(given):
        problems = draft.read(given)
        if problems:
            said = [f"  --{name.replace('_', '-')}: {problem}" for name, problem in problems.items()]
            fail("\n".join(["These answers will not do:", *said, NOTHING]), status=2)
        return
    for question in QUESTIONS:
        if question.name in draft.answers or not draft.asks(question.name):
            continue
        if question.name == "note" and not given:
            continue  # it is for flags and files: a question more for every fact would not be worth it
        text = given.get(question.name, "" if given and not question.needed else None)
        if text is None or _refused(draft, question.name, text):
            ask(draft, question.name)


def ask_again(draft: Draft, names: list[str]) -> None:
    """Ask anew for some answers, and for those that rest on them."""
    for question in QUESTIONS:
        if question.name in names:
            names += [name for name, needed in RESTS_ON.items() if question.name in needed and name in draft.answers]
            if draft.asks(question.name):
                ask(draft, question.name)


def ask(draft: Draft, name: str, text: str = "", may_end: bool = False) -> bool:
    """Ask until the answer will do, or with `may_end` until it is empty; return whether there is one.

    An end of the input ends the verb, and leaves everything as it was.
    """
    options = asking.choices(draft, name)
    while True:
        _list(options)
        typed = prompt(text or asking.wording(draft, name) or BY_NAME[name].text, draft.default(name))
        if may_end and not typed:
            return False
        if typed.isascii() and typed.isdecimal() and 1 <= int(typed) <= len(options) <= MANY:
            typed = list(options)[int(typed) - 1]
        error = _refused(draft, name, typed)
        if error is None:
            return True
        options = {code: [] for code in error.hits}


def _list(options: dict[str, list[str]]) -> None:
    """Show what can be chosen: numbered with names, or where it is much the codes alone."""
    if len(options) > MANY:
        click.echo(textwrap.fill(", ".join(options), 100, initial_indent="  ", subsequent_indent="  "))
    else:
        for number, code in enumerate(options, 1):
            click.echo(f"  {number:3} {show(code, options)}")


def prompt(text: str, default: str = "") -> str:
    """Read a line."""
    try:
        return click.prompt(text, default=default, show_default=bool(default)).strip()
    except click.Abort:
        fail(f"\nBroken off. {NOTHING}")


def _refused(draft: Draft, name: str, text: str) -> Unfit | None:
    """Give an answer to the draft; where it will not do, say why."""
    try:
        draft.take(name, text)
    except Unfit as error:
        click.echo(f"  {error}")
        return error
    return None


def _read_file(path: str) -> Row:
    try:
        with click.open_file(path, encoding="utf-8") as handle:
            found = yaml.load(handle, Loader=yaml.BaseLoader)  # every scalar stays the text that it is
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        reason = getattr(error, "strerror", None) or str(error).replace("\n", " ")
        fail(f"{path} cannot be read as YAML: {reason}. {NOTHING}", status=2)
    return checked_names(found, path)


def checked_names(found: object, where: str) -> Row:
    """A mapping of answers under the names that they are asked by; anything else ends the verb."""
    if not isinstance(found, dict) or not found:
        fail(f"{where} holds no answers: write lines such as `source_url: https://…`. {NOTHING}", status=2)
    answers = {}
    for key, text in found.items():
        name = str(key).strip().replace("-", "_")
        name = ALIAS_OF.get(name, name)
        if name not in BY_NAME and name not in EXTRA:
            near = get_close_matches(name, [*BY_NAME, *EXTRA], n=1)
            hint = f"did you mean {near[0]}?" if near else f"the names are {', '.join(BY_NAME)}."
            fail(f"{where}: there is no answer called {key}: {hint} {NOTHING}", status=2)
        if not isinstance(text, str) and name != "facts":
            fail(f"{where}: {key} is no plain text. {NOTHING}", status=2)
        answers[name] = text
    return answers
