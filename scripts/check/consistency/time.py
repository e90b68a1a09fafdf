"""Time: days that exist, intervals that hold some, nothing from the future but plans."""

import pandas as pd

from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.compile.policy import first_day, last_day
from scripts.figures import period as periods
from scripts.package.findings import Finding, Rule

CALENDAR = Rule(
    "R301", "Every date and period stands in the calendar",
    "30 February and 2019/2013 look like dates until something is computed with them.",
    "error", "consistency", "pandera", "Write YYYY, YYYY-MM, YYYY-MM-DD or, for several years, YYYY/YYYY.",
)
NOT_TOMORROW = Rule(
    "R302", "Nothing that happened or was counted is dated after the package's last access",
    "What is reported as done cannot lie in the future; a plan is a plan.",
    "error", "consistency", "pandera",
    "Correct the date; what is planned is a statement of funding_plan or a forecast.",
)
SEEN_LATER = Rule(
    "R303", "A statement's period has begun when its source is read",
    "A source cannot report what has not happened; plans aside.",
    "error", "consistency", "pandera", "Correct the period or the day of access; what is planned is a funding_plan.",
)
PUBLISHED_LATER = Rule(
    "R304", "A statement's period has begun when its source is published",
    "A period after the day of publication is a plan, an announcement or a slip, and readers must be told which.",
    "warning", "consistency", "pandera", "Correct the period, or say in note that the source announces it.",
)
SOURCE_ORDER = Rule(
    "R305", "A source is published before it is read",
    "One of the two dates is wrong.",
    "error", "consistency", "pandera", "Correct published or accessed.",
)
COVERAGE = Rule(
    "R306", "Dates begin within the coverage that the package declares",
    "Catalogues show the coverage, and a date outside it is mostly a slip of the hand.",
    "error", "consistency", "pandera", "Correct the date; if it is right, widen temporal in datapackage.json.",
)
BOUNDS_ORDER = Rule(
    "R307", "The earliest possible day is not after the latest",
    "An empty interval holds no date.",
    "error", "consistency", "pandera", "Swap or correct date_earliest and date_latest.",
)
BOUNDS_IN_PERIOD = Rule(
    "R308", "Bounds of days lie in the period",
    "Whoever computes with the bounds and whoever reads the period must see one date.",
    "error", "consistency", "pandera", "Give the first and last day of the period, or correct the period.",
)
FROM_UNTIL = Rule(
    "R309", "Nothing ends before it begins",
    "One of the two dates is wrong.",
    "error", "consistency", "pandera", "Swap or correct the two dates.",
)
BASIS = Rule(
    "R310", "The basis of a date says what the row gives",
    "Printed dates may be cited, bounds and guesses may not.",
    "error", "consistency", "pandera",
    "printed and inferred have a period or days, bounded has days and no period.",
)

PLANS = ("funding_plan",)  # properties whose period may lie ahead
FORECAST = "F"  # obs_status of SDMX
MONTHS = "(0[1-9]|1[0-2])"  # what the pattern of every column of dates holds
DATED = {"statements": "period", "events": "date", "observations": "as_of", "national_indicators": "period"}
BASES = {"statements": "period_basis", "observations": "as_of_basis", "national_indicators": "period_basis"}
# Columns of dates and years of what has happened or was counted.
PAST = {
    "companies": ("status_date", "last_confirmed", "founded_year"),
    "institutions": ("founded_year",),
    "clusters": ("founded", "members_year"),
    "hubs": ("opened_year",),
    "sites": ("last_seen",),
    "events": ("date_earliest",),
    "relations": ("date_earliest",),
    "observations": ("as_of",),
}
PAIRS = {
    "names": ("valid_from", "valid_until"),
    "geographies": ("valid_from", "valid_until"),
    "disputes": ("received", "decided"),
}


def is_date(text: str) -> bool:
    """Whether a text is a period whose days exist."""
    try:
        periods.bounds(text)
    except ValueError:
        return False
    return True


def first(dates: pd.Series) -> pd.Series:
    """First day of each date or period; missing where it does not stand in the calendar."""
    return first_day(_legal(dates))


def last(dates: pd.Series) -> pd.Series:
    """Last day of each date or period; missing where it does not stand in the calendar."""
    return last_day(_legal(dates))


def _legal(dates: pd.Series) -> pd.Series:
    wrong = [text for text in dates.dropna().unique() if not is_date(text)]
    return dates.mask(dates.isin(wrong)) if wrong else dates


def _not_after(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether `one` can be before or on the day of `other`; unknown days can."""
    return ~(first(one) > last(other))


def _in_calendar(column: str) -> RowFunction:
    return lambda rows, context: rows[column].map(is_date)


def _date_values(rows: pd.DataFrame, context: Context) -> pd.Series:
    """The values of statements whose property is a date."""
    properties = context.typed["properties"]
    dates = properties.loc[properties["value_kind"] == "date", "property"]
    return ~rows["property"].isin(dates) | rows["value"].map(is_date)


def _last_day(context: Context) -> str:
    """The package's today, the latest day where it is known to the month or year alone."""
    return periods.latest(context.today) if is_date(context.today) else context.today


def _past(column: str) -> RowFunction:
    return lambda rows, context: ~(first(rows[column].astype("str")) > _last_day(context))


def _past_or_forecast(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _past("period")(rows, context) | (rows["obs_status"] == FORECAST)


def _today(rows: pd.DataFrame, context: Context) -> pd.Series:
    return pd.Series(f"not after {context.today}", rows.index)


def _source_date(rows: pd.DataFrame, context: Context, column: str) -> pd.Series:
    return rows["source_id"].map(context.typed["sources"].drop_duplicates("source_id").set_index("source_id")[column])


def _begun(column: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        return rows["property"].isin(PLANS) | _not_after(rows["period"], _source_date(rows, context, column))

    return fine


def _begun_or_noted(rows: pd.DataFrame, context: Context) -> pd.Series:
    return _begun("published")(rows, context) | rows["note"].notna() | (rows["state"] != "used")


def _coverage(context: Context) -> tuple[str, str]:
    """First and last day of the coverage that the descriptor declares; without one every day is covered."""
    declared = context.package.descriptor.get("temporal", {})
    begins, ends = declared.get("start", ""), declared.get("end", "")
    return periods.earliest(begins) if is_date(begins) else "", periods.latest(ends) if is_date(ends) else "9999-12-31"


def _covered(column: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        begins, ends = _coverage(context)
        return first(rows[column]).isna() | first(rows[column]).between(begins, ends)

    return fine


def _within(column: str) -> RowFunction:
    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        outside = (rows["date_earliest"] < first(rows[column])) | (rows["date_latest"] > last(rows[column]))
        return ~outside

    return fine


def _based(table: str) -> RowFunction:
    basis, column = BASES[table], DATED[table]

    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        given, bound = rows[column].notna(), rows["date_latest"].notna() | rows["date_earliest"].notna()
        printed, inferred = rows[basis] == "printed", rows[basis] == "inferred"
        return (printed & given) | (inferred & (given | bound)) | ((rows[basis] == "bounded") & bound & ~given)

    return fine


CHECKS = (
    Check(
        CALENDAR, "statements", "value", _date_values, "{value} is no date.", ("property", "value"),
        "YYYY, YYYY-MM or YYYY-MM-DD",
    ),
    *(
        Check(NOT_TOMORROW, table, column, _past(column), f"{{{column}}} lies in the future.", (column,), _today)
        for table, columns in PAST.items()
        for column in columns
    ),
    Check(
        NOT_TOMORROW, "national_indicators", "period", _past_or_forecast,
        "{period} lies in the future, and the figure is no forecast.", ("period",), _today,
    ),
    Check(
        SEEN_LATER, "statements", "period", _begun("accessed"), "{period} begins after the source was read.",
        ("source_id", "period", "property"),
        lambda rows, context: "not after " + _source_date(rows, context, "accessed"),
    ),
    Check(
        PUBLISHED_LATER, "statements", "period", _begun_or_noted, "{period} begins after the source was published.",
        ("source_id", "period", "property", "state"),
        lambda rows, context: "not after " + _source_date(rows, context, "published"),
    ),
    Check(
        SOURCE_ORDER, "sources", "published", lambda rows, context: _not_after(rows["published"], rows["accessed"]),
        "The source is published {published} and was read {accessed}.", ("published", "accessed"),
        "not after {accessed}",
    ),
    *(
        Check(
            COVERAGE, table, column, _covered(column), f"{{{column}}} lies outside the coverage of the package.",
            (column,), lambda rows, context: pd.Series(" to ".join(_coverage(context)), rows.index),
        )
        for table, column in DATED.items()
    ),
    *(
        Check(
            BOUNDS_ORDER, table, "date_earliest", lambda rows, context: rows["date_earliest"] <= rows["date_latest"],
            "{date_earliest} is after {date_latest}.", ("date_earliest", "date_latest"), "not after {date_latest}",
        )
        for table in (*DATED, "relations")
    ),
    *(
        Check(
            BOUNDS_IN_PERIOD, table, column, _within(column),
            f"{{date_earliest}} to {{date_latest}} is not within {{{column}}}.", (column,),
        )
        for table, column in DATED.items()
        if table in ("events", "observations")  # statements and figures have rules of their own
    ),
    *(
        Check(
            FROM_UNTIL, table, end, lambda rows, context, begin=begin, end=end: _not_after(rows[begin], rows[end]),
            f"The row ends {{{end}}} and begins {{{begin}}}.", (begin, end), f"not before {{{begin}}}",
        )
        for table, (begin, end) in PAIRS.items()
    ),
    *(
        Check(
            BASIS, table, basis, _based(table), f"The basis is {{{basis}}}, and the row's dates say otherwise.",
            (basis,),
        )
        for table, basis in BASES.items()
    ),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check dates, and in every column of dates whether they stand in the calendar."""
    return run(context, [*CHECKS, *_calendar(context)])


def _calendar(context: Context) -> list[Check]:
    """A check for each column of dates in which some cell is none: there are many, and few fail."""
    return [
        Check(CALENDAR, table, column, _in_calendar(column), f"{{{column}}} is no date.", (column,))
        for table, frame in context.typed.items()
        for column in frame
        if MONTHS in context.package.resources[table].schema.field(column).get("constraints", {}).get("pattern", "")
        and not all(map(is_date, frame[column].dropna().unique()))
    ]
