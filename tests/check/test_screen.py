"""The single screens of the structure layer, where a planted fault would be too coarse."""

import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.check.structure.characters import SCREENS
from scripts.check.structure.form import misplaced
from scripts.check.structure.inference import MISSING, inferred_type, stable_type
from scripts.check.structure.pandera_schema import ORDINARY, address_problem, safe
from scripts.check.structure.screening import check, check_evidence
from scripts.package.tableschema import TableSchema, sort_rows
from tests.faults.engine import check_structure, refresh


def test_pandas_reads_exactly_these_words_as_missing():
    column = pd.read_csv(io.StringIO("a\n" + "".join(f"{word}\n" for word in sorted(MISSING)) + "x\n"))["a"]
    assert column.isna().sum() == len(MISSING)
    from pandas._libs.parsers import STR_NA_VALUES

    assert set(STR_NA_VALUES) - {""} == MISSING


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://www.example.org:8080/a?b=c#d", "https://example.org/é", "HTTPS://example.org/"]
)
def test_a_plain_address_is_safe(address):
    assert address_problem(address) == ""


@pytest.mark.parametrize(
    "address",
    [
        "", "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", "file:///etc/passwd",
        "data:text/html,x", "ftp://example.org/", "//example.org", "www.example.org", "https://", "https:///x",
        "https://localhost/", "https://10.0.0.1/", "https://[::1]/", "https://user:word@example.org/",
        "https://example .org", "https://example.org/a\n", "https://example.org:99999/", "https://example.org/<b>",
    ],
)
def test_any_other_address_is_refused(address):
    assert address_problem(address) != ""


@given(st.from_regex(ORDINARY, fullmatch=True))
def test_an_address_that_needs_no_closer_look_has_no_problem(address):
    assert address_problem(address) == ""


def test_addresses_are_judged_alike_alone_and_together():
    addresses = pd.Series(["https://example.org", "ftp://example.org/", "https://example.org/é", "https://a.be/\u00a0"], dtype="str")
    assert safe(addresses).tolist() == [address_problem(address) == "" for address in addresses]


@pytest.mark.parametrize(
    ("cell", "rules"),
    [
        ("Liège", set()),
        ("α-synuclein, TNFα and NFκB in μm, 5 Ω", set()),
        ("Αθήνα", set()),
        ("“Œuvre” – l’été … 5 €", set()),
        ("Lie\u0300ge", {"S201"}),
        ("a\u00a0b", {"S202"}),
        ("a\u200bb", {"S202"}),
        ("a\ufeffb", {"S202"}),
        ("a\tb", {"S203"}),
        ("a\u202eb", {"S203"}),
        ("a\ufffdb", {"S203"}),
        ("Аltair", {"S204"}),  # Cyrillic A
        ("Ｗallonia", {"S204"}),  # full-width W
        (" a", {"S205"}),
        ("a  b", {"S205"}),
        ("a\nb", {"S206"}),
        ("LiÃ¨ge", {"S207"}),
        ("50 â‚¬", {"S207"}),
        (" a\u00a0\nb", {"S202", "S205", "S206"}),
    ],
)
def test_each_harmful_character_is_named_once_by_its_rule(cell, rules):
    assert {rule for rule, explain in SCREENS if explain(cell)} == rules


SORTED = TableSchema(
    "t",
    {
        "name": "t",
        "fields": [{"name": "word", "type": "string"}, {"name": "number", "type": "integer"}],
        "primaryKey": ["word"],
        "sortedBy": ["number"],
    },
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["", "a", "B", "é"]), st.sampled_from(["", "2", "10", "-1"])), max_size=6))
def test_rows_are_in_order_exactly_when_sorting_leaves_them_alone(rows):
    text = pd.DataFrame(rows, columns=SORTED.columns, dtype="str")
    typed = SORTED.cast(text)
    assert (misplaced(text, typed, SORTED) == []) == sort_rows(typed, SORTED).equals(typed)


FIELDS = [
    ({"type": "string"}, ["x", "12", "true", "3.5", ""]),
    ({"type": "string", "constraints": {"required": True, "pattern": "^[1-9][0-9]{3}$"}}, ["4000", "9999"]),
    ({"type": "string", "constraints": {"pattern": "^[1-9][0-9]{3}$"}}, ["4000", "9999", ""]),
    ({"type": "string", "constraints": {"pattern": "^[0-9]{4}$"}}, ["4000", "0100", ""]),
    ({"type": "integer"}, ["1", "20", ""]),
    ({"type": "integer", "constraints": {"required": True}}, ["1", "20"]),
    ({"type": "number"}, ["1", "2.5", ""]),
    ({"type": "number", "constraints": {"required": True}}, ["1", "2.5"]),
    ({"type": "boolean"}, ["true", "false", ""]),
    ({"type": "boolean", "constraints": {"required": True}}, ["true", "false"]),
]


def infer(cells):
    return str(pd.read_csv(io.StringIO("a,b\n" + "".join(f"{cell},x\n" for cell in cells)))["a"].dtype)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(FIELDS), st.data())
def test_the_inferred_type_is_what_pandas_infers(column, data):
    field, legal = column
    cells = data.draw(st.lists(st.sampled_from(legal), min_size=1, max_size=5))
    said = inferred_type(pd.Series(cells, dtype="str"), field["type"])
    if not any(cells):
        assert (said, infer(cells)) == ("all blank", "float64")
    elif field["type"] == "string" and {"true"} <= set(cells) <= {"12", "true", "3.5", ""}:
        assert said == "truth values"  # pandas makes bool or object of them, as it happens
    else:
        assert said == infer(cells)


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(FIELDS), st.data())
def test_a_column_called_stable_keeps_its_inferred_type_under_any_legal_new_cell(column, data):
    field, legal = column
    *cells, new = data.draw(st.lists(st.sampled_from(legal), min_size=2, max_size=5).filter(lambda cells: any(cells[:-1])))
    stable = infer(cells) in stable_type(field, "" in cells)
    assert stable <= (infer([*cells, new]) == infer(cells))


@pytest.mark.parametrize(
    ("field", "cells", "new"),
    [
        (FIELDS[0][0], ["12", "13"], "x"),
        (FIELDS[3][0], ["4000", "9999"], ""),
        (FIELDS[4][0], ["1", "2"], ""),
        (FIELDS[7][0], ["1", "2"], "2.5"),
        (FIELDS[8][0], ["true"], ""),
    ],
)
def test_a_column_that_a_legal_cell_would_change_is_not_called_stable(field, cells, new):
    assert infer([*cells, new]) != infer(cells)
    assert infer(cells) not in stable_type(field, "" in cells)


def test_thousands_of_wrong_cells_are_all_reported(small):
    path = small / "data/evidence/retired.csv"
    path.write_text("id\n" + "".join(f"x{number}  y\n" for number in range(10_000, 13_000)), encoding="utf-8")
    refresh(small)
    done = check(small)
    assert len(done.findings) == 3_000
    assert {finding.line for finding in done.findings} == set(range(2, 3_002))
    assert done.gaps == []


def test_one_run_reports_every_file_and_layer_of_fault_at_once(small):
    (small / "data/companies.csv").write_bytes((small / "data/companies.csv").read_bytes().replace(b"1999", b"old"))
    (small / "data/hubs.csv").write_bytes(b"\xef\xbb\xbf" + (small / "data/hubs.csv").read_bytes())
    (small / "data/evidence/sources.csv").write_text("source_id,url,accessed\nx\n", encoding="utf-8")
    rules = {(finding.rule, finding.path, finding.line) for finding in check(small).findings}
    assert ("S301", "data/companies.csv", 4) in rules
    assert ("S102", "data/hubs.csv", 1) in rules
    assert ("S105", "data/evidence/sources.csv", 2) in rules
    assert not any(rule == "S403" for rule, _, _ in rules), "rows that could not be read are not missing rows"


def test_the_check_of_the_evidence_leaves_order_form_and_published_tables_alone(small):
    (small / "data/companies.csv").unlink()
    names = small / "data/evidence/names.csv"
    rows = 'altair,fr,Altair Thérapies\naltair,en,"Altair Therapies"\n'
    names.write_text("company_id,language,name\n" + rows, encoding="utf-8")
    done = check_evidence(small)
    assert (done.findings, done.gaps) == ([], [])
    assert set(done.context.text) == {"sources", "statements", "names", "labels", "retired"}


def test_the_check_of_the_evidence_reports_all_faults_of_all_files(small):
    sources = small / "data/evidence/sources.csv"
    sources.write_text(sources.read_text(encoding="utf-8").replace("2026-11-21", "yesterday"), encoding="utf-8")
    names = small / "data/evidence/names.csv"
    names.write_text(names.read_text(encoding="utf-8").replace("altair,fr,", "altair,en,"), encoding="utf-8")
    found = {(finding.rule, finding.path, finding.line, finding.column) for finding in check_evidence(small).findings}
    assert found == {
        ("S306", "data/evidence/sources.csv", 2, "accessed"),
        ("S401", "data/evidence/names.csv", 3, "company_id"),
        ("S403", "data/evidence/labels.csv", 2, "company_id"),
    }


def test_a_linked_table_is_not_read(small):
    secret = small.parent / "secret.csv"
    secret.write_text("company_id,language,label\nsecret-word,xx,y\n", encoding="utf-8")
    labels = small / "data/evidence/labels.csv"
    labels.unlink()
    labels.symlink_to(secret)
    findings = check_structure(small)
    assert "S502" in {finding.rule for finding in findings}
    assert "secret-word" not in str(findings)
