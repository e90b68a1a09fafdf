"""How every JSON descriptor of a release is written."""

import json


def write_json(content: dict) -> bytes:
    """Return UTF-8 JSON with two blanks of indent, without the entries that are blank."""
    return (json.dumps(without_blanks(content), ensure_ascii=False, indent=2) + "\n").encode()


def without_blanks(content: dict) -> dict:
    """Return the object without entries that are None, "" or empty lists (at its own level)."""
    return {key: value for key, value in content.items() if value not in (None, "", [])}
