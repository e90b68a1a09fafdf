"""What statements say of the true value: the words give the precision, one answer for all who ask."""

import numpy as np
import pandas as pd
import pytest

from scripts.evidence.printed import languages, printed_bounds
from scripts.figures.vocabulary import QUALIFIERS
from scripts.reconcile.bounds import Bounds
from tests.reconcile.reconcile_frames import evidence, statement
from tests.small import SCHEMAS


def printed(*statements, **more):
    frames = evidence(statements, **more)
    found = printed_bounds(frames["statements"], frames)
    return found.set_index(frames["statements"]["statement_id"])


def test_the_precision_of_a_figure_is_that_of_its_words():
    found = printed(
        statement(1, "5900", as_written="5.9 billion euro"),
        statement(2, "5900", as_written="5,900 million euro"),
        statement(3, "5.9", unit="EUR_billion"),
    )
    assert found["low"].tolist() == [5.85e9, 5.8995e9, 5.85e9]


def test_a_part_in_words_is_good_to_a_hundredth():
    found = printed(statement(1, "33.3", "gva_share", as_written="un tiers du total", language="fr"))
    assert found.iloc[0, :2].tolist() == pytest.approx([32.8, 33.8])


@pytest.mark.parametrize(
    ("of_words", "of_source", "expected"),
    [("fr-BE", "en", "fr"), ("", "nl-BE", "nl"), ("es", "en", "en"), ("", "", "en"), ("de", "", "de")],
)
def test_words_are_read_by_their_language_else_by_that_of_the_source(of_words, of_source, expected):
    frames = evidence(
        [statement(1, "5900", as_written="5,9 milliards", language=of_words)],
        sources=[{"source_id": "src-1", "language": of_source}],
    )
    assert languages(frames["statements"], frames["sources"]).tolist() == [expected]


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("38500", "exact"), ("38489", "exact"), True),
        (("140", "exact"), ("139", "exact"), False),
        (("200", "exact"), ("175", "exact"), False),
        (("14300", "exact"), ("14400", "exact"), False),
        (("350", "more_than"), ("350", "exact"), False),
        (("350", "at_least"), ("350", "exact"), True),
    ],
)
def test_counts_agree_as_far_as_they_look_rounded(one, other, agree):
    found = printed(*(statement(i, v, "jobs", qualifier=q) for i, (v, q) in enumerate((one, other))))
    first, second = (Bounds.of(found.iloc[[i]]) for i in (0, 1))
    assert first.overlaps(second)[0] == agree
    assert (
        found.loc[[q == "exact" for _, q in (one, other)], "logical_low"].isin([float(one[0]), float(other[0])]).all()
    )


def test_more_than_begins_above_its_number_and_has_no_logical_end():
    found = printed(statement(1, "350", "companies", qualifier="more_than"))
    assert found["low"].iloc[0] > 350 and found["logical_low"].iloc[0] > 350
    assert found["high"].iloc[0] == pytest.approx(385)
    assert found["logical_high"].iloc[0] == np.inf


def test_a_half_open_figure_does_not_touch_the_next_one():
    found = printed(statement(1, "5", unit="EUR_billion"), statement(2, "6", unit="EUR_billion"))
    below, above = (Bounds.of(found.iloc[[i]]) for i in (0, 1))
    assert not below.overlaps(above)[0]


def test_what_is_no_number_has_no_interval():
    found = printed(statement(1, "many"), statement(2, "5"))
    assert found.isna().all(axis=1).tolist() == [True, False]


def test_an_empty_evidence_has_no_intervals():
    assert isinstance(printed(), pd.DataFrame) and printed().empty


@pytest.mark.parametrize("name", ["statements", "observations", "national_indicators", "claims"])
def test_every_schema_has_the_qualifiers_that_are_read(name):
    assert set(SCHEMAS[name].field("qualifier")["constraints"]["enum"]) == set(QUALIFIERS)
