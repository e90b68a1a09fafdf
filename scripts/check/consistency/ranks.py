"""Ranks: recomputed from the values of the peers, where enough are there."""

import pandas as pd

from scripts.check.consistency.formulas import COMPUTED
from scripts.check.consistency.frames import listed, once, share
from scripts.check.consistency.indicator_frames import figures
from scripts.check.consistency.pandera_rules import Check, run, without_bad
from scripts.check.context import Context
from scripts.compile.policy import parameter
from scripts.package.findings import Finding, Rule
from scripts.reconcile.bounds import Bounds
from scripts.reconcile.tests import FAILS, rank, rank_bounds

RANK = Rule(
    "R631", "A rank follows from the values of the peers, where enough are there",
    "First in Europe is easily said: the values say who is first.",
    "error", "consistency", "pandera",
    "Compare what is ranked, among whom and when: a rank of another measure is another indicator.",
)
# A place is ranked among places of its own kind: countries among countries.
PEERS = ["numerator_id", "period", "kind"]


def check(context: Context) -> list[Finding]:
    """Recompute ranks."""
    return run(share(context), CHECKS)


def counts(context: Context) -> dict[str, int]:
    """Say how many published ranks could be recomputed, and how many lack peers."""
    rows = _ranks(without_bad(share(context)))
    return {"ranks_tested": int(rows["tested"].sum()), "ranks_untested": int((~rows["tested"]).sum())}


@once
def _ranks(context: Context) -> pd.DataFrame:
    """Published ranks with `tested`, `right` (bool) and `best` and `worst` rank by the values."""
    known = figures(context).reset_index()
    rows = known[(known["formula"] == "rank") & known["numerator_id"].notna()].reset_index(drop=True)
    values = known[["indicator_id", "geo_code", "period", "kind", "value", "low", "high", "tolerance"]]
    values = values.rename(columns={"indicator_id": "numerator_id"})
    own = rows[[*PEERS, "geo_code"]].merge(values, on=[*PEERS, "geo_code"], how="left")
    own = own.drop_duplicates([*PEERS, "geo_code"]).set_index([*PEERS, "geo_code"])
    own = own.reindex(pd.MultiIndex.from_frame(rows[[*PEERS, "geo_code"]])).reset_index(drop=True)
    peers = rows[[*PEERS, "geo_code"]].reset_index(names="row").merge(values, on=PEERS, suffixes=("", "_peer"))
    peers = peers.rename(columns={"value": "value_peer"})
    peers = peers[peers["geo_code"] != peers["geo_code_peer"]]
    result = rank(Bounds.of(rows), Bounds.of(own), peers, own["tolerance"].fillna(0).to_numpy())
    span = rank_bounds(Bounds.of(own), peers)
    enough = rows.index.to_series().map(peers["row"].value_counts()).fillna(0) >= parameter(context.typed, "rank_peers")
    tested = enough & own["low"].notna()
    over = peers["value_peer"] > own["value"].to_numpy()[peers["row"]]
    place = 1 + over.groupby(peers["row"]).sum().reindex(rows.index, fill_value=0)
    return rows.assign(
        tested=tested, right=~tested | (result != FAILS), best=span.low, worst=span.high, place=place
    ).set_index("line")


def _follows(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _ranks(context)["right"].reindex(rows.index, fill_value=True)


def _span(rows: pd.DataFrame, context: Context) -> pd.Series:
    made = _ranks(context).reindex(rows.index)
    return made["best"].map("{:.0f}".format) + " to " + made["worst"].map("{:.0f}".format)


def _is_recomputed(rows: pd.DataFrame, context: Context) -> pd.Series:
    made = _ranks(context)
    made = made[made["origin"] == "computed"]
    return ~listed(rows, made.index[~made["tested"] | (made["place"] != made["value"])])


def _place(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _ranks(context)["place"].reindex(rows.index).map("{:.0f}".format)


CHECKS = (
    Check(
        RANK, "national_indicators", "value", _follows,
        "{indicator_id} of {geo_code} in {period} is {value}; by the values of the peers it is {expected}.",
        expected=_span,
    ),
    Check(
        COMPUTED, "national_indicators", "value", _is_recomputed,
        "{indicator_id} of {geo_code} in {period} is computed as {value}; by the values of the peers it is {expected}.",
        expected=_place,
    ),
)  # fmt: skip
