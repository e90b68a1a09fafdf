"""Relations: both ends known, living and of the right kind, and no circles."""

import pandas as pd

from scripts.check.consistency.graph import in_cycle
from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

BOTH_ENDS = Rule(
    "R401", "A statement of a relation names both ends",
    "A relation with one end is left out of the tables without a word.",
    "error", "consistency", "pandera", "Fill entity_id and object_id; who has no id yet is first added to entities.",
)
NOT_ITSELF = Rule(
    "R402", "No entity is related to itself",
    "Nobody owns, follows or houses itself: one of the two ids is wrong.",
    "error", "consistency", "pandera", "Correct one of the two ids.",
)
NO_CYCLE = Rule(
    "R403", "Nobody is its own ancestor",
    "Whoever climbs to the owner, the origin or the successor would go round for ever.",
    "error", "consistency", "pandera", "One of the relations in the circle is turned round or outdated.",
)
RIGHT_ENDS = Rule(
    "R404", "The other end of a relation is of a kind that can be",
    "Members belong to clusters, tenants to parks, owners are companies: counts by cluster and park rest on it.",
    "error", "consistency", "pandera", "Correct the property or object_id, or the kind in entities.",
)
OWNER = Rule(
    "R405", "A company's parent is an owner that relations or acquisitions name",
    "The cell is the end of a chain that readers follow in those tables.",
    "error", "consistency", "pandera", "Run `make build`; where the owner is wrong, correct its statement.",
)
LIVING = Rule(
    "R406", "What entities have belongs to entities that are not retired",
    "Rows of a retired id are lost with it.",
    "error", "consistency", "pandera", "Give the rows to the successor of the retired id.",
)
FOLLOWED = Rule(
    "R407", "An institution with a successor is not active, and one that merged has a successor",
    "Otherwise one body is counted twice, or none of the two.",
    "error", "consistency", "pandera", "Run `make build`; where the status is wrong, correct the statements.",
)

OWNERS = ("company", "organisation", "institution")
OTHER_END = {
    "parent": OWNERS,
    "successor": OWNERS,
    "spin_off_of": OWNERS,
    "member_of": ("cluster", "organisation"),
    "located_in": ("hub", "institution"),
}
ANCESTRY = ["parent", "successor", "spin_off_of"]
OF_ENTITIES = ("names", "sites", "events", "observations")
SELF = {
    "statements": ("entity_id", "object_id"),
    "relations": ("subject_id", "object_id"),
    "events": ("entity_id", "object_id"),
    "companies": ("company_id", "parent_id"),
    "institutions": ("institution_id", "successor_id"),
}


def _both_ends(rows: pd.DataFrame, context: Context) -> pd.Series:
    properties = context.typed["properties"]
    relations = properties.loc[properties["value_kind"] == "relation", "property"]
    stated = rows["property"].isin(relations) & (rows["state"] == "used")
    return ~stated | (rows["entity_id"].notna() & rows["object_id"].notna())


def _differ(one: str, other: str) -> RowFunction:
    return lambda rows, context: rows[one] != rows[other]


def _no_cycle(rows: pd.DataFrame, context: Context) -> pd.Series:
    fine = pd.Series(True, index=rows.index)
    for kind in ANCESTRY:
        of_kind = rows[rows["kind"] == kind]
        fine[of_kind.index] = ~in_cycle(of_kind["subject_id"], of_kind["object_id"])
    return fine


def _right_end(rows: pd.DataFrame, context: Context) -> pd.Series:
    kinds = rows["object_id"].map(context.typed["entities"].drop_duplicates("entity_id").set_index("entity_id")["kind"])
    fine = kinds.isna()
    for kind, right in OTHER_END.items():
        fine |= (rows["kind"] == kind) & kinds.isin(right)
    return fine


def _ends_of_kind(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["kind"].map({kind: " or ".join(right) for kind, right in OTHER_END.items()})


def _owned(rows: pd.DataFrame, context: Context) -> pd.Series:
    relations, events = context.typed["relations"], context.typed["events"]
    parents = relations[relations["kind"] == "parent"][["subject_id", "object_id"]]
    bought = events[events["kind"] == "acquired"][["entity_id", "object_id"]]
    known = {*parents.itertuples(index=False, name=None), *bought.itertuples(index=False, name=None)}
    pairs = rows[["company_id", "parent_id"]].itertuples(index=False, name=None)
    return pd.Series([pair in known for pair in pairs], index=rows.index, dtype="bool")


def _living(column: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        retired = context.typed["retired"]
        return ~rows[column].isin(retired.loc[retired["table"] == "entities", "id"])

    return fine


def _followed(rows: pd.DataFrame, context: Context) -> pd.Series:
    followed = rows["successor_id"].notna()
    return ~((followed & (rows["status"] == "active")) | (~followed & (rows["status"] == "merged")))


CHECKS = (
    Check(
        BOTH_ENDS, "statements", "object_id", _both_ends, "A statement of {property} names “{value}” and no entity.",
        ("property", "state"), "entity_id and object_id",
    ),
    *(
        Check(NOT_ITSELF, table, other, _differ(one, other), f"{{{one}}} is related to itself.", (one, other))
        for table, (one, other) in SELF.items()
    ),
    Check(
        NO_CYCLE, "relations", "object_id", _no_cycle,
        "{subject_id} has {object_id} as {kind}, and that leads back to {subject_id}.",
        ("subject_id", "object_id", "kind"),
    ),
    Check(
        NO_CYCLE, "companies", "parent_id", lambda rows, context: ~in_cycle(rows["company_id"], rows["parent_id"]),
        "The owners of {company_id} lead from {parent_id} back to it.", ("company_id", "parent_id"),
    ),
    Check(
        RIGHT_ENDS, "relations", "object_id", _right_end, "{object_id} cannot be the other end of {kind}.",
        ("kind", "object_id"), _ends_of_kind,
    ),
    Check(
        OWNER, "companies", "parent_id", _owned, "Neither relations nor events name {parent_id} as the owner.",
        ("company_id", "parent_id"),
    ),
    *(
        Check(LIVING, table, "entity_id", _living("entity_id"), "{entity_id} is retired.", ("entity_id",))
        for table in OF_ENTITIES
    ),
    *(
        Check(LIVING, "relations", column, _living(column), f"{{{column}}} is retired.", (column,))
        for column in ("subject_id", "object_id")
    ),
    Check(
        FOLLOWED, "institutions", "status", _followed, "The status is {status}, the successor “{successor_id}”.",
        ("status",), "merged or closed with a successor, active or closed without",
    ),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check relations between entities, and what belongs to them."""
    return run(context, CHECKS)
