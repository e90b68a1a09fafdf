"""Damage to the tables of a package, drawn by the types of their columns, and packages that heal after each example."""

import csv
import io
import string
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import strategies as st

from scripts.package.descriptor import Package, Resource, load_package

ODD = ["", " ", "\u00a0", "0", "-1", "1e5", "nan", "NULL", "true", "12,5", "22/11/2026", "2021-02-30", "=1+1", "\u0000", "é\u0301", ";", "x" * 300]
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(ODD)
DATES = st.dates().map(str) | st.integers(1000, 2100).map(str) | st.sampled_from(["2019/2021", "2024-05", "2024-S1", "2024-Q3"])


@dataclass
class Stock:
    """A package, the bytes of all its files, and the rows of its tables."""

    root: Path
    package: Package = field(init=False)
    files: dict[Path, bytes] = field(init=False)
    rows: dict[str, list[list[str]]] = field(init=False)

    def __post_init__(self):
        self.package = load_package(self.root)
        self.files = {path: path.read_bytes() for path in sorted(self.root.rglob("*")) if path.is_file()}
        self.rows = {name: read(self.files[self.root / item.path]) for name, item in self.package.resources.items()}

    def heal(self):
        """Write every file that an example changed as it was, and remove what it added."""
        for path in [path for path in self.root.rglob("*") if path.is_file() and path not in self.files]:
            path.unlink()
        for path, content in self.files.items():
            if not path.is_file() or path.read_bytes() != content:
                path.write_bytes(content)

    def write(self, tables):
        """Write damaged tables: rows by name."""
        for name, rows in tables.items():
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows(rows)
            (self.root / self.package.resources[name].path).write_bytes(text.getvalue().encode())


def read(content):
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def legal(stock: Stock, resource: Resource, column: str) -> st.SearchStrategy[str]:
    """Cells that a column may hold by its schema, as far as type, list and reference go."""
    schema_field, rows = resource.schema.field(column), stock.rows[resource.name]
    limits, place = schema_field.get("constraints", {}), resource.schema.columns.index(column)
    target = next((key for key in resource.schema.foreign_keys if key.fields == (column,)), None)
    held = st.sampled_from(sorted({row[place] for row in rows[1:]}) or [""])
    if target:
        keys = stock.rows[target.resource]
        return st.sampled_from([row[keys[0].index(target.reference_fields[0])] for row in keys[1:]] or [""]) | held
    if "enum" in limits:
        return st.sampled_from([str(value) for value in limits["enum"]])
    numbers = {"integer": st.integers(-3, 10**6).map(str), "number": st.integers(-10**9, 10**9).map(lambda n: f"{n / 1000:.3f}".rstrip("0").rstrip("."))}
    kind = schema_field["type"]
    if kind == "boolean":
        return st.sampled_from(["true", "false"])
    words = st.text(string.ascii_letters + string.digits + " .-é%", min_size=1, max_size=20).map(str.strip).filter(bool)
    return held | numbers.get(kind, words | DATES if "pattern" not in limits else held)


class Damaged(dict):
    """Damaged tables: rows by name; shown as what was done to them."""

    def __init__(self):
        super().__init__()
        self.done = []

    def __repr__(self):
        return "; ".join(self.done)


@st.composite
def damages(draw, stock: Stock, names: list[str], is_legal: bool, most: int = 4):
    """Tables with up to `most` changes: cells, and unless all must be legal also rows and columns."""
    tables = Damaged()
    for _ in range(draw(st.integers(1, most))):
        name = draw(st.sampled_from(names))
        rows = tables.setdefault(name, [list(row) for row in stock.rows[name]])
        if len(rows) < 2 or len(rows[0]) < 2:
            continue
        row, column = draw(st.integers(1, len(rows) - 1)), draw(st.integers(0, len(rows[0]) - 1))
        what = "cell" if is_legal else draw(st.sampled_from(["cell", "odd", "odd", "lose row", "twice", "lose column", "shift", "empty"]))
        tables.done.append(f"{what} of {name}, row {row}, column {rows[0][column]}")
        if what in ("cell", "odd"):
            known = rows[0][column] in stock.package.resources[name].schema.columns
            cells = legal(stock, stock.package.resources[name], rows[0][column]) if what == "cell" and known else TEXT
            if column < len(rows[row]):
                rows[row][column] = draw(cells)
                tables.done[-1] += f": {rows[row][column]!r}"
        elif what == "lose row":
            del rows[row]
        elif what == "twice":
            rows.append(list(rows[row]))
        elif what == "lose column":
            for each in rows:
                del each[column : column + 1]
        elif what == "shift":
            rows[row].insert(column, draw(TEXT))
        else:
            del rows[1:]
    return tables
