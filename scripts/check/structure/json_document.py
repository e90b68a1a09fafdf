"""A JSON file with what the standard parser does not tell: doubled keys, and lines of values."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import yaml

Place = tuple[str | int, ...]  # keys and positions that lead to a value


@dataclass(frozen=True)
class JsonDocument:
    """The text of a JSON file, shown under `path`."""

    path: str
    text: str

    @cached_property
    def value(self) -> object:
        """The content; of a doubled key the last value, as everywhere."""
        return json.loads(self.text)

    @cached_property
    def doubled(self) -> list[tuple[Place, int]]:
        """Keys that stand twice in one object: place of the key and line of the second one."""
        found: list[str] = []

        def keep(pairs: list[tuple[str, object]]) -> None:
            found.extend(key for key, times in Counter(key for key, _ in pairs).items() if times > 1)

        json.loads(self.text, object_pairs_hook=keep)
        placed = [(place, line) for place, line, again in self._places if again] if found else []
        return placed or [((key,), 1) for key in found]

    def line(self, place: Place) -> int:
        """Return the physical line on which a value begins, or what of its place is there."""
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 1)

    @cached_property
    def _lines(self) -> dict[Place, int]:
        return {place: line for place, line, _ in reversed(self._places)}

    @cached_property
    def _places(self) -> list[tuple[Place, int, bool]]:
        """Every key and item of a list: place, line, and whether the key stands there already.

        JSON is YAML, whose composer tells lines; of the little that it refuses nothing is told.
        """
        try:
            return list(_walk(yaml.compose(self.text, yaml.CSafeLoader), ()))
        except yaml.YAMLError:
            return []


def _walk(node: yaml.Node, inside: Place) -> Iterator[tuple[Place, int, bool]]:
    if isinstance(node, yaml.MappingNode):
        parts = [(key.value, key, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        parts = [(number, value, value) for number, value in enumerate(node.value)]
    else:
        return
    seen = set()
    for part, shown, value in parts:
        yield (*inside, part), shown.start_mark.line + 1, part in seen
        seen.add(part)
        yield from _walk(value, (*inside, part))
