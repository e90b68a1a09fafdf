"""How entities are classed: segment, level, scope."""

import pandas as pd

from scripts.compile.cells import Cells, concat, derived_fields


def compile_classes(evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame) -> Cells:
    """Cells segment, segment_basis and entity_level of companies.

    A segment is our reading of an activity. The one that most sources support wins; a tie goes
    to the segment that comes first in the table of segments, the narrower one. The level is the
    classification where there is one, else legal_entity for a company whose number or legal name
    is stated, else unknown.
    """
    used = evidence["classifications"].query("state == 'used'")
    segments = used[used["scheme"] == "segment"]
    votes = segments.groupby(["entity_id", "code"], as_index=False).agg(votes=("source_id", "nunique"))
    votes["order"] = votes["code"].map(evidence["segments"].set_index("segment")["rank"])
    votes = votes.sort_values(["entity_id", "votes", "order"], ascending=[True, False, True])
    by_entity = votes.groupby("entity_id")["votes"]
    alone = by_entity.transform("size") == 1
    best = votes["votes"] == by_entity.transform("max")
    tie = best.groupby(votes["entity_id"]).transform("sum") > 1
    basis = pd.Series("majority", index=votes.index).mask(tie, "order").mask(alone, "unanimous")
    chosen = votes.assign(segment=votes["code"], segment_basis=basis).drop_duplicates("entity_id")
    activity = candidates.loc[candidates["property"] == "activity", ["entity_id", "statement_id"]]
    return concat(
        [
            derived_fields(chosen, ["segment", "segment_basis"], "segment_by_votes", activity),
            _levels(evidence, used, candidates),
        ]
    )


def compile_scope(companies: pd.DataFrame, cells: pd.DataFrame, segments: pd.DataFrame) -> Cells:
    """Cells has_walloon_site and in_scope of companies.

    In: the companies' `entity_id`, all cells so far, the table of segments. A company is in scope
    when a source places a site of it in Wallonia, now or in the past, and its segment is one of
    the life sciences.
    """
    value = cells.set_index(["entity_id", "field"])["value"]
    wide = value.unstack().reindex(index=companies["entity_id"], columns=["in_wallonia", "hub_id", "segment"])
    walloon = wide["in_wallonia"].eq("true") | wide["hub_id"].notna()
    life = wide["segment"].isin(segments.loc[segments["in_scope"], "segment"])
    table = pd.DataFrame(
        {
            "entity_id": wide.index,
            "has_walloon_site": walloon.to_numpy(),
            "in_scope": (walloon & life).to_numpy(),
        }
    )
    return derived_fields(table, ["has_walloon_site", "in_scope"], "inclusion_rule")


def _levels(
    evidence: dict[str, pd.DataFrame], used: pd.DataFrame, candidates: pd.DataFrame
) -> Cells:
    companies = evidence["entities"].query("kind == 'company'")["entity_id"]
    classed = used[used["scheme"] == "entity_level"].drop_duplicates("entity_id")
    legal = candidates[candidates["property"].isin(["enterprise_number", "legal_name", "lei"])]
    level = companies.map(classed.set_index("entity_id")["code"]).astype("str")
    level = level.mask(level.isna() & companies.isin(legal["entity_id"]), "legal_entity")
    table = pd.DataFrame({"entity_id": companies, "entity_level": level.fillna("unknown")})
    return derived_fields(
        table, ["entity_level"], "level_by_class_or_legal_name", legal[["entity_id", "statement_id"]]
    )
