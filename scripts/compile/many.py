"""What an entity has many of: names, events, relations and observations."""

import pandas as pd

from scripts.compile.adopt import adopt, overlapping, same_date
from scripts.compile.policy import end_of, first_day, last_day
from scripts.evidence.identifiers import row_id

EVENTS = [
    "acquired", "closed", "delisted", "founded", "insolvent", "left_wallonia", "listed", "merged",
    "moved", "renamed",
]  # fmt: skip
RELATIONS = ["located_in", "member_of", "parent", "predecessor", "spin_off_of", "successor"]
# Kinds of name in the order in which one name that has several keeps its kind.
NAME_KINDS = {
    "primary": "primary", "former": "former", "legal_name": "legal", "acronym": "acronym",
    "name_de": "translation", "name_en": "translation", "name_fr": "translation",
    "name_it": "translation", "name_nl": "translation", "name": "alias", "alias": "alias",
}  # fmt: skip
FLAGS = ["true", "yes"]  # values that say no more than that it happened


def compile_names(evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame) -> pd.DataFrame:
    """All names of all entities, one row a statement (`name_id` repeats).

    Out: the columns of names plus `statement_id` and `origin`. The primary name is the one of
    the table of entities; every other name is as a source writes it.
    """
    of_entity = candidates[candidates["entity_id"].notna()]
    given = of_entity[of_entity["property"].isin(NAME_KINDS)].assign(
        name=lambda rows: rows["value"], role=lambda rows: rows["property"]
    )
    used = of_entity[of_entity["name_as_written"].notna()].assign(
        name=lambda rows: rows["name_as_written"], role="name", language=None
    )
    renamed = of_entity[of_entity["property"] == "renamed"]
    old = renamed[renamed["name_as_written"] != renamed["value"]].assign(
        name=lambda rows: rows["name_as_written"],
        role="former",
        valid_until=lambda rows: rows["period"],
    )
    new = renamed.assign(name=renamed["value"], role="name", valid_from=renamed["period"])
    rows = pd.concat([given, used, old, new], ignore_index=True)
    primary = evidence["entities"].set_index("entity_id")["name"]
    rows["primary"] = rows["entity_id"].map(primary)
    known = set(zip(rows["entity_id"], rows["name"], strict=True))
    bare = primary[[pair not in known for pair in primary.items()]].rename("name").reset_index()
    rows = pd.concat([rows, bare.assign(primary=bare["name"])], ignore_index=True)
    rows["role"] = rows["role"].mask(rows["name"] == rows["primary"], "primary")
    return _one_row_a_name(rows)


def _one_row_a_name(rows: pd.DataFrame) -> pd.DataFrame:
    rank = {role: place for place, role in enumerate(NAME_KINDS)}
    rows = rows.assign(rank=rows["role"].map(rank)).sort_values(
        ["entity_id", "name", "rank", "language", "statement_id"], na_position="last"
    )
    by_name = rows.groupby(["entity_id", "name"], sort=False)
    for column in ("language", "valid_from", "valid_until"):
        rows[column] = by_name[column].transform("first")
    rows["role"] = by_name["role"].transform("first")
    rows["n_independent"] = by_name["origin"].transform("nunique")
    ids = [row_id("n", *pair) for pair in zip(rows["entity_id"], rows["name"], strict=True)]
    return rows.assign(name_id=ids, kind=rows["role"].map(NAME_KINDS), role="adopted")


def compile_events(candidates: pd.DataFrame) -> pd.DataFrame:
    """What happened to entities, one row a statement, the adopted one of each event first.

    Out: the columns of events plus `statement_id`, `role` and `undecided`. An event is one
    entity, kind, other entity and detail; its date is adopted like any other value, and blank
    within bounds where sources are undecided.
    """
    rows = candidates[candidates["entity_id"].notna() & candidates["property"].isin(EVENTS)].copy()
    founded = rows["property"] == "founded"
    rows["date"] = rows["period"].mask(founded, rows["value"])
    rows["detail"] = rows["value"].mask(founded | rows["value"].isin(FLAGS) | rows["object_id"].notna())
    rows["value_key"] = rows["date"].fillna("")
    # A report without date agrees with every date, so it must not decide among them.
    rows["source_kind_rank"] = rows["source_kind_rank"].where(rows["date"].notna())
    key = ["entity_id", "property", "object_id", "detail"]
    chosen = adopt(rows, key, same_date)
    ids = [row_id("e", *parts) for parts in zip(*(chosen[c].fillna("") for c in key), strict=True)]
    return _dated(chosen.assign(event_id=ids, kind=chosen["property"]))


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


def compile_relations(candidates: pd.DataFrame) -> pd.DataFrame:
    """Relations between entities, one row a statement.

    Out: the columns of relations plus `statement_id` and `role`. A predecessor is the same
    relation as a successor, seen from the other end.
    """
    rows = candidates[candidates["property"].isin(RELATIONS) & candidates["object_id"].notna()]
    turned = rows["property"] == "predecessor"
    rows = rows.assign(
        subject_id=rows["entity_id"].mask(turned, rows["object_id"]),
        object_id=rows["object_id"].mask(turned, rows["entity_id"]),
        kind=rows["property"].mask(turned, "successor"),
    )
    key = ["subject_id", "kind", "object_id"]
    rows = rows.sort_values([*key, "period", "source_kind_rank", "statement_id"], na_position="last")
    grouped = rows.groupby(key, sort=False)
    latest = grouped["period"].transform("max")
    ids = [row_id("r", *parts) for parts in zip(*(rows[c] for c in key), strict=True)]
    return rows.assign(
        relation_id=ids,
        date=end_of(latest),
        date_earliest=grouped["date_earliest"].transform("min"),
        date_latest=grouped["date_latest"].transform("max"),
        n_independent=grouped["origin"].transform("nunique"),
        role="adopted",
    )


def compile_observations(evidence: dict[str, pd.DataFrame], candidates: pd.DataFrame) -> pd.DataFrame:
    """Dated counts and amounts of entities, one row a statement, the adopted one first.

    Out: the columns of observations plus `role` and `undecided`. One observation is an entity, a
    measure, what is counted and a date; without a printed date each value is an observation of
    its own. Where sources are undecided the value is blank, and its bounds hold all that they say.
    """
    properties = evidence["properties"].set_index("property")["compiled_into"]
    of_kind = candidates["property"].map(properties) == "observations"
    rows = candidates[candidates["entity_id"].notna() & of_kind].copy()
    rows["measure"] = rows["property"]
    rows["what"] = rows["counted"].str.casefold()
    rows["as_of"] = rows["period"]
    rows["undated_value"] = rows["value_key"].where(rows["period"].isna())
    rows["until"] = rows["date_latest"].where(rows["period"].isna())
    key = ["entity_id", "measure", "what", "unit", "as_of", "undated_value", "until"]
    chosen = adopt(rows, key, overlapping)
    ids = [row_id("o", *parts) for parts in zip(*(chosen[c].fillna("") for c in key), strict=True)]
    undecided = chosen["undecided"]
    number = pd.to_numeric(chosen["value"], errors="coerce").astype("float64")
    by_row = number.groupby(pd.Series(ids, index=chosen.index))
    return chosen.assign(
        observation_id=ids,
        as_of_basis=chosen["period_basis"].fillna("bounded"),
        value=number.where(~undecided),
        value_low=chosen["value_low"].mask(undecided, by_row.transform("min")),
        value_high=chosen["value_high"].mask(undecided, by_row.transform("max")),
        role=chosen["role"].mask(undecided, "rival"),
    )
