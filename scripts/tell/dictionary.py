"""The data dictionary: every column of every table, in words, from the Table Schemas."""

from scripts.package.descriptor import Package, Resource
from scripts.tell.readme import table

HEAD = """# Data dictionary

Written by `make docs` from the Table Schemas in `schemas/`, where it can be changed. A blank is the
only missing value. Columns marked *expected* have a row in `gaps` wherever they are blank.
"""


def dictionary(package: Package) -> str:
    """Return the dictionary of all tables, published ones first, as Markdown."""
    resources = [*package.published.values(), *package.evidence.values()]
    return "\n".join([HEAD, *map(_section, resources)])


def _section(resource: Resource) -> str:
    schema = resource.schema
    rows = [
        [f"`{field['name']}`", field["type"], _limits(field), field["description"], _code(field.get("example"))]
        for field in schema.fields
    ]
    references = [
        f"`{', '.join(key.fields)}` refers to `{key.resource}.{', '.join(key.reference_fields)}`"
        for key in schema.foreign_keys
    ]
    facts = [f"Key: `{', '.join(schema.primary_key)}`.", *(f"{reference}." for reference in references)]
    return (
        f"## {resource.name}\n\n[{resource.path}](../{resource.path}): {schema.descriptor['description']}\n\n"
        f"{' '.join(facts)}\n\n{table([['column', 'type', 'limits', 'meaning', 'example'], *rows])}"
    )


def _limits(field: dict) -> str:
    limits = field.get("constraints", {})
    words = [word for word in ("required", "unique") if limits.get(word)]
    words += ["expected"] if field.get("expected") else []
    words += [f"{name} {limits[name]}" for name in ("minimum", "maximum", "maxLength") if name in limits]
    words += [_code("`, `".join(map(str, limits["enum"])))] if "enum" in limits else []
    return ", ".join(words)


def _code(text: object) -> str:
    return "" if text is None or text == "" else f"`{text}`"
