"""Long texts as templates: Jinja, strict, for Markdown and plain text; in HTML, SVG and XML every value is escaped."""

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, folder: Path = TEMPLATES, **values: object) -> str:
    """Fill a template of a folder; raises jinja2.UndefinedError where it asks for what is not given."""
    return _environment(folder).get_template(template).render(values)


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
        keep_trailing_newline=True, autoescape=select_autoescape(["html", "svg", "xml"]),
    )  # fmt: skip
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "sort_keys": True, "separators": (",", ":")}
    environment.filters |= {"cell": cell, "code": code}
    return environment


def cell(text: object) -> str:
    """Text as a cell of a Markdown table takes it."""
    return str(text).replace("|", "\\|")


def code(text: object) -> str:
    """Text as Markdown code; a blank stays blank."""
    return f"`{text}`" if text not in (None, "") else ""
