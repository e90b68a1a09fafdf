"""Cut the small package of the tests, tests/package, anew out of the real one: `python -m tests.cut`.

Only where schemas or code ask for it: the small package is frozen, so that who corrects a fact
changes no test. What is kept follows from the lists below and from what kept rows refer to.
"""

import shutil
from pathlib import Path

import pandas as pd
from click.testing import CliRunner

from scripts.cli import main
from scripts.package.csvio import read_table, write_table
from scripts.package.descriptor import load_package

ROOT = Path(__file__).parents[1]
FROZEN = ROOT / "tests/package"
ENTITIES = [
    "abbvie", "ablynx", "aboleris-pharma", "allyfe", "almadius", "andaman7", "any-shape", "argenx", "cbx-medical",
    "cellaion", "celyad-oncology", "galactic", "henogen", "hyloris", "imcyse", "kitozyme", "labomedic", "mithra",
    "novadip", "promethera-biosciences", "taipro-engineering", "univercells", "a6k-e6k", "aeropole", "axis-parc",
    "biopark-charleroi", "legiapark", "liege", "charleroi", "mons", "ottignies-louvain-la-neuve", "gembloux", "namur",
    "biowin", "biocat", "greenwin", "lyonbiopole", "mecatech", "aptaskil", "cefochim", "cer", "cetic", "giga",
    "sanofi",
]  # fmt: skip
RECONCILIATIONS = [
    "value-added-5-or-5-9", "belgian-jobs-perimeters", "belgian-biotech-firms", "biowin-members", "from-or-by-2025",
    "employment-growth-5-10", "highest-rd-per-head",
]  # fmt: skip
CLAIMS = [
    "prominent-in-belgium", "biowin-is-cluster", "biowin-economic-growth", "wallonia-turnover", "centre-gembloux",
    "industrial-fabric-rich",
]  # fmt: skip
# Figures of an indicator beyond those that reconciliations need: of these periods, or of all.
FIGURES = {
    "turnover_chem_lifescience_essenscia": [],
    "rank_market_cap_small_biotech_kbc": [],
    "market_cap_small_biotech_kbc": [],
    "market_cap_biotech_kbc": [],
    "rd_per_capita_biopharma_pharmabe": [],
    "disclosed_rd_payments_per_capita": [],
    "rank_disclosed_rd_payments_per_capita": [],
    "employment_biowin_members": [],
    "exports_share_total_pharma_goods": [],
    "rd_growth_rate_biopharma_pharmabe": [],
    "hours_manufacturing_na": ["2010"],
    "hours_pharma_nace21_na": ["2010"],
    "population": ["2023"],
    "rd_biopharma_pharmabe": ["2019", "2020", "2023"],
    "exports_goods": ["2022"],
}
HEADLINE = ["value-added-nace21-belgium", "market-value-biotech-belgium", "members-biowin"]
STATEMENTS = ["s25773cb9f781", "s34997f45e2f7", "s7339e5514b8a"]
WHOLE = [
    "derivations", "measures", "perimeters", "policy", "properties", "segments", "source_kinds", "tolerances", "units",
    "disputes",
]  # fmt: skip
# Tables of rows about others: a row stays where the cell of this column does.
FOLLOWING = {
    "readings": ("reconciliation_id", "reconciliations"), "reading_checks": ("reading_id", "readings"),
    "reading_operands": ("check_id", "reading_checks"), "reading_assignments": ("reading_id", "readings"),
    "assessment_evidence": ("claim_id", "assessments"), "classifications": ("entity_id", "entities"),
    "searches": ("entity_id", "entities"),
}  # fmt: skip


def cut(tables: dict[str, pd.DataFrame], resources: dict) -> dict[str, pd.DataFrame]:
    """Return the rows of the evidence that the lists name, and all that these refer to."""
    kept = {name: table if name in WHOLE else table.iloc[:0] for name, table in tables.items()}
    kept["retired"] = tables["retired"].query("successor == ''")
    kept["entities"] = tables["entities"].query("entity_id in @ENTITIES")
    kept["headline"] = tables["headline"].query("series_id in @HEADLINE")
    kept["reconciliations"] = tables["reconciliations"].query("reconciliation_id in @RECONCILIATIONS")
    kept["assessments"] = tables["assessments"].query("claim_id in @CLAIMS or reconciliation_id in @RECONCILIATIONS")
    for name, (column, target) in FOLLOWING.items():
        keys = kept[target][resources[target].schema.primary_key[0]]
        kept[name] = tables[name][tables[name][column].isin(keys)]
    statements = tables["statements"]
    objects = tables["entities"].query("entity_id in @ENTITIES or kind == 'organisation'")["entity_id"]
    operands = kept["reading_operands"].query("indicator_id != ''")[["indicator_id", "geo_code"]].apply(tuple, axis=1)
    wanted = statements["entity_id"].isin(ENTITIES) & (statements["source_id"] != "seed-article-it")
    wanted &= statements["object_id"].isin(["", *objects])
    wanted |= statements["statement_id"].isin(STATEMENTS)
    wanted |= statements[["indicator_id", "geo_code"]].apply(tuple, axis=1).isin(operands)
    for indicator, periods in FIGURES.items():
        of_period = statements["period"].isin(periods) if periods else True
        wanted |= (statements["indicator_id"] == indicator) & of_period
    kept["statements"] = statements[wanted]
    kept = closed(kept, tables, resources)
    places = set(kept["statements"]["value"])
    kept["localities"] = tables["localities"][tables["localities"]["name"].isin(places)]
    kept = closed(kept, tables, resources)
    codes = {*kept["geographies"]["geo_code"], *kept["entities"]["entity_id"]}
    kept["postcodes"] = tables["postcodes"][tables["postcodes"]["geo_code"].isin(codes)]
    kept["labels"] = tables["labels"][tables["labels"]["code"].isin(codes)]
    return closed(kept, tables, resources)


def closed(kept: dict, tables: dict, resources: dict) -> dict[str, pd.DataFrame]:
    """Add the rows that kept rows refer to, until none is missing."""
    kept, before = dict(kept), -1
    while before != (before := sum(map(len, kept.values()))):
        for name, resource in resources.items():
            for key in resource.schema.foreign_keys:
                (column,), (there,) = key.fields, key.reference_fields
                wanted = tables[key.resource][there].isin(kept[name][column])
                had = tables[key.resource].index.isin(kept[key.resource].index)
                kept[key.resource] = tables[key.resource][wanted | had]
    return kept


def write() -> None:
    """Write the small package: evidence, schemas, descriptor, and what a build makes of them."""
    package = load_package(ROOT)
    resources = package.evidence
    tables = {name: read_table(ROOT, item.schema, item.path)[0] for name, item in resources.items()}
    for path in (ROOT / "schemas").glob("*.json"):  # the expectations are its own: they count rows
        shutil.copy(path, FROZEN / "schemas")
    for name, table in cut(tables, resources).items():
        (FROZEN / resources[name].path).write_bytes(write_table(table))
    shutil.copy(ROOT / "datapackage.json", FROZEN)
    print(CliRunner().invoke(main, ["build", str(FROZEN)]).output)


if __name__ == "__main__":
    write()
