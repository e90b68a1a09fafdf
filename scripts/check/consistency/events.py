"""Events: in an order that can be, with the other side named, and names that follow renamings."""

import pandas as pd

from scripts.check.consistency.identity import bare_name
from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.package.findings import Finding, Rule

AFTER_FOUNDING = Rule(
    "R321", "Nothing happens to an entity before it is founded",
    "One of the two dates is wrong, or two entities share one id.",
    "error", "consistency", "pandera",
    "Compare the sources of both events; the founding of a successor is another entity's.",
)
EVENT_ORDER = Rule(
    "R322", "An entity is acquired before it closes, and listed before it is delisted",
    "One of the two dates is wrong, or the other event is another entity's.",
    "error", "consistency", "pandera", "Compare the sources of both events.",
)
FOUNDED_YEAR = Rule(
    "R323", "The year of foundation is that of the founding event",
    "Two tables of one package would give two years.",
    "error", "consistency", "pandera", "Run `make build`.",
)
ACQUIRER = Rule(
    "R324", "An acquisition or merger names the other side",
    "Who took over is the very news; where the source does not tell, the value says so.",
    "error", "consistency", "pandera", "Fill object_id or the value, if only with “acquirer not named”.",
)
ONE_RENAMING = Rule(
    "R325", "An entity is renamed once a day",
    "Two new names of one day leave open which came first.",
    "error", "consistency", "pandera", "Correct the date of one renaming, or merge the two.",
)
LAST_NAME = Rule(
    "R326", "The last dated renaming gives the name in use",
    "Whoever searches by the name of today must find the entity.",
    "error", "consistency", "pandera",
    "Correct the name in entities (the old one stays as a former name), or the date of the renaming.",
)
NAME_IN_USE = Rule(
    "R327", "The name in use has not ended",
    "A name with an end is a former one, unless the entity itself ended in another.",
    "error", "consistency", "pandera", "Put the newer name into entities, or name the other entity in object_id.",
)

ORDER = {"closed": "acquired", "delisted": "listed"}  # what comes later: what goes before
FOUNDED = {
    "companies": ("company_id", "founded_year"),
    "hubs": ("hub_id", "opened_year"),
    "institutions": ("institution_id", "founded_year"),
}
TAKEOVERS = ["acquired", "merged"]


def _event_days(context: Context, kind: str, column: str) -> pd.Series:
    """The earliest day in a column of an entity's events of a kind, by entity."""
    events = context.typed["events"]
    return events[events["kind"] == kind].groupby("entity_id")[column].min()


def _founding(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["entity_id"].map(_event_days(context, "founded", "date_earliest")).astype("str")


def _after_founding(rows: pd.DataFrame, context: Context) -> pd.Series:
    return (rows["kind"] == "founded") | ~(rows["date_latest"] < _founding(rows, context))


def _in_order(rows: pd.DataFrame, context: Context) -> pd.Series:
    fine = pd.Series(True, index=rows.index)
    for later, earlier in ORDER.items():
        before = rows["entity_id"].map(_event_days(context, earlier, "date_earliest")).astype("str")
        fine &= (rows["kind"] != later) | ~(rows["date_latest"] < before)
    return fine


def _year_of_event(key: str) -> RowFunction:
    def expected(rows: pd.DataFrame, context: Context) -> pd.Series:
        return rows[key].map(_event_days(context, "founded", "date")).astype("str").str[:4]

    return expected


def _founded_year(key: str, column: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        year = _year_of_event(key)(rows, context)
        return year.isna() | (rows[column].astype("str") == year)

    return fine


def _named(rows: pd.DataFrame, context: Context) -> pd.Series:
    return ~rows["kind"].isin(TAKEOVERS) | rows["object_id"].notna() | rows["detail"].notna()


def _dated_renamings(rows: pd.DataFrame) -> pd.DataFrame:
    """Renamings in the order of their days; those into another entity are left out."""
    renamed = rows[(rows["kind"] == "renamed") & rows["object_id"].isna() & rows["detail"].notna()]
    return renamed.sort_values(["entity_id", "date_latest"])


def _one_renaming(rows: pd.DataFrame, context: Context) -> pd.Series:
    whole_days = _dated_renamings(rows[rows["date_earliest"] == rows["date_latest"]])
    twice = whole_days.index[whole_days.duplicated(["entity_id", "date_latest"])]
    return pd.Series(~rows.index.isin(twice), index=rows.index)


def _name_in_use(rows: pd.DataFrame, context: Context) -> pd.Series:
    return rows["entity_id"].map(context.typed["entities"].drop_duplicates("entity_id").set_index("entity_id")["name"])


def _last_name(rows: pd.DataFrame, context: Context) -> pd.Series:
    last = _dated_renamings(rows).drop_duplicates("entity_id", keep="last")
    wrong = last["detail"].map(bare_name) != _name_in_use(last, context).map(bare_name, na_action="ignore")
    return pd.Series(~rows.index.isin(wrong.index[wrong]), index=rows.index)


def _has_not_ended(rows: pd.DataFrame, context: Context) -> pd.Series:
    events = context.typed["events"]
    became = events.loc[(events["kind"] == "renamed") & events["object_id"].notna(), "entity_id"]
    return (rows["kind"] != "primary") | rows["valid_until"].isna() | rows["entity_id"].isin(became)


CHECKS = (
    Check(
        AFTER_FOUNDING, "events", "date", _after_founding, "{entity_id} is founded later than this ({kind}).",
        ("kind", "date_latest"), lambda rows, context: "not before " + _founding(rows, context),
    ),
    Check(
        EVENT_ORDER, "events", "date", _in_order, "{entity_id} is {kind} before what must go before.",
        ("kind", "date_latest"), "acquired before closed, listed before delisted",
    ),
    *(
        Check(
            FOUNDED_YEAR, table, column, _founded_year(key, column), "The founding event has another year.",
            (column,), _year_of_event(key),
        )
        for table, (key, column) in FOUNDED.items()
    ),
    Check(
        ACQUIRER, "events", "object_id", _named, "{entity_id} is {kind}, and nothing says by or into whom.", ("kind",),
    ),
    Check(
        ONE_RENAMING, "events", "date", _one_renaming, "{entity_id} has two new names of one day.", ("kind", "date"),
    ),
    Check(
        LAST_NAME, "events", "detail", _last_name, "{entity_id} was last renamed “{detail}” and is called otherwise.",
        ("kind", "date"), _name_in_use,
    ),
    Check(
        NAME_IN_USE, "names", "valid_until", _has_not_ended, "“{name}” is the name in use and ended {valid_until}.",
        ("kind",), "blank",
    ),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check what happened to entities, and what they are called since."""
    return run(context, CHECKS)
