"""What an entity has many of: names, events, relations and observations."""

import pandas as pd

from scripts.compile.adopt import adopt, overlapping, same_date
from scripts.compile.funding import is_funding
from scripts.compile.policy import end_of, first_day, last_day
from scripts.evidence.columns import Tables, lookup, marked
from scripts.evidence.identifiers import row_ids

FLAGS = ["true", "yes"]  # values that say no more than that it happened
PRIMARY = 0  # rank of the primary name, before all kinds of name that properties rank


def compile_names(evidence: Tables, candidates: pd.DataFrame) -> pd.DataFrame:
    """All names of all entities, one row a statement (`name_id` repeats).

    The primary name is the one of the table of entities; every other name is as a source writes it.
    A name that is stated as several kinds has the one that the properties rank first.

    Returns
    -------
    The columns of names plus `statement_id`, `role` and `origin`.
    """
    properties = evidence["properties"].dropna(subset="name_kind").set_index("property")
    rank = properties["name_rank"]
    of_entity = candidates.loc[
        candidates["entity_id"].notna(),
        ["entity_id", "property", "value", "name_as_written", "language", "period", "origin", "statement_id"],
    ]
    renamed = of_entity["property"] == "renamed"
    given = of_entity[of_entity["property"].isin(rank.index.drop("renamed"))]
    used = of_entity[of_entity["name_as_written"].notna()]
    old = of_entity[renamed & (of_entity["name_as_written"] != of_entity["value"])]
    new = of_entity[renamed]
    rows = pd.concat(
        [
            given.assign(name=given["value"], rank=given["property"].map(rank)),
            used.assign(name=used["name_as_written"], rank=rank["name"], language=None),
            old.assign(name=old["name_as_written"], rank=rank["renamed"], valid_until=old["period"]),
            new.assign(name=new["value"], rank=rank["name"], valid_from=new["period"]),
            evidence["entities"][["entity_id", "name"]],
        ],
        ignore_index=True,
    )
    is_primary = rows["name"] == rows["entity_id"].map(lookup(evidence["entities"], "entity_id", "name"))
    rows["rank"] = rows["rank"].mask(is_primary, PRIMARY)
    # The name in use needs no row of its own where a source states it.
    is_bare = rows["statement_id"].isna() & rows.duplicated(["entity_id", "name"], keep=False)
    rows = rows[~is_bare].sort_values(["entity_id", "name", "rank", "language"], na_position="last")
    by_name = rows.groupby(["entity_id", "name"], sort=False)
    kinds = {PRIMARY: "primary"} | dict(zip(rank, properties["name_kind"], strict=True))
    return rows.assign(
        name_id=row_ids("n", rows, ["entity_id", "name"]),
        kind=by_name["rank"].transform("min").map(kinds),
        n_independent=by_name["origin"].transform("nunique"),
        role="adopted",
        **{column: by_name[column].transform("first") for column in ("language", "valid_from", "valid_until")},
    )


def compile_events(evidence: Tables, candidates: pd.DataFrame) -> pd.DataFrame:
    """What happened to entities, one row a statement, the adopted one of each event first.

    An event is one entity, kind, other entity and detail; its date is adopted like any other
    value, and blank within bounds where sources are undecided.

    Returns
    -------
    The columns of events plus `statement_id`, `role` and `undecided`.
    """
    kinds = marked(evidence["properties"], "compiled_into", "events")
    rows = candidates[candidates["entity_id"].notna() & candidates["property"].isin(kinds)].copy()
    founded = rows["property"] == "founded"
    rows["date"] = rows["period"].mask(founded, rows["value"])
    rows["detail"] = rows["value"].mask(founded | rows["value"].isin(FLAGS) | rows["object_id"].notna())
    rows["value_key"] = rows["date"].fillna("")
    # A report without date agrees with every date, so it must not decide among them.
    rows["source_kind_rank"] = rows["source_kind_rank"].where(rows["date"].notna())
    key = ["entity_id", "property", "object_id", "detail"]
    chosen = adopt(rows, key, same_date)
    return _dated(chosen.assign(event_id=row_ids("e", chosen, key), kind=chosen["property"]))


def _dated(chosen: pd.DataFrame) -> pd.DataFrame:
    """Give each event its date: the most precise of those that agree with the adopted one.

    Dates that agree with the adopted one and not with the more precise one become rivals. Where
    sources are undecided the date is blank, and the bounds hold all dates that they give.
    """
    event = chosen["event_id"]
    agreeing = chosen["date"].where(chosen["role"] != "rival")
    size = agreeing.str.len()
    most = size.groupby(event).transform("max")
    date = agreeing.where(size == most).groupby(event).transform("first")
    agrees = same_date(chosen.assign(adopted_value_key=date.fillna("")))
    earliest = first_day(chosen["date"]).fillna(chosen["date_earliest"])
    latest = last_day(chosen["date"]).fillna(chosen["date_latest"])
    undecided = chosen["undecided"]
    return chosen.assign(
        date=date.where(~undecided),
        date_earliest=first_day(date).fillna(earliest).mask(undecided, earliest.groupby(event).transform("min")),
        date_latest=last_day(date).fillna(latest).mask(undecided, latest.groupby(event).transform("max")),
        role=chosen["role"].mask(undecided | ~agrees, "rival"),
        contested=chosen["contested"] | (~agrees).groupby(event).transform("any"),
    )


def compile_relations(evidence: Tables, candidates: pd.DataFrame) -> pd.DataFrame:
    """Relations between entities, one row a statement.

    A predecessor is the same relation as a successor, seen from the other end.

    Returns
    -------
    The columns of relations plus `statement_id` and `role`.
    """
    kinds = marked(evidence["properties"], "compiled_into", "relations")
    rows = candidates[candidates["property"].isin(kinds) & candidates["object_id"].notna()]
    turned = rows["property"] == "predecessor"
    rows = rows.assign(
        subject_id=rows["entity_id"].mask(turned, rows["object_id"]),
        object_id=rows["object_id"].mask(turned, rows["entity_id"]),
        kind=rows["property"].mask(turned, "successor"),
    )
    key = ["subject_id", "kind", "object_id"]
    rows = rows.sort_values([*key, "period", "source_kind_rank"], na_position="last")
    grouped = rows.groupby(key, sort=False)
    latest = grouped["period"].transform("max")
    return rows.assign(
        relation_id=row_ids("r", rows, key),
        date=end_of(latest),
        date_earliest=grouped["date_earliest"].transform("min"),
        date_latest=grouped["date_latest"].transform("max"),
        n_independent=grouped["origin"].transform("nunique"),
        role="adopted",
    )


def compile_observations(evidence: Tables, candidates: pd.DataFrame) -> pd.DataFrame:
    """Dated counts and amounts of entities but what companies raised, one row a statement, the adopted one first.

    One observation is an entity, a measure, what is counted and a date; without a printed date
    each value is an observation of its own. Where sources are undecided the value is blank, and
    its bounds hold all that they say.

    Returns
    -------
    The columns of observations plus `role` and `undecided`.
    """
    measures = marked(evidence["properties"], "compiled_into", "observations")
    rows = candidates[candidates["entity_id"].notna() & candidates["property"].isin(measures)]
    rows = rows[~is_funding(evidence, rows)]
    undated = rows["period"].isna()
    rows = rows.assign(
        measure=rows["property"], what=rows["counted"].str.casefold(), as_of=rows["period"],
        undated_value=rows["value_key"].where(undated), until=rows["date_latest"].where(undated),
    )  # fmt: skip
    key = ["entity_id", "measure", "what", "unit", "as_of", "undated_value", "until"]
    chosen = adopt(rows, key, overlapping)
    ids, undecided = row_ids("o", chosen, key), chosen["undecided"]
    number = pd.to_numeric(chosen["value"], errors="coerce").astype("float64")
    return chosen.assign(
        observation_id=ids,
        as_of_basis=chosen["period_basis"].fillna("bounded"),
        value=number.where(~undecided),
        value_low=chosen["value_low"].mask(undecided, number.groupby(ids).transform("min")),
        value_high=chosen["value_high"].mask(undecided, number.groupby(ids).transform("max")),
        role=chosen["role"].mask(undecided, "rival"),
    )
