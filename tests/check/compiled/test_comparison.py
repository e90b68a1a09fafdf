"""What differs between the disk and what the evidence yields, told cell by cell at physical lines."""

import pytest

from scripts.check.compiled import layer
from scripts.check.compiled.comparison import compare_document, compare_table, on_lines_of_disk
from scripts.check.context import Context
from scripts.package.findings import RULES
from tests.check.consistency.rule_cases import PACKAGE, context_of


def companies(*rows):
    return [dict(zip(("company_id", "name", "website"), row.split(), strict=False)) for row in rows]


def compiled(name, rows):
    """A table as the compiler yields it: text, numbered from 0."""
    return context_of(**{name: rows}).text[name].reset_index(drop=True)


A, B, C = "a Altair https://a.be", "b Borealis", "c Cassini"


@pytest.mark.parametrize(
    ("disk", "wanted", "told"),
    [
        ([A, B], [A, B], []),
        ([B, A], [A, B], []),  # the order of rows is for the structure layer
        (["a Altaïr https://a.be", B], [A, B], [(2, "name", "Altaïr", "Altair", "a")]),
        ([A, B], ["a Altair", "b Borealis https://b.be"], [(2, "website", "https://a.be", "blank", "a"), (3, "website", "", "https://b.be", "b")]),
        ([A, C], [A, B, C], [(2, "", "", "", "b")]),
        ([B, C], [A, B, C], [(1, "", "", "", "a")]),
        ([], [A, B], [(1, "", "", "", "a"), (1, "", "", "", "b")]),
        ([A, B, C], [A, C], [(3, "", "", "no row", "b")]),
        ([A, B], [], [(2, "", "", "no row", "a"), (3, "", "", "no row", "b")]),
        ([A, A, B], [A, B], [(3, "", "", "no row", "a")]),
        ([A, "x Borealis"], [A, B], [(3, "", "", "no row", "x"), (2, "", "", "", "b")]),
        (["a Altaïr https://a.be", "x X", B, B], [A, B, C], [
            (3, "", "", "no row", "x"), (5, "", "", "no row", "b"), (4, "", "", "", "c"), (2, "name", "Altaïr", "Altair", "a"),
        ]),
    ],
)  # fmt: skip
def test_every_difference_is_one_finding_at_its_line(disk, wanted, told):
    context, table = context_of(companies=companies(*disk)), compiled("companies", companies(*wanted))
    findings = list(compare_table(context, "companies", table))
    assert [(item.line, item.column, item.value, item.expected, item.row_key) for item in findings] == told
    assert {item.rule for item in findings} <= {"C101"}
    lines = on_lines_of_disk(context, "companies", table)
    assert lines.index.is_unique
    assert lines.reset_index(drop=True).equals(table)
    kept = [line for line in lines.index if line in context.text["companies"].index]
    assert (lines.loc[kept, "company_id"] == context.text["companies"].loc[kept, "company_id"]).all()


def test_the_parts_of_a_key_are_kept_apart_and_a_column_that_the_file_lacks_is_not_compared():
    rows = [{"table": "companies", "key": "a", "field": field, "n": "1", "role": "adopted"} for field in ("name", "website")]
    context = context_of(provenance=rows, absent=[("provenance", "role")])
    wanted = compiled("provenance", [rows[0] | {"role": "rival", "rule": "r"}])
    told = [(item.line, item.column, item.row_key) for item in compare_table(context, "provenance", wanted)]
    key = PACKAGE.resources["provenance"].schema.primary_key
    website = "|".join(rows[1][column] for column in key)
    assert told == [(3, "", website), (2, "rule", "|".join(rows[0][column] for column in key))]


@pytest.mark.parametrize(
    ("path", "rule"),
    [("CITATION.cff", "C104"), ("NOTICE", "C105"), ("README.md", "C106"), ("docs/rules.md", "C107")],
)
def test_every_stretch_of_lines_of_a_document_is_one_finding(path, rule):
    found, wanted = b"a\nb\nc\nd\n", b"a\nB\nc\nd\ne\n"
    told = [(item.rule, item.path, item.line, item.value, item.expected) for item in compare_document(path, found, wanted)]
    assert told == [(rule, path, 2, "b", "B"), (rule, path, 5, "", "e")]
    assert [(item.rule, item.line) for item in compare_document(path, None, wanted)] == [(rule, None)]
    assert list(compare_document(path, wanted, wanted)) == []


@pytest.fixture
def checked(monkeypatch):
    """Check companies on disk against those that a stand-in for the compiler yields."""

    def run(disk, yields, stale=(), findings=(), documents=dict):
        context = context_of(companies=companies(*disk))

        def compile_tables(*_):
            empty = {name: compiled(name, []) for name in context.package.published}
            return empty | {"companies": compiled("companies", companies(*yields()))}

        monkeypatch.setattr(layer, "compile_tables", compile_tables)
        monkeypatch.setattr(layer, "stale_files", lambda package: list(stale))
        monkeypatch.setattr(layer, "generated", lambda *given: documents())
        context, found, gaps = layer.check_compiled(context, list(findings), compile_tables)
        return context, [(item.rule, item.line) for item in found], gaps

    return run


EVIDENCE, PUBLISHED = PACKAGE.resources["statements"].path, PACKAGE.resources["companies"].path


@pytest.mark.parametrize(
    ("disk", "stale", "told"),
    [
        ([A, B], [], []),
        ([A, B], [EVIDENCE], []),
        ([A], [], [("C101", 2)]),
        ([A], [PUBLISHED], [("C101", 2)]),
        ([C], [EVIDENCE], [("C100", None)]),  # one finding, whatever differs
    ],
)
def test_evidence_that_was_edited_and_not_built_is_one_finding(checked, disk, stale, told):
    context, found, gaps = checked(disk, lambda: [A, B], stale)
    assert (found, gaps) == (told, [])
    assert list(context.text["companies"]["company_id"]) == list(context.typed["companies"]["company_id"]) == ["a", "b"]


def test_unsound_evidence_is_a_gap_and_rules_look_at_what_the_rest_of_it_yields(checked):
    context = context_of(companies=companies(A))
    error = Context.finding(context, RULES["C199"], "statements", None, "value", "ill-written")
    context, found, gaps = checked([C], lambda: [A, B], findings=[error])
    assert found == []
    assert "not compared" in gaps[0]
    assert list(context.text["companies"]["company_id"]) == ["a", "b"]


def test_a_compiler_or_a_template_that_breaks_off_is_a_finding(checked):
    assert checked([A], lambda: 1 / 0)[1:] == ([("C199", None)], [])
    assert checked([A], lambda: [A], documents=lambda: 1 / 0)[1:] == ([("S999", None)], [])
