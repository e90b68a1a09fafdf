"""Schemas that ask for more than can be done."""

import json

from tests.hostile.kinds import add_table, each, edit, kind

BAD = "a" * 40 + "!"


@each(
    nested="^(a+)+$", alternative="^(a|a)*$", many="^(.*a){25}$", double="^(a*)*b$", counted="^((a{1,100}){1,100}){1,100}$",
    lazy="^(a+?)+?$", huge="^" + "(" * 500 + "a" + ")" * 500 + "$", long="^" + "a?" * 100_000 + "$", letters="^\\p{L}+$",
    possessive="^(a++)+$", digits="^\\d+$", words="^\\w+$", ends="^a\\Z$", posix="^[[:alpha:]]+$", behind="^(?<=a)b$",
    unbalanced="^(a$", class_="^[z-a]$", flag="^(?i)a$", dollar="^a$|b$", newline="^a\n$",
)  # fmt: skip
def pattern(root, value):
    field = {"name": "word", "constraints": {"pattern": value}}
    add_table(root, "words", ["key", field], [f"{number:04},{BAD}\n" for number in range(50)] + ["9999,ab\n"])


@each(
    enum={"enum": [f"v{number}" for number in range(200_000)]}, length={"maxLength": 10**40}, minimum={"minLength": 10**40},
    both={"minLength": 5, "maxLength": 2},
)  # fmt: skip
def constraint(root, value):
    add_table(root, "words", ["key", {"name": "word", "constraints": value}], [f"{n:04},x{n}\n" for n in range(100)])


@each(
    large={"minimum": 10**400}, small={"maximum": -(10**400)}, infinite={"maximum": float("inf")}, nan={"minimum": float("nan")},
    enum={"enum": [10**400, float("nan")]},
)  # fmt: skip
def bound(root, value):
    field = {"name": "number", "type": "number", "constraints": value}
    add_table(root, "words", ["key", field], [f"{number:04},{number + 1}\n" for number in range(100)])


@each(names_200=200, names_1000=1000, names_5000=5000, names_100000=100_000)
def wide(root, width):
    columns = [f"c{number}" for number in range(width)]
    add_table(root, "wide", columns, [",".join(f"r{row}" for _ in columns) + "\n" for row in range(20)])


@kind
def wide_and_wrong(root):
    columns = [{"name": f"c{number}", "constraints": {"pattern": "^a$"}} for number in range(1000)]
    add_table(root, "wide", columns, [",".join(f"r{row} " for _ in columns) + "\n" for row in range(200)])


@kind
def key_of_all_columns(root):
    columns = [{"name": f"c{number}", "constraints": {"required": True}} for number in range(200)]
    names = [field["name"] for field in columns]
    add_table(root, "wide", columns, ["x,".join(names) + "\n"] * 500, primaryKey=names, sortedBy=names)


@each(cells_200=200, cells_10000=10_000, cells_1000000=1_000_000, cells_28000000=28_000_000)
def header(root, width):
    with (root / "data/hubs.csv").open("w", encoding="utf-8") as handle:
        for start in range(0, width, 100_000):
            handle.write(",".join(f"{n}" for n in range(start, min(start + 100_000, width))) + ",")
        handle.write("x\n")


@each(cells_10000=10_000, cells_1000000=1_000_000)
def wide_row(root, width):
    with (root / "data/hubs.csv").open("a", encoding="utf-8") as handle:
        handle.write("x," * width + "\n")


@each(n_500=500, n_5000=5000)
def resources(root, number):
    for name in range(number // 20):
        add_table(root, f"t{name}", ["key", "word"], ["a,b\n"])
    package = json.loads((root / "datapackage.json").read_text(encoding="utf-8"))
    for name in range(number // 20, number):
        for path in ("data/t{}.csv", "schemas/t{}.json"):
            text = (root / path.format(0)).read_text(encoding="utf-8").replace('"t0"', f'"t{name}"')
            (root / path.format(name)).write_text(text, encoding="utf-8")
        package["resources"].append(package["resources"][-1] | {
            "name": f"t{name}", "path": f"data/t{name}.csv", "schema": f"schemas/t{name}.json"})  # fmt: skip
    (root / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")


@kind
def one_schema_for_all(root):
    edit(root, "datapackage.json", lambda package: package.update(resources=[package["resources"][0]] * 10_000))


@kind
def references_in_a_circle(root):
    for name in range(60):
        key = {"fields": ["word"], "reference": {"resource": f"t{(name + 1) % 60}", "fields": ["key"]}}
        add_table(root, f"t{name}", ["key", "word"], [f"a{n},b{n}\n" for n in range(1000)], foreignKeys=[key])
