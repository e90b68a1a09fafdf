"""What the audits found, by what they drew: verdicts counted, and how many of all statements may be wrong."""

from math import sqrt
from statistics import NormalDist

import pandas as pd

from scripts.evidence.columns import Tables

VERDICTS = ["right", "doubtful", "wrong", "not_supported", "unseen"]
FAULTY = ["wrong", "not_supported"]
CONFIDENCE = 0.95


def audited(tables: Tables) -> list[dict[str, object]]:
    """Return the rows of `audits`, each with its verdicts counted and what they say of the whole.

    Each row has the columns of `audits` (text), a count by name of each verdict, `faulty` (wrong or not supported) and,
    as text in per cent, `low` and `high`: the interval of the share of faulty ones among those seen.
    """
    audits, judged = tables["audits"], tables["audit_verdicts"]
    counts = pd.crosstab(judged["audit_id"], judged["verdict"])
    counts = counts.reindex(index=audits["audit_id"], columns=VERDICTS, fill_value=0)
    rows = []
    for row in audits.to_dict("records"):
        verdicts = counts.loc[row["audit_id"]].to_dict()
        faulty, seen = sum(verdicts[name] for name in FAULTY), sum(verdicts.values()) - verdicts["unseen"]
        low, high = interval(faulty, seen)
        rows.append(row | verdicts | {"faulty": faulty, "low": f"{low:.0%}", "high": f"{high:.0%}"})
    return rows


def interval(found: int, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Return the ends, from 0 to 1, of the score interval of a share (Wilson 1927); 0 and 1 where nothing was seen."""
    if not of:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = found / of, z * z / of
    middle, half = share + spread / 2, z * sqrt(share * (1 - share) / of + spread / of / 4)
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))
