"""The life of entities: events in an order that can be, relations with two living ends of the right kind."""

import pandas as pd

from scripts.check.consistency.identity_rules import bare_name
from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, in_cycle, isin, view

TAKEOVERS = ["acquired", "merged"]
ANCESTRY = ["parent", "successor", "spin_off_of"]


@view(of="events")
def events(world: World) -> pd.DataFrame:
    """Events with the first day on which the entity was founded, acquired and listed, and its name in use.

    Where a dispute withholds an event of the entity, nobody can tell which renaming is the last: no name is expected.
    """
    rows, every = world.typed["events"], world.undisputed["events"]
    withheld = every.loc[~isin(every["event_id"], rows["event_id"]), "entity_id"]
    days = rows.groupby(["kind", "entity_id"])["date_earliest"].min()
    first = {
        kind: rows["entity_id"].map(days.xs(kind) if kind in days.index.get_level_values(0) else {}).astype("str")
        for kind in ("founded", "acquired", "listed")
    }
    name = rows["entity_id"].map(world.lookup("entities", "entity_id", "name"))
    return rows.assign(**first, expected_detail=name.mask(isin(rows["entity_id"], withheld)))


@view(of="names")
def names_in_use(world: World) -> pd.DataFrame:
    """Names in use of entities that did not become another."""
    rows, events = world.typed["names"], world.typed["events"]
    became = events.loc[(events["kind"] == "renamed") & events["object_id"].notna(), "entity_id"]
    return rows[(rows["kind"] == "primary") & ~isin(rows["entity_id"], became)]


@view(of="statements")
def relations_stated(world: World) -> pd.DataFrame:
    """Statements in use that have an other end, or ask for one, with kind and life of that end."""
    rows, properties, retired = (world.typed[name] for name in ("statements", "properties", "retired"))
    relations = properties.loc[properties["value_kind"] == "relation", "property"]
    is_relation = isin(rows["property"], relations)
    rows = rows.assign(is_relation=is_relation)[(is_relation | rows["object_id"].notna()) & (rows["state"] == "used")]
    gone = retired.loc[retired["table"] == "entities", "id"]
    kind = rows["object_id"].map(world.lookup("entities", "entity_id", "kind"))
    return rows.assign(
        object_kind=kind,
        retired_object_id=isin(rows["object_id"], gone),
        expected_object_id=rows["property"].map(world.lookup("properties", "property", "other_end")),
    )


@view(of="statements")
def statements_of_entities(world: World) -> pd.DataFrame:
    """Statements on entities, with whether the entity is retired."""
    rows, retired = world.typed["statements"], world.typed["retired"]
    gone = retired.loc[retired["table"] == "entities", "id"]
    rows = rows[rows["entity_id"].notna()]
    return rows.assign(retired_entity_id=isin(rows["entity_id"], gone))


@rule(
    "R321", "events.date", needs="kind date_latest founded", says="{entity_id} is founded later than this ({kind}).",
    expected="not before {founded}",
)
def nothing_before_founding(events):
    """Nothing happens to an entity before it is founded.

    One of the two dates is wrong, or two entities share one id.

    Compare the sources of both events; the founding of a successor is another entity's.
    """
    return (events["kind"] == "founded") | (events["date_latest"] >= events["founded"])


@rule(
    "R322", "events.date", needs="kind date_latest", also="acquired listed",
    says="{entity_id} is {kind} before what must go before.", expected="acquired before closed, listed before delisted",
)
def events_in_order(events):
    """An entity is acquired before it closes, and listed before it is delisted.

    One of the two dates is wrong, or the other event is another entity's.

    Compare the sources of both events.
    """
    closed_first = (events["kind"] == "closed") & (events["date_latest"] < events["acquired"])
    delisted_first = (events["kind"] == "delisted") & (events["date_latest"] < events["listed"])
    return ~(closed_first | delisted_first)


@rule(
    "R324", "events.object_id", needs="kind", also="detail", says="{entity_id} is {kind}, and nothing says by whom.",
)
def takeover_names_other_side(events):
    """An acquisition or merger names the other side.

    Who took over is the very news; where the source does not tell, the value says so.

    Fill object_id or the value, if only with “acquirer not named”.
    """
    return ~events["kind"].isin(TAKEOVERS) | events["object_id"].notna() | events["detail"].notna()


def _renamings(rows: pd.DataFrame) -> pd.DataFrame:
    """Renamings in the order of their days; those into another entity are left out."""
    renamed = rows[(rows["kind"] == "renamed") & rows["object_id"].isna() & rows["detail"].notna()]
    return renamed.sort_values(["entity_id", "date_latest"])


@rule(
    "R325", "events.date", needs="kind date entity_id", also="date_earliest date_latest object_id detail",
    says="{entity_id} has two new names of one day.",
)
def renamed_once_a_day(events):
    """An entity is renamed once a day.

    Two new names of one day leave open which came first.

    Correct the date of one renaming, or merge the two.
    """
    whole_days = _renamings(events[events["date_earliest"] == events["date_latest"]])
    twice = whole_days.index[whole_days.duplicated(["entity_id", "date_latest"])]
    return pd.Series(~events.index.isin(twice), events.index)


@rule(
    "R326", "events.detail", needs="kind date detail expected_detail", also="entity_id date_latest object_id",
    says="{entity_id} was last renamed “{detail}” and is called otherwise.",
)
def last_name_is_in_use(events):
    """The last dated renaming gives the name in use.

    Whoever searches by the name of today must find the entity.

    Correct the name in entities (the old one stays as a former name), or the date of the renaming.
    """
    last = _renamings(events).drop_duplicates("entity_id", keep="last")
    wrong = last["detail"].map(bare_name) != last["expected_detail"].map(bare_name)
    return pd.Series(~events.index.isin(last.index[wrong]), events.index)


@rule(
    "R327", "names_in_use.valid_until", says="“{name}” is the name in use and ended {valid_until}.", expected="blank",
)
def name_in_use_has_no_end(names):
    """The name in use has not ended.

    A name with an end is a former one, unless the entity itself ended in another.

    Put the newer name into entities, or name the other entity in object_id.
    """
    return names["valid_until"].isna()


@rule(
    "R401", "relations_stated.object_id", also="is_relation entity_id", expected="entity_id and object_id",
    says="A statement of {property} names “{value}” and no entity.",
)
def relation_names_both_ends(statements):
    """A statement of a relation names both ends.

    A relation with one end is left out of the tables without a word.

    Fill entity_id and object_id; who has no id yet is first added to entities.
    """
    return ~statements["is_relation"] | (statements["entity_id"].notna() & statements["object_id"].notna())


@rule("R402", "relations_stated.object_id", needs="entity_id object_id", says="{entity_id} is related to itself.")
def not_related_to_itself(statements):
    """No entity is related to itself.

    Nobody owns, follows or houses itself: one of the two ids is wrong.

    Correct one of the two ids.
    """
    return statements["entity_id"] != statements["object_id"]


@rule(
    "R403", "relations.object_id", needs="subject_id object_id kind",
    says="{subject_id} has {object_id} as {kind}, and that leads back to {subject_id}.",
)
def not_its_own_ancestor(relations):
    """Nobody is its own ancestor.

    Whoever climbs to the owner, the origin or the successor would go round for ever.

    One of the relations in the circle is turned round or outdated.
    """
    holds = pd.Series(True, relations.index)
    for kind in ANCESTRY:
        edges = relations[relations["kind"] == kind]
        holds[edges.index] = ~in_cycle(edges["subject_id"], edges["object_id"])
    return holds


@rule(
    "R404", "relations_stated.object_id", needs="property object_id object_kind expected_object_id",
    says="{object_id} ({object_kind}) cannot be the other end of {property}.",
)
def other_end_can_be(statements):
    """The other end of a relation is of a kind that can be.

    Members belong to clusters, tenants to parks, owners are companies: counts by cluster and park rest on it.

    Correct the property or object_id, or the kind in entities.
    """
    ends = zip(statements["object_kind"], statements["expected_object_id"], strict=True)
    return pd.Series([kind in possible.split(" or ") for kind, possible in ends], statements.index, dtype="bool")


@rule(
    "R406", "statements_of_entities.entity_id", "relations_stated.object_id", needs="{column}",
    also="retired_{column}", says="{it} is retired.",
)
def ends_are_living(rows, column):
    """What entities have belongs to entities that are not retired.

    Rows of a retired id are lost with it.

    Give the rows to the successor of the retired id.
    """
    return ~rows[f"retired_{column}"]
