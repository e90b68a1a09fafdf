"""Verbs on damaged tables and odd words: never a trace, never a check that breaks off; status 0, 1 or 2.

Seeded and short in `make test`. For a longer run with other seeds: FUZZ_EXAMPLES=300 .venv/bin/python -m pytest tests/fuzz
"""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from scripts.check.structure import frictionless_layer
from scripts.tell.styles import STYLES
from scripts.verbs import validate_package
from tests.conftest import FROZEN
from tests.fuzz.damage import TEXT, Stock, damages
from tests.history import conftest as history

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
BROKEN = ("Traceback", "broke off")


def fuzzed(examples):
    """Settings of a test: so many examples from a fixed seed, or as many as the environment asks for, from any."""
    return settings(
        max_examples=EXAMPLES or examples, derandomize=not EXAMPLES, deadline=None, database=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The frozen package, which can be built."""
    return Stock(shutil.copytree(FROZEN, tmp_path_factory.mktemp("fuzz") / "package"))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """Five companies, once released."""
    root = history.copy(tmp_path_factory.mktemp("fuzz") / "tiny")
    history.release(root)
    return Stock(root)


@pytest.fixture(autouse=True)
def in_this_process(monkeypatch, tmp_path):
    """No second process, and no second opinion, which has tests of its own; "" and "." are an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(validate_package, "start_workers", lambda *_: (ThreadPoolExecutor(1), False))
    monkeypatch.setattr(frictionless_layer, "ask", lambda *_: list)


def tried(run, *words, but=""):
    """Call a verb and return its status; `but` are words that it may say."""
    result = run(*words)
    assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exc_info)
    assert result.exit_code in (0, 1, 2), (words, result.exit_code)
    said = result.output.replace(but, "") if but else result.output
    assert not any(mark in said for mark in BROKEN), (words, said)
    return result.exit_code


@pytest.mark.parametrize(("is_legal", "examples"), [(True, 1), (False, 1)])
def test_build(run, whole, is_legal, examples):
    @fuzzed(examples)
    @given(st.data())
    def try_one(data):
        whole.heal()
        whole.write(data.draw(damages(whole, list(whole.package.evidence), is_legal)))
        assert tried(run, "build", whole.root) in (0, 1)

    try_one()


@pytest.mark.parametrize("name", ["tiny", "whole"] if EXAMPLES else ["tiny"])  # the whole one takes ten seconds each
def test_validate(run, request, name):
    stock = request.getfixturevalue(name)

    @fuzzed(10)
    @given(st.data())
    def try_one(data):
        stock.heal()
        stock.write(data.draw(damages(stock, list(stock.package.resources), data.draw(st.booleans()))))
        format_ = data.draw(st.sampled_from(["text", "json", "github", "sarif"]))
        lacks = "The compiler broke off" if stock.root.name == "tiny" else ""  # it has too few tables to be compiled
        tried(run, "validate", "--fast", "--format", format_, stock.root, but=lacks)

    try_one()


def test_format(run, tiny):
    paths = st.sampled_from([tiny.root / item.path for item in tiny.package.resources.values()])

    @fuzzed(10)
    @given(st.data())
    def try_one(data):
        tiny.heal()
        tiny.write(data.draw(damages(tiny, list(tiny.package.resources), False)))
        files = data.draw(st.lists(paths | TEXT.filter(lambda text: "\0" not in text), max_size=2))
        flags = data.draw(st.sampled_from([[], ["--check"]]))
        tried(run, "format", *flags, "--package-dir", tiny.root, "--", *files)

    try_one()


def test_diff(run, tiny, tmp_path):
    old = shutil.copytree(tiny.root, tmp_path / "old")
    states = st.sampled_from([old, tiny.root, tiny.root / "releases/1.0.0.json", "HEAD", "--", old / "datapackage.json"])

    @fuzzed(12)
    @given(st.data())
    def try_one(data):
        tiny.heal()
        tiny.write(data.draw(damages(tiny, list(tiny.package.resources), False)))
        words = data.draw(st.lists(states | TEXT, min_size=2, max_size=2))
        format_ = data.draw(st.sampled_from(["text", "markdown", "json"]))
        tried(run, "diff", "--package-dir", tiny.root, "--format", format_, "--", *words)

    try_one()


def test_retire(run, tiny):
    ids = sorted({row[0] for rows in tiny.rows.values() for row in rows[1:]})

    @fuzzed(10)
    @given(st.data())
    def try_one(data):
        tiny.heal()
        tiny.write(data.draw(damages(tiny, list(tiny.package.resources), False)))
        reason = data.draw(st.sampled_from(["renamed", "merged", "withdrawn", "split", "error"]) | TEXT)
        successor = data.draw(st.sampled_from(ids) | TEXT)
        note = data.draw(TEXT)
        words = [f"--reason={reason}", f"--note={note}", f"--successor={successor}"]
        tried(run, "retire", "--package-dir", tiny.root, *words)

    try_one()


def test_explain(run, whole):
    tables = list(whole.package.resources)
    styles = st.sampled_from([[], [], *([f"--cite={style}"] for style in STYLES)])

    @fuzzed(5)
    @given(st.data())
    def try_one(data):
        whole.heal()
        whole.write(data.draw(damages(whole, tables, data.draw(st.booleans()))))
        name = data.draw(st.sampled_from(tables))
        schema, rows = whole.package.resources[name].schema, whole.rows[name]
        row = dict(zip(rows[0], data.draw(st.sampled_from(rows)), strict=True))
        key = [row[column] for column in schema.primary_key]
        words = data.draw(st.sampled_from([[name, *key], [name, *key, data.draw(st.sampled_from(rows[0]))], [name], key]))
        words = [*words, *data.draw(st.lists(TEXT, max_size=1))] if data.draw(st.booleans()) else words
        tried(run, "explain", "--package-dir", whole.root, *data.draw(styles), "--", *words)

    try_one()
