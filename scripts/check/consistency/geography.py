"""Geography: codes that exist, and entities whose codes agree with their place."""

import pandas as pd

from scripts.check.consistency.frames import once
from scripts.check.consistency.pandera_rules import Check, RowFunction, rules, run
from scripts.check.context import Context
from scripts.compile.places import WALLONIA
from scripts.package.findings import Finding, Rule

POSTCODE = Rule(
    "R201", "A postcode belongs to the municipality",
    "One of the two places the entity in the wrong town.",
    "error", "consistency", "pandera",
    "Correct the postcode or the locality in the statements; a new pair is added to postcodes with its source.",
)
NIS_CODE = Rule(
    "R202", "A NIS code is that of a municipality which exists today",
    "Municipalities merge and their codes change: an old code joins with no current table.",
    "error", "consistency", "pandera", "Use the code of the municipality that took over, or add it to geographies.",
)
OF_LOCALITY = Rule(
    "R203", "The municipality is that of the locality",
    "Gosselies is Charleroi: whoever counts by code and by name must find the same.",
    "error", "consistency", "pandera", "Run `make build`; if it stays, correct the locality's row in localities.",
)
PROVINCE = Rule(
    "R204", "The province follows from the municipality",
    "Two answers to one question split every table by province.",
    "error", "consistency", "pandera", "Run `make build`; if it stays, correct the municipality in geographies.",
)
NUTS3 = Rule(
    "R205", "The NUTS 3 code follows from the municipality",
    "Figures of Eurostat are joined by this code.",
    "error", "consistency", "pandera", "Run `make build`; if it stays, correct the municipality in geographies.",
)
KNOWN_LOCALITY = Rule(
    "R206", "Every locality that statements name is known",
    "A place that localities does not have is left out of the sites without a word.",
    "error", "consistency", "pandera", "Add the name to localities with its municipality and a source.",
)
WALLOON = Rule(
    "R207", "Whether a site is Walloon follows from its geography",
    "The number of Walloon companies rests on it.",
    "error", "consistency", "pandera", "Run `make build`; where the place is wrong, correct its statement.",
)

WITH_POSTCODE = ("companies", "hubs", "institutions", "sites")
WITH_NIS_CODE = (*WITH_POSTCODE, "clusters")
WITH_PROVINCE = ("companies", "hubs", "institutions")
PLACES = ["locality", "legal_seat"]  # properties whose value is a locality


@once
def by_code(context: Context) -> pd.DataFrame:
    """The table geographies by geo_code."""
    return context.typed["geographies"].drop_duplicates("geo_code").set_index("geo_code")


def _of_municipality(column: str) -> RowFunction:
    return lambda rows, context: ("nis-" + rows["nis_code"]).map(by_code(context)[column])


def same(column: str, expected: RowFunction) -> RowFunction:
    """Whether a column has the expected value; where none is known another rule speaks."""

    def fine(rows: pd.DataFrame, context: Context) -> pd.Series:
        right = expected(rows, context)
        return right.isna() | (rows[column] == right)

    return fine


def _exists(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = by_code(context)
    current = known[~(known["valid_from"] > context.today) & ~(known["valid_until"] < context.today)]
    return rows["nis_code"].isin(current["nis_code"])


def _geo_of_postcode(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = context.typed["postcodes"].drop_duplicates("postcode").set_index("postcode")["geo_code"]
    return rows["postcode"].map(known).fillna("a postcode of the table postcodes")


def _postcode(rows: pd.DataFrame, context: Context) -> pd.Series:
    geo_code = rows["geo_code"] if "geo_code" in rows else "nis-" + rows["nis_code"]
    return _geo_of_postcode(rows, context) == geo_code


def _nis_of_locality(rows: pd.DataFrame, context: Context) -> pd.Series:
    known = context.typed["localities"].drop_duplicates("name").set_index("name")["geo_code"]
    return rows["locality"].map(known).map(by_code(context)["nis_code"])


def _known_locality(rows: pd.DataFrame, context: Context) -> pd.Series:
    places = rows["property"].isin(PLACES) & (rows["state"] == "used")
    return ~places | rows["value"].isin(context.typed["localities"]["name"])


def _in_wallonia(rows: pd.DataFrame, context: Context) -> pd.Series:
    """NUTS codes nest by prefix: what lies in the region BE3 begins with it."""
    nuts = rows["geo_code"].map(by_code(context)["nuts3_code"]).fillna(rows["geo_code"])
    return nuts.str.startswith(WALLONIA).map({True: "true", False: "false"})


CHECKS = (
    *(
        Check(
            POSTCODE, table, "postcode", _postcode, "Postcode {postcode} does not belong to the municipality.",
            ("postcode", "nis_code" if table != "localities" else "geo_code"), _geo_of_postcode,
        )
        for table in (*WITH_POSTCODE, "localities")
    ),
    *(
        Check(
            NIS_CODE, table, "nis_code", _exists, "No municipality has the NIS code {nis_code} today.",
            ("nis_code",), "the code of a municipality in geographies",
        )
        for table in WITH_NIS_CODE
    ),
    *(
        Check(
            OF_LOCALITY, table, "nis_code", same("nis_code", _nis_of_locality),
            "{locality} lies in another municipality.", ("locality", "nis_code"), _nis_of_locality,
        )
        for table in WITH_NIS_CODE
    ),
    *(
        Check(
            rule, table, column, same(column, _of_municipality(column)),
            f"The municipality {{nis_code}} lies in another {words}.", ("nis_code",), _of_municipality(column),
        )
        for table in WITH_PROVINCE
        for rule, column, words in [(PROVINCE, "province", "province"), (NUTS3, "nuts3_code", "NUTS 3 region")]
    ),
    Check(
        KNOWN_LOCALITY, "statements", "value", _known_locality, "No row of localities is called “{value}”.",
        ("value", "property", "state"), "a name of the table localities",
    ),
    Check(
        WALLOON, "sites", "in_wallonia",
        lambda rows, context: rows["in_wallonia"] == (_in_wallonia(rows, context) == "true"),
        "{geo_code} says otherwise.", ("geo_code", "in_wallonia"), _in_wallonia,
    ),
)
RULES = rules(CHECKS)


def check(context: Context) -> list[Finding]:
    """Check the codes of places."""
    return run(context, CHECKS)
