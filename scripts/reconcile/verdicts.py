"""Which readings survive their tests, and what follows for each reconciliation."""

import numpy as np
import pandas as pd

from scripts.evidence.columns import Tables
from scripts.package.tableschema import write_number
from scripts.reconcile.bounds import FAILS, HOLDS, STRAINED, UNTESTED, shown
from scripts.reconcile.checks import ATTRIBUTES

UNSUPPORTED = "unsupported"
# Fewest fails, and of these fewest against the words: the words of an article can be wrong,
# arithmetic cannot. Then fewest strained, most independent voices, fewest free attributes.
ORDER = ["n_fails", "n_contradicted", "n_strained", "minus_voices", "n_free"]


def reading_verdicts(
    tests: pd.DataFrame, voices: pd.DataFrame, readings: pd.DataFrame, assignments: pd.DataFrame
) -> pd.DataFrame:
    """Judge every reading by its tests.

    Tests that do not bind are shown and do not count, but for what the words contradict. A reading
    that no binding test could try, or that fails one, cannot be adopted.

    Parameters
    ----------
    tests : `test_id`, `reading_id`, `kind`, `binding`, `result`
    voices : `test_id`, `voice`
    readings, assignments : typed tables

    Returns
    -------
    The readings with `n_binding` (binding tests that could be run), `n_fails`, `n_strained`,
    `n_holds`, `n_untested` (of these), `n_voices` (independent voices in those that hold),
    `n_contradicted` and `n_free` (attributes that the words contradict, or are silent on), `place`
    (Int64, 1 is best; missing where no binding test could be run) and `verdict` (adopted, unbeaten,
    beaten, not_adoptable).
    """
    binding = tests["binding"].astype(bool)
    table = readings[["reconciliation_id", "reading_id", "letter", "title"]]
    tried = tests[binding & (tests["result"] != UNTESTED)]
    heard = tried.loc[tried["result"] == HOLDS, ["test_id", "reading_id"]].merge(voices, on="test_id")
    words = assignments.melt("reading_id", list(ATTRIBUTES.values()), value_name="words")
    counts = {
        "n_binding": tried,
        "n_fails": tried[tried["result"] == FAILS],
        "n_contradicted": words[words["words"] == "contradicts"],
        "n_strained": tried[tried["result"] == STRAINED],
        "n_holds": tried[tried["result"] == HOLDS],
        "n_untested": tests[binding & (tests["result"] == UNTESTED)],
        "n_voices": heard.drop_duplicates(["reading_id", "voice"]),
        "n_free": words[words["words"] == "silent"],
    }
    counted = {name: rows["reading_id"].value_counts() for name, rows in counts.items()}
    per_reading = pd.DataFrame(counted).reindex(table["reading_id"]).fillna(0).astype("Int64")
    return _placed(table.assign(**{name: per_reading[name].to_numpy() for name in counts}))


def _placed(table: pd.DataFrame) -> pd.DataFrame:
    able = (table["n_binding"] > 0) & (table["n_fails"] == 0)
    ranked = table[table["n_binding"] > 0].assign(minus_voices=-table["n_voices"])
    ranked = ranked.sort_values(["reconciliation_id", *ORDER])
    first = ~ranked.duplicated(["reconciliation_id", *ORDER])
    place = first.groupby(ranked["reconciliation_id"]).cumsum().astype("Int64").reindex(table.index)
    best = able & place.eq(1).fillna(False)
    alone = best.groupby(table["reconciliation_id"]).transform("sum") == 1
    cases = [(table["n_binding"] == 0), best & alone, best]
    verdict = np.select(cases, ["not_adoptable", "adopted", "unbeaten"], "beaten")
    return table.assign(place=place, verdict=verdict)


def outcomes(verdicts: pd.DataFrame, reconciliations: pd.DataFrame) -> pd.DataFrame:
    """Say what became of every reconciliation.

    Settled: one reading neither fails a test nor goes against the words, and every other does.
    Leading: one reading is adopted, but it strains the words, or only strain, voices or free
    attributes tell it from others. Undetermined: several are unbeaten. Open: none is.

    Parameters
    ----------
    verdicts : as of `reading_verdicts`
    reconciliations : typed table

    Returns
    -------
    One row a reconciliation: `outcome`, `adopted_reading` (missing where none is adopted),
    `unbeaten` (letters of the adopted or unbeaten readings), `n_readings`, the `stored_outcome` and
    `stored_reading` of the evidence, `in_force` (bool: what is stored is what the tests yield).
    """
    table = reconciliations[["reconciliation_id", "outcome", "adopted_reading"]].rename(
        columns={"outcome": "stored_outcome", "adopted_reading": "stored_reading"}
    )
    best = _best(verdicts).sort_values(["reconciliation_id", "letter"]).groupby("reconciliation_id")
    clean = verdicts[(verdicts["n_binding"] > 0) & (verdicts["n_fails"] == 0) & (verdicts["n_contradicted"] == 0)]
    found = pd.DataFrame(
        {
            "unbeaten": best["letter"].agg(" ".join),
            "n_best": best.size(),
            "first": best["reading_id"].first(),
            "n_clean": clean["reconciliation_id"].value_counts(),
            "n_readings": verdicts["reconciliation_id"].value_counts(),
        }
    )
    table = table.join(found, on="reconciliation_id")
    sole = table["n_best"].eq(1)
    cases = [sole & table["n_clean"].eq(1) & table["first"].isin(clean["reading_id"]), sole, table["n_best"] > 1]
    table["outcome"] = np.select(cases, ["settled", "leading", "undetermined"], "open")
    table["adopted_reading"] = table["first"].where(sole)
    table["n_readings"] = table["n_readings"].fillna(0).astype("Int64")
    same = table["adopted_reading"].fillna("") == table["stored_reading"].fillna("")
    table["in_force"] = same & (table["outcome"] == table["stored_outcome"])
    return table.drop(columns=["n_best", "first", "n_clean"])


def adopted_attributes(
    verdicts: pd.DataFrame, assignments: pd.DataFrame, spoken_of: pd.DataFrame, known: pd.DataFrame
) -> pd.DataFrame:
    """Say, attribute by attribute, what the unbeaten readings share on each figure.

    Parameters
    ----------
    verdicts : as of `reading_verdicts`
    assignments : typed table
    spoken_of, known : as of `operands.subjects` and `operands.figures`

    Returns
    -------
    One row a reconciliation, statement and attribute (measure, perimeter, property, geography,
    period, value): `adopted` (bool: all unbeaten readings agree), `meaning` (what they agree on),
    `low` and `high` (bounds of the period, as days, and of the value, as numbers in the base unit:
    what holds in any of these readings).
    """
    rows = assignments.merge(_best(verdicts)[["reading_id", "reconciliation_id"]], on="reading_id")
    bounds = known.loc[known["statement_id"].isin(rows["statement_id"])].set_index("statement_id")[["low", "high"]]
    rows = rows.join(spoken_of[["measure_id", "perimeter_id"]], on="indicator_id")
    rows = rows.join(bounds.map(_plain).astype("str"), on="statement_id")
    period = rows["date_earliest"].fillna("") + "/" + rows["date_latest"].fillna("")
    rows["period"] = period.where(period != "/")
    rows["figure"] = rows["low"] + "/" + rows["high"]
    named = {
        "measure_id": "measure", "perimeter_id": "perimeter", "property": "property",
        "geo_code": "geography", "period": "period", "figure": "value",
    }  # fmt: skip
    long = rows.rename(columns=named).melt(
        ["reconciliation_id", "statement_id", "low", "high", "date_earliest", "date_latest"],
        list(named.values()), "attribute", "meaning",
    )  # fmt: skip
    dated, valued = long["attribute"] == "period", long["attribute"] == "value"
    for end, day in (("low", "date_earliest"), ("high", "date_latest")):
        long[end] = long[end].where(valued).mask(dated, long[day])
    keys = ["reconciliation_id", "statement_id", "attribute"]
    by_key = long.groupby(keys, sort=True)
    table = pd.DataFrame(
        {
            "n": by_key["meaning"].nunique(dropna=False),
            "meaning": by_key["meaning"].first(),
            "low": by_key["low"].min(),
            "high": by_key["high"].max(),
        }
    ).reset_index()
    table = table[table["meaning"].notna()].replace({"low": "", "high": ""}, np.nan)
    # A span of several years says between when, not when.
    one_year = (table["attribute"] != "period") | (table["low"].str[:4] == table["high"].str[:4])
    adopted = (table["n"] == 1) & one_year
    return table.assign(adopted=adopted, meaning=table["meaning"].where(adopted)).drop(columns="n")


def _best(verdicts: pd.DataFrame) -> pd.DataFrame:
    return verdicts[verdicts["verdict"].isin(["adopted", "unbeaten"])]


def _plain(bound: float) -> str:
    """A bound without exponent, nothing where there is no limit."""
    return "" if np.isinf(bound) else write_number(shown(bound))


def claim_verdicts(evidence: Tables, verdicts: pd.DataFrame) -> pd.DataFrame:
    """Say what each claim is worth of which a reconciliation decides.

    Each reading says in reading_assignments what the claim is worth if it is right. The verdict
    is that of the adopted or unbeaten readings where they agree, and unsupported otherwise.

    Parameters
    ----------
    evidence : typed tables
    verdicts : as of `reading_verdicts`

    Returns
    -------
    `claim_id`, `reconciliation_id`, `verdict`.
    """
    asked = evidence["assessments"].dropna(subset=["reconciliation_id"])
    asked = asked[["claim_id", "statement_id", "reconciliation_id"]]
    worth = evidence["reading_assignments"].dropna(subset=["verdict"])[["reading_id", "statement_id", "verdict"]]
    worth = worth.merge(_best(verdicts)[["reading_id", "reconciliation_id"]], on="reading_id")
    by_claim = worth.groupby(["reconciliation_id", "statement_id"])["verdict"]
    agreed = by_claim.first().where(by_claim.nunique() == 1).rename("verdict")
    result = asked.join(agreed, on=["reconciliation_id", "statement_id"])
    return result.assign(verdict=result["verdict"].fillna(UNSUPPORTED)).drop(columns="statement_id")
