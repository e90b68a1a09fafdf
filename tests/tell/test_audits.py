"""What the audits found, counted, and what that says of all statements."""

import pandas as pd
import pytest
from scipy.stats import binomtest

from scripts.tell.audits import audited, interval


@pytest.mark.parametrize(("found", "of"), [(0, 20), (3, 45), (10, 86), (4, 19), (40, 40)])
def test_the_interval_is_wilsons(found, of):
    wanted = binomtest(found, of).proportion_ci(0.95, method="wilson")
    assert interval(found, of) == pytest.approx((wanted.low, wanted.high))


def test_of_nothing_nothing_is_known():
    assert interval(0, 0) == (0.0, 1.0)


def test_verdicts_are_counted_and_what_was_not_seen_tells_nothing():
    audits = pd.DataFrame([{"audit_id": "figures-2026-11-29", "title": "Figures", "drawn": "5"}])
    judged = ["right", "right", "wrong", "not_supported", "unseen"]
    verdicts = pd.DataFrame({"audit_id": "figures-2026-11-29", "statement_id": list("abcde"), "verdict": judged})
    (row,) = audited({"audits": audits, "audit_verdicts": verdicts})
    assert (row["right"], row["doubtful"], row["faulty"], row["unseen"]) == (2, 0, 2, 1)
    assert (row["low"], row["high"]) == ("15%", "85%")


def test_an_audit_that_has_lost_all_its_verdicts_says_nothing():
    audits = pd.DataFrame([{"audit_id": "figures-2026-11-29", "title": "Figures", "drawn": "5"}])
    (row,) = audited({"audits": audits, "audit_verdicts": pd.DataFrame(columns=["audit_id", "verdict"], dtype="str")})
    assert (row["right"], row["faulty"], row["low"], row["high"]) == (0, 0, "0%", "100%")
