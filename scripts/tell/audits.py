"""What the audits found, by what they drew: verdicts counted, and how many of all statements may be wrong."""

from math import sqrt
from statistics import NormalDist

from scripts.evidence.columns import Tables

VERDICTS = ["right", "doubtful", "wrong", "not_supported", "unseen"]
FAULTY = ["wrong", "not_supported"]
CONFIDENCE = 0.95


def audited(tables: Tables) -> list[dict[str, object]]:
    """Each audit with its verdicts counted, and the interval of the share of faulty ones among those seen."""
    counts = tables["audit_verdicts"].groupby(["audit_id", "verdict"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=VERDICTS, fill_value=0)
    rows = []
    for row in tables["audits"].to_dict("records"):
        verdicts = counts.loc[row["audit_id"]].to_dict()
        faulty, seen = sum(verdicts[name] for name in FAULTY), sum(verdicts.values()) - verdicts["unseen"]
        low, high = interval(faulty, seen)
        rows.append(row | verdicts | {"faulty": faulty, "low": f"{low:.0%}", "high": f"{high:.0%}"})
    return rows


def interval(found: int, of: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Ends of Wilson's score interval of a share; 0 and 1 where nothing was looked at."""
    if not of:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, spread = found / of, z * z / of
    middle, half = share + spread / 2, z * sqrt(share * (1 - share) / of + spread / of / 4)
    return max(0.0, (middle - half) / (1 + spread)), min(1.0, (middle + half) / (1 + spread))
