"""What making and verifying a release needs beyond building and validating."""

from importlib.util import find_spec

LIBRARIES = ("openpyxl", "rdflib", "yaml")


def missing_libraries() -> list[str]:
    """Return the libraries that are not installed; empty where a release can be made."""
    return [name for name in LIBRARIES if find_spec(name) is None]
