"""What became of a company, and what the reports must show for it."""

import pytest

from scripts.compile.cells import derived_cells
from scripts.compile.status import compile_status
from tests.small import Evidence, entity, source

SOURCES = [
    source("p1", published="2024-06-01"),
    source("p2", published="2024-07-01"),
    source("late", published="2025"),
    source("undated"),
]


def status_of(*reports, sources=SOURCES, words=""):
    """Cells of company alpha by field, from reports (source, property, period)."""
    evidence = Evidence(entity("alpha"), sources=list(sources))
    for source_id, property_, period in reports:
        evidence.says(source_id, "alpha", property_, "true", period=period, as_written=words)
    made = derived_cells([compile_status(evidence.tables, evidence.facts)])
    return made.cells.set_index("field")["value"].to_dict(), made.traces


def test_a_gazette_alone_proves_an_end():
    cells, _ = status_of(("src-official_gazette", "insolvent", "2024-05-02"))
    assert cells == {"status": "insolvent", "status_basis": "gazette", "status_date": "2024-05-02"}


def test_two_independent_origins_prove_an_end():
    cells, _ = status_of(("p1", "closed", "2024-05"), ("p2", "closed", ""))
    assert cells == {"status": "closed", "status_basis": "two_origins", "status_date": "2024-05"}


def test_two_pages_of_one_voice_do_not():
    twin = source("twin", asserted_by="p1", published="2024-08")
    cells, _ = status_of(("p1", "closed", "2024-05"), ("twin", "closed", "2024-05"), sources=[*SOURCES, twin])
    assert cells == {"status": "unconfirmed", "status_basis": "none"}


def test_two_origins_prove_an_end_whichever_they_report_and_the_last_one_counts():
    cells, _ = status_of(("p1", "closed", "2024-06"), ("p2", "insolvent", "2024-05"))
    assert cells == {"status": "closed", "status_basis": "two_origins", "status_date": "2024-06"}
    cells, _ = status_of(("src-official_gazette", "insolvent", "2024-05-02"), ("p1", "closed", "2024"))
    assert cells == {"status": "insolvent", "status_basis": "gazette", "status_date": "2024-05-02"}


@pytest.mark.parametrize(
    ("reporter", "words", "status", "basis"),
    [
        ("p1", "The court declared Alpha bankrupt.", "insolvent", "one_report"),
        ("p1", "", "unconfirmed", "none"),
        ("undated", "The court declared Alpha bankrupt.", "unconfirmed", "none"),
    ],
)
def test_one_report_is_believed_where_it_is_dated_and_its_words_are_kept(reporter, words, status, basis):
    cells, traces = status_of((reporter, "insolvent", ""), words=words)
    assert (cells["status"], cells["status_basis"]) == (status, basis)
    assert cells.get("status_date") == ("2024-06-01" if status == "insolvent" else None)
    assert traces.query("field == 'status'")["statement_id"].tolist() == ["s000000000001"]


def test_two_origins_prove_an_end_whose_date_nobody_gives():
    more = source("undated-2")
    cells, _ = status_of(("undated", "closed", ""), ("undated-2", "closed", ""), sources=[*SOURCES, more])
    assert cells == {"status": "closed", "status_basis": "two_origins"}


def test_a_statement_of_activity_puts_an_end_aside_that_is_surely_older():
    cells, _ = status_of(("src-official_gazette", "insolvent", "2024-05-02"), ("undated", "active", "2025"))
    assert cells["status"] == "active"
    assert cells["last_confirmed"] == "2025"


@pytest.mark.parametrize("sign", ["2024", "2024-05", "2024-05-02", "2023"])
def test_one_that_may_be_older_does_not(sign):
    cells, _ = status_of(("src-official_gazette", "insolvent", "2024-05-02"), ("undated", "active", sign))
    assert cells["status"] == "insolvent"
    assert cells["last_confirmed"] == sign


def test_nor_does_a_later_page_that_merely_describes_the_company_and_it_is_no_sign_of_life():
    cells, _ = status_of(("src-official_gazette", "insolvent", "2024-05-02"), ("late", "activity", ""))
    assert cells["status"] == "insolvent"
    assert "last_confirmed" not in cells


@pytest.mark.parametrize(
    ("sign", "status"),
    [
        ("2023-11-22", "active"), ("2023-11-21", "unconfirmed"), ("2023", "active"), ("2022/2024", "active"),
        ("2019", "unconfirmed"),
    ],
)
def test_active_needs_a_sign_of_the_last_three_years(sign, status):
    cells, _ = status_of(("undated", "employees", sign))
    assert cells["status"] == status


def test_nothing_known_is_unconfirmed_and_no_sign_is_taken_from_other_properties():
    cells, _ = status_of(("late", "founded", "2025"))
    assert cells == {"status": "unconfirmed", "status_basis": "none"}
