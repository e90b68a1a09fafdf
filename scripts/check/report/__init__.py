"""The formats of a report: one module each, `render(report) -> str`."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scripts.check.run import Report

FORMATS = ("text", "json", "github", "sarif")


def render(report: "Report", format_: str) -> str:
    """Return a report in one of `FORMATS`, ending in a newline where it is not empty."""
    return import_module(f"{__name__}.{format_}").render(report)
