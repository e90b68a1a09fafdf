"""Dates: days that exist, intervals that hold some, nothing from the future but plans."""

import pandas as pd

from scripts.check.consistency.rulebook import rule
from scripts.check.consistency.views import World, is_date, isin, view
from scripts.compile.policy import first_day, last_day

DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"
PLANS = ("funding_plan",)  # properties whose period may lie ahead
FORECAST = "F"  # SDMX CL_OBS_STATUS


def first(dates: pd.Series) -> pd.Series:
    """First day of each date or period; missing where it does not stand in the calendar."""
    return first_day(_legal(dates))


def last(dates: pd.Series) -> pd.Series:
    """Last day of each date or period; missing where it does not stand in the calendar."""
    return last_day(_legal(dates))


def _legal(dates: pd.Series) -> pd.Series:
    wrong = [text for text in dates.dropna().unique() if not is_date(text)]
    return dates.mask(dates.isin(wrong)) if wrong else dates


def not_after(one: pd.Series, other: pd.Series) -> pd.Series:
    """Whether `one` can be before or on the day of `other`; unknown days can."""
    return ~(first(one) > last(other))


@view(of="statements")
def date_statements(world: World) -> pd.DataFrame:
    """Statements whose property is a date, and whose value is written as one."""
    properties, rows = world.typed["properties"], world.typed["statements"]
    rows = rows[isin(rows["property"], properties.loc[properties["value_kind"] == "date", "property"])]
    return rows[rows["value"].str.fullmatch(DATE).fillna(False)]


@rule(
    "R301", "statement_values.period", "statement_values.date_earliest", "statement_values.date_latest",
    "date_statements.value", "sources.published", "sources.accessed", "searches.date", "names.valid_from",
    "names.valid_until", "geographies.valid_from", "geographies.valid_until", "disputes.received", "disputes.decided",
    "retired.date", "companies.status_date", "companies.last_confirmed", "sites.last_seen", "events.date",
    "relations.date", "observations.as_of", "national_indicators.period",
    needs="{column}", says="{it} is no date.", expected="YYYY, YYYY-MM, YYYY-MM-DD or YYYY/YYYY", before_build=True,
)
def stands_in_the_calendar(rows, column):
    """Every date and period stands in the calendar.

    30 February and 2019/2013 look like dates until something is computed with them.

    Write YYYY, YYYY-MM, YYYY-MM-DD or, for several years, YYYY/YYYY.
    """
    return rows[column].isin([text for text in rows[column].unique() if is_date(text)])


@rule(
    "R302", "date_statements.value", "companies.status_date", "companies.last_confirmed", "companies.founded_year",
    "institutions.founded_year", "clusters.founded", "clusters.members_year", "hubs.opened_year", "sites.last_seen",
    "events.date_earliest", "relations.date_earliest", "observations.as_of",
    needs="{column}", says="{it} lies in the future.",
)
def not_tomorrow(rows, column, today):
    """Nothing that happened or was counted is dated after the package's last access.

    What is reported as done cannot lie in the future; a plan is a plan.

    Correct the date; what is planned is a statement of funding_plan or a forecast.
    """
    return ~(first(rows[column].astype("str")) > today)


@rule(
    "R312", "national_indicators.period", needs="period obs_status",
    says="{period} lies in the future, and the figure is no forecast.",
)
def forecasts_say_so(rows, today):
    """A figure for a period that has not begun is a forecast.

    What is counted cannot lie in the future.

    Correct the period, or mark the figure as a forecast.
    """
    return ~(first(rows["period"]) > today) | (rows["obs_status"] == FORECAST)


@rule(
    "R303", "statements.period", needs="accessed period property",
    says="{period} begins after the source was read.", expected="not after {accessed}",
)
def begun_when_read(statements):
    """A statement's period has begun when its source is read.

    A source cannot report what has not happened; plans aside.

    Correct the period or the day of access; what is planned is a funding_plan.
    """
    return statements["property"].isin(PLANS) | not_after(statements["period"], statements["accessed"])


@rule(
    "R304", "statements.period", needs="published period property state", also="note", severity="warning",
    says="{period} begins after the source was published.", expected="not after {published}",
)
def begun_when_published(statements):
    """A statement's period has begun when its source is published.

    A period after the day of publication is a plan, an announcement or a slip, and readers must be told which.

    Correct the period, or say in note that the source announces it.
    """
    ahead = ~statements["property"].isin(PLANS) & ~not_after(statements["period"], statements["published"])
    return ~ahead | statements["note"].notna() | (statements["state"] != "used")


@rule(
    "R305", "sources.published", needs="published accessed",
    says="The source is published {published} and was read {accessed}.", expected="not after {accessed}",
)
def published_before_read(sources):
    """A source is published before it is read.

    One of the two dates is wrong.

    Correct published or accessed.
    """
    return not_after(sources["published"], sources["accessed"])


@rule("R306", "statements.period", needs="period", says="{period} lies outside the coverage of the package.")
def within_coverage(statements, coverage):
    """Dates begin within the coverage that the package declares.

    Catalogues show the coverage, and a date outside it is mostly a slip of the hand.

    Correct the date; if it is right, widen temporal in datapackage.json.
    """
    begins = first(statements["period"])
    return begins.isna() | begins.between(*coverage)


@rule(
    "R307", "statements.date_earliest", needs="date_earliest date_latest",
    says="{date_earliest} is after {date_latest}.", expected="not after {date_latest}",
)
def days_in_order(statements):
    """The earliest possible day is not after the latest.

    An empty interval holds no date.

    Swap or correct date_earliest and date_latest.
    """
    return statements["date_earliest"] <= statements["date_latest"]


@rule(
    "R309", "names.valid_until", "geographies.valid_until", needs="valid_from valid_until",
    says="The row ends {valid_until} and begins {valid_from}.", expected="not before {valid_from}",
)
def ends_after_it_begins(rows):
    """Nothing ends before it begins.

    One of the two dates is wrong.

    Swap or correct the two dates.
    """
    return not_after(rows["valid_from"], rows["valid_until"])


@rule(
    "R311", "disputes.decided", needs="received decided",
    says="The dispute was received {received} and decided {decided}.", expected="not before {received}",
)
def decided_after_received(disputes):
    """A dispute is decided after it is received.

    One of the two dates is wrong.

    Swap or correct the two dates.
    """
    return not_after(disputes["received"], disputes["decided"])


@rule(
    "R310", "statements.period_basis", needs="period_basis", also="period date_earliest date_latest",
    says="The basis is {period_basis}, and the row's dates say otherwise.",
)
def basis_fits_dates(statements):
    """The basis of a date says what the row gives.

    Printed dates may be cited, bounds and guesses may not.

    printed and inferred have a period or days, bounded has days and no period.
    """
    given = statements["period"].notna()
    bound = statements["date_latest"].notna() | statements["date_earliest"].notna()
    right = {"printed": given, "inferred": given | bound, "bounded": bound & ~given}
    return pd.concat([(statements["period_basis"] == basis) & holds for basis, holds in right.items()], axis=1).any(
        axis=1
    )
