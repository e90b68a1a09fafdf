"""The rules of the structure layer by id; what they ask, why and how to mend it stands in `rules.csv`."""

import csv
from pathlib import Path

from scripts.package.findings import Rule

with Path(__file__).with_name("rules.csv").open(encoding="utf-8", newline="") as handle:
    RULES = {row["id"]: Rule(**row, severity="error", layer="structure") for row in csv.DictReader(handle)}
