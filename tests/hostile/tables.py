"""Tables without end, and small ones that break what follows."""

import shutil

from scripts.package.opening import limit
from tests.hostile.kinds import PLACES, add_table, each, edit, fill, kind


@each(
    line="a", commas=",", newlines="\n", quotes='"', zeros="\0", returns="\r", words="a,b,c\n", blanks=" ", semicolons=";",
    pairs='"",', accents="é", open_cell="a\n", lines="\r\n", controls="\x01",
)  # fmt: skip
def large(root, unit):
    path = root / "data/hubs.csv"
    start = path.read_text(encoding="utf-8") if unit != "a\n" else 'a,"'
    fill(path, start, unit)


@each(line="a", commas=",", newlines="\n", quotes='"', words="a,b,c\n")
def large_from_start(root, unit):
    fill(root / "data/evidence/sources.csv", "", unit)


@each(**{name: PLACES[name] for name in ("inbox", "license", "changelog", "notice", "document", "stray")})
def large_text(root, path):
    (root / path).parent.mkdir(exist_ok=True)
    fill(root / path, "", "aaaaaaa\r\n")


@each(short="x\n", right="x{},b,c\n", long="a,b,c,d,e\n", wrong="x{}  y,b \u0378,c\n", same="x,b,c\n")
def many_rows(root, row):
    fields = ["key", "word", {"name": "other", "constraints": {"pattern": "^[a-c]$"}}]
    add_table(root, "many", fields, (row.format(f"{number:07}") for number in range(3_000_000)))


@kind
def many_broken_references(root):
    key = {"fields": ["word"], "reference": {"resource": "hubs", "fields": ["hub_id"]}}
    add_table(root, "many", ["key", "word"], (f"x{n:07},y{n}\n" for n in range(500_000)), foreignKeys=[key])


@kind
def disorder(root):
    add_table(root, "many", ["key", "word"], (f"x{n:07},y\n" for n in range(500_000, 0, -1)))


@kind
def many_wrong_evidence(root):
    path = root / "data/evidence/statements.csv"
    _, row = path.read_text(encoding="utf-8").split("\n")[:2]
    with path.open("a", encoding="utf-8") as handle:
        handle.writelines(
            row.replace(row[:13], f"s{number:012x}").replace("20", "2O") + "\n" for number in range(100_000)
        )


@kind
def many_blank_ids(root):
    path = root / "data/evidence/statements.csv"
    row = path.read_text(encoding="utf-8").split("\n")[1]
    with path.open("a", encoding="utf-8") as handle:
        handle.writelines(row[13:] + "\n" for number in range(20_000))


CONFLICT = "<<<<<<< HEAD\n{}=======\n{}>>>>>>> other\n"


@each(**PLACES, policy="data/evidence/policy.csv")
def conflict(root, path):
    (root / path).parent.mkdir(exist_ok=True)
    lines = (
        (root / path).read_text(encoding="utf-8").splitlines(True) if (root / path).is_file() else ["a\n", "b\n", "c\n"]
    )
    half = len(lines) // 2
    part = "".join(lines[half : half + 5])
    (root / path).write_text(
        "".join(lines[:half]) + CONFLICT.format(part, part) + "".join(lines[half + 5 :]), encoding="utf-8"
    )


@kind
def one_column(root):
    path = root / "data/evidence/statements.csv"
    path.write_text(
        "\n".join(line.partition(",")[0] for line in path.read_text(encoding="utf-8").split("\n")), encoding="utf-8"
    )


@kind
def one_cell_a_line(root):
    path = root / "data/evidence/statements.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",", "\n"), encoding="utf-8")


@each(
    unassigned="\u0378", variation="e\ufe0f", filler="a\u3164b", vowel="a\u180eb", ligature="oﬃce", private="\ue000", plane="\U000f0000",
    noncharacter="\ufffe", tag="\U000e0041", surrogate_pair="\U0001f600", invisible="a\u2062b", hangul="\u115f", braille="\u2800",
)  # fmt: skip
def character(root, letters):
    path = root / "data/evidence/units.csv"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[1] = lines[1].replace(",", f",{letters} ", 1)
    lines[2] += "  "
    path.write_text("\n".join(lines), encoding="utf-8")


@each(
    dictionary="dictionary", sqlite="sqlite_notes", device="aux", long="a" * 32, readme="readme", con="con",
    package="datapackage",
)  # fmt: skip
def table_named(root, name):
    add_table(root, name, ["key", "word"], ["a,b\n"])


@each(empty="", blank=" ", word="no address", broken="https://exa mple", bracket="http://[", percent="https://a.be/%zz")
def homepage(root, value):
    edit(root, "datapackage.json", lambda package: package.update(homepage=value))


@each(
    rows=lambda text: text.split("\n")[0] + "\n",
    word=lambda text: text.replace(",10,", ",ten,"),
    huge=lambda text: text.replace(",10,", ",1e999,"),
    one=lambda text: "\n".join(line for line in text.split("\n") if "active_years" not in line),
    lax=lambda text: text.replace(",10,", ",99999999,"),
    negative=lambda text: text.replace(",10,", ",-10,"),
)
def policy(root, change):
    path = root / "data/evidence/policy.csv"
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


@each(evidence="data/evidence", published="data", schemas="schemas")
def emptied(root, path):
    for file in (root / path).glob("*.*"):
        file.write_text("", encoding="utf-8")


@each(evidence="data/evidence", published="data")
def header_only(root, path):
    for file in (root / path).glob("*.csv"):
        file.write_text(file.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")


@each(suites="schemas/expectations", schemas="schemas", data="data", evidence="data/evidence")
def gone(root, path):
    shutil.rmtree(root / path)


@each(wrong="x{}  y,b \u0378,NaN\n", broken="x{}, b,n\n", same="x,b,c\n")
def rows_within_the_limit(root, row):
    fields = ["key", {"name": "word", "constraints": {"unique": True}}, {"name": "other", "type": "integer"}]
    add_table(root, "many", fields, (row.format(f"{number:07}") for number in range(limit("rows") - 1000)))
