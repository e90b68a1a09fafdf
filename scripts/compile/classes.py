"""How entities are classed: segment, level, scope, and how many companies each rule of inclusion counts."""

import numpy as np
import pandas as pd

from scripts.compile.cells import Derived
from scripts.evidence.columns import Tables, lookup, marked


def segments_by_votes(evidence: Tables, candidates: pd.DataFrame) -> Derived:
    """Segment and segment_basis of companies, a reading of ours.

    The segment that most sources support wins; a tie goes to the one that comes first in the
    table of segments, the narrower one.
    """
    classes = evidence["classifications"].query("state == 'used' and scheme == 'segment'")
    votes = classes.groupby(["entity_id", "code"], as_index=False).agg(votes=("source_id", "nunique"))
    votes["order"] = votes["code"].map(lookup(evidence["segments"], "segment", "rank"))
    votes = votes.sort_values(["entity_id", "votes", "order"], ascending=[True, False, True])
    by_entity = votes.groupby("entity_id")["votes"]
    alone = by_entity.transform("size") == 1
    best = votes["votes"] == by_entity.transform("max")
    tie = best.groupby(votes["entity_id"]).transform("sum") > 1
    basis = np.select([alone, tie], ["unanimous", "order"], "majority")
    chosen = votes.assign(segment=votes["code"], segment_basis=basis).drop_duplicates("entity_id")
    activity = candidates.loc[candidates["property"] == "activity", ["entity_id", "statement_id"]]
    return Derived(chosen, ["segment", "segment_basis"], "segment_by_votes", activity)


def entity_levels(evidence: Tables, candidates: pd.DataFrame) -> Derived:
    """Level of companies: as classed, else legal_entity where a number or legal name is stated, else unknown."""
    companies = evidence["entities"].query("kind == 'company'")["entity_id"]
    classed = evidence["classifications"].query("state == 'used' and scheme == 'entity_level'")
    of_class = companies.map(lookup(classed, "entity_id", "code"))
    is_legal = candidates["property"].isin(["enterprise_number", "legal_name", "lei"])
    legal = candidates.loc[is_legal, ["entity_id", "statement_id"]]
    level = np.select([of_class.notna(), companies.isin(legal["entity_id"])], [of_class, "legal_entity"], "unknown")
    rows = pd.DataFrame({"entity_id": companies, "entity_level": level})
    return Derived(rows, ["entity_level"], "level_by_class_or_legal_name", legal)


def scope(evidence: Tables, main_sites: pd.DataFrame, hubs_stated: pd.DataFrame, segments: pd.DataFrame) -> Derived:
    """has_walloon_site and in_scope of companies.

    In scope is a company that a source places in Wallonia, now or in the past, and whose segment
    is one of the life sciences.

    Parameters
    ----------
    main_sites, hubs_stated, segments
        Rows by `entity_id`: the main site (`in_wallonia`), a hub that a source names, the segment.
    """
    companies = evidence["entities"].query("kind == 'company'")["entity_id"]
    walloon = [*main_sites.loc[main_sites["in_wallonia"], "entity_id"], *hubs_stated["entity_id"]]
    life = segments[segments["segment"].isin(marked(evidence["segments"], "in_scope"))]
    has_site = companies.isin(walloon)
    rows = pd.DataFrame(
        {"entity_id": companies, "has_walloon_site": has_site, "in_scope": has_site & companies.isin(life["entity_id"])}
    )
    return Derived(rows, ["has_walloon_site", "in_scope"], "inclusion_rule")


def own_counts(companies: pd.DataFrame) -> pd.DataFrame:
    """Count rows of the typed table of companies under each rule of inclusion, for comparison with published counts.

    Returns
    -------
    Frame of `count_id` (str) and `value` (int64): all companies; those with a Walloon site; those
    in scope; of these those that nothing shows to have ended; those that a recent sign shows active.
    """
    in_scope, status = companies["in_scope"], companies["status"]
    counts = {
        "companies_all": len(companies),
        "companies_with_walloon_site": companies["has_walloon_site"].sum(),
        "companies_in_scope": in_scope.sum(),
        "companies_in_scope_not_ended": (in_scope & status.isin(["active", "unconfirmed"])).sum(),
        "companies_in_scope_active": (in_scope & (status == "active")).sum(),
    }
    return pd.DataFrame({"count_id": list(counts), "value": list(counts.values())}).astype({"value": "int64"})
