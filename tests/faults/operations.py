"""What a step of a planted fault does; each operation returns the line that it touched, if it touched one.

set           table: in the row that the locator finds, write `value` into `column`
copy_row      table: append a copy of that row, with `value` in `column`
remove_row    table: drop that row
last_row      table: move that row to the end
replace       any text: replace the first `locator` by `value`
repeat        any text: put `value` as often as `column` says after the first `locator`
append        any text: add `value` at the end
write         create the file with `value` as its content
remove        delete the file
link          put a symbolic link to `value` in its place
encode        save the text in the encoding `value`
json          JSON: put `value` (JSON) at the dotted path `locator`; blank removes it
break         code: the function `locator` of the module `target` raises an error
patch         code: the constant `locator` of the module `target` is `value` (JSON)
"""

import csv
import io
import json

from scripts.package.csvio import write_rows


def unescape(value):
    """Read escapes as in a JSON string; everything else stays as it is."""
    return json.loads(f'"{value.replace(chr(34), chr(92) + chr(34))}"')


def read(path):
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def _write(path, rows):
    path.write_text(write_rows(rows), encoding="utf-8", newline="")


def find(rows, locator):
    """Number of the row that a locator finds; exactly one must fit."""
    wanted = dict(part.split("=", 1) for part in locator.split("&"))
    places = {rows[0].index(column): value for column, value in wanted.items()}
    found = [number for number, row in enumerate(rows[1:], 1) if all(row[at] == value for at, value in places.items())]
    assert len(found) == 1, f"{locator} finds {len(found)} rows"
    return found[0]


def _set(path, step, value):
    rows = read(path)
    number = find(rows, step["locator"])
    rows[number][rows[0].index(step["column"])] = value
    _write(path, rows)
    return number + 1


def _copy_row(path, step, value):
    rows = read(path)
    rows.append(list(rows[find(rows, step["locator"])]))
    if step["column"]:
        rows[-1][rows[0].index(step["column"])] = value
    _write(path, rows)
    return len(rows)


def _remove_row(path, step, value):
    rows = read(path)
    number = find(rows, step["locator"])
    _write(path, rows[:number] + rows[number + 1 :])


def _last_row(path, step, value):
    rows = read(path)
    rows.append(rows.pop(find(rows, step["locator"])))
    _write(path, rows)
    return len(rows)


def _replace(path, step, value):
    text = path.read_text(encoding="utf-8")
    old = unescape(step["locator"])
    assert old in text, f"{old!r} does not stand in {path.name}"
    path.write_text(text.replace(old, value, 1), encoding="utf-8", newline="")
    return text.count("\n", 0, text.index(old)) + 1


def _repeat(path, step, value):
    text = path.read_text(encoding="utf-8")
    before, found, after = text.partition(unescape(step["locator"]))
    assert found, f"{step['locator']!r} does not stand in {path.name}"
    path.write_text(before + found + value * int(step["column"]) + after, encoding="utf-8", newline="")


def _append(path, step, value):
    text = path.read_text(encoding="utf-8")
    path.write_text(text + value, encoding="utf-8", newline="")
    return text.count("\n") + 1


def _create(path, step, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(value, encoding="utf-8", newline="")


def _remove(path, step, value):
    path.unlink()


def _link(path, step, value):
    path.unlink(missing_ok=True)
    path.symlink_to(value)


def _encode(path, step, value):
    path.write_bytes(path.read_text(encoding="utf-8").encode(value))


def _json(path, step, value):
    content = json.loads(path.read_text(encoding="utf-8"))
    *parents, last = [int(part) if part.isdigit() else part for part in step["locator"].split(".")]
    inside = content
    for part in parents:
        inside = inside[part]
    if step["value"]:
        inside[last] = json.loads(step["value"])
    else:
        del inside[last]
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


OPERATIONS = {
    "set": _set,
    "copy_row": _copy_row,
    "remove_row": _remove_row,
    "last_row": _last_row,
    "replace": _replace,
    "repeat": _repeat,
    "append": _append,
    "write": _create,
    "remove": _remove,
    "link": _link,
    "encode": _encode,
    "json": _json,
}
