"""Which statements a check compares: its operands, selected from the evidence as its rows say."""

from itertools import product

import numpy as np
import pandas as pd

from scripts.evidence.columns import Tables, lookup
from scripts.evidence.printed import printed_bounds
from scripts.figures.period import earliest, latest

YEAR = "year"
ANY = "any"
DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
SEED = "seed-article-it"
ROLES = ["figure", "base", "against", "part", "whole"]  # in which an operand stands alone
# What a reading interprets; every other role takes evidence only.
INTERPRETED = ["figure", "base"]
KEPT = [
    "statement_id", "source_id", "entity_id", "indicator_id", "property", "geo_code", "counted", "period",
    "date_earliest", "date_latest", "value", "value_low", "value_high", "unit", "qualifier", "as_written",
    "language", "state", "origin_id",
]  # fmt: skip
DROPPED = ["as_written", "language", "value_low", "value_high", "state", "source_id", "origin_id"]
SELECTORS = ["indicator_id", "entity_id", "property", "geo_code"]


def figures(evidence: Tables) -> pd.DataFrame:
    """Return the statements that are figures, with what tests need to know of them.

    Parameters
    ----------
    evidence : typed tables

    Returns
    -------
    The numeric statements that are not superseded, and the dates (a date is an interval of years,
    unit `year`), plus the columns of `printed_bounds`, `origin` (first statement of the same
    original), `voice` (who vouches for the original), `tested` (bool: a figure under test, never
    evidence for another), the columns of `subjects`, and `tolerance` for revisions.
    """
    every = evidence["statements"]
    current = every.loc[every["state"] != "superseded", KEPT]
    rows = current[current["unit"].notna()]
    bounds = printed_bounds(rows, evidence)
    rows = pd.concat([rows.assign(**bounds)[bounds["low"].notna()], _dates(current, evidence["properties"])])
    rows = as_objects(rows)
    source_of, seed = lookup(every, "statement_id", "source_id"), rows["source_id"] == SEED
    origin = rows["origin_id"].where(rows["origin_id"].isin(source_of.index), rows["statement_id"])
    voice = origin.map(source_of).map(lookup(evidence["sources"], "source_id", "asserted_by")).astype("object")
    tested = (rows["state"] == "under_test") | seed
    rows = rows.drop(columns=DROPPED).assign(origin=origin, voice=voice.mask(seed, "the article"), tested=tested)
    rows = rows.join(as_objects(subjects(evidence["indicators"])), on="indicator_id")
    return rows.assign(tolerance=tolerance_of(rows, evidence["tolerances"]))


def as_objects(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its text as plain objects: many small joins are twice as fast on them."""
    return rows.astype(dict.fromkeys(rows.select_dtypes("str"), "object"))


def _dates(statements: pd.DataFrame, properties: pd.DataFrame) -> pd.DataFrame:
    dated = properties.loc[properties["value_kind"] == "date", "property"]
    rows = statements[statements["property"].isin(dated)]
    rows = rows[rows["value"].str.fullmatch(DATE)]
    low, high = (decimal_year(rows["value"].map(end)) for end in (earliest, latest))
    high = np.nextafter(high + 1 / 12, 0)  # the end of the month in which the last day lies
    bounds = {"low": low, "high": high, "logical_low": low, "logical_high": high}
    return rows.assign(unit=YEAR, **bounds)


def subjects(indicators: pd.DataFrame) -> pd.DataFrame:
    """Return what each indicator speaks of, by indicator_id.

    Out: `measure_id`, `perimeter_id`, `whole` (what it is a share or ratio of, blank for none),
    and `above_measure`, `above_perimeter`: measure and perimeter of what stands above the line,
    or is ranked or grows, where the indicator follows from another.
    """
    names = ["measure_id", "perimeter_id", "numerator_id", "denominator_id", "denominator_geo"]
    table = lookup(indicators, "indicator_id", names)
    above = table["numerator_id"].where(table["numerator_id"].isin(table.index), table.index.to_series())
    whole = table["denominator_id"].fillna("") + " " + table["denominator_geo"].fillna("")
    return table[["measure_id", "perimeter_id"]].assign(
        whole=whole.str.strip(),
        above_measure=table.loc[above, "measure_id"].to_numpy(),
        above_perimeter=table.loc[above, "perimeter_id"].to_numpy(),
    )


def decimal_year(days: pd.Series) -> pd.Series:
    """Return the beginning of the months of days (ISO text), as years with a fraction (float64)."""
    return (pd.to_numeric(days.str[:4]) + (pd.to_numeric(days.str[5:7]) - 1) / 12).astype("float64")


def tolerance_of(figures: pd.DataFrame, tolerances: pd.DataFrame) -> pd.Series:
    """Return the revision tolerance of each figure (float64): of its measure or property, else of any.

    Dates have none: how precise they are is in their interval.
    """
    sizes = lookup(tolerances[tolerances["kind"] == "revision"], "applies_to", "relative")
    own = figures["measure_id"].fillna(figures["property"]).map(sizes)
    return own.fillna(sizes.get(ANY, 0.0)).astype("float64").mask(figures["unit"] == YEAR, 0.0)


def containments(perimeters: pd.DataFrame) -> set[tuple[str, str]]:
    """Return every pair of an inner and an outer perimeter, over all steps of part_of."""
    outer_of = perimeters.dropna(subset="part_of").set_index("perimeter_id")["part_of"].to_dict()
    pairs = set()
    for inner in outer_of:
        outer = outer_of[inner]
        while outer is not None and (inner, outer) not in pairs:
            pairs.add((inner, outer))
            outer = outer_of.get(outer)
    return pairs


class Operands:
    """The figures that fill the roles of checks, and at which rows those of each check and role stand.

    frame: `check_id`, `reading_id`, `role` and the columns of `figures`, `start`, `end` and `year`
        (float years); of a statement that the reading assigns, subject, geography, dates and
        tolerance are those of the reading.
    """

    def __init__(self, frame: pd.DataFrame):
        self.frame = frame
        self.places = frame.groupby(["check_id", "role"]).indices

    def beside(self, checks: pd.DataFrame, *roles: str) -> dict[str, pd.DataFrame]:
        """Return a frame a role, one row a combination of the operands that a check has in single roles."""
        rows = [row for check in checks["check_id"] for row in product(*(self._at(check, role) for role in roles))]
        columns = np.array(rows, dtype="int64").reshape(-1, len(roles)).T
        return {role: self.frame.take(at).reset_index(drop=True) for role, at in zip(roles, columns, strict=True)}

    def all_in(self, role: str, figure: pd.DataFrame) -> pd.DataFrame:
        """Return all that the check of each figure has in a role, with `row`: the position of the figure."""
        groups = [self._at(check, role) for check in figure["check_id"]]
        rows = np.repeat(np.arange(len(figure)), [len(group) for group in groups])
        return self.frame.take([at for group in groups for at in group]).assign(row=rows)

    def _at(self, check: str, role: str) -> np.ndarray | tuple[()]:
        return self.places.get((check, role), ())


def match(evidence: Tables, known: pd.DataFrame) -> Operands:
    """Return the figures that fill the roles of each check (`known` as of `figures`).

    Repetitions of one original count once. Figures under test fill only the roles that a reading
    interprets, and no figure is evidence for itself.
    """
    checks, operands = evidence["reading_checks"], evidence["reading_operands"]
    rows = operands.merge(checks[["check_id", "reading_id"]], on="check_id")
    by_id = rows[rows["statement_id"].notna()]
    found = [by_id[["check_id", "reading_id", "role", "statement_id"]].merge(known, on="statement_id")]
    rest = rows[rows["statement_id"].isna() & rows["count_id"].isna()]
    for given, part in rest.groupby(rest[SELECTORS].notna().apply(tuple, axis=1)):
        keys = [column for column, is_given in zip(SELECTORS, given, strict=True) if is_given]
        chosen = part[["check_id", "reading_id", "role", "period_from", "period_to", *keys]].merge(known, on=keys)
        early = chosen["period_from"].notna() & ~(chosen["date_earliest"] >= chosen["period_from"])
        late = chosen["period_to"].notna() & ~(chosen["date_latest"] <= chosen["period_to"])
        found.append(chosen[~early & ~late].drop(columns=["period_from", "period_to"]))
    every = pd.concat(found, ignore_index=True)
    every = every[every["role"].isin(INTERPRETED) | ~every["tested"]]
    figure, original = every["role"] == "figure", pd.MultiIndex.from_frame(every[["check_id", "origin"]])
    every = every[figure | ~original.isin(original[figure])]
    every = every.assign(copy=every["statement_id"] != every["origin"])
    every = every.sort_values(["check_id", "role", "copy", "statement_id"], ignore_index=True)
    every = every.drop_duplicates(["check_id", "role", "origin", "value", "date_latest"])
    read = _as_read(every.drop(columns="copy"), evidence["reading_assignments"], subjects(evidence["indicators"]))
    return Operands(as_objects(read.assign(tolerance=tolerance_of(read, evidence["tolerances"]))))


def _as_read(operands: pd.DataFrame, assignments: pd.DataFrame, spoken_of: pd.DataFrame) -> pd.DataFrame:
    """Give the statements that a reading assigns the subject, geography and dates of the reading."""
    keys = ["reading_id", "statement_id"]
    meaning = ["indicator_id", "geo_code", "date_earliest", "date_latest"]
    rows = operands.merge(assignments[keys + meaning], on=keys, how="left", suffixes=("", "_read"), indicator="read")
    read = rows["read"] == "both"
    rows.loc[read, meaning] = rows.loc[read, [f"{column}_read" for column in meaning]].to_numpy()
    rows = rows[operands.columns.drop(spoken_of.columns)].join(spoken_of, on="indicator_id")
    start, end = decimal_year(rows["date_earliest"]), decimal_year(rows["date_latest"]) + 1 / 12
    return rows.assign(start=start, end=end, year=(start + end) / 2)
