"""The package itself: it is valid, and gives its published answers. All other tests leave its facts alone."""

import csv

from tests.conftest import ROOT

CONTESTED = "value-added-5-or-5-9"


def rows(name, **wanted):
    with (ROOT / f"data/{name}.csv").open(encoding="utf-8", newline="") as handle:
        return [row for row in csv.DictReader(handle) if wanted.items() <= row.items()]


def test_the_package_is_valid_to_the_end(live):
    assert [finding for finding in live.findings if finding.severity == "error"] == []
    assert live.complete


def test_five_or_five_point_nine_is_undetermined_and_both_are_wallonia():
    (outcome,) = rows("outcomes", reconciliation_id=CONTESTED)
    assert (outcome["outcome"], outcome["adopted_reading"], outcome["unbeaten"]) == ("undetermined", "", "A B")
    places = rows("adopted_attributes", reconciliation_id=CONTESTED, attribute="geography")
    assert [place["meaning"] for place in places] == ["BE3", "BE3"]


def test_five_of_wallonia_and_five_point_nine_of_belgium_fail_by_arithmetic():
    shares = rows("reading_tests", reading_id=f"{CONTESTED}-e", kind="share")
    assert len(shares) >= 7
    assert {share["result"] for share in shares} == {"fails"}
    assert max(float(share["right_high"]) for share in shares) < min(float(share["left_low"]) for share in shares)


def test_every_stored_outcome_is_in_force():
    outcomes = rows("outcomes")
    assert len(outcomes) >= 12
    assert {row["in_force"] for row in outcomes} == {"true"}
