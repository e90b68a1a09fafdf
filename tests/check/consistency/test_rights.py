import pytest

from scripts.check.consistency import rights

POLICY = [{"parameter": "bulk_rows", "value": "3"}]


def sources(**more):
    return [
        {"source_id": source, "publisher": "NationMaster", "kind": "aggregator", "rights": "facts-only"} | more
        for source in "ab"
    ]


def taken(*numbers):
    return [
        {"source_id": source, "entity_id": f"e{place}"}
        for source, number in zip("ab", numbers, strict=True)
        for place in range(number)
    ]


@pytest.mark.parametrize(
    ("listed", "numbers", "found"),
    [
        (sources(), (1, 2), []),
        (sources(), (1, 3), ["R821", "R821"]),
        (sources(), (4, 0), ["R821", "R821", "R822"]),
        (sources(rights="unknown"), (2, 2), ["R821", "R821"]),
        (sources(rights="CC-BY-NC-4.0"), (2, 2), ["R821", "R821"]),
        (sources(rights="ODbL-1.0"), (20, 20), []),
        (sources(rights="public-sector-reuse"), (20, 20), []),
        (sources(kind="press"), (3, 3), []),
        (sources(kind="cluster"), (3, 4), ["R822"]),
    ],
)
def test_what_is_taken_from_one_database_or_directory_has_a_limit(fired, listed, numbers, found):
    assert [rule for rule, *_ in fired(rights, sources=listed, statements=taken(*numbers), policy=POLICY)] == found


def test_reference_tables_count_as_taken(fired):
    rows = [{"source_id": "a"}] * 2
    tables = {"geographies": rows, "postcodes": rows, "localities": rows}
    assert {rule for rule, *_ in fired(rights, sources=sources(), policy=POLICY, **tables)} == {"R821"}


@pytest.mark.parametrize("text", ["CC-BY", "open", "All-rights-reserved"])
def test_rights_that_no_list_knows_are_found_and_open_nothing(fired, text):
    found = fired(rights, sources=sources(rights=text)[:1], statements=taken(4, 0), policy=POLICY)
    assert [rule for rule, *_ in found] == ["R821", "R822", "R823"]
