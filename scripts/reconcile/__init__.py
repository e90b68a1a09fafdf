"""Reconciliation: what contested figures can mean, tested by computation.

Read in this order: `operands` (figures, and which of them a check compares), `bounds` (columns of
intervals, and what follows from them), `kinds` (what each kind of check asks), `checks` (run them
all), `verdicts` (which readings survive, and what follows), `disagreements` (every pair of figures
that cannot both be right), `labels` (all of this in words). `reconcile` goes through them once.
"""

import numpy as np
import pandas as pd

from scripts.evidence.columns import Tables
from scripts.reconcile.bounds import shown
from scripts.reconcile.checks import SIDES, run_checks
from scripts.reconcile.disagreements import disagreements
from scripts.reconcile.labels import describe
from scripts.reconcile.operands import figures, subjects
from scripts.reconcile.verdicts import adopted_attributes, outcomes, reading_verdicts


def reconcile(evidence: Tables, own_counts: pd.DataFrame) -> Tables:
    """Test all readings and find all disagreements; nothing is read or written.

    Parameters
    ----------
    evidence : typed tables by name
    own_counts : `count_id` (str), `value` (number of rows of the package under one rule of inclusion)

    Returns
    -------
    By the name of the published table and in its columns: `reading_tests`, `reading_verdicts`,
    `outcomes` (one row a reconciliation), `adopted_attributes` and `disagreements`.
    """
    known = figures(evidence)
    assignments = evidence["reading_assignments"]
    tests, voices = run_checks(evidence, known, own_counts)
    verdicts = reading_verdicts(tests, voices, evidence["readings"], assignments)
    found = outcomes(verdicts, evidence["reconciliations"])
    tests = describe(tests, known, evidence["units"])
    tests[SIDES] = tests[SIDES].replace([np.inf, -np.inf], np.nan).map(shown)  # missing where there is no limit
    return {
        "reading_tests": tests,
        "reading_verdicts": verdicts,
        "outcomes": found,
        "adopted_attributes": adopted_attributes(verdicts, assignments, subjects(evidence["indicators"]), known),
        "disagreements": disagreements(known, evidence, found),
    }
