"""A JSON file with what the standard parser does not tell: doubled keys, and lines of values."""

import json
import re
from dataclasses import dataclass
from functools import cached_property

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+')


@dataclass(frozen=True)
class JsonDocument:
    """The text of a JSON file, shown under `path`."""

    path: str
    text: str

    @cached_property
    def _parsed(self) -> tuple[object, bool]:
        doubled = []

        def keep(pairs: list[tuple[str, object]]) -> dict:
            value = dict(pairs)
            doubled.append(len(value) < len(pairs))
            return value

        return json.loads(self.text, object_pairs_hook=keep), any(doubled)

    @property
    def value(self) -> object:
        """The content; of a doubled key the last value, as everywhere."""
        return self._parsed[0]

    @cached_property
    def doubled(self) -> list[tuple[tuple, int]]:
        """Keys that stand twice in one object: path of the key and line of the second one."""
        if not self._parsed[1]:
            return []
        return [(path, lines[1]) for path, lines in self._lines.items() if len(lines) > 1]

    def line(self, path: tuple) -> int:
        """Return the physical line on which a value begins (path: keys and positions)."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines[path][0] if path else 1

    @cached_property
    def _lines(self) -> dict[tuple, list[int]]:
        """Lines of every key and every list item; inside a doubled key only the first counts."""
        found: dict[tuple, list[int]] = {}
        open_parts: list[list] = []  # bracket, and the key or position we are at
        line, seen = 1, 0
        for token in TOKEN.finditer(self.text):
            line += self.text.count("\n", seen, token.start())
            seen = token.start()
            piece = token.group()
            inside_list = bool(open_parts) and open_parts[-1][0] == "["
            if piece == ",":
                open_parts[-1][1] = open_parts[-1][1] + 1 if inside_list else None
            elif piece in "]}":
                open_parts.pop()
            elif piece != ":":
                is_key = bool(open_parts) and not inside_list and open_parts[-1][1] is None
                if is_key:
                    open_parts[-1][1] = json.loads(piece)
                if is_key or inside_list:
                    path = tuple(at for _, at in open_parts)
                    if all(len(found.get(path[:end], [])) < 2 for end in range(1, len(path))):
                        found.setdefault(path, []).append(line)
                if piece in "[{":
                    open_parts.append([piece, 0 if piece == "[" else None])
        return found
